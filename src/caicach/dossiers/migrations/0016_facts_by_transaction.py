"""What changed since a seal is found by transaction: the columnar copy follows it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0015_returned_again")]

    operations = [
        migrations.AddIndex(model_name="fact", index=models.Index(fields=["tx"], name="dossiers_fact_tx")),
    ]
