"""A person's saved lists, each with how many dossiers it holds now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from django.db.models import Count, IntegerField, QuerySet, Value

from caicach.dossiers.models import Dossier, SavedFilter
from caicach.dossiers.queries.lists import Ask, narrowed
from caicach.dossiers.queries.tabs import in_tab
from caicach.kit.acts import Actor


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved list with its live number."""

    id: int
    name: str
    query: str
    count: int


def saved_of(actor: Actor) -> list[SavedFilter]:
    """The lists that the actor saved, in the order they were; one statement."""
    return list(SavedFilter.objects.filter(user_id=actor.user_id or 0).order_by("id"))


def with_counts(actor: Actor, saved: Sequence[SavedFilter], asked: Sequence[Ask], *, now: datetime) -> list[Saved]:
    """Each saved list with the number of the list that its address shows; one statement however many there are."""
    parts = [_counted(in_tab(narrowed(actor, ask), ask.tab, now=now), place) for place, ask in enumerate(asked)]
    numbers = {}
    if parts:
        whole = reduce(lambda one, other: one.union(other, all=True), parts)
        numbers = {row["place"]: row["many"] for row in whole}
    return [Saved(one.pk, one.name, one.query, numbers.get(place, 0)) for place, one in enumerate(saved)]


def _counted(found: QuerySet[Dossier], place: int) -> QuerySet[Dossier, dict[str, int]]:
    """One row, none for an empty list; the place is grouped by, so that the row knows which list it counts."""
    marked = found.order_by().annotate(place=Value(place, output_field=IntegerField()))
    return marked.values("place").annotate(many=Count("pk"))  # type: ignore[return-value]
