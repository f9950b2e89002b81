"""The components of all pages as template tags; they are builtins, no template loads them.

What each takes is said at the tag; how each looks in every state is shown on the style page.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from html import unescape
from typing import Any

from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template import Context, Library
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from caicach.kit.refusal import Refused
from caicach.ui import pictures, tags

register = Library()

KINDS = frozenset({"early", "on_time", "due_soon", "late", "paused", "pending", "done", "neutral"})

register.filter("day", tags.day_text)
register.filter("moment", tags.moment_text)
register.filter("clock", tags.clock_text)
register.filter("money", tags.money_text)
register.simple_tag(tags.number_text, name="number")
register.simple_tag(tags.percent_text, name="percent")


@register.simple_tag
def icon(name: str) -> SafeString:
    """One icon of the page's sprite (`ui/parts/icons.html`), hidden from readers: words always stand beside it."""
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="#icon-{}"></use></svg>', name)


@register.simple_tag(takes_context=True)
def tab_title(context: Context) -> str:
    """The text of the page's `heading` block, so that a page names itself once for its h1 and its browser tab."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    heading = blocks.get_block("heading") if blocks is not None else None
    if heading is None:
        return ""
    # The block is rendered and so escaped already; the tag escapes once more.
    return unescape(" ".join(strip_tags(heading.nodelist.render(context)).split()))


def known(kind: str) -> str:
    """The kind itself. Raises `ValueError` for a kind that has no colour and no icon."""
    if kind not in KINDS:
        raise ValueError(f"unknown kind of state {kind!r}; known are {', '.join(sorted(KINDS))}")
    return kind


@register.inclusion_tag("ui/parts/state.html")
def state_badge(kind: str, text: str) -> dict[str, object]:
    """A state in words with its icon and colour."""
    return {"kind": known(kind), "text": text, "ground": True}


@register.inclusion_tag("ui/parts/state.html")
def due_badge(text: str, kind: str) -> dict[str, object]:
    """How a deadline stands, without filled ground, for the rows of lists."""
    return {"kind": known(kind), "text": text, "ground": False}


def _figure(url: str, value: object, unit: str, title: str, *, sealed: bool, decimals: int) -> dict[str, object]:
    exact = isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool)
    shown = tags.number_text(value, decimals) if exact else str(value)  # type: ignore[arg-type]
    sign = "%" if unit == "%" else ""
    told = title if sign or not unit else f"{title} ({gettext('đơn vị')}: {unit})"
    return {"url": url, "shown": shown, "sign": sign, "unit": "" if sign else unit, "told": told, "sealed": sealed}


@register.inclusion_tag("ui/parts/figure.html")
def figure_link(
    url: str, value: object, unit: str, title: str, sealed: bool = False, decimals: int = 0
) -> dict[str, object]:
    """A figure: a number that answers for itself. `title` says what it counts and in which period."""
    return _figure(url, value, unit, title, sealed=sealed, decimals=decimals)


@register.inclusion_tag("ui/parts/figure_tile.html")
def figure_tile(
    url: str,
    value: object,
    unit: str,
    title: str,
    label: str,
    note: str = "",
    kind: str = "",
    sealed: bool = False,
    decimals: int = 0,
) -> dict[str, object]:
    """A large figure under its label, with a small note below; `kind` adds the mark of a state to the note."""
    figure = _figure(url, value, unit, title, sealed=sealed, decimals=decimals)
    return {**figure, "label": label, "note": note, "kind": known(kind) if kind else ""}


@register.inclusion_tag("ui/parts/trace.html")
def trace(trace: object) -> dict[str, object]:
    """What stands behind a figure: definition, numerator over denominator, as of when, and the first records."""
    return {"trace": trace}


@register.inclusion_tag("ui/parts/field.html")
def field(field: BoundField, label: str | None = None, hint: str | None = None) -> dict[str, object]:
    """A form's field: label, hint, error and control, tied together for screen readers."""
    if hint is not None:
        # Django itself ties the control to its help text and error, by the ids that the template gives them.
        field.help_text = hint
    kind = str(field.widget_type)
    return {
        "field": field,
        "label": label or field.label,
        "hint": field.help_text,
        "control": field.as_widget(),
        "kind": kind,
        "grouped": field.use_fieldset,
        "described": field.aria_describedby or "",
        "optional": not field.field.required and kind != "checkbox",
    }


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(form: BaseForm | None) -> dict[str, object]:
    """All errors of a form at its head, each a link to its field; nothing when there is none."""
    if form is None or not form.errors:
        return {"errors": []}
    whole = [{"target": "", "text": text} for text in form.non_field_errors()]
    single = [
        {"target": bound.id_for_label or bound.auto_id, "label": bound.label, "text": text}
        for bound in form
        for text in bound.errors
    ]
    return {"errors": [*whole, *single]}


@register.inclusion_tag("ui/parts/request_key.html")
def request_key(key: str) -> dict[str, object]:
    """The hidden key by which a form sent twice is done once."""
    return {"key": key}


@register.inclusion_tag("ui/parts/refusal.html")
def refusal(refusal: Refused | None) -> dict[str, object]:
    """What a rule refused: what happened, why, and its source."""
    if refusal is None:
        return {"message": ""}
    return {"message": gettext(refusal.message).format(**refusal.values), "source": refusal.source}


@register.inclusion_tag("ui/parts/empty.html")
def empty(title: str, text: str, action_url: str = "", action_label: str = "") -> dict[str, object]:
    """An empty list: says what to do first."""
    return {"title": title, "text": text, "action_url": action_url, "action_label": action_label}


@register.inclusion_tag("ui/parts/proof_strip.html")
def proof_strip(days: list[object]) -> dict[str, object]:
    """A deadline's proof, day by day: filled is counted, hollow is skipped, with the reasons in text below."""
    cells = pictures.proof_cells(days)
    return {
        "cells": cells,
        "counted": sum(cell.counted for cell in cells),
        "skipped": pictures.skipped_by_reason(cells),
    }


@register.inclusion_tag("ui/parts/timeline_band.html")
def timeline_band(band: Mapping[str, object]) -> dict[str, object]:
    """A dossier's time as one band: working time, pauses hatched, today's mark, the deadline; the same in words."""
    return {"band": pictures.band_drawing(band)}


@register.inclusion_tag("ui/parts/events.html")
def event_list(events: list[object]) -> dict[str, object]:
    """What happened, who did it and when; the entry time stands beside the business time when it differs."""
    return {"events": events}


@register.inclusion_tag("ui/parts/steps.html")
def step_list(steps: list[object]) -> dict[str, object]:
    """The steps of a process, each with who, until when, and how it stands."""
    return {"steps": steps}


@register.inclusion_tag("ui/parts/bar.html")
def bar(numerator: int | None, denominator: int | None, kind: str = "neutral") -> dict[str, object]:
    """A small bar from zero for the cells of a table; the number itself stands beside it."""
    return {"width": pictures.bar_width(numerator, denominator), "kind": known(kind)}


def _query(context: Context, changes: dict[str, Any]) -> str:
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request is not None else None
    if query is None:
        return ""
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def keep_query(context: Context, **changes: Any) -> str:
    """The address's query with some of its values changed; none or empty takes a value out."""
    return _query(context, changes)


@register.inclusion_tag("ui/parts/pager.html", takes_context=True)
def pager(context: Context, page: object) -> dict[str, object]:
    """Links to the page before and after: of Django's `Page`, or of anything with previous_url, next_url and words."""
    if isinstance(page, Page):
        before = _query(context, {"page": page.previous_page_number()}) if page.has_previous() else ""
        after = _query(context, {"page": page.next_page_number()}) if page.has_next() else ""
        words = gettext("{first}–{last} trong {count}").format(
            first=tags.number_text(page.start_index()),
            last=tags.number_text(page.end_index()),
            count=tags.number_text(page.paginator.count),
        )
        return {"previous": before, "next": after, "words": words}
    return {
        "previous": pictures.part(page, "previous_url") or "",
        "next": pictures.part(page, "next_url") or "",
        "words": pictures.part(page, "words") or "",
    }


@register.inclusion_tag("ui/parts/column.html", takes_context=True)
def column(context: Context, label: str, key: str, numeric: bool = False) -> dict[str, object]:
    """A column's head that sorts by `?sort=key`, and by `?sort=-key` when it is sorted by it already."""
    request: HttpRequest | None = context.get("request")
    now = request.GET.get("sort", "") if request is not None else ""
    sorted_by = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    wanted = f"-{key}" if sorted_by == "ascending" else key
    url = _query(context, {"sort": wanted, "page": None, "after": None})
    return {"label": label, "url": url, "sorted_by": sorted_by, "numeric": numeric}
