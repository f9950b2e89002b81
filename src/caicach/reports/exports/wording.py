"""What is said about a report besides its numbers, in the language in use."""

from django.utils.translation import gettext as _

from caicach.reports.queries.drawn import Report
from caicach.reports.rules import ii06 as form


def period_words(report: Report) -> str:
    """The period as people write it, both days included."""
    return _("từ ngày {first} đến ngày {last}").format(
        first=f"{report.period.first:%d/%m/%Y}", last=f"{report.period.last:%d/%m/%Y}"
    )


def notes(report: Report) -> list[str]:
    """The footnotes that have something to count."""
    return [_(note.words).format(count=report.notes[note.key]) for note in form.NOTES if report.notes[note.key]]


def breach_words(check: form.Check) -> str:
    """Where a check fails and by how much: its first breach, and how many there are; nothing when it holds."""
    if check.holds:
        return ""
    first = check.breaches[0]
    line = first.row.name if first.row else _("dòng tổng cộng")
    return _("lệch {difference} ở cột ({column}), {line}; số chỗ lệch: {places}").format(
        difference=f"{first.difference:+d}", column=first.column, line=line, places=len(check.breaches)
    )
