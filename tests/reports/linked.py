"""Reads the figures off a page: each number with the question behind it, asked once more."""

import html
import re
from datetime import date
from urllib.parse import parse_qs

from django.utils.translation import override

from caicach.figures.queries.answers import answer
from caicach.figures.queries.scope import scope_of
from caicach.figures.tags import FILTER_NAMES
from caicach.journal.models import Seal
from caicach.kit.period import Period
from caicach.ui.tags import number_text

FIGURE = re.compile(
    r'<a class="figure[^"]*" href="/figures/([\w.]+)/\?([^"]+)"[^>]*><span class="figure-value">([^<]*)</span>'
)


def figures_of(page: str) -> list[tuple[str, dict[str, str], str]]:
    """Code, question and printed number of each figure on a page."""
    return [
        (code, {name: values[0] for name, values in parse_qs(html.unescape(query)).items()}, shown)
        for code, query, shown in FIGURE.findall(page)
    ]


def disagreeing(page: str, seal: Seal) -> list[tuple[str, str, str]]:
    """The numbers of a page that are not what their own figure says, each with what it says."""
    found = []
    for code, asked, shown in {(code, tuple(sorted(asked.items())), shown) for code, asked, shown in figures_of(page)}:
        given = dict(asked)
        period = Period(date.fromisoformat(given["from"]), date.fromisoformat(given["to"]))
        filters = {column: int(given[name]) for column, name in FILTER_NAMES.items() if name in given}
        scope = scope_of(given["agency"], on=period.last, own="own" in given)
        said = answer(code, scope=scope, period=period, seal=seal, filters=filters)
        decimals = len(shown.rstrip("%").partition(",")[2])
        with override("vi"):
            exact = number_text(said.numerator)
        if said.denominator is not None:
            exact = said.printed(decimals).replace(".", ",")
            exact = exact if shown.endswith("%") else exact.rstrip("%")
        if exact != shown:
            found.append((f"{code} {asked}", shown, exact))
    return found
