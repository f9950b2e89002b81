"""A report built by hand from the same parts that a query builds it from; nothing here touches a database."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from caicach.figures.queries.scope import Scope
from caicach.journal.models import Seal
from caicach.kit.period import Period
from caicach.reports.queries.drawn import Report
from caicach.reports.rules import ii06 as form

AS_OF = datetime(2024, 9, 24, 3, 0, 0, 123456, tzinfo=UTC)
YEAR_2023 = Period(date(2023, 1, 1), date(2023, 12, 31))


def cells(*counts: int) -> form.Cells:
    """The cells (3) to (13)."""
    assert len(counts) == len(form.COLUMNS)
    return form.Cells(counts)


def row(identity: int | None, name: str, line: form.Cells, code: str = "field") -> form.Row:
    return form.Row(id=identity, code=code, name_vi=name, name=name, cells=line)


GOOD = cells(538, 200, 318, 20, 526, 509, 16, 1, 12, 12, 0)
ROWS = (
    row(1, "Tôn giáo", cells(500, 190, 290, 20, 490, 474, 15, 1, 10, 10, 0), "ton-giao"),
    row(2, "Văn thư", cells(38, 10, 28, 0, 36, 35, 1, 0, 2, 2, 0), "van-thu"),
)


def report(
    *,
    rows: Sequence[form.Row] = ROWS,
    total: form.Cells = GOOD,
    notes: Mapping[str, int] | None = None,
    agency: str = "Sở Nội vụ",
    own: bool = False,
    by: form.By = form.By.FIELD,
) -> Report:
    return Report(
        scope=Scope(unit_id=7, code="so-noi-vu", name=agency, fixed=frozenset({7}), own=own),
        agency_vi=agency,
        superior_vi="Ủy ban nhân dân tỉnh",
        period=YEAR_2023,
        seal=Seal(no=3, published_at=AS_OF, snapshot="1:1:"),
        by=by,
        rows=tuple(rows),
        total=total,
        notes={note.key: 0 for note in form.NOTES} | dict(notes or {}),
        checks=form.check(total, rows),
    )
