import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0018_post_bundles'),
        ('papers', '0004_signatures'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='read',
            name='document',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='papers.document'),
        ),
        migrations.AddField(
            model_name='read',
            name='paper',
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AlterField(
            model_name='read',
            name='at',
            field=models.DateTimeField(db_index=True),
        ),
        migrations.AlterField(
            model_name='read',
            name='attachment',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reads', to='dossiers.attachment'),
        ),
        migrations.AddConstraint(
            model_name='read',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('attachment__isnull', False), ('document__isnull', True), ('paper', '')), models.Q(('attachment__isnull', True), ('document__isnull', False), ('paper', '')), models.Q(('attachment__isnull', True), ('document__isnull', True), models.Q(('paper', ''), _negated=True)), _connector='OR'), name='dossiers_read_of_one_thing'),
        ),
    ]
