"""Reports as official papers in PDF: A4 across, the national head, form and period, the table over as many pages as
it needs, when the numbers were known, room for the signatures. Official papers are Vietnamese.

The same report gives the same bytes.
"""

from collections.abc import Sequence
from itertools import groupby

from django.conf import settings

from caicach.kit.period import local_day
from caicach.kit.ratio import Ratio
from caicach.papers.rules.sheets import Head, Proof
from caicach.papers.rules.tables import Bar, Cell, Drawing, Line, PeriodReport
from caicach.papers.services.draw import draw
from caicach.reports.exports import lines, trend
from caicach.reports.exports.sheets import LEVEL, Printed, plainly, table
from caicach.reports.exports.sheets import notes as sheet_notes
from caicach.reports.exports.wording import known_words, official_notes, official_period
from caicach.reports.queries.drawn import Closed, Course, Drawn, Report
from caicach.reports.rules import ii06 as form
from caicach.reports.rules import trend as months
from caicach.reports.rules.variants import FLAT_HEADS, ROW_HEADS

NUMBER_HEAD = "TT"
DOSSIERS = "số hồ sơ"
SIGNERS = (("Người lập biểu", "(Ký, ghi rõ họ tên)"), ("Thủ trưởng cơ quan, đơn vị", "(Ký tên, đóng dấu)"))
CODE_DIGITS = 32
"""So many digits of the hash stand in the code: 128 bits."""
PUBLIC, INSIDE = "published", "reports/editions"


def ii06(report: Report, *, site: str = "") -> bytes:
    """Form II.06; of an edition with the code by which it can be verified, at the address `site` where one is known."""
    proof, told = _proof(report, site or settings.PUBLIC_ADDRESS)
    every = [
        Line(number=one.number, name=one.name_vi, cells=tuple(map(written, one.printed)), strong=one.strong)
        for one in lines.lines(report)
    ]
    return draw(
        PeriodReport(
            head=_head(report, proof, report.closed),
            title=report.variant.title,
            form=report.variant.name,
            period=official_period(report.period, own=report.scope.own),
            unit=DOSSIERS,
            heads=_heads(report.by),
            numbers=tuple(f"({number})" for number in range(1, form.COLUMNS[-1].number + 1)),
            lines=tuple(every[:-1]),
            total=every[-1],
            notes=(*official_notes(report), *told),
            signers=SIGNERS,
        ),
        at=report.closed.at if report.closed else report.as_of,
    )


def sheet(drawn: Drawn) -> bytes:
    """A form of `rules.sheets`."""
    asked = drawn.asked
    _told_heads, *rows, total = table(drawn)
    leading = 2 + bool(drawn.levels)
    return draw(
        PeriodReport(
            head=_head(drawn),
            title=asked.title,
            form=asked.name,
            period=official_period(drawn.period, own=drawn.scope.own),
            unit=asked.unit,
            heads=_sheet_heads(drawn),
            numbers=("(1)", "(2)", *[""] * (leading - 2), *(f"({column.number})" for column in asked.columns)),
            lines=tuple(_printed_line(row) for row in rows),
            total=_printed_line(total, strong=True),
            notes=tuple(sheet_notes(drawn)),
            signers=SIGNERS,
        ),
        at=drawn.as_of,
    )


def _sheet_heads(drawn: Drawn) -> tuple[tuple[Cell, ...], ...]:
    """One row of heads, or two where neighbours share one above."""
    columns = drawn.asked.columns
    names = (NUMBER_HEAD, FLAT_HEADS[drawn.by], *([LEVEL] if drawn.levels else []))
    if not any(column.group for column in columns):
        return (tuple(Cell(words=words) for words in (*names, *(column.head for column in columns))),)
    upper = [Cell(words=words, high=2) for words in names]
    for group, found in groupby(columns, key=lambda column: column.group):
        alike = list(found)
        upper += [Cell(words=group, wide=len(alike))] if group else [Cell(words=one.head, high=2) for one in alike]
    return tuple(upper), tuple(Cell(words=column.head) for column in columns if column.group)


def _printed_line(row: Sequence[Printed], *, strong: bool = False) -> Line:
    number, name, *cells = row
    told = (str(plainly(cell)).replace(".", ",") if isinstance(cell, Ratio) else written(cell) for cell in cells)
    return Line(number=str(number), name=str(name), cells=tuple(told), strong=strong)


def course(found: Course) -> bytes:
    """The course of 24 months, with its drawings."""
    table = trend.table(found)
    return draw(
        PeriodReport(
            head=_head(found),
            title=trend.TITLE,
            form=trend.NAME,
            period=official_period(found.period, own=found.scope.own),
            unit=trend.UNIT,
            heads=(tuple(Cell(words=words) for words in (NUMBER_HEAD, *trend.heads())),),
            numbers=tuple(f"({number})" for number in range(1, len(trend.heads()) + 2)),
            lines=tuple(
                Line(number=str(place), name=str(row[0]), cells=tuple(map(written, row[1:])))
                for place, row in enumerate(table[1:], start=1)
            ),
            total=None,
            notes=(known_words(found.seal), trend.NOTE),
            signers=SIGNERS,
            drawings=tuple(_drawing(found, panel) for panel in months.PANELS),
        ),
        at=found.as_of,
    )


def written(count: int | str) -> str:
    """A count as official papers write it: thousands apart by points."""
    return f"{count:,}".replace(",", ".") if isinstance(count, int) else count


def _head(drawn: Report | Drawn | Course, proof: Proof | None = None, closed: Closed | None = None) -> Head:
    return Head(
        agency=drawn.agency_vi,
        agency_above=drawn.superior_vi,
        place=drawn.place,
        day=local_day(closed.at) if closed else None,
        code=proof,
    )


def _proof(report: Report, site: str) -> tuple[Proof | None, tuple[str, ...]]:
    """The code of an edition, and in words how to verify it."""
    closed = report.closed
    if closed is None:
        return None, ()
    part = PUBLIC if report.withheld else INSIDE
    address = f"{site}/{part}/{closed.id}/" if site else ""
    name = f"{form.FORM} {report.scope.code} {report.period.first} {report.period.last} #{closed.number}"
    where = f" tại {address}" if address else ""
    told = f"Kiểm chứng{where} bằng mã QR; mã băm nội dung {closed.cells_sha256[:16]}…; bản chốt {closed.id}."
    # Short, so that a phone reads it from paper: where there is an address, its page tells the rest.
    return Proof(address=address, report="" if address else name, sha256=closed.cells_sha256[:CODE_DIGITS]), (told,)


def _heads(by: form.By) -> tuple[tuple[Cell, ...], ...]:
    """The three rows of heads of form II.06: groups, columns, and columns (4) and (5) one deeper."""
    counts = {group.key: sum(column.group == group.key for column in form.COLUMNS) for group in form.GROUPS}
    first = [Cell(words=NUMBER_HEAD, high=3), Cell(words=ROW_HEADS[by], high=3)]
    first += [Cell(words=group.head, wide=counts[group.key]) for group in form.GROUPS]
    second, third = [], []
    for column in form.COLUMNS:
        if column.number not in form.WITHIN_PERIOD:
            second.append(Cell(words=column.head, high=2))
            continue
        third.append(Cell(words=column.head))
        if column.number == form.WITHIN_PERIOD[0]:
            second.append(Cell(words=form.IN_PERIOD_HEAD, wide=len(form.WITHIN_PERIOD)))
    return tuple(first), tuple(second), tuple(third)


def _drawing(found: Course, panel: months.Panel) -> Drawing:
    most = months.highest(found.months, panel)
    return Drawing(
        title=panel.title,
        told=trend.told(found, panel),
        top="100%" if panel.share else written(most),
        first=f"{found.period.first:%m/%Y}",
        last=f"{found.period.last:%m/%Y}",
        bars=tuple(
            Bar(
                x=float(bar.x) / months.WIDTH,
                y=float(bar.y) / months.HEIGHT,
                width=float(bar.width) / months.WIDTH,
                height=float(bar.height) / months.HEIGHT,
                kind=bar.kind,
            )
            for bar in months.bars(found.months, panel)
        ),
        key=tuple((kind, str(trend.HEADS[figure])) for figure, kind in panel.figures),
    )
