"""The lines of form II.06 in the order in which every page, paper and file prints them."""

from collections.abc import Iterator
from dataclasses import dataclass

from caicach.reports.queries.drawn import Report
from caicach.reports.rules import ii06 as form

TOTAL = "Tổng cộng"
"""What the total line is called on official papers and in files."""
WITHHELD = "*"
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its running number as printed, what it stands for (none for the total), its counts, none if withheld."""

    number: str
    of: form.Row | form.Section | None
    counts: tuple[int | None, ...]

    @property
    def name_vi(self) -> str:
        """What the line is called on papers and in files."""
        return self.of.name_vi if self.of else TOTAL

    @property
    def printed(self) -> tuple[int | str, ...]:
        """The counts with a sign for those that are withheld."""
        return tuple(WITHHELD if count is None else count for count in self.counts)

    @property
    def strong(self) -> bool:
        """Whether it sums up other lines."""
        return not isinstance(self.of, form.Row)


def lines(report: Report) -> Iterator[Line]:
    """Section by section with a Roman number each, the rows under it numbered anew; the total last."""
    if not report.sections:
        yield from (_line(report, str(place), row) for place, row in enumerate(report.rows, start=1))
    for place, section in enumerate(report.sections, start=1):
        yield _line(report, roman(place), section)
        under = [row for row in report.rows if row.under == section.code]
        yield from (_line(report, str(at), row) for at, row in enumerate(under, start=1))
    yield total(report)


def total(report: Report) -> Line:
    """The total line."""
    return Line("", None, _counts(report, form.TOTAL, report.total))


def roman(number: int) -> str:
    """A small number in Roman digits, as sections of official tables are numbered."""
    text = ""
    for value, sign in ROMAN:
        times, number = divmod(number, value)
        text += sign * times
    return text


def _line(report: Report, number: str, of: form.Row | form.Section) -> Line:
    return Line(number, of, _counts(report, of.key, of.cells))


def _counts(report: Report, key: str, cells: form.Cells) -> tuple[int | None, ...]:
    hidden = report.withheld.cells if report.withheld else frozenset()
    return tuple(None if (key, column.number) in hidden else cells[column.number] for column in form.COLUMNS)
