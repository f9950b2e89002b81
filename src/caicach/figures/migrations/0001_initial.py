from django.db import migrations, models

import caicach.journal.models.fields
from caicach.journal.models import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Definition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=120)),
                ("version", models.IntegerField()),
                ("title", models.TextField()),
                ("words", models.TextField()),
                ("expression", models.TextField()),
                ("fact_schema", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "tx",
                    caicach.journal.models.fields.TransactionId(
                        db_default=caicach.journal.models.fields.CurrentTransaction()
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("code", "version"), name="figures_definition_version")
                ],
            },
        ),
        append_only("figures_definition"),
    ]
