"""What a transfer of competence would move, before it is written; which units and procedures can be chosen."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from caicach.accounts.rules import Role
from caicach.agencies.models import Unit
from caicach.dossiers.models import Dossier, Part, Stage
from caicach.dossiers.permits import may_transfer_from
from caicach.dossiers.rules.transfer import check_may_move
from caicach.kit.acts import Actor
from caicach.kit.refusal import Refused
from caicach.procedures.models import Competence, Step, Version

OPEN_NOW = Q(finished_at=None) & ~Q(step="done")


@dataclass(frozen=True, slots=True)
class Moving:
    """One open dossier of the old agency: its step, whether its clock stands, and why it cannot move (None: it can)."""

    id: int
    number: str
    step: str
    paused: bool
    refused: Refused | None


@dataclass(frozen=True, slots=True)
class Planned:
    """What would move: procedures that change hands (code and name), and the dossiers in the order of their ids."""

    procedures: Sequence[tuple[str, str]]
    dossiers: Sequence[Moving]

    @property
    def movable(self) -> list[Moving]:
        """Those that move."""
        return [one for one in self.dossiers if one.refused is None]

    @property
    def blocked(self) -> list[Moving]:
        """Those that must be finished or withdrawn first."""
        return [one for one in self.dossiers if one.refused is not None]

    @property
    def steps(self) -> Mapping[str, int]:
        """How many of those that move are at each step."""
        return Counter(one.step for one in self.movable)

    @property
    def paused(self) -> int:
        """How many of those that move wait with their clock standing."""
        return sum(one.paused for one in self.movable)


def open_with(unit_id: int, procedures: Collection[int]) -> QuerySet[Dossier]:
    """The open dossiers for which the unit is competent now, of these procedures, or of all when none is named."""
    found = Dossier.objects.filter(OPEN_NOW, competent_unit_id=unit_id)
    return found.filter(procedure_id__in=procedures) if procedures else found


def plan_transfer(*, from_unit_id: int, to_unit_id: int, day: date, procedures: Collection[int] = ()) -> Planned:
    """What the transfer would move; nothing is written. Two statements."""
    above = Step.objects.filter(
        version=OuterRef("dossier__rules_version"), position=OuterRef("position"),
        role=Role.AGENCY_LEADER, unit__isnull=False,
    )  # fmt: skip
    here = Q(dossier=OuterRef("pk"))
    found = open_with(from_unit_id, procedures).annotate(
        above=Exists(Stage.objects.filter(here, Exists(above), ended_at=None)),
        theirs=Exists(Part.objects.filter(here, unit_id=to_unit_id, finished_at=None)),
    )
    return Planned(
        procedures=_changing_hands(from_unit_id, procedures, day),
        dossiers=[_moving(dossier) for dossier in found.order_by("pk")],
    )


def _moving(dossier: Dossier) -> Moving:
    seen, refused = cast(Any, dossier), None
    try:
        check_may_move(
            document=dossier.document, decided=bool(dossier.decision), above=seen.above, part_of_new=seen.theirs
        )
    except Refused as no:
        refused = no
    return Moving(dossier.pk, str(dossier), dossier.step, dossier.paused_since is not None, refused)


def competent_for(unit_id: int, day: date) -> QuerySet[Competence]:
    """The competences of a unit on a day or later."""
    return Competence.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), unit_id=unit_id)


def _changing_hands(unit_id: int, procedures: Collection[int], day: date) -> list[tuple[str, str]]:
    held = competent_for(unit_id, day).filter(procedure=OuterRef("procedure"))
    found = Version.objects.filter(Exists(held), Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)
    if procedures:
        found = found.filter(procedure_id__in=procedures)
    return [(one.procedure.code, one.name) for one in found.select_related("procedure").order_by("procedure__code")]


def units_to_leave(actor: Actor) -> list[Unit]:
    """The units, ended ones too, whose work the actor may give to another agency: competent for something; one query.

    A unit that is competent for nothing and has no open dossier has nothing to give.
    """
    competent = Competence.objects.filter(unit=OuterRef("pk"))
    working = Dossier.objects.filter(OPEN_NOW, competent_unit=OuterRef("pk"))
    found = Unit.objects.filter(Exists(competent) | Exists(working)).order_by("name_vi")
    return [unit for unit in found if may_transfer_from(actor, unit.pk).allowed]


def units_to_take(actor: Actor, *, on: date) -> list[Unit]:
    """The units that stand on a day and can take work over, by name; one statement."""
    stands = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    found = Unit.objects.filter(stands).exclude(kind__in=("division", "centre")).order_by("name_vi")
    return [unit for unit in found if may_transfer_from(actor, unit.pk).allowed]


def procedures_of(unit_ids: Collection[int]) -> list[tuple[int, str]]:
    """The procedures that units are or were competent for, with code and newest name; one statement."""
    competent = Competence.objects.filter(procedure=OuterRef("procedure"), unit_id__in=unit_ids)
    newest = Version.objects.filter(Exists(competent)).annotate(code=F("procedure__code"))
    found = newest.order_by("procedure__code", "-valid_from").distinct("procedure__code")
    return [(one.procedure_id, f"{cast(Any, one).code} {one.name}") for one in found]


def numbers_of(ids: Collection[int]) -> list[tuple[int, str]]:
    """The dossiers with what they are called, nothing else of them; one statement."""
    found = Dossier.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "number")
    return [(pk, number or f"#{pk}") for pk, number in found]
