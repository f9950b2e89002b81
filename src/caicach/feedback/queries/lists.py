"""Lists of feedback: tabs, filters, counts; every number on a tab is that list's own count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from caicach.feedback.models import Feedback
from caicach.feedback.queries.visible import visible_to
from caicach.feedback.rules.kinds import Outcome, State
from caicach.kit.acts import Actor
from caicach.kit.words import mark

PAGE = 50
TABS = {
    "new": mark("Mới, chưa phân công"),
    "mine": mark("Của tôi"),
    "late": mark("Quá hạn"),
    "publish": mark("Chờ công khai"),
    "all": mark("Tất cả"),
}
URGENT = ("new", "mine", "late")
"""Tabs of work to do: what is due first stands first; the others begin with the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked of the list; a value that is empty narrows nothing."""

    tab: str = "all"
    number: str = ""
    kind: int | None = None
    channel: int | None = None
    field_id: int | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a tab, and how many each tab holds."""

    page: "Page[Feedback]"
    counts: Mapping[str, int]


def in_tab(tab: str, actor: Actor, *, today: date) -> Q:
    """The condition of a tab."""
    is_open = ~Q(state=State.ENDED.value)
    mine = [one for one in (actor.user_id, *actor.stands_for) if one is not None]
    return {
        "new": Q(state=State.NEW.value),
        "mine": is_open & Q(assignee_id__in=mine),
        "late": is_open & Q(judged_on__lt=today),
        "publish": Q(outcome=Outcome.ANSWERED.value, published_at=None),
    }.get(tab, Q())


def narrowed(actor: Actor, ask: Ask) -> QuerySet[Feedback]:
    """What the actor may see and asks for, whatever the tab."""
    found = visible_to(actor)
    if ask.number:
        found = found.filter(number__icontains=ask.number)
    wanted = {"kind": ask.kind, "channel": ask.channel, "field_id": ask.field_id, "unit_id": ask.unit_id}
    return found.filter(**{name: value for name, value in wanted.items() if value is not None})


def rows(actor: Actor, ask: Ask, *, today: date) -> QuerySet[Feedback]:
    """A tab in its order, with all that a row shows."""
    order = ("answer_by", "id") if ask.tab in URGENT else ("-id",)
    found = narrowed(actor, ask).filter(in_tab(ask.tab, actor, today=today))
    return found.select_related("field", "unit", "handling_unit", "assignee").defer("text", "answer").order_by(*order)


def page(actor: Actor, ask: Ask, number: str, *, today: date) -> Listed:
    """One page of a tab with the counts of all; two statements."""
    counts = narrowed(actor, ask).aggregate(
        **{tab: Count("pk", filter=in_tab(tab, actor, today=today) or ~Q(pk=None)) for tab in TABS}
    )
    pages = _Counted(rows(actor, ask, today=today), PAGE)
    pages.known = counts[ask.tab]
    return Listed(pages.get_page(number), counts)


class _Counted(Paginator):
    """Pages of a list whose length is known already."""

    known = 0

    @property
    def count(self) -> int:
        return self.known


def agencies_of(actor: Actor) -> list[tuple[int, str]]:
    """The agencies that answer for what the actor sees, by name; one statement."""
    found = visible_to(actor).order_by().distinct().select_related("unit").only("unit__name_vi", "unit__name_en")
    units = {one.unit_id: one.unit.name for one in found.distinct("unit_id").order_by("unit_id")}
    return cast("list[tuple[int, str]]", sorted(units.items(), key=lambda unit: unit[1]))
