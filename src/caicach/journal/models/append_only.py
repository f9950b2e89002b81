"""Tables whose rows, once written, stay: the database itself refuses to change them."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION caicach_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$
"""


def append_only(table: str) -> migrations.RunSQL:
    """A migration step after which UPDATE, DELETE and TRUNCATE of the table are refused by a trigger."""
    return migrations.RunSQL(
        sql=[
            FUNCTION,
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION caicach_append_only()",
        ],
        reverse_sql=[f"DROP TRIGGER append_only ON {table}"],
    )
