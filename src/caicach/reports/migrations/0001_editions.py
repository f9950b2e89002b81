"""Closed reports; the database itself refuses to change them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from caicach.journal.models.append_only import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_agencies"),
        ("journal", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.CharField(max_length=20)),
                ("own", models.BooleanField()),
                ("by", models.CharField(max_length=10)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("number", models.IntegerField()),
                ("cells", models.TextField()),
                ("cells_sha256", models.CharField(max_length=64)),
                ("fingerprint", models.CharField(max_length=64)),
                ("definitions", models.TextField()),
                ("seal_no", models.BigIntegerField()),
                ("seal_hash", models.CharField(max_length=64)),
                ("explanation", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                ("closed_at", models.DateTimeField()),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.unit")),
                ("closed_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["-last", "-first", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("form", "agency", "own", "by", "first", "last", "number"), name="reports_edition_number"),
                ],
            },
        ),
        append_only("reports_edition"),
    ]
