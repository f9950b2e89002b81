import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# The rows' foreign key is checked at once: PostgreSQL alters no table that still has checks to do.
FILL = """
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE dossiers_dossier SET competent_unit_id = unit_id;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0001_agencies'),
        ('dossiers', '0012_attachments'),
        ('procedures', '0006_on_spot'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='dossier',
            name='competent_unit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit'),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='dossier',
            name='competent_unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit'),
        ),
        migrations.RemoveIndex(model_name='dossier', name='dossiers_unit'),
        migrations.RemoveIndex(model_name='dossier', name='dossiers_live'),
        migrations.RemoveIndex(model_name='dossier', name='dossiers_ended'),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['competent_unit', 'id'], name='dossiers_unit'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('step', 'done'), _negated=True), fields=['handling_unit'], include=('id', 'competent_unit', 'received_unit', 'helped_unit', 'assignee', 'procedure', 'step', 'status', 'regime', 'accepted_at', 'due_at', 'extended_to', 'paused_since', 'fee', 'consulting', 'partners', 'partner_units', 'consulting_due', 'apology', 'finished_at'), name='dossiers_live'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['received_unit', 'accepted_at'], include=('id', 'competent_unit', 'helped_unit', 'handling_unit', 'assignee', 'procedure', 'step', 'status', 'partner_units'), name='dossiers_ended'),
        ),
    ]
