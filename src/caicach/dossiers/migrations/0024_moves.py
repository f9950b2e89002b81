"""Moves of competence are recorded, and told to the figures; those made before are filled in from the journal.

Each version of the facts of a moved dossier, from the move on, gets its rows with that version's own transaction, so
that answers as of earlier instants know of the moves too.
"""

import caicach.journal.models.fields
import django.db.models.deletion
from django.db import migrations, models

from caicach.journal.models.append_only import append_only


TOLD = """
SELECT line.id AS line_id, line.subject_id, line.seq, fact.accepted_day,
    (line.body::jsonb #>> '{details,competent_unit,0}')::bigint AS from_unit_id,
    (line.body::jsonb #>> '{details,competent_unit,1}')::bigint AS to_unit_id,
    (line.body::jsonb #>> '{details,on}')::date AS day,
    coalesce(line.body::jsonb #>> '{details,document_no}', '') AS decision
FROM journal_line AS line
JOIN dossiers_fact AS fact ON fact.subject_id = line.subject_id AND fact.version = line.seq
WHERE line.kind = 'dossier' AND line.action = 'dossiers.transfer_competence' AND fact.accepted_day IS NOT NULL
"""

FILLED = f"""
CREATE TEMPORARY TABLE told ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY line_id) AS move_id, * FROM ({TOLD}) AS lines;
INSERT INTO dossiers_competencemove (id, dossier_id, from_unit_id, to_unit_id, day, decision)
SELECT move_id, subject_id, from_unit_id, to_unit_id, day, decision FROM told;
SELECT setval(pg_get_serial_sequence('dossiers_competencemove', 'id'), greatest((SELECT max(move_id) FROM told), 1));
INSERT INTO dossiers_movefact (subject_id, version, tx, move_id, side, moved_unit_id, moved_day)
SELECT fact.subject_id, fact.version, fact.tx, told.move_id, side,
    CASE side WHEN 1 THEN to_unit_id ELSE from_unit_id END,
    least(greatest(told.day, fact.accepted_day), fact.finished_day)
FROM told
JOIN dossiers_fact AS fact ON fact.subject_id = told.subject_id AND fact.version >= told.seq
CROSS JOIN generate_series(1, 2) AS side;
UPDATE dossiers_dossier SET moves = counted.moves
FROM (SELECT subject_id, count(*) AS moves FROM told GROUP BY subject_id) AS counted
WHERE dossiers_dossier.id = counted.subject_id;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0003_places_as_known'),
        ('dossiers', '0022_causes'),
    ]

    operations = [
        migrations.AddField(
            model_name='dossier',
            name='moves',
            field=models.SmallIntegerField(db_default=0, default=0),
        ),
        migrations.CreateModel(
            name='CompetenceMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('decision', models.CharField(max_length=200)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='competence_moves', to='dossiers.dossier')),
                ('from_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                ('to_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
            ],
        ),
        migrations.CreateModel(
            name='MoveFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_id', models.BigIntegerField()),
                ('version', models.IntegerField()),
                ('tx', caicach.journal.models.fields.TransactionId(db_default=caicach.journal.models.fields.CurrentTransaction())),
                ('move_id', models.BigIntegerField()),
                ('side', models.SmallIntegerField()),
                ('moved_unit_id', models.BigIntegerField()),
                ('moved_day', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('subject_id', 'version', 'move_id', 'side'), name='dossiers_move_fact')],
            },
        ),
        migrations.RunSQL(sql=FILLED, reverse_sql=migrations.RunSQL.noop),
        append_only("dossiers_movefact"),
    ]
