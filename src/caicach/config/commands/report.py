"""`caicach report II.06`: an official period report drawn from figures, as text, JSON, CSV or a workbook."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from caicach.figures.rules.asked import read_day, read_moment
from caicach.figures.services.know import know
from caicach.kit.period import Period
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark
from caicach.reports.exports import comma, document, sheets, text, workbook
from caicach.reports.queries.drawn import for_public, ii06, sheet
from caicach.reports.rules.ii06 import FORM, By
from caicach.reports.rules.sheets import SHEETS, Sheet
from caicach.reports.rules.windows import read_window

HELP = mark("Lập một báo cáo kỳ theo mẫu chính thức, có kiểm tra số liệu.")

HOLDS, DOES_NOT_HOLD = 0, 1
PUBLIC_FORMATS = ("json", "xlsx")
"""Only these leave out what a public report withholds."""


@dataclass(frozen=True, slots=True)
class Form:
    """An official form: how it is drawn and in which ways it is written down."""

    draw: Callable[..., Any]
    document: Callable[[Any], dict[str, object]]
    text: Callable[[Any], str]
    files: dict[str, Callable[[Any], bytes]]


def _sheet(asked: Sheet) -> Form:
    return Form(
        draw=partial(sheet, asked),
        document=sheets.document,
        text=sheets.as_text,
        files={
            "json": sheets.as_json,
            "text": lambda drawn: (sheets.as_text(drawn) + "\n").encode(),
            "csv": sheets.as_csv,
            "xlsx": sheets.as_workbook,
        },
    )


FORMS = {
    FORM: Form(
        draw=ii06,
        document=document.document,
        text=text.as_text,
        files={
            "json": document.as_bytes,
            "text": lambda report: (text.as_text(report) + "\n").encode(),
            "csv": comma.as_bytes,
            "xlsx": workbook.as_bytes,
        },
    ),
    **{code: _sheet(one) for code, one in SHEETS.items()},
}
"""The forms that can be drawn, by their official numbers."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command; both days of the period belong to it."""
    parser.add_argument("form", metavar=FORM, help=_("Số hiệu của biểu mẫu."))
    parser.add_argument("--agency", required=True, help=_("Mã đơn vị, ví dụ so-noi-vu; gồm cả các đơn vị trực thuộc."))
    parser.add_argument(
        "--window", metavar="cycle-month:2024-08", help=_("Kỳ báo cáo theo tên, thay cho --from và --to.")
    )
    parser.add_argument("--from", dest="first", metavar="2024-01-01", help=_("Ngày đầu của kỳ."))
    parser.add_argument("--to", dest="last", metavar="2024-07-31", help=_("Ngày cuối của kỳ."))
    parser.add_argument(
        "--by", choices=[by.value for by in By], default=By.FIELD.value, help=_("Mỗi dòng là lĩnh vực hay cơ quan.")
    )
    parser.add_argument("--own", action="store_true", help=_("Chỉ riêng đơn vị, không gồm đơn vị trực thuộc."))
    parser.add_argument(
        "--as-of", metavar="2024-09-24T17:00:00+07:00", help=_("Theo những gì đã biết tại thời điểm này.")
    )
    parser.add_argument(
        "--format", choices=["text", "json", "csv", "xlsx"], default="text", help=_("Cách xuất báo cáo.")
    )
    parser.add_argument(
        "--public", action="store_true", help=_("Để công bố: không ghi các ô có số nhỏ (chỉ với json và xlsx).")
    )
    parser.add_argument("--output", type=Path, metavar=_("TỆP"), help=_("Ghi vào tệp này thay vì in ra."))


def run(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """Exit code 1 when a check of the report does not hold. Raises `Unknown` for a form that there is none of."""
    form = _form(args.form)
    if args.format == "xlsx" and args.output is None:
        raise Refused(
            "output-needed",
            mark("Bảng tính không in ra màn hình được; hãy thêm --output với tên tệp, ví dụ --output II.06.xlsx."),
            field="output",
        )
    _check_public(args)
    period = _period(args)
    seal = know(read_moment(args.as_of) if args.as_of else None)
    report = form.draw(agency=args.agency, period=period, seal=seal, own=args.own, by=args.by)
    if args.public:
        report = for_public(report, smallest=settings.SMALLEST_PUBLIC_COUNT)
    code = HOLDS if report.holds else DOES_NOT_HOLD
    if args.output is not None:
        # `--json` alone changes what is printed about the file, not what stands in it.
        _store(args.output, form.files[args.format](report))
        written = {"file": str(args.output), "format": args.format, "holds": report.holds}
        return code, written, _("Đã ghi {file}.").format(file=args.output)
    args.json = args.json or args.format == "json"
    return code, form.document(report), form.text(report)


def _check_public(args: argparse.Namespace) -> None:
    """Raises `Refused` for what would be published with its small counts."""
    if not args.public:
        return
    if args.format not in PUBLIC_FORMATS:
        raise Refused(
            "public-format",
            mark("Bản để công bố chỉ có ở dạng json và xlsx; hãy thêm --format json hoặc --format xlsx."),
            field="format",
        )
    if args.form != FORM:
        raise Refused(
            "public-form",
            mark("Chỉ biểu mẫu {form} có bản để công bố: ở mẫu khác, các số nhỏ chưa được che."),
            values={"form": FORM},
            field="form",
        )


def _period(args: argparse.Namespace) -> Period:
    """The days of the window, or those that were given one by one. Raises `Refused` for both, or for neither."""
    days = [args.first, args.last]
    if args.window and not any(days):
        return read_window(args.window).period
    if args.window or not all(days):
        raise Refused(
            "period-needed",
            mark("Hãy cho biết kỳ báo cáo: hoặc --window (ví dụ {example}), hoặc cả --from và --to."),
            values={"example": "cycle-month:2024-08"},
            field="window",
        )
    return Period(read_day(args.first, field="from"), read_day(args.last, field="to"))


def _store(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Refused(
            "cannot-write",
            mark("Không ghi được tệp “{file}”: {reason}."),
            values={"file": str(path), "reason": error.strerror or str(error)},
            field="output",
        ) from error


def _form(number: str) -> Form:
    try:
        return FORMS[number]
    except KeyError:
        raise Unknown(
            "unknown-form",
            mark("Không có biểu mẫu “{form}”; hiện có: {known}."),
            values={"form": number, "known": ", ".join(FORMS)},
            field="form",
        ) from None
