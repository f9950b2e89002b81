"""All that a dossier's page shows, in three statements: the dossier with its ledger, its journal, its calendar."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from caicach.calendars.queries import work_calendar
from caicach.dossiers.models import Dossier, Paper, Party
from caicach.dossiers.queries.entries import Entry, journal_of
from caicach.dossiers.queries.ledger import Asked, Interval, Ledger, components_asked, ledger_of, with_ledger
from caicach.dossiers.queries.parts import with_parts
from caicach.dossiers.queries.stages import Ahead, Visit, steps_of, with_above, with_steps
from caicach.dossiers.queries.visible import visible_to
from caicach.dossiers.rules.clock import Clock, Stop, clock
from caicach.dossiers.rules.outcome import closed_by_end
from caicach.dossiers.rules.regime import NONE
from caicach.kit.acts import Actor
from caicach.kit.period import local
from caicach.kit.working_time import Limit, LimitUnit, WorkCalendar
from caicach.procedures.models import Component


@dataclass(frozen=True, slots=True)
class Page:
    """A dossier with everything around it. `clock` is None before acceptance; `handed` are papers in their order."""

    dossier: Dossier
    parties: Mapping[str, Mapping[str, str]]
    components: Sequence[Asked]
    handed: Sequence[Mapping[str, Any]]
    ledger: Ledger
    journal: Sequence[Entry]
    calendar: WorkCalendar
    clock: Clock | None
    visits: Sequence[Visit]
    ahead: Sequence[Ahead]
    messages: Sequence[Mapping[str, Any]] = ()

    @property
    def moved(self) -> datetime | None:
        """The due moment (wall clock) that the pauses and the calendar give, when it is not the one on record."""
        due = self.dossier.due_at
        if self.clock is None or due is None or self.clock.due == local(due):
            return None
        return self.clock.due


def dossier_page(actor: Actor, dossier_id: int) -> Page | None:
    """The page of a dossier as the actor may see it; None when there is none for him or her. Three statements."""
    dossier = with_parts(with_above(with_steps(with_ledger(visible_to(actor))))).filter(pk=dossier_id).first()
    if dossier is None:
        return None
    found = cast(Any, dossier)
    ledger = ledger_of(dossier)
    calendar = work_calendar(dossier.unit.schedule_id, known_at=dossier.calendar_known_at or timezone.now())
    visits, ahead = steps_of(dossier)
    return Page(
        dossier=dossier,
        parties={row["role"]: row for row in found.all_parties},
        components=components_asked(dossier),
        handed=found.given,
        ledger=ledger,
        journal=journal_of(dossier_id),
        calendar=calendar,
        clock=_clock(dossier, ledger.pauses, calendar),
        visits=visits,
        ahead=ahead,
        messages=found.all_messages,
    )


def _clock(dossier: Dossier, pauses: Sequence[Interval], calendar: WorkCalendar) -> Clock | None:
    """The clock run again by the calendar as it was known when the due date on record was set.

    A pause that the end of processing closed left the due date as it was, so it is not run again here either.
    """
    if dossier.accepted_at is None or dossier.limit_amount is None:
        return None
    stops = [
        Stop(local(pause.started), local(pause.ended) if pause.ended else None, pause.effect)
        for pause in pauses
        if pause.effect != NONE and not closed_by_end(pause.ended, finished=dossier.finished_at, ending=dossier.ending)
    ]
    limit = Limit(dossier.limit_amount, LimitUnit(dossier.limit_unit))
    return clock(accepted=local(dossier.accepted_at), limit=limit, calendar=calendar, stops=stops)


def known_papers(dossier_id: int) -> set[int]:
    """The components for which something was handed in already."""
    return set(Paper.objects.filter(dossier_id=dossier_id).values_list("component_id", flat=True))


def components_of(version_id: int) -> list[Component]:
    """The list of components of a version, in its order."""
    return list(Component.objects.filter(version_id=version_id).order_by("position"))


def submitter_of(dossier: Dossier) -> str:
    """The submitter's name of a dossier read `with_submitter`."""
    return cast(Any, dossier).submitter or ""


def one_visible(actor: Actor, dossier_id: int) -> Dossier | None:
    """A dossier for the form of a verb, with its submitter's name; one statement."""
    return next(iter(all_visible(actor, [dossier_id])), None)


def all_visible(actor: Actor, ids: Collection[int]) -> list[Dossier]:
    """As `one_visible`, those of many dossiers that the actor may see, in the order of their ids; one statement."""
    submitter = Party.objects.filter(dossier=OuterRef("pk"), role="submitter").values("name")[:1]
    return list(
        with_above(visible_to(actor))
        .filter(pk__in=ids)
        .select_related("rules_version", "unit", "competent_unit", "handling_unit", "received_unit", "assignee")
        .annotate(submitter=Subquery(submitter))
        .order_by("pk")
    )
