"""The list of reads as a workbook and as CSV: no names of citizens, no names that files were given."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, StringIO

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from caicach.dossiers.models import Attachment, Read
from caicach.kit.period import local
from caicach.papers.rules.forms import FORMS
from caicach.papers.rules.kinds import KINDS
from caicach.papers.rules.letters import plain

FORMULAS = ("=", "+", "-", "@")
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class Told:
    """A reading in words: when, who, of which dossier, what."""

    at: datetime
    person: str
    username: str
    dossier: str
    what: str


def told(read: Read) -> Told:
    """One row, without a statement for a read of `reads_for`."""
    return Told(read.at, str(read.user), read.user.username, str(read.dossier), what_of(read))


def what_of(read: Read) -> str:
    """What was opened: a printed form, a result by its kind, or a file by the component that it stands for."""
    if read.paper:
        title = next((one.title for one in reversed(FORMS) if one.word == read.paper), read.paper)
        return str(_(title))
    if read.document is not None:
        return _("Văn bản kết quả: {kind}").format(kind=_(KINDS[read.document.kind].label))
    found = read.attachment
    if found is None:
        return ""
    component = found.component.name if found.component else str(Attachment.KINDS[found.kind])
    return _("Tệp: {component}").format(component=component)


def heads() -> list[str]:
    """The heads of the columns."""
    return [_("Thời điểm"), _("Người mở"), _("Tài khoản"), _("Mã hồ sơ"), _("Đã mở")]


def as_workbook(reads: Iterable[Read]) -> bytes:
    """A workbook with real times, row by row in constant memory."""
    stream = BytesIO()
    made = Workbook(stream, OPTIONS)
    sheet = made.add_worksheet(_("Lượt đọc"))
    bold, moment = made.add_format({"bold": True}), made.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
    for column, (words, width) in enumerate(zip(heads(), (20, 28, 18, 26, 60), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, words, bold)
    sheet.freeze_panes(1, 0)
    count = 0
    for count, row in enumerate(map(told, reads), start=1):
        sheet.write_datetime(count, 0, local(row.at).replace(microsecond=0), moment)
        for column, text in enumerate((row.person, row.username, row.dossier, row.what), start=1):
            sheet.write_string(count, column, plain(text))
    sheet.autofilter(0, 0, max(count, 1), 4)
    made.close()
    return stream.getvalue()


def as_csv(reads: Iterable[Read]) -> Iterator[str]:
    """Lines of CSV, the first with a mark by which spreadsheets know that it is UTF-8."""
    yield "\ufeff" + _line(heads())
    for row in map(told, reads):
        yield _line([f"{local(row.at):%Y-%m-%d %H:%M:%S}", row.person, row.username, row.dossier, row.what])


def _line(cells: Iterable[str]) -> str:
    out = StringIO()
    # What begins like a formula stays text when a spreadsheet opens it.
    csv.writer(out).writerow([f"'{cell}" if cell.startswith(FORMULAS) else cell for cell in map(plain, cells)])
    return out.getvalue()
