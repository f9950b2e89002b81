"""What a draft would count, before it is saved: its value for a unit and period, with the first records."""

from typing import Any

from caicach.figures.forms import ComposeForm
from caicach.figures.permits import may_ask
from caicach.figures.queries.answers import Answer, answer, listed_behind
from caicach.figures.queries.composed import check_askable, condition_names, defined_draft, where_words
from caicach.figures.queries.scope import scope_of
from caicach.figures.rules.expression import NUMERATOR, parts
from caicach.figures.rules.narrowed import OWN, check_draft
from caicach.figures.services.know import know_figure
from caicach.figures.tags import shown_number
from caicach.figures.views.rows import rows
from caicach.journal.models import Seal
from caicach.kit.acts import Actor
from caicach.kit.refusal import Unknown
from caicach.kit.words import mark

FIRST = 10
TRIED = f"{OWN}.?"
"""The address that a draft bears while it is tried; no figure can have it."""


def preview(actor: Actor, form: ComposeForm) -> dict[str, Any]:
    """What the page shows of a valid form. Raises `Refused` for what cannot be asked; nothing is written."""
    draft, period = form.draft(), form.cleaned_data["period"]
    scope = scope_of(form.cleaned_data["agency"], on=period.last)
    if not may_ask(actor, scope.unit_id).allowed:
        raise Unknown("unknown-unit", mark("Không có đơn vị này trong phạm vi của anh/chị."), field="agency")
    seal: Seal = know_figure(draft.base, None)
    check_draft(draft)
    check_askable(TRIED, draft, unit_id=form.unit_id, seal=seal, on=period.last)
    found = answer(TRIED, scope=scope, period=period, seal=seal, drafts={TRIED: defined_draft(TRIED, draft)})
    return {
        "answer": found,
        "value": shown_number(found.number),
        "children": [(child.figure.title, shown_number(child.number)) for child in found.children],
        "where": where_words(draft.where, condition_names([draft.where])),
        "scope": scope,
        "period": period,
        "as_of": seal.published_at,
        "rows": _first(found, actor),
    }


def _first(found: Answer, actor: Actor) -> list[Any]:
    measure = parts(found.figure.expression).get(NUMERATOR)
    if measure is None:
        return []
    return rows(measure, listed_behind(found, NUMERATOR, limit=FIRST), actor)
