"""The rows of the tracking book of a unit and a period; read one after the other, however many there are."""

from collections.abc import Iterator
from datetime import datetime, time

from django.db.models import OuterRef, Q, QuerySet, Subquery

from caicach.accounts.models import User
from caicach.agencies.models import Unit
from caicach.dossiers.models import Dossier
from caicach.dossiers.permits import AT_COUNTER_SEE, BOOKKEEPERS, COMPETENT_SEE
from caicach.dossiers.queries.entries import KIND
from caicach.dossiers.queries.printed import party_row
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
    received = Line.objects.filter(kind=KIND, subject_id=OuterRef("pk"), action="dossiers.receive").order_by("seq")
    clerk = received.annotate(
        name=Subquery(User.objects.filter(pk=OuterRef("actor_id")).values("full_name"))
    ).values("name")  # fmt: skip
    found = in_book(actor, unit_id, period).annotate(
        owner=party_row("owner"),
        submitter=party_row("submitter"),
        clerk=Subquery(clerk[:1]),
    )
    return found.select_related("rules_version").order_by("accepted_at", "pk").iterator(chunk_size=CHUNK)
