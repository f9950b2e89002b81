import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("dossiers", "0014_handovers_returns_saved")]

    operations = [
        migrations.AlterField(
            model_name="return",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="handed", to="dossiers.dossier"
            ),
        ),
    ]
