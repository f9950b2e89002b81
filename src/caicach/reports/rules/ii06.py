"""Form II.06: its thirteen columns, and the identities that hold between them.

Biểu số II.06/VPCP/KSTT "Tình hình, kết quả giải quyết thủ tục hành chính" (Thông tư 01/2020/TT-VPCP). Column (1) is the
running number and (2) the name of the row; the counted columns are (3) to (13). Unit: dossiers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from caicach.kit.period import Period, local_day
from caicach.kit.vietnamese import SortKey, sort_key
from caicach.kit.words import mark

FORM = "II.06"
SOURCE = mark("Biểu số II.06/VPCP/KSTT, Thông tư 01/2020/TT-VPCP ngày 21/10/2020")


class By(StrEnum):
    """What a row stands for: a field of work (lĩnh vực), or the agency that is competent for the dossier.

    Two arrangements have sections with sums of their own: procedures under their fields, agencies under their levels.
    """

    FIELD = "field"
    PROCEDURE = "procedure"
    AGENCY = "agency"
    LEVEL = "level"

    @property
    def flat(self) -> "By":
        """The arrangement without sections that is nearest, for forms that know no sections."""
        return {By.PROCEDURE: By.FIELD, By.LEVEL: By.AGENCY}.get(self, self)


TOTAL = ""
"""The key of the total line."""


@dataclass(frozen=True, slots=True)
class Column:
    """A counted column: its number in the form, its place in the document, the figure it prints, its head."""

    number: int
    group: str
    key: str
    figure: str
    head: str


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring columns under one head."""

    key: str
    head: str


GROUPS = (
    Group("received", mark("Số lượng hồ sơ tiếp nhận")),
    Group("resolved", mark("Số lượng hồ sơ đã giải quyết")),
    Group("pending", mark("Số lượng hồ sơ đang giải quyết")),
)
COLUMNS = (
    Column(3, "received", "total", "dossiers.received", mark("Tổng số")),
    Column(4, "received", "online", "dossiers.received_online", mark("Trực tuyến")),
    Column(5, "received", "direct_or_post", "dossiers.received_direct_or_post", mark("Trực tiếp, dịch vụ bưu chính")),
    Column(6, "received", "carried_over", "dossiers.carried_over", mark("Từ kỳ trước")),
    Column(7, "resolved", "total", "dossiers.resolved", mark("Tổng số")),
    Column(8, "resolved", "early", "dossiers.resolved_early", mark("Trước hạn")),
    Column(9, "resolved", "on_time", "dossiers.resolved_on_time", mark("Đúng hạn")),
    Column(10, "resolved", "late", "dossiers.resolved_late", mark("Quá hạn")),
    Column(11, "pending", "total", "dossiers.pending", mark("Tổng số")),
    Column(12, "pending", "in_time", "dossiers.pending_in_time", mark("Trong hạn")),
    Column(13, "pending", "overdue", "dossiers.pending_overdue", mark("Quá hạn")),
)
WITHIN_PERIOD = (4, 5)
"""The columns that stand under one more head, "in the period" (trong kỳ)."""
IN_PERIOD_HEAD = mark("Trong kỳ")


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: a figure counted inside one of the columns, said in words with `{count}`."""

    key: str
    figure: str
    words: str


NOTES = (
    Note(
        "withdrawn",
        "dossiers.resolved_withdrawn",
        mark("Cột (9) gồm hồ sơ do người nộp xin rút sau khi tiếp nhận: {count}"),
    ),
    Note("stopped", "dossiers.resolved_stopped", mark("Cột (9) gồm hồ sơ dừng giải quyết hẳn: {count}")),
    Note(
        "refused",
        "dossiers.resolved_refused",
        mark("Cột (9) gồm hồ sơ bị từ chối giải quyết sau khi tiếp nhận: {count}"),
    ),
    Note(
        "closed",
        "dossiers.resolved_closed",
        mark("Cột (9) gồm hồ sơ kết thúc do quá 15 ngày không bổ sung giấy tờ: {count}"),
    ),
    Note("extended", "dossiers.resolved_extended", mark("Cột (7), trong đó hồ sơ đã gia hạn: {count}")),
)

FIGURES = tuple(column.figure for column in COLUMNS)
NOTE_FIGURES = tuple(note.figure for note in NOTES)


@dataclass(frozen=True, slots=True)
class Cells:
    """The counted cells (3) to (13) of one line, in the order of the columns."""

    counts: tuple[int, ...]

    @classmethod
    def of(cls, answers: Mapping[str, int]) -> "Cells":
        """The cells from figure codes to counts; a figure that was not answered counts nothing."""
        return cls(tuple(answers.get(column.figure, 0) for column in COLUMNS))

    def __getitem__(self, number: int) -> int:
        """The count in the column with that number of the form."""
        return self.counts[number - COLUMNS[0].number]

    @property
    def empty(self) -> bool:
        """Whether no column counts anything."""
        return not any(self.counts)


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `id` of the field or agency (none where the record names none), its code, its names, its cells.

    `name_vi` stands in official papers and machine-readable files, `name` on the reader's page. `under` is the code of
    the section that it stands under, where there are sections.
    """

    id: int | None
    code: str
    name_vi: str
    name: str
    cells: Cells
    under: str = ""

    @property
    def key(self) -> str:
        """Its name among the lines of a report and of every edition of it."""
        return "r" if self.id is None else f"r{self.id}"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the sum of the rows under it; `id` where one figure answers for it (a field), else none."""

    id: int | None
    code: str
    name_vi: str
    name: str
    cells: Cells

    @property
    def key(self) -> str:
        """Its name among the lines of a report."""
        return f"s{self.code}"


def in_order(rows: Sequence[Row], sections: Sequence[Section] = ()) -> tuple[Row, ...]:
    """The rows that count anything, section by section, by the alphabet; the row of no name stands last."""
    filled = [row for row in rows if not row.cells.empty]
    at = {section.code: place for place, section in enumerate(sections)}
    return tuple(
        sorted(filled, key=lambda row: (at.get(row.under, 0), not row.code, alphabetical(row.name_vi, row.code)))
    )


def alphabetical(name: str, code: str) -> tuple[SortKey, str]:
    """The key for sorting named things by the Vietnamese alphabet, those of one name by their codes."""
    return sort_key(name), code


def running(period: Period, known_at: datetime) -> bool:
    """Whether the period's last day had not ended at an aware instant."""
    return local_day(known_at) <= period.last


@dataclass(frozen=True, slots=True)
class Identity:
    """`whole` = the sum of `parts` in every line, by column numbers; `words` says it."""

    whole: int
    parts: tuple[int, ...]
    words: str


IDENTITIES = (
    Identity(3, (4, 5, 6), mark("(3) = (4) + (5) + (6): tiếp nhận = trực tuyến + trực tiếp, bưu chính + từ kỳ trước")),
    Identity(7, (8, 9, 10), mark("(7) = (8) + (9) + (10): đã giải quyết = trước hạn + đúng hạn + quá hạn")),
    Identity(11, (12, 13), mark("(11) = (12) + (13): đang giải quyết = trong hạn + quá hạn")),
    Identity(3, (7, 11), mark("(3) = (7) + (11): tiếp nhận = đã giải quyết + đang giải quyết")),
)
STOCK_FLOW = mark(
    "(6) + (4) + (5) = (7) + (11): đầu kỳ + tiếp nhận mới = đã giải quyết + cuối kỳ, "
    "theo cơ quan có thẩm quyền lúc tiếp nhận"
)
HELD_FLOW = mark(
    "Theo cơ quan đang giữ thẩm quyền: đầu kỳ + tiếp nhận mới + chuyển vào = đã giải quyết + chuyển ra + cuối kỳ"
)
HELD_FIGURES = (
    "dossiers.held_at_start",
    "dossiers.received_new",
    "dossiers.transferred_in",
    "dossiers.resolved_by_holder",
    "dossiers.transferred_out",
    "dossiers.held_at_end",
)
"""What a holder has, takes and gives: the first three come to the same as the last three."""
OPENING, NEW, DONE, CLOSING = 6, (4, 5), 7, 11
"""Columns of what a period begins with, what comes in, what is done, and what it ends with."""
OPENING_FIGURE = next(column.figure for column in COLUMNS if column.number == OPENING)
CONTINUED = mark("(11) = cột (6) của kỳ liền sau: cuối kỳ này là đầu kỳ sau")
ROWS_SUM = mark("Dòng tổng cộng = cộng các dòng, ở từng cột từ (3) đến (13)")
SECTIONS_SUM = mark("Mỗi nhóm = cộng các dòng trong nhóm, ở từng cột từ (3) đến (13)")


@dataclass(frozen=True, slots=True)
class Breach:
    """Where an identity fails: the line (none for the total line), the column, and left side minus right side."""

    row: Row | Section | None
    column: int
    difference: int


@dataclass(frozen=True, slots=True)
class Check:
    """One check in words; it holds when no line breaches it. `difference` is that of the first breach, else 0.

    `edition` is the id of the closed report that it compares with, where it does.
    """

    name: str
    breaches: tuple[Breach, ...]
    edition: int | None = None

    @property
    def holds(self) -> bool:
        """Whether every line satisfies it."""
        return not self.breaches

    @property
    def difference(self) -> int:
        """Left side minus right side at the first breach (the total line comes first), 0 when it holds."""
        return self.breaches[0].difference if self.breaches else 0


def check(total: Cells, rows: Sequence[Row], sections: Sequence[Section] = ()) -> tuple[Check, ...]:
    """The four identities in every line, and that the rows add up: to the total, and to their section's line."""
    lines: list[tuple[Row | Section | None, Cells]] = [
        (None, total),
        *((one, one.cells) for one in sections),
        *((row, row.cells) for row in rows),
    ]
    sums = [_sum(ROWS_SUM, [(None, total, rows)])]
    if sections:
        each = [(one, one.cells, [row for row in rows if row.under == one.code]) for one in sections]
        sums.append(_sum(SECTIONS_SUM, each))
    return (*(_identity(identity, lines) for identity in IDENTITIES), *sums)


def flow(total: Cells, rows: Sequence[Row], *, opening: int, openings: Mapping[int | None, int]) -> tuple[Check, ...]:
    """Stock and flow: what was there and came in is done or still there; and the next period begins with the latter.

    `opening` and `openings` (by the rows' ids) are column (6) of the period that begins the day after.
    """
    lines: list[tuple[Row | None, Cells, int]] = [
        (None, total, opening),
        *((row, row.cells, openings.get(row.id, 0)) for row in rows),
    ]
    balance = [
        (row, cells[OPENING] + sum(map(cells.__getitem__, NEW)) - cells[DONE] - cells[CLOSING])
        for row, cells, _next in lines
    ]
    carried = [(row, cells[CLOSING] - after) for row, cells, after in lines]
    return (_flow(STOCK_FLOW, OPENING, balance), _flow(CONTINUED, CLOSING, carried))


def held_flow(total: Mapping[str, int]) -> Check:
    """The same with transfers, by who answers for a dossier now, in the total line; from `HELD_FIGURES` to counts."""
    found = [total.get(figure, 0) for figure in HELD_FIGURES]
    return _flow(HELD_FLOW, CLOSING, [(None, sum(found[:3]) - sum(found[3:]))])


def _flow(words: str, column: int, found: Sequence[tuple[Row | None, int]]) -> Check:
    return Check(words, tuple(Breach(row, column, difference) for row, difference in found if difference))


def _identity(identity: Identity, lines: Sequence[tuple[Row | Section | None, Cells]]) -> Check:
    found = (
        Breach(row, identity.whole, cells[identity.whole] - sum(cells[part] for part in identity.parts))
        for row, cells in lines
    )
    return Check(identity.words, tuple(breach for breach in found if breach.difference))


def _sum(words: str, wholes: Sequence[tuple[Section | None, Cells, Sequence[Row]]]) -> Check:
    found = (
        Breach(line, column.number, cells[column.number] - sum(row.cells[column.number] for row in rows))
        for line, cells, rows in wholes
        for column in COLUMNS
    )
    return Check(words, tuple(breach for breach in found if breach.difference))
