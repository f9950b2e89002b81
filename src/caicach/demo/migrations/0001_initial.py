"""The marks of a loaded demo."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.CharField(max_length=40, unique=True)),
                ("anchor", models.DateField()),
                ("done_at", models.DateTimeField()),
            ],
        ),
    ]
