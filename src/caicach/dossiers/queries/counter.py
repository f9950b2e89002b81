"""What the counter knows of its own work: procedures a clerk often receives, people who were here before, the day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Max

from caicach.accounts.rules import Role
from caicach.dossiers.models import Dossier, Guidance, Party, Subject
from caicach.kit.acts import Actor
from caicach.kit.period import instant

OFTEN, DAYS_BACK = 8, 60
"""So many procedures stand first: those received most often in so many days."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as told last time, and how many dossiers they have had here."""

    kind: str
    name: str
    identity: str
    phone: str
    email: str
    address: str
    dossiers: int
    last: datetime


def often_received(clerk_id: int | None, *, now: datetime) -> list[int]:
    """Ids of the procedures that the clerk has received most often lately, the most frequent first; one statement."""
    found = Dossier.objects.filter(accepted_by_id=clerk_id, accepted_at__gte=now - timedelta(days=DAYS_BACK))
    ranked = found.values("procedure_id").annotate(count=Count("pk"), last=Max("accepted_at"))
    return [row["procedure_id"] for row in ranked.order_by("-count", "-last")[:OFTEN]]


def person_known(actor: Actor, identity: str) -> Person | None:
    """Who bears the identity number, from the dossiers received at the actor's own counters; one statement.

    The newest telling counts. None when the number is empty or unknown there.
    """
    wanted = "".join(identity.split())
    if not wanted:
        return None
    rows = list(
        Party.objects.filter(identity=wanted, dossier__received_unit_id__in=actor.reach([Role.INTAKE_CLERK]))
        .order_by("-dossier__submitted_at", "-pk")
        .values("kind", "name", "identity", "phone", "email", "address", "dossier_id", "dossier__submitted_at")[:200]
    )
    if not rows:
        return None
    first = rows[0]
    told = {name: next((row[name] for row in rows if row[name]), "") for name in ("phone", "email", "address")}
    return Person(
        kind=first["kind"],
        name=first["name"],
        identity=wanted,
        dossiers=len({row["dossier_id"] for row in rows}),
        last=first["dossier__submitted_at"],
        **told,
    )


def received_on(clerk_id: int | None, day: date) -> int:
    """How many dossiers the clerk accepted on that day; one statement."""
    first = instant(datetime.combine(day, time()))
    found = Dossier.objects.filter(accepted_by_id=clerk_id, accepted_at__gte=first)
    return found.filter(accepted_at__lt=first + timedelta(days=1)).count()


def guided_on(unit_ids: Collection[int], clerk_id: int | None, day: date) -> list[Guidance]:
    """The guidance that the clerk gave on that day at these counters, the newest first; one statement."""
    first = instant(datetime.combine(day, time()))
    found = Guidance.objects.filter(unit_id__in=unit_ids, given_by_id=clerk_id, given_at__gte=first)
    return list(found.filter(given_at__lt=first + timedelta(days=1)).select_related("procedure").order_by("-given_at"))


def numbers_of(dossier_ids: Collection[int]) -> dict[int, str]:
    """Numbers of dossiers by id; one statement."""
    return {
        pk: number or f"#{pk}" for pk, number in Dossier.objects.filter(pk__in=dossier_ids).values_list("pk", "number")
    }


def subjects_of(dossier_id: int) -> list[Subject]:
    """The list of people or bodies that a dossier is about; one statement."""
    return list(Subject.objects.filter(dossier_id=dossier_id).order_by("position"))
