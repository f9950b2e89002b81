"""The rows of the tracking book of a unit and a period; read one after the other, however many there are."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any, cast

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from caicach.accounts.models import User
from caicach.agencies.models import Unit
from caicach.dossiers.models import Dossier, Party
from caicach.dossiers.permits import AT_COUNTER_SEE, BOOKKEEPERS, COMPETENT_SEE
from caicach.dossiers.queries.entries import KIND
from caicach.dossiers.queries.visible import visible_to
from caicach.journal.models import Line
from caicach.kit.acts import Actor
from caicach.kit.period import Period, instant

CHUNK = 2000


def book_units(actor: Actor) -> list[Unit]:
    """The units whose tracking book the actor may print; one statement."""
    reached = actor.reach(BOOKKEEPERS)
    return list(Unit.objects.filter(pk__in=reached).order_by("kind", "name_vi"))


def in_book(actor: Actor, unit_id: int, period: Period) -> QuerySet[Dossier]:
    """The dossiers accepted in a period that were received at a unit, or that it is competent for."""
    here = Q(pk__in=[])
    if actor.holds(AT_COUNTER_SEE, unit_id):
        here |= Q(received_unit_id=unit_id)
    if actor.holds(COMPETENT_SEE, unit_id):
        here |= Q(competent_unit_id=unit_id)
    start, end = (instant(datetime.combine(day, time.min)) for day in (period.first, period.end))
    return visible_to(actor).filter(here, accepted_at__gte=start, accepted_at__lt=end)


def book_rows(actor: Actor, unit_id: int, period: Period) -> Iterator[Dossier]:
    """The dossiers in the order of acceptance, with `owner`, `submitter` and `clerk` (who received); one statement."""
    party = Party.objects.filter(dossier=OuterRef("pk")).values(
        row=JSONObject(name="name", identity="identity", address="address", phone="phone")
    )  # fmt: skip
    received = Line.objects.filter(kind=KIND, subject_id=OuterRef("pk"), action="dossiers.receive").order_by("seq")
    clerk = received.annotate(
        name=Subquery(User.objects.filter(pk=OuterRef("actor_id")).values("full_name"))
    ).values("name")  # fmt: skip
    found = in_book(actor, unit_id, period).annotate(
        owner=Subquery(party.filter(role="owner")[:1]),
        submitter=Subquery(party.filter(role="submitter")[:1]),
        clerk=Subquery(clerk[:1]),
    )
    return found.select_related("rules_version").order_by("accepted_at", "pk").iterator(chunk_size=CHUNK)


def owner_in(dossier: Dossier) -> dict[str, str]:
    """The owner of a dossier read by `book_rows`, the submitter where no other owner was told."""
    found = cast(Any, dossier)
    return dict(found.owner or found.submitter or {})
