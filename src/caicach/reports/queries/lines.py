"""The lines of a report: what figures answer row by row, the names of the rows, and the sections they stand under."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from caicach.agencies.models import Unit
from caicach.figures.queries.answers import tabulate
from caicach.figures.queries.scope import Scope
from caicach.journal.models import Seal
from caicach.kit.period import Period
from caicach.kit.words import mark
from caicach.procedures.models import Field, Procedure, Version
from caicach.reports.rules import ii06 as form
from caicach.reports.rules.variants import LEVELS, level_of

UNNAMED = mark("(chưa ghi)")
"""The name of the row whose records name no field or no agency."""

GROUPED_BY = {
    form.By.FIELD: "field_id",
    form.By.PROCEDURE: "procedure_id",
    form.By.AGENCY: "unit_id",
    form.By.LEVEL: "unit_id",
}
"""The column of the facts by which the rows are told apart."""
SECTIONED_BY = {form.By.PROCEDURE: "field_id"}
"""The column that answers for a section as a whole, where there is one; a level is only the sum of its agencies."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a row stands for, and the code of the section that it belongs to."""

    code: str
    name_vi: str
    name: str
    under: str = ""


def lines(
    figures: Sequence[str], *, scope: Scope, period: Period, seal: Seal, by: form.By
) -> tuple[tuple[form.Row, ...], tuple[form.Section, ...]]:
    """Rows and sections, in order; the number of SQL statements does not depend on how many there are."""
    found = tabulate(figures, scope=scope, period=period, seal=seal, by=GROUPED_BY[by])
    rows = rows_of({key: _cells(figures, answers) for key, answers in found.items()}, by, on=period.last)
    if by is form.By.PROCEDURE:
        sections = _fields(figures, tabulate(figures, scope=scope, period=period, seal=seal, by=SECTIONED_BY[by]))
    else:
        sections = _levels(rows) if by is form.By.LEVEL else ()
    return form.in_order(rows, sections), sections


def rows_of(cells: Mapping[int | None, form.Cells], by: form.By, *, on: date) -> list[form.Row]:
    """The rows with their names, in no order."""
    named = names(by, [key for key in cells if key is not None], on=on)
    return [_row(key, named.get(key) if key is not None else None, told) for key, told in cells.items()]


def names(by: form.By, ids: Collection[int], *, on: date) -> Mapping[int, Named]:
    """What these rows are called on the day."""
    if by is form.By.FIELD:
        return {one.pk: Named(one.code, one.name_vi, one.name) for one in Field.objects.filter(pk__in=ids)}
    if by is form.By.PROCEDURE:
        return _procedures(ids, on)
    units = Unit.objects.filter(pk__in=ids)
    return {one.pk: Named(one.code, one.name_vi, one.name, level_of(one.kind)) for one in units}


def _procedures(ids: Collection[int], on: date) -> dict[int, Named]:
    """By the version of the day; of one that came or ended the version next to it."""
    told: dict[int, Version] = {}
    for version in Version.objects.filter(procedure_id__in=ids).order_by("procedure_id", "valid_from"):
        if version.procedure_id not in told or version.valid_from <= on:
            told[version.procedure_id] = version
    found = Procedure.objects.filter(pk__in=ids).select_related("field")
    return {
        one.pk: Named(one.code, told[one.pk].name_vi, told[one.pk].name, one.field.code)
        for one in found
        if one.pk in told
    }


def _row(key: int | None, named: Named | None, cells: form.Cells) -> form.Row:
    if named is None:
        return form.Row(id=key, code="", name_vi=UNNAMED, name=_(UNNAMED), cells=cells)
    return form.Row(key, named.code, named.name_vi, named.name, cells, named.under)


def _fields(figures: Sequence[str], found: Mapping[int | None, Mapping[str, int]]) -> tuple[form.Section, ...]:
    """The fields, each asked for as a whole: so that its procedures add up to it says something."""
    fields = Field.objects.in_bulk([key for key in found if key is not None])
    made = [
        form.Section(key, fields[key].code, fields[key].name_vi, fields[key].name, _cells(figures, answers))
        if key in fields
        else form.Section(key, "", UNNAMED, _(UNNAMED), _cells(figures, answers))
        for key, answers in found.items()
    ]
    counted = [one for one in made if not one.cells.empty]
    return tuple(sorted(counted, key=lambda one: (not one.code, form.alphabetical(one.name_vi, one.code))))


def _levels(rows: Sequence[form.Row]) -> tuple[form.Section, ...]:
    """The levels that any row stands under, highest first, each the sum of its rows."""
    found = []
    for level in LEVELS:
        under = [row.cells.counts for row in rows if (row.under or LEVELS[0].code) == level.code]
        if any(map(any, under)):
            cells = form.Cells(tuple(map(sum, zip(*under, strict=True))))
            found.append(form.Section(None, level.code, level.name, _(level.name), cells))
    return tuple(found)


def _cells(figures: Sequence[str], answers: Mapping[str, int]) -> form.Cells:
    return form.Cells(tuple(answers.get(one, 0) for one in figures))
