"""Units as the administrator sees them: the register of a day, and one unit with its history and people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from caicach.accounts.models import User
from caicach.accounts.queries import grants_on
from caicach.agencies.models import Succession, Unit, UnitParent
from caicach.dossiers.models import Dossier
from caicach.dossiers.rules.status import OPEN

PAGE = 50


@dataclass(frozen=True, slots=True)
class UnitPage:
    """One unit: where it stood from day to day, whom it succeeded and who succeeded it, its units, people and work."""

    unit: Unit
    parents: Sequence[UnitParent]
    predecessors: Sequence[Succession]
    successors: Sequence[Succession]
    below: Sequence[Unit]
    people: Sequence[User]
    open: int


def units(*, words: str, kind: str, ended: bool, on: date) -> QuerySet[Unit]:
    """The units that stand on a day (or have ended by then), by name."""
    stands = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    found = Unit.objects.filter(Q(valid_to__lt=on) if ended else stands)
    for word in words.split():
        found = found.filter(
            Q(name_vi__icontains=word)
            | Q(name_en__icontains=word)
            | Q(code__icontains=word)
            | Q(electronic_id__istartswith=word)
        )
    if kind:
        found = found.filter(kind=kind)
    return found.order_by("name_vi", "pk")


def unit_page(code: str, *, on: date) -> UnitPage | None:
    """One unit; None when there is none. Seven statements."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        return None
    today = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    below = UnitParent.objects.filter(today, parent=unit).select_related("unit").order_by("unit__name_vi")
    return UnitPage(
        unit=unit,
        parents=list(UnitParent.objects.filter(unit=unit).select_related("parent").order_by("-valid_from")),
        predecessors=list(Succession.objects.filter(successor=unit).select_related("predecessor")),
        successors=list(Succession.objects.filter(predecessor=unit).select_related("successor")),
        below=[row.unit for row in below if row.unit.valid_to is None or row.unit.valid_to >= on],
        people=list(
            User.objects.filter(pk__in=grants_on(on).filter(unit=unit).values("user_id")).order_by("full_name")
        ),
        open=open_at([unit.pk]).get(unit.pk, 0),
    )


def open_at(unit_ids: Sequence[int]) -> dict[int, int]:
    """How many dossiers lie open with each of the units; one statement."""
    lying = Dossier.objects.filter(
        handling_unit_id__in=unit_ids, status__in=OPEN, finished_at=None, kept_elsewhere=False
    )
    return dict(lying.order_by().values_list("handling_unit_id").annotate(Count("pk")))


@dataclass(frozen=True, slots=True)
class Merging:
    """What a merger touches at one ending unit: people with rights there, dossiers lying there, units under it."""

    unit: Unit
    rights: int
    open: int
    below: int


def touched(unit_ids: Sequence[int], *, on: date) -> list[Merging]:
    """By ending unit, in the order of names; four statements."""
    rights = dict(grants_on(on).filter(unit_id__in=unit_ids).order_by().values_list("unit_id").annotate(Count("pk")))
    under = dict(
        UnitParent.objects.filter(parent_id__in=unit_ids)
        .filter(Q(valid_to=None) | Q(valid_to__gte=on))
        .order_by()
        .values_list("parent_id")
        .annotate(Count("pk"))
    )
    work = open_at(unit_ids)
    return [
        Merging(unit, rights.get(unit.pk, 0), work.get(unit.pk, 0), under.get(unit.pk, 0))
        for unit in Unit.objects.filter(pk__in=unit_ids).order_by("name_vi")
    ]
