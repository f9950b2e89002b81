"""`caicach report II.06`: an official period report drawn from figures, as text, JSON, CSV, a workbook or a PDF.

`caicach report briefing --week 2024-08-05` is the Monday report, as text, JSON or one page of A4 (PDF).
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from caicach.agencies.queries import unit_by_code
from caicach.config.knowledge import knowledge, knowledge_words
from caicach.figures.queries.scope import scope_of
from caicach.figures.rules.asked import read_day, read_moment
from caicach.figures.services.know import know
from caicach.journal.models import Seal
from caicach.kit.period import Period, local_day
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark
from caicach.reports.exports import briefing as monday
from caicach.reports.exports import document, files, sheets, text, trend
from caicach.reports.queries.briefing import briefing
from caicach.reports.queries.drawn import Course, Report, course, ii06, sheet
from caicach.reports.queries.editions import newest, public_of
from caicach.reports.rules.briefing import weeks
from caicach.reports.rules.ii06 import FORM, By
from caicach.reports.rules.sheets import SHEETS, Sheet
from caicach.reports.rules.windows import read_window

HELP = mark("Lập một báo cáo kỳ theo mẫu chính thức, có kiểm tra số liệu.")

HOLDS, DOES_NOT_HOLD = 0, 1
TREND = "trend"
BRIEFING = "briefing"
BRIEFING_FORMATS = ("text", "json", "pdf")
FILES = ("pdf", "xlsx", "csv")
"""The formats that have an option of their own: `--pdf FILE` beside what is printed."""
BINARY = ("xlsx", "pdf")
"""These cannot be shown in a terminal."""


@dataclass(frozen=True, slots=True)
class Form:
    """An official form: how it is drawn and in which ways it is written down."""

    draw: Callable[..., Any]
    document: Callable[[Any], dict[str, object]]
    text: Callable[[Any], str]
    files: dict[str, files.Writer]


def _sheet(asked: Sheet) -> Form:
    return Form(partial(sheet, asked), sheets.document, sheets.as_text, files.SHEET)


def _course(*, agency: str, period: Period, seal: Seal, own: bool, **_by: str) -> Course:
    """The months up to the period's last one; how rows are made says nothing here."""
    last = min(period.last, local_day(seal.published_at))
    return course(agency=agency, last=last, seal=seal, own=own)


FORMS = {
    FORM: Form(ii06, document.document, text.as_text, files.II06),
    **{code: _sheet(one) for code, one in SHEETS.items()},
    TREND: Form(_course, trend.document, trend.as_text, files.TREND),
}
"""The forms that can be drawn, by their official numbers."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command; both days of the period belong to it."""
    parser.add_argument("form", metavar=FORM, help=_("Số hiệu của biểu mẫu."))
    parser.add_argument("--agency", required=True, help=_("Mã đơn vị, ví dụ so-noi-vu; gồm cả các đơn vị trực thuộc."))
    parser.add_argument(
        "--window", metavar="cycle-month:2024-08", help=_("Kỳ báo cáo theo tên, thay cho --from và --to.")
    )
    parser.add_argument(
        "--week",
        metavar="2024-08-05",
        help=_("Chỉ với {form}: Thứ Hai họp giao ban; báo cáo là của tuần trước đó.").format(form=BRIEFING),
    )
    parser.add_argument("--from", dest="first", metavar="2024-01-01", help=_("Ngày đầu của kỳ."))
    parser.add_argument("--to", dest="last", metavar="2024-07-31", help=_("Ngày cuối của kỳ."))
    parser.add_argument(
        "--by",
        choices=[by.value for by in By],
        default=By.FIELD.value,
        help=_("Mỗi dòng là lĩnh vực, thủ tục theo lĩnh vực, cơ quan, hay cơ quan theo cấp."),
    )
    parser.add_argument("--own", action="store_true", help=_("Chỉ riêng đơn vị, không gồm đơn vị trực thuộc."))
    parser.add_argument(
        "--as-of", metavar="2024-09-24T17:00:00+07:00", help=_("Theo những gì đã biết tại thời điểm này.")
    )
    parser.add_argument(
        "--claimed", action="store_true", help=_("Với --as-of: theo thời điểm ghi mà hồ sơ nạp sau khai.")
    )
    parser.add_argument("--format", choices=["text", *files.KINDS], default="text", help=_("Cách xuất báo cáo."))
    parser.add_argument(
        "--public", action="store_true", help=_("Bản đã công bố của báo cáo này: từ bản chốt, không ghi số nhỏ.")
    )
    parser.add_argument("--output", type=Path, metavar=_("TỆP"), help=_("Ghi vào tệp này thay vì in ra."))
    for suffix in FILES:
        parser.add_argument(
            f"--{suffix}",
            type=Path,
            metavar=_("TỆP"),
            help=_("Ghi thêm một tệp {format}.").format(format=suffix.upper()),
        )


def run(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """Exit code 1 when a check of the report does not hold. Raises `Unknown` for a form that there is none of."""
    form = None if args.form == BRIEFING else _form(args.form)
    if args.format in BINARY and args.output is None:
        raise Refused(
            "output-needed",
            mark("Tệp {format} không in ra màn hình được; hãy thêm --output với tên tệp, ví dụ --output {example}."),
            values={"format": args.format.upper(), "example": f"{args.form}.{args.format}"},
            field="output",
        )
    if form is None:
        return _briefing(args)
    period = _period(args)
    report = _public(args, period) if args.public else _live(form, args, period)
    code = HOLDS if report.holds else DOES_NOT_HOLD
    wanted = [(getattr(args, suffix), suffix) for suffix in FILES] + [(args.output, args.format)]
    written = [(path, suffix) for path, suffix in wanted if path is not None]
    for path, suffix in written:
        _store(path, form.files[suffix](report))
    if args.output is not None:
        # `--json` alone changes what is printed about the file, not what stands in it.
        told = {"file": str(args.output), "format": args.format, "holds": report.holds}
        return code, told, "\n".join(_("Đã ghi {file}.").format(file=path) for path, _suffix in written)
    args.json = args.json or args.format == "json"
    as_of = read_moment(args.as_of) if args.as_of else None
    told = form.document(report) | knowledge(report.seal, as_of)
    return code, told, "\n".join([form.text(report), *knowledge_words(report.seal, as_of)])


def _briefing(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """The Monday report; of the last Monday without `--week`."""
    other = (args.public, args.own, args.window, args.first, args.last, args.csv, args.xlsx)
    if args.format not in BRIEFING_FORMATS or any(other):
        raise Refused(
            "not-this-form",
            mark(
                "Báo cáo giao ban chỉ nhận --agency, --week, --as-of, --output, --pdf và --format text, json hoặc pdf."
            ),
            field="format",
        )
    unit = unit_by_code(args.agency)
    seal = know(read_moment(args.as_of) if args.as_of else None)
    asked = weeks(read_day(args.week, field="week") if args.week else None, today=local_day(seal.published_at))
    own = _("{unit} (riêng đơn vị)").format(unit=unit.name)
    told = briefing(unit, asked, seal=seal, actor=None, own=own, reach=None)
    if args.pdf is not None:
        _store(args.pdf, monday.as_file(told, "pdf"))
    if args.output is None:
        args.json = args.json or args.format == "json"
        return HOLDS, monday.document(told), monday.as_text(told)
    _store(args.output, monday.as_file(told, args.format))
    written = {"file": str(args.output), "format": args.format}
    return HOLDS, written, _("Đã ghi {file}.").format(file=args.output)


def _live(form: Form, args: argparse.Namespace, period: Period) -> Any:
    seal = know(read_moment(args.as_of) if args.as_of else None, claimed=args.claimed)
    return form.draw(agency=args.agency, period=period, seal=seal, own=args.own, by=args.by)


def _public(args: argparse.Namespace, period: Period) -> Report:
    """The public edition in force. Raises `Refused` where there is none: only what was closed is public."""
    if args.form != FORM:
        raise Refused(
            "public-form",
            mark("Chỉ biểu mẫu {form} có bản để công bố: ở mẫu khác, các số nhỏ chưa được che."),
            values={"form": FORM},
            field="form",
        )
    if args.as_of:
        raise Refused(
            "public-as-of",
            mark("Bản công bố là bản chốt, không tính lại theo thời điểm; hãy bỏ --as-of."),
            field="as_of",
        )
    scope = scope_of(args.agency, on=period.last, own=args.own)
    found = newest(scope.unit_id, period, own=args.own, by=args.by)
    if found is None or not found.public:
        raise Refused(
            "not-published",
            mark("Báo cáo này chưa được công bố. Hãy chốt số liệu của kỳ và chọn “Công bố” khi chốt."),
            field="public",
        )
    return public_of(found)


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
            values={"form": number, "known": ", ".join([*FORMS, BRIEFING])},
            field="form",
        ) from None
