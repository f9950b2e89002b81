"""Units get the abbreviation that ends the symbols of their papers."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0001_agencies'),
    ]

    operations = [
        migrations.AddField(
            model_name='unit',
            name='abbreviation',
            field=models.CharField(blank=True, default='', max_length=15),
        ),
    ]
