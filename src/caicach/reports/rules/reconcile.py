"""Why another system's totals differ from the counts here (vì sao lệch): its totals read, checked, compared.

A totals file has one line per unit and period with columns of form II.06, told by their number at the head's beginning,
such as `(3) Tiếp nhận`; columns that it leaves out are not compared.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caicach.kit.period import Period
from caicach.kit.refusal import Refused
from caicach.kit.vietnamese import fold
from caicach.kit.words import mark
from caicach.reports.rules.ii06 import COLUMNS, IDENTITIES

UNIT, FIRST, LAST = "Mã đơn vị", "Từ ngày", "Đến ngày"
NUMBERED = re.compile(r"\(?([0-9]{1,2})\)?(?:[^0-9].*)?")
KNOWN = {column.number: column for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class Stated:
    """What the other system counts for one unit (with the units under it) and period, by columns of the form."""

    row: int
    unit: str
    period: Period
    counts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Gap:
    """A column in which the two differ; `only_here` are dossiers counted here that their list does not have."""

    stated: Stated
    column: int
    theirs: int
    here: int
    only_here: tuple[str, ...] = ()

    @property
    def difference(self) -> int:
        """Theirs minus here."""
        return self.theirs - self.here


def stated_of(rows: Sequence[Sequence[str]]) -> list[Stated]:
    """The lines of a totals file (the head is row 1). Raises `Refused` for a cell that cannot be read and for totals
    that do not add up, with the exact difference.
    """
    head = list(rows[0]) if rows else []
    folded = [fold(cell) for cell in head]
    columns = {
        place: int(told[1])
        for place, cell in enumerate(head)
        if (told := NUMBERED.fullmatch(cell.strip())) and int(told[1]) in KNOWN
    }
    missing = [name for name in (UNIT, FIRST, LAST) if fold(name) not in folded]
    if missing or not columns:
        raise Refused(
            "missing-columns",
            mark("Tệp tổng hợp cần các cột {columns} và ít nhất một cột của biểu II.06, như “(3) Tiếp nhận”."),
            values={"columns": ", ".join((UNIT, FIRST, LAST))},
            field="totals",
        )
    unit, first, last = (folded.index(fold(name)) for name in (UNIT, FIRST, LAST))
    found: list[Stated] = []
    for number, row in enumerate(rows[1:], start=2):
        cells = [*row, *[""] * (len(head) - len(row))]
        if any(cells):
            period = Period(_day(cells[first], number, FIRST), _day(cells[last], number, LAST))
            counts = {column: _count(cells[place], number, head[place]) for place, column in columns.items()}
            found.append(Stated(number, cells[unit].strip(), period, counts))
            _require_sums(found[-1])
    return found


def gaps(stated: Stated, here: Mapping[int, int]) -> list[Gap]:
    """The columns in which the two differ, in the order of the form."""
    return [
        Gap(stated, column, count, here.get(column, 0))
        for column, count in sorted(stated.counts.items())
        if count != here.get(column, 0)
    ]


def _require_sums(stated: Stated) -> None:
    for identity in IDENTITIES:
        if {identity.whole, *identity.parts} <= stated.counts.keys():
            whole, parts = stated.counts[identity.whole], sum(stated.counts[part] for part in identity.parts)
            if whole != parts:
                raise Refused(
                    "does-not-add-up",
                    mark(
                        "Dòng {row}: cột ({whole}) ghi {told}, nhưng các phần {parts} cộng lại {sum}, "
                        "lệch {difference}."
                    ),
                    values={
                        "row": stated.row,
                        "whole": identity.whole,
                        "told": whole,
                        "parts": " + ".join(f"({part})" for part in identity.parts),
                        "sum": parts,
                        "difference": f"{whole - parts:+d}",
                    },
                    source=identity.words,
                    field="totals",
                )


def _day(text: str, row: int, column: str) -> date:
    try:
        if "/" in text:
            day, month, year = (int(part) for part in text.split("/"))
            return date(year, month, day)
        return date.fromisoformat(text.strip())
    except ValueError:
        raise _unreadable(text, row, column) from None


def _count(text: str, row: int, column: str) -> int:
    plain = re.sub(r"[.\s\u00a0]", "", text)
    if not plain.isascii() or not plain.isdecimal():
        raise _unreadable(text, row, column)
    return int(plain)


def _unreadable(text: str, row: int, column: str) -> Refused:
    return Refused(
        "unreadable-total",
        mark("Dòng {row}, cột {column}: không đọc được “{text}”."),
        values={"row": row, "column": column, "text": text},
        field="totals",
    )
