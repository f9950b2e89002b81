"""Every version of where a unit stands is kept, so that figures as of an earlier instant use the tree known then.

The database writes the versions itself, whoever writes the register; what stands already is known to every snapshot.
"""

from django.db import migrations, models

# The lowest transaction that an ordinary row can have: every snapshot sees it.
ALWAYS = 3

FUNCTIONS = """
CREATE FUNCTION agencies_keep_parent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    r agencies_unitparent;
BEGIN
    IF TG_OP = 'DELETE' THEN r := OLD; ELSE r := NEW; END IF;
    INSERT INTO agencies_placeversion (kind, row_id, unit_id, above_id, first_day, last_day, gone, tx)
    VALUES (1, r.id, r.unit_id, r.parent_id, r.valid_from, r.valid_to, TG_OP = 'DELETE', pg_current_xact_id()::text::bigint);
    RETURN NULL;
END $$;
CREATE FUNCTION agencies_keep_succession() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    r agencies_succession;
BEGIN
    IF TG_OP = 'DELETE' THEN r := OLD; ELSE r := NEW; END IF;
    INSERT INTO agencies_placeversion (kind, row_id, unit_id, above_id, first_day, last_day, gone, tx)
    VALUES (2, r.id, r.predecessor_id, r.successor_id, r."on", NULL, TG_OP = 'DELETE', pg_current_xact_id()::text::bigint);
    RETURN NULL;
END $$;
CREATE FUNCTION agencies_keep_unit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    r agencies_unit;
BEGIN
    IF TG_OP = 'DELETE' THEN r := OLD; ELSE r := NEW; END IF;
    INSERT INTO agencies_placeversion (kind, row_id, unit_id, above_id, first_day, last_day, gone, tx)
    VALUES (3, r.id, r.id, NULL, r.valid_from, r.valid_to, TG_OP = 'DELETE', pg_current_xact_id()::text::bigint);
    RETURN NULL;
END $$;
CREATE FUNCTION agencies_versions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
"""

TRIGGERS = """
CREATE TRIGGER keep_versions AFTER INSERT OR UPDATE OR DELETE ON agencies_unitparent
    FOR EACH ROW EXECUTE FUNCTION agencies_keep_parent();
CREATE TRIGGER keep_versions AFTER INSERT OR UPDATE OR DELETE ON agencies_succession
    FOR EACH ROW EXECUTE FUNCTION agencies_keep_succession();
CREATE TRIGGER keep_versions AFTER INSERT OR DELETE ON agencies_unit
    FOR EACH ROW EXECUTE FUNCTION agencies_keep_unit();
CREATE TRIGGER keep_changes AFTER UPDATE ON agencies_unit
    FOR EACH ROW WHEN ((OLD.valid_from, OLD.valid_to) IS DISTINCT FROM (NEW.valid_from, NEW.valid_to))
    EXECUTE FUNCTION agencies_keep_unit();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON agencies_placeversion
    FOR EACH STATEMENT EXECUTE FUNCTION agencies_versions_stay();
"""

BACK = """
DROP TRIGGER append_only ON agencies_placeversion;
DROP TRIGGER keep_changes ON agencies_unit;
DROP TRIGGER keep_versions ON agencies_unit;
DROP TRIGGER keep_versions ON agencies_succession;
DROP TRIGGER keep_versions ON agencies_unitparent;
DROP FUNCTION agencies_versions_stay;
DROP FUNCTION agencies_keep_unit;
DROP FUNCTION agencies_keep_succession;
DROP FUNCTION agencies_keep_parent;
"""

STANDING = f"""
INSERT INTO agencies_placeversion (kind, row_id, unit_id, above_id, first_day, last_day, gone, tx)
SELECT 1, id, unit_id, parent_id, valid_from, valid_to, false, {ALWAYS} FROM agencies_unitparent
UNION ALL SELECT 2, id, predecessor_id, successor_id, "on", NULL, false, {ALWAYS} FROM agencies_succession
UNION ALL SELECT 3, id, id, NULL, valid_from, valid_to, false, {ALWAYS} FROM agencies_unit
"""


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0002_abbreviation'),
    ]

    operations = [
        migrations.CreateModel(
            name='PlaceVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.SmallIntegerField()),
                ('row_id', models.BigIntegerField()),
                ('unit_id', models.BigIntegerField()),
                ('above_id', models.BigIntegerField(null=True)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField(null=True)),
                ('gone', models.BooleanField()),
                ('tx', models.BigIntegerField()),
            ],
        ),
        migrations.RunSQL(sql=STANDING, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(sql=FUNCTIONS + TRIGGERS, reverse_sql=BACK),
    ]
