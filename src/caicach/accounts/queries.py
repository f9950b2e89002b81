"""Reads of accounts: who acts, and which grants are in force."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet

from caicach.accounts.models import Absence, Grant, User
from caicach.agencies.queries import reach
from caicach.kit.acts import Actor, Granted
from caicach.kit.refusal import Unknown
from caicach.kit.words import mark


def _on_day(day: date, prefix: str = "") -> Q:
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day})
    )


def grants_on(day: date) -> QuerySet[Grant]:
    """All grants in force on a day, whoever holds them."""
    return Grant.objects.filter(_on_day(day))


def actor_of(user_id: int, *, on: date) -> Actor:
    """The account as an actor, with the grants in force on that day; at most two statements.

    An account that is not active holds nothing. Raises `Unknown("unknown-user")`.
    """
    rows = list(
        User.objects.filter(pk=user_id)
        .annotate(
            held=FilteredRelation("grants", condition=_on_day(on, "grants__")),
            stands_for=ArraySubquery(
                Absence.objects.filter(substitute=OuterRef("pk"), first_day__lte=on, last_day__gte=on).values("person")
            ),
        )
        .order_by("held__id")
        .values(
            "username", "full_name", "is_active", "stands_for",
            grant_id=F("held__id"), role=F("held__role"), unit_id=F("held__unit_id"), subtree=F("held__subtree"),
            for_id=F("held__absence__person_id"),
        )
    )  # fmt: skip
    if not rows:
        raise Unknown("unknown-user", mark("Không có tài khoản nào mang số {user}."), values={"user": user_id})
    grants = [row for row in rows if row["grant_id"] is not None and row["is_active"]]
    return Actor(
        user_id=user_id,
        username=rows[0]["username"],
        name=rows[0]["full_name"],
        grants=_granted(grants, on),
        stands_for=frozenset(rows[0]["stands_for"] if rows[0]["is_active"] else ()),
    )


def _granted(rows: Sequence[Mapping[str, Any]], on: date) -> tuple[Granted, ...]:
    """The grants with the units each one reaches: its own, or all under it on that day."""
    roots = {row["unit_id"] for row in rows if row["subtree"]}
    trees = reach(roots, on=on) if roots else {}
    return tuple(
        Granted(
            id=row["grant_id"],
            role=row["role"],
            unit_id=row["unit_id"],
            units=trees[row["unit_id"]] if row["subtree"] else frozenset({row["unit_id"]}),
            for_id=row["for_id"],
        )
        for row in rows
    )


def user_by_name(username: str) -> User:
    """The account with that username, in any case of letters. Raises `Unknown("unknown-user")`."""
    try:
        return User.objects.get_by_natural_key(username)
    except User.DoesNotExist:
        raise Unknown(
            "unknown-user",
            mark("Không có tài khoản nào tên “{username}”."),
            values={"username": username},
            field="username",
        ) from None


def holders_of(role: str, unit_ids: Iterable[int], *, on: date) -> dict[int, list[User]]:
    """The active people who hold a role granted at each of the units (not from above), by unit; one statement."""
    held = (
        grants_on(on)
        .filter(role=role, unit_id__in=list(unit_ids), user__is_active=True)
        .select_related("user")
        .order_by("user__username", "id")
    )
    found: dict[int, dict[int, User]] = defaultdict(dict)
    for grant in held:
        found[grant.unit_id][grant.user_id] = grant.user
    return {unit_id: list(users.values()) for unit_id, users in found.items()}


@dataclass(frozen=True, slots=True)
class Held:
    """A role that an active person holds: granted at a unit, reaching `units`; `schedule_id` is that unit's."""

    user: User
    role: str
    unit_id: int
    schedule_id: int
    units: frozenset[int]


def held_roles(roles: Iterable[str], *, on: date) -> list[Held]:
    """Everybody who holds one of the roles on the day, a replacement too; two statements."""
    grants = list(
        grants_on(on)
        .filter(role__in=list(roles), user__is_active=True)
        .select_related("user", "unit")
        .order_by("user_id", "id")
    )
    trees = reach({grant.unit_id for grant in grants if grant.subtree}, on=on)
    return [
        Held(
            grant.user,
            grant.role,
            grant.unit_id,
            grant.unit.schedule_id,
            trees[grant.unit_id] if grant.subtree else frozenset({grant.unit_id}),
        )
        for grant in grants
    ]


def own_grants(user_ids: Iterable[int], first: date, last: date) -> QuerySet[Grant]:
    """The grants that the people hold in their own name on any of the days, with their units."""
    days = Q(valid_from__lte=last) & (Q(valid_to=None) | Q(valid_to__gte=first))
    return Grant.objects.filter(days, user_id__in=list(user_ids), absence=None).select_related("unit").order_by("id")


def overlapping(user_ids: Iterable[int], first: date, last: date) -> list[Absence]:
    """The absences on any of the days in which one of the people is away or stands in; one statement."""
    ids = list(user_ids)
    concerned = Q(person_id__in=ids) | Q(substitute_id__in=ids)
    return list(Absence.objects.filter(concerned, first_day__lte=last, last_day__gte=first).order_by("first_day"))


def people_at(unit_ids: Iterable[int], *, on: date) -> list[User]:
    """The active people with grants of their own at the units on a day, by name; one statement."""
    held = grants_on(on).filter(unit_id__in=list(unit_ids), absence=None).values("user_id")
    return list(User.objects.filter(pk__in=held, is_active=True).order_by("full_name", "pk"))


def absences_shown(user_id: int, people: Iterable[int], *, since: date) -> list[Absence]:
    """The absences not over on a day, of the people, or in which the user stands in; one statement."""
    seen = Q(person_id__in=list(people)) | Q(substitute_id=user_id)
    return list(Absence.objects.filter(seen, last_day__gte=since).select_related("person", "substitute"))


def away_on(day: date) -> dict[int, int]:
    """Who is away on a day, each with who stands in; one statement."""
    found = Absence.objects.filter(first_day__lte=day, last_day__gte=day).order_by("id")
    return dict(found.values_list("person_id", "substitute_id"))
