from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0007_facts_by_transaction"),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="obligation_stops",
            field=models.BooleanField(default=False),
        ),
    ]
