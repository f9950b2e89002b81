from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0006_on_spot"),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="obligation_stops",
            field=models.BooleanField(default=False),
        ),
    ]
