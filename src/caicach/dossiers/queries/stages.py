"""The steps of dossiers: those of one dossier for its page, and those that are near their end."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from caicach.accounts.rules import Role
from caicach.calendars.queries import work_calendar
from caicach.dossiers.models import Dossier, Stage
from caicach.dossiers.rules.stages import WARN_AT, share_used
from caicach.kit.period import local
from caicach.kit.working_time import WorkCalendar
from caicach.procedures.models import Step


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to steps `position` to `through`; names are Vietnamese and English."""

    position: int
    through: int
    names: tuple[str, str]
    units: tuple[str, str]
    officer: str
    hours: int
    started: datetime
    due: datetime
    ended: datetime | None
    outcome: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """A step that the dossier has not reached; `units` are empty where it is the competent agency's."""

    position: int
    names: tuple[str, str]
    units: tuple[str, str]
    role: str
    hours: int


@dataclass(frozen=True, slots=True)
class NearEnd:
    """An open step with the share of its time that is used; 1 and more is late."""

    stage: Stage
    share: Fraction


def with_steps(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The dossiers with arrays for `steps_of`, in the same statement."""
    visits = Stage.objects.filter(dossier=OuterRef("pk")).order_by("id").values(
        row=JSONObject(position="position", through="through", vi="step__name_vi", en="step__name_en",
                       unit_vi="unit__name_vi", unit_en="unit__name_en", officer="officer__full_name", hours="hours",
                       started="started_at", due="due_at", ended="ended_at", outcome="outcome")
    )  # fmt: skip
    planned = Step.objects.filter(version=OuterRef("rules_version")).order_by("position").values(
        row=JSONObject(position="position", vi="name_vi", en="name_en", unit_vi="unit__name_vi",
                       unit_en="unit__name_en", role="role", hours="hours")
    )  # fmt: skip
    return dossiers.annotate(all_visits=ArraySubquery(visits), all_planned=ArraySubquery(planned))


def with_above(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The dossiers with `goes_above`: whether their internal process has a step above the competent agency."""
    higher = Step.objects.filter(version=OuterRef("rules_version"), role=Role.AGENCY_LEADER, unit__isnull=False)
    return dossiers.annotate(goes_above=Exists(higher))


def steps_of(dossier: Dossier) -> tuple[list[Visit], list[Ahead]]:
    """The visits of a dossier read `with_steps`, oldest first, and the steps that lie ahead while it is open."""
    found = cast(Any, dossier)
    visits = [
        Visit(
            position=row["position"],
            through=row["through"],
            names=(row["vi"], row["en"]),
            units=(row["unit_vi"], row["unit_en"]),
            officer=row["officer"] or "",
            hours=row["hours"],
            started=datetime.fromisoformat(row["started"]),
            due=datetime.fromisoformat(row["due"]),
            ended=datetime.fromisoformat(row["ended"]) if row["ended"] else None,
            outcome=row["outcome"],
        )
        for row in found.all_visits
    ]
    if not visits or visits[-1].ended is not None:
        return visits, []
    return visits, [
        Ahead(
            row["position"], (row["vi"], row["en"]), (row["unit_vi"] or "", row["unit_en"] or ""), row["role"],
            row["hours"],
        )
        for row in found.all_planned
        if row["position"] > visits[-1].position
    ]  # fmt: skip


def stages_due(now: datetime, *, share: Fraction = WARN_AT) -> list[NearEnd]:
    """The open steps of running dossiers of whose time so much is used, most of it first.

    Each with dossier, unit and officer. One statement, and one for each working schedule. A procedure that warns later
    passes over those below its own share; one that warns earlier asks with that.
    """
    open_now = (
        Stage.objects.filter(ended_at=None, dossier__paused_since=None, dossier__finished_at=None)
        .select_related("dossier__procedure", "unit", "officer")
        .annotate(schedule=F("dossier__unit__schedule_id"))
        .order_by("due_at", "id")
    )
    calendars: dict[int, WorkCalendar] = {}
    found: list[NearEnd] = []
    for stage in open_now:
        schedule: int = cast(Any, stage).schedule
        if schedule not in calendars:
            calendars[schedule] = work_calendar(schedule, known_at=now)
        used = share_used(local(now), due=local(stage.due_at), hours=stage.hours, calendar=calendars[schedule])
        if used >= share:
            found.append(NearEnd(stage, used))
    return sorted(found, key=lambda one: (-one.share, one.stage.pk))
