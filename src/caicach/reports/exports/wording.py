"""What is said about a report besides its numbers: on pages in their language, on official papers in Vietnamese."""

from django.utils.translation import gettext as _

from caicach.figures.rules.asked import moment_written
from caicach.journal.models import Seal
from caicach.kit.period import Period, local
from caicach.reports.exports.lines import WITHHELD
from caicach.reports.queries.drawn import Report
from caicach.reports.rules import ii06 as form
from caicach.reports.rules.variants import UNCONFIRMED
from caicach.reports.rules.windows import named

SYSTEM = "hồ sơ thủ tục hành chính đã ghi trong hệ thống CaiCach"


def period_words(report: Report) -> str:
    """The period as people write it, both days included, with its name where it is a reporting period."""
    return window_words(report.period)


def window_words(period: Period) -> str:
    """The days of a period, both included, and what it is called."""
    days = _("từ ngày {first} đến ngày {last}").format(first=f"{period.first:%d/%m/%Y}", last=f"{period.last:%d/%m/%Y}")
    known = named(period)
    return f"{days} ({_(known.words).format(**known.values)})" if known else days


def official_period(period: Period, *, own: bool) -> str:
    """The period as an official paper prints it."""
    days = f"từ ngày {period.first:%d/%m/%Y} đến ngày {period.last:%d/%m/%Y}"
    known = named(period)
    told = f"{days} ({known.words.format(**known.values)})" if known else days
    return f"Kỳ báo cáo: {told}{' (riêng đơn vị)' if own else ''}"


def known_words(seal: Seal) -> str:
    """When the numbers were known: for people to the minute, and exactly for asking again."""
    moment = seal.published_at
    asked = f"as_of = {moment_written(moment)}{', claimed = 1' if seal.claimed else ''}"
    how = " theo thời điểm ghi mà hồ sơ nạp sau khai" if seal.claimed else ""
    return f"Số liệu tính đến {local(moment):%H:%M ngày %d/%m/%Y}{how} ({asked})."


def official_notes(report: Report) -> list[str]:
    """What stands under the table of an official paper."""
    failing = [check for check in report.checks if not check.holds]
    return [
        known_words(report.seal),
        *closed_words(report),
        *_withheld_words(report),
        *(note.words.format(count=note_count(report, note)) for note in form.NOTES if report.notes[note.key]),
        *(f"KHÔNG KHỚP: {check.name} (lệch {check.difference:+d})" for check in failing),
        f"Nguồn: {SYSTEM}; {form.SOURCE}.",
        *([] if report.variant.confirmed else [str(UNCONFIRMED)]),
    ]


def closed_words(report: Report) -> list[str]:
    """Which edition it is, where it was closed."""
    closed = report.closed
    if closed is None:
        return []
    who = f" bởi {closed.by}" if closed.by else ""
    told = f"Bản chốt số {closed.number}, chốt lúc {local(closed.at):%H:%M ngày %d/%m/%Y}{who}."
    more = [("Lý do chốt lại", closed.reason), ("Giải trình", closed.explanation)]
    return [told, *(f"{name}: {words}" for name, words in more if words)]


def note_count(report: Report, note: form.Note) -> int | str:
    """The count of a footnote, or the sign that it is withheld."""
    return WITHHELD if report.withheld and note.key in report.withheld.notes else report.notes[note.key]


def _withheld_words(report: Report) -> list[str]:
    if report.withheld is None:
        return []
    return [
        f"Ô ghi “{WITHHELD}” không công bố: số dưới {report.withheld.smallest} có thể chỉ ra từng người, "
        "hoặc số từ đó tính ra được một số như vậy."
    ]


def notes(report: Report) -> list[str]:
    """The footnotes that have something to count."""
    return [_(note.words).format(count=note_count(report, note)) for note in form.NOTES if report.notes[note.key]]


def breach_words(check: form.Check) -> str:
    """Where a check fails and by how much: its first breach, and how many there are; nothing when it holds."""
    if check.holds:
        return ""
    first = check.breaches[0]
    line = first.row.name if first.row else _("dòng tổng cộng")
    return _("lệch {difference} ở cột ({column}), {line}; số chỗ lệch: {places}").format(
        difference=f"{first.difference:+d}", column=first.column, line=line, places=len(check.breaches)
    )
