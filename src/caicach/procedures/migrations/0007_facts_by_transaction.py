"""What changed since a seal is found by transaction: the columnar copy follows it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedures", "0006_on_spot")]

    operations = [
        migrations.AddIndex(model_name="fact", index=models.Index(fields=["tx"], name="procedures_fact_tx")),
    ]
