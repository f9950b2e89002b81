"""What the forms about feedback offer to choose from."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q

from caicach.accounts.models import User
from caicach.agencies.models import Kind, Unit
from caicach.agencies.queries import reach
from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.visible import visible_to
from caicach.feedback.models import Feedback
from caicach.feedback.permits import RECEIVE
from caicach.kit.acts import Actor
from caicach.procedures.models import Competence, Field, Procedure


def _standing(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))


def receiving(actor: Actor, *, on: date) -> list[Unit]:
    """The standing units at which the actor receives feedback, divisions left out, those of the grants first.

    One statement.
    """
    found = Unit.objects.filter(_standing(on), pk__in=actor.reach(RECEIVE)).exclude(kind=Kind.DIVISION)
    granted = {grant.unit_id for grant in actor.grants if grant.role in RECEIVE}
    return sorted(found.order_by("kind", "name_vi"), key=lambda unit: unit.pk not in granted)


def answering(own: Iterable[Unit], *, on: date) -> list[Unit]:
    """The agencies that may have to answer: one's own, and all that are competent for some procedure; one statement."""
    competent = Competence.objects.filter(_standing(on), unit=OuterRef("pk"))
    found = Unit.objects.filter(Q(pk__in=[unit.pk for unit in own]) | Exists(competent), _standing(on))
    return list(found.order_by("kind", "name_vi"))


def within(agencies: Iterable[Unit], *, on: date) -> list[Unit]:
    """The agencies with the standing units under them; two statements."""
    units = frozenset().union(*reach([unit.pk for unit in agencies], on=on).values())
    return list(Unit.objects.filter(_standing(on), pk__in=units).order_by("kind", "name_vi"))


def others(feedback: Feedback, *, on: date) -> list[Unit]:
    """The agencies that it may be forwarded to; one statement."""
    found = Unit.objects.filter(_standing(on)).exclude(kind=Kind.DIVISION).exclude(pk=feedback.unit_id)
    return list(found.order_by("kind", "name_vi"))


def fields() -> list[Field]:
    """All fields of work, by name; one statement."""
    return list(Field.objects.order_by("name_vi"))


def procedure_with(code: str) -> Procedure | None:
    """The procedure of that code; one statement."""
    return Procedure.objects.filter(code__iexact=code.strip()).first()


def dossier_with(actor: Actor, number: str) -> Dossier | None:
    """The dossier of that number, if the actor may open it; one statement."""
    return visible_to(actor).filter(number=number.strip()).first()


def person_with(username: str) -> User | None:
    """The account of that name; one statement."""
    return User.objects.filter(username__iexact=username.strip()).first()
