"""Whether something loaded later claims to be of before an instant is found at once."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0002_lines_by_day'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='line',
            index=models.Index(condition=models.Q(('claimed_at__isnull', False)), fields=['recorded_at'], name='journal_line_loaded'),
        ),
    ]
