"""What is found out at closing is kept with the closed report: its checks, and what its public form withholds."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_editions")]

    operations = [
        migrations.AddField("edition", "closing", models.TextField(blank=True, default="")),
        migrations.AddField("edition", "closing_sha256", models.CharField(max_length=64, blank=True, default="")),
        migrations.AddField("edition", "public", models.BooleanField(default=False)),
    ]
