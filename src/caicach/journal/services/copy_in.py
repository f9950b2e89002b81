"""Add many rows of a table at once by COPY: several times faster than inserts, for loads of thousands."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection, models


def copy_in(rows: Sequence[models.Model], *, without: Iterable[str] = ()) -> None:
    """Add rows of one table, in the caller's transaction; the database fills in the fields named in `without`."""
    if not rows:
        return
    table = rows[0]._meta
    fields = [field for field in table.concrete_fields if field.name not in without]
    names = ", ".join(f'"{field.column}"' for field in fields)
    adapted = [place for place, field in enumerate(fields) if isinstance(field, models.JSONField)]
    values = attrgetter(*(field.attname for field in fields))
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table.db_table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            told: Any = values(row)
            if adapted:
                told = list(told)
                for place in adapted:
                    told[place] = fields[place].get_db_prep_save(told[place], connection)
            copy.write_row(told)
