"""What the head and the result desk of a one-stop unit see: who worked today, how long results wait."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import Count, Max, Min, Q, QuerySet

from caicach.accounts.models import User
from caicach.accounts.queries import holders_of
from caicach.accounts.rules import TITLES, Role
from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.lists import Ask, narrowed, waited_since
from caicach.dossiers.queries.tabs import in_tab, today_of
from caicach.dossiers.tags import list_url
from caicach.journal.models import Line
from caicach.kit.acts import Actor
from caicach.kit.period import local_day

AGES = (7, 30, 365)
"""Results that have waited longer than so many days are counted apart."""


@dataclass(frozen=True, slots=True)
class Counter:
    """Somebody of the one-stop unit: the roles held there, and what was done today; `first` None for nothing."""

    name: str
    titles: list[str]
    received: int
    returned: int
    first: datetime | None
    last: datetime | None


def counters(actor: Actor, *, now: datetime) -> list[Counter]:
    """The people of the one-stop units that the actor heads, the busiest first; five statements."""
    units, day = sorted(actor.reach([Role.CENTRE_HEAD])), today_of(now)
    people: dict[int, tuple[User, list[str]]] = {}
    for role in (Role.INTAKE_CLERK, Role.RESULT_DESK):
        for users in holders_of(role, units, on=local_day(now)).values():
            for user in users:
                people.setdefault(user.pk, (user, []))[1].append(TITLES[role])
    here = Dossier.objects.filter(received_unit_id__in=units)
    received = _by_actor(here.filter(accepted_at__gte=day.start), ("receive", "accept_submitted"), day.start)
    returned = _by_actor(here.filter(returned_at__gte=day.start), ("return_result",), day.start)
    known = {user.pk: user for user, _titles in people.values()}
    others = {key for key in (*received, *returned) if key is not None and key not in known}
    for user in User.objects.filter(pk__in=others):
        people[user.pk] = (user, [])
    found = [
        _counter(user, titles, received.get(user.pk, {}), returned.get(user.pk, {})) for user, titles in people.values()
    ]
    return sorted(found, key=lambda one: (-one.received - one.returned, one.name))


def _by_actor(dossiers: QuerySet[Dossier], verbs: tuple[str, ...], since: datetime) -> dict[int | None, dict[str, Any]]:
    lines = (
        Line.objects.filter(
            kind="dossier",
            subject_id__in=dossiers.values("pk"),
            action__in=[f"dossiers.{verb}" for verb in verbs],
            occurred_at__gte=since,
        )
        .values("actor_id")
        .annotate(many=Count("id"), first=Min("occurred_at"), last=Max("occurred_at"))
    )
    return {row["actor_id"]: row for row in cast("QuerySet[Any]", lines)}


def _counter(user: User, titles: list[str], received: Mapping[str, Any], returned: Mapping[str, Any]) -> Counter:
    moments = [row[name] for row in (received, returned) for name in ("first", "last") if row]
    return Counter(
        name=str(user),
        titles=titles,
        received=received.get("many", 0),
        returned=returned.get("many", 0),
        first=min(moments, default=None),
        last=max(moments, default=None),
    )


@dataclass(frozen=True, slots=True)
class Age:
    """Results that have waited longer than so many days, with their list."""

    days: int
    count: int
    url: str


def ages(actor: Actor, *, now: datetime) -> list[Age]:
    """How long results wait at the actor's counters; one statement for all ages."""
    waiting = in_tab(narrowed(actor, Ask(place="counter")), "return", now=now)
    counted = waiting.order_by().aggregate(
        **{f"days_{days}": Count("pk", filter=Q(finished_at__lt=waited_since(days, now))) for days in AGES}
    )
    return [Age(days, counted[f"days_{days}"], list_url(tab="return", place="counter", waited=days)) for days in AGES]
