"""The course of 24 months for machines, as CSV, as a workbook and as text."""

import json
from datetime import UTC
from io import BytesIO

from xlsxwriter import Workbook

from caicach.figures.rules.asked import moment_written
from caicach.kit.ratio import Ratio, percent
from caicach.reports.exports.comma import lines
from caicach.reports.exports.wording import known_words, official_period
from caicach.reports.exports.workbook import A4, OPTIONS
from caicach.reports.queries.drawn import Course
from caicach.reports.rules import trend as form

NAME, TITLE = "Diễn biến 24 tháng", "Diễn biến tiếp nhận, giải quyết hồ sơ thủ tục hành chính theo tháng"
UNIT = "số hồ sơ; tỷ lệ: %"
NOTE = "Tháng dương lịch. Cột (5): số giải quyết trước và đúng hạn chia số đã giải quyết trong tháng."
HEADS = {
    form.RECEIVED: "Tiếp nhận mới",
    form.RESOLVED: "Đã giải quyết",
    form.TIMELY: "Trong đó trước và đúng hạn",
    form.RATE: "Tỷ lệ trước và đúng hạn (%)",
    form.OVERDUE: "Đang giải quyết, quá hạn cuối tháng",
}
"""Of the columns, by figure."""
ORDER = (form.RECEIVED, form.RESOLVED, form.RATE, form.OVERDUE)


def rate(month: form.Month) -> str:
    """The share as text with two decimals and a point; a dash where nothing was resolved."""
    return percent(Ratio(month.counts[form.TIMELY], month.counts[form.RESOLVED]), 2)


def heads() -> list[str]:
    """The heads of the table."""
    return ["Tháng", *(HEADS[figure] for figure in ORDER)]


def table(found: Course) -> list[list[str | int]]:
    """Heads and months, the oldest first."""
    rows = [[f"{month.period.first:%m/%Y}", *(_cell(month, figure) for figure in ORDER)] for month in found.months]
    return [list(heads()), *rows]


def told(found: Course, panel: form.Panel) -> str:
    """What a drawing shows, in words."""
    last = found.months[-1]
    return "; ".join(
        f"{HEADS[figure]}: cao nhất {_height(max(month.height(figure) for month in found.months), panel)}, "
        f"tháng cuối {_height(last.height(figure), panel)}"
        for figure, _kind in panel.figures
    )


def document(found: Course) -> dict[str, object]:
    """One JSON document: the counts of each month; the share is that of two of them."""
    return {
        "form": "trend",
        "agency": found.scope.code,
        "from": found.period.first.isoformat(),
        "to": found.period.last.isoformat(),
        "as_of": moment_written(found.as_of),
        **({"own": True} if found.scope.own else {}),
        **({"claimed": True} if found.seal.claimed else {}),
        "months": [
            {
                "from": month.period.first.isoformat(),
                "to": month.period.last.isoformat(),
                **{figure.partition(".")[2]: month.counts[figure] for figure in form.FIGURES},
            }
            for month in found.months
        ],
    }


def as_json(found: Course) -> bytes:
    """The document as UTF-8 text."""
    return (json.dumps(document(found), ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(found: Course) -> bytes:
    """Heads, then a line a month."""
    return lines(table(found))


def as_text(found: Course) -> str:
    """Name, period and table, cells apart by tabs."""
    head = [f"{NAME} · {found.agency_vi}", official_period(found.period, own=found.scope.own), ""]
    return "\n".join([*head, *("\t".join(map(str, row)) for row in table(found)), "", known_words(found.seal)])


def as_workbook(found: Course) -> bytes:
    """One sheet with real numbers; the same course gives the same bytes."""
    stream = BytesIO()
    book = Workbook(stream, OPTIONS)
    created = found.as_of.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": f"{NAME} – {found.agency_vi}", "author": found.agency_vi, "created": created})
    sheet = book.add_worksheet("24 thang")
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 4, 22)
    face = {"font_name": "Times New Roman", "font_size": 12}
    bold, plain, grid = (
        book.add_format({**face, **more})
        for more in ({"bold": True, "text_wrap": True}, {}, {"border": 1, "num_format": "#,##0"})
    )
    for at, words in enumerate(
        (found.agency_vi.upper(), f"{NAME}: {TITLE}", official_period(found.period, own=found.scope.own))
    ):
        sheet.write_string(at, 0, words, bold if at < 2 else plain)
    rows = table(found)
    for at, row in enumerate(rows, start=4):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(at, column, cell, grid)
            else:
                sheet.write_string(at, column, cell, bold if at == 4 else grid)
    for at, words in enumerate((known_words(found.seal), NOTE), start=5 + len(rows)):
        sheet.write_string(at, 0, words, plain)
    book.close()
    return stream.getvalue()


def file_name(found: Course, suffix: str) -> str:
    """What it is, agency, first and last day."""
    return f"trend_{found.scope.code}_{found.period.first}_{found.period.last}.{suffix}"


def _cell(month: form.Month, figure: str) -> int | str:
    return rate(month).replace(".", ",") if figure == form.RATE else month.counts[figure]


def _height(height: int, panel: form.Panel) -> str:
    return f"{height // 100}%" if panel.share else str(height)
