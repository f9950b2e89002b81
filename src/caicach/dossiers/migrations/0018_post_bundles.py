import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("agencies", "0001_agencies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("dossiers", "0017_level_above"),
    ]

    operations = [
        migrations.CreateModel(
            name="PostBundle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.SmallIntegerField()),
                ("number", models.IntegerField()),
                ("receipt", models.CharField(blank=True, max_length=40)),
                ("handed_at", models.DateTimeField()),
                (
                    "handed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "year", "number"), name="dossiers_bundle_number")
                ],
            },
        ),
        migrations.AddField(
            model_name="return",
            name="bundle",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="results",
                to="dossiers.postbundle",
            ),
        ),
        migrations.AddField(
            model_name="return",
            name="delivered_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="return",
            name="brought_back_at",
            field=models.DateTimeField(null=True),
        ),
    ]
