"""To whom a dossier can be given, and to which unit it can be passed."""

from collections.abc import Collection
from datetime import date

from django.db.models import Case, Count, IntegerField, Q, Value, When

from caicach.accounts.models import User
from caicach.accounts.queries import holders_of
from caicach.accounts.rules import Role
from caicach.agencies.models import Kind, Unit
from caicach.agencies.queries import subtree
from caicach.dossiers.models import Dossier
from caicach.dossiers.rules.status import OPEN


def officers_at(unit_id: int, *, on: date) -> list[User]:
    """The people who process dossiers at the unit on that day; one statement."""
    return holders_of(Role.PROCESSING_OFFICER, [unit_id], on=on).get(unit_id, [])


def officers_of(unit_ids: Collection[int], *, on: date) -> list[User]:
    """The people who process dossiers at any of the units on that day, each once; one statement."""
    held = holders_of(Role.PROCESSING_OFFICER, sorted(unit_ids), on=on)
    return list({user.pk: user for users in held.values() for user in users}.values())


def open_of(user_ids: Collection[int]) -> dict[int, int]:
    """How many open dossiers lie with each of the people; one statement."""
    found = Dossier.objects.filter(assignee_id__in=user_ids, status__in=OPEN, finished_at=None)
    return dict(found.values_list("assignee_id").annotate(Count("pk")))


def units_under(unit_id: int, *, on: date) -> list[Unit]:
    """The standing units of a competent agency, its divisions first; two statements."""
    division = Case(When(kind=Kind.DIVISION, then=Value(0)), default=Value(1), output_field=IntegerField())
    standing = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    return list(Unit.objects.filter(standing, pk__in=subtree(unit_id, on=on)).order_by(division, "name_vi"))
