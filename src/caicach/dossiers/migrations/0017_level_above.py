import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0016_facts_by_transaction"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="dossier",
            name="dossiers_ended",
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="dossiers_live",
        ),
        migrations.AddField(
            model_name="dossier",
            name="above_unit",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.unit"
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("step", "done"), _negated=True),
                fields=["handling_unit"],
                include=(
                    "id",
                    "competent_unit",
                    "above_unit",
                    "received_unit",
                    "helped_unit",
                    "assignee",
                    "procedure",
                    "step",
                    "status",
                    "regime",
                    "accepted_at",
                    "due_at",
                    "extended_to",
                    "paused_since",
                    "fee",
                    "consulting",
                    "partners",
                    "partner_units",
                    "consulting_due",
                    "apology",
                    "finished_at",
                    "to_take_over",
                ),
                name="dossiers_live",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["received_unit", "accepted_at"],
                include=(
                    "id",
                    "competent_unit",
                    "above_unit",
                    "helped_unit",
                    "handling_unit",
                    "assignee",
                    "procedure",
                    "step",
                    "status",
                    "partner_units",
                ),
                name="dossiers_ended",
            ),
        ),
    ]
