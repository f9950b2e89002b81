"""What reception chooses from: the procedures in force with their competent units, and one of them with its list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import JSONObject
from django.utils.translation import get_language

from caicach.agencies.models import Unit
from caicach.calendars.queries import work_calendar
from caicach.kit.period import local
from caicach.kit.working_time import Limit, Proof, deadline
from caicach.procedures.models import Competence, Component, Version
from caicach.procedures.queries import limit_for, search, versions_on

MOST = 40
"""So many procedures are shown at once; whoever seeks another types a few letters."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A procedure one may choose: its version of the day, its competent units by name, whether it is often chosen."""

    version: Version
    units: list[str]
    often: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A chosen procedure: its version of the day with the list of components, and the competent units."""

    version: Version
    components: list[Component]
    units: list[Unit]


def _competent(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))


def choices(text: str, *, on: date, first: Sequence[int] = ()) -> list[Choice]:
    """The procedures in force on a day for which some unit is competent, whose code or name holds each word.

    Those of `first` (ids of procedures) stand first, in that order.
    One more than `MOST` at most, so that the page can say that there are more; one statement.
    """
    competent = Competence.objects.filter(_competent(on), procedure=OuterRef("procedure"))
    names = competent.order_by("unit__name_vi").values(name=JSONObject(vi="unit__name_vi", en="unit__name_en"))
    found = search(versions_on(on).filter(Exists(competent)), text).annotate(units=ArraySubquery(names))
    if first:
        place = Case(*(When(procedure_id=pk, then=Value(at)) for at, pk in enumerate(first)), default=Value(len(first)))
        found = found.order_by(place, "procedure__code")
    english = (get_language() or "").startswith("en")
    return [
        Choice(
            version,
            [(english and unit["en"]) or unit["vi"] for unit in cast(Any, version).units],
            version.procedure_id in first,
        )
        for version in found.select_related("procedure__field")[: MOST + 1]
    ]


def offer(procedure_id: int, *, on: date) -> Offer | None:
    """A procedure as it is received on a day; None when it is not in force or nobody is competent. Four statements."""
    version = versions_on(on).filter(procedure_id=procedure_id).prefetch_related("components", "channel_terms").first()
    if version is None:
        return None
    units = list(
        Unit.objects.filter(
            pk__in=Competence.objects.filter(_competent(on), procedure_id=procedure_id).values("unit_id")
        ).order_by("name_vi")
    )
    return Offer(version, list(version.components.all()), units) if units else None


def units_named(ids: Collection[int]) -> list[Unit]:
    """Units by id, in the order of their names."""
    return list(Unit.objects.filter(pk__in=ids, valid_to=None).order_by("name_vi"))


@dataclass(frozen=True, slots=True)
class Promise:
    """The date that the slip would promise."""

    limit: Limit
    proof: Proof


def promise(offered: Offer, *, unit: Unit, channel: int, at: datetime, now: datetime) -> Promise:
    """When a dossier received at an instant would be due; one statement."""
    limit = limit_for(offered.version, channel)
    return Promise(limit, deadline(local(at), limit, work_calendar(unit.schedule_id, known_at=now)))
