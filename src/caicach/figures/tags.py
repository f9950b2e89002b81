"""Addresses of figures and how they are printed, for pages and reports."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.figures.queries.scope import Filters
from caicach.figures.rules.asked import moment_written
from caicach.figures.rules.reading import Reading
from caicach.figures.rules.reckon import Number
from caicach.journal.models import Seal
from caicach.kit.period import Period
from caicach.ui.tags import number_text, percent_text

FILTER_NAMES = {
    "field_id": "field",
    "unit_id": "unit",
    "procedure_id": "procedure",
    "channel": "channel",
    "cause": "cause",
    "level": "level",
}
"""How the filter columns are called in an address."""


def figure_url(
    code: str,
    *,
    agency: str,
    period: Period,
    seal: Seal | None,
    own: bool = False,
    filters: Filters | None = None,
) -> str:
    """The page of a figure for a unit (its code) and a period; with a seal as known then, without one as known now."""
    asked = query(agency=agency, period=period, seal=seal, own=own, filters=filters)
    return f"{reverse('figures:figure', args=[code])}?{asked}"


def records_url(
    code: str,
    *,
    agency: str,
    period: Period,
    seal: Seal,
    own: bool = False,
    filters: Filters | None = None,
    part: str = "",
    after: int | None = None,
) -> str:
    """The list behind a figure's part. It names the seal, so that the list is the one of the figure."""
    asked = query(agency=agency, period=period, seal=seal, own=own, filters=filters, part=part, after=after)
    return f"{reverse('figures:records', args=[code])}?{asked}"


def query(
    *,
    agency: str,
    period: Period,
    seal: Seal | None,
    own: bool = False,
    filters: Filters | None = None,
    part: str = "",
    after: int | None = None,
) -> str:
    """The query string that the figures' pages read; what is empty is left out."""
    fields = {
        "agency": agency,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "as_of": moment_written(seal.published_at) if seal else "",
        "claimed": "1" if seal and seal.claimed else "",
        "own": "1" if own else "",
        **{FILTER_NAMES[column]: str(value) for column, value in (filters or {}).items()},
        "part": part,
        "after": "" if after is None else str(after),
    }
    return urlencode({name: value for name, value in fields.items() if value})


def shown_number(number: Number) -> str:
    """A figure's number in the reader's language."""
    if number.percent:
        return percent_text(number.numerator, number.denominator)
    return number_text(number.fraction, 0 if number.denominator is None else 2)


def reading_words(reading: Reading | None) -> str:
    """How a rate is read, as one line in the reader's language; empty without a reading."""
    return "; ".join(_(one) for one in reading.words) if reading else ""
