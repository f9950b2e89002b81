"""Keep what every figure means now, so that what was printed under it can be redrawn later."""

import json
from datetime import datetime

from django.db import connection, transaction
from django.utils import translation

from caicach.facts.register import all_columns, fact_table
from caicach.figures.models import Definition
from caicach.figures.queries.statement import columns_of
from caicach.figures.register import Figure, all_figures
from caicach.figures.rules.expression import asked_columns, parts, written
from caicach.figures.rules.predicate import columns_used
from caicach.figures.rules.reading import reading_written
from caicach.figures.rules.reckon import check
from caicach.journal.services.record import record_all
from caicach.kit.acts import SYSTEM, Act, Change

LOCK = 7_201_771
"""Advisory lock: two starting processes do not record the same version."""

TEXTS = ("title", "words", "expression", "fact_schema", "reading")


def record_definitions(*, now: datetime) -> int:
    """Append a version of each figure whose text, expression or fact columns changed; gives how many were appended.

    Called when the software is installed or upgraded; until then answers keep the version recorded last. Raises
    `Refused` for a figure that cannot be asked: "bad-predicate", or made of figures as `rules.reckon.check` forbids.
    Nothing is written when nothing changed.
    """
    check({figure.code: figure.expression for figure in all_figures()})
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        newest = {row.code: row for row in Definition.objects.order_by("code", "-version").distinct("code")}
        changed = []
        for figure in all_figures():
            texts, before = _texts(figure), newest.get(figure.code)
            if before is None or any(getattr(before, name) != texts[name] for name in TEXTS):
                version = before.version + 1 if before else 1
                changed.append(Definition(code=figure.code, version=version, recorded_at=now, **texts))
        Definition.objects.bulk_create(changed)
        act = Act(actor=SYSTEM, at=now, now=now)
        record_all(act, [_change(row) for row in changed])
    return len(changed)


def _texts(figure: Figure) -> dict[str, str]:
    with translation.override("vi"):
        return {
            "title": str(figure.title),
            "words": str(figure.definition),
            "expression": written(figure.expression),
            "fact_schema": _schema(figure),
            "reading": reading_written(figure.reading),
        }


def _schema(figure: Figure) -> str:
    """The fact columns that the figure asks: another meaning of one of them is another definition of the figure."""
    asked: dict[str, dict[str, str]] = {}
    for part in parts(figure.expression).values():
        table = fact_table(part.table)
        used = columns_used(part.predicate, columns_of(table)) | asked_columns(part)
        columns = [column for column in all_columns(table) if column.name in used]
        asked.setdefault(table.name, {}).update({column.name: f"{column.kind}: {column.meaning}" for column in columns})
    return json.dumps(asked, sort_keys=True, ensure_ascii=False)


def _change(row: Definition) -> Change:
    return Change(
        kind="figure", subject_id=row.id, action="figures.define", details={"code": row.code, "version": row.version}
    )
