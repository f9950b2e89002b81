"""Let the steps of the internal process follow what happens to a dossier: the one place that starts and ends them."""

from datetime import datetime, timedelta
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from caicach.accounts.rules import Role
from caicach.dossiers.models import Dossier, Stage
from caicach.dossiers.rules.outcome import Ending
from caicach.dossiers.rules.stages import Plan, Planned, current, due_of, outcome_of, passed_over, time_used
from caicach.dossiers.services.turn import Turn
from caicach.kit.period import instant, local
from caicach.procedures.models import Step, Version

IN_DIVISION = (Role.PROCESSING_OFFICER, Role.DIVISION_HEAD)
RETURN_STEP = "return_step"
"""The verb that brings a dossier back one step."""
AT_COUNTER = (Role.INTAKE_CLERK, Role.RESULT_DESK, Role.CENTRE_HEAD)


def plan_of(version: Version) -> Plan:
    """The steps that the catalogue plans for a version from `queries.intake.version_for`, in order; no statement."""
    return tuple(Planned(**row) for row in cast(Any, version).planned)


def with_stages(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The dossiers with plan and visits for `stages_of`, in the same statement."""
    planned = Step.objects.filter(version=OuterRef("rules_version")).order_by("position").values(
        row=JSONObject(id="id", position="position", role="role", unit_id="unit_id", hours="hours")
    )  # fmt: skip
    visits = Stage.objects.filter(dossier=OuterRef("pk")).order_by("id").values(
        row=JSONObject(id="id", step_id="step_id", position="position", through="through", role="role",
                       unit_id="unit_id", officer_id="officer_id", hours="hours", started_at="started_at",
                       due_at="due_at", ended_at="ended_at", outcome="outcome")
    )  # fmt: skip
    return dossiers.annotate(planned=ArraySubquery(planned), visits=ArraySubquery(visits))


def stages_of(dossier: Dossier) -> tuple[Plan, list[Stage]]:
    """Plan and visits, oldest first, of a dossier read by `with_stages`; empty for any other."""
    found = cast(Any, dossier)
    planned: list[dict[str, Any]] = getattr(found, "planned", [])
    visits: list[dict[str, Any]] = getattr(found, "visits", [])
    return tuple(Planned(**row) for row in planned), [
        Stage(dossier=dossier, **{name: _read(name, value) for name, value in row.items()}) for row in visits
    ]


def _read(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if value and name.endswith("_at") else value


def advance(turn: Turn) -> None:
    """End and begin steps as the turn's dossier stands now; called once a turn, after `write.settle`."""
    dossier = turn.dossier
    if dossier.accepted_at is None or not turn.plan:
        return
    visit = next((stage for stage in turn.stages if stage.ended_at is None), None)
    wanted = current(
        turn.plan,
        step=dossier.step,
        document=dossier.document,
        decided=bool(dossier.decision),
        above=_above(turn),
    )
    if visit is not None and wanted is not None and _stays(turn, visit, wanted):
        _follow(turn, visit)
        return
    if visit is not None:
        _end(turn, visit, wanted)
    elif turn.action == "correct_finish" and turn.stages:
        _correct(turn, turn.stages[-1])
    if wanted is not None:
        _start(turn, wanted)


def _above(turn: Turn) -> bool:
    """Whether the dossier is with the level above: its paper is; or it was submitted there when none was asked for."""
    if turn.dossier.document:
        return turn.dossier.above_unit_id is not None
    return turn.is_above and turn.action != RETURN_STEP


def _stays(turn: Turn, visit: Stage, wanted: Planned) -> bool:
    same_officer = wanted.role != Role.PROCESSING_OFFICER or visit.officer_id == turn.dossier.assignee_id
    return visit.position == wanted.position and visit.unit_id == _unit_of(turn.dossier, wanted) and same_officer


def _unit_of(dossier: Dossier, step: Planned) -> int:
    """Who has the step: the one-stop unit, the division where the dossier lies, else whom the catalogue names."""
    if step.role in AT_COUNTER:
        return dossier.received_unit_id
    if step.role in IN_DIVISION and dossier.handling_unit_id != dossier.received_unit_id:
        return dossier.handling_unit_id
    named = None if step.unit_id == dossier.unit_id else step.unit_id
    return named or dossier.competent_unit_id


def _start(turn: Turn, step: Planned) -> None:
    ended = [stage.ended_at for stage in turn.stages if stage.ended_at is not None]
    stage = Stage(
        dossier=turn.dossier,
        step_id=step.id,
        position=step.position,
        through=step.position,
        role=step.role,
        unit_id=_unit_of(turn.dossier, step),
        officer_id=turn.dossier.assignee_id if step.role == Role.PROCESSING_OFFICER else None,
        hours=step.hours,
        started_at=max([turn.at, *ended[-1:]]),
    )
    turn.stages.append(stage)
    stage.due_at = _due(turn, stage, [])
    turn.added.append(stage)
    turn.details |= {"stage": step.position}


def _due(turn: Turn, stage: Stage, passed: list[Planned]) -> datetime:
    """What is left of the step's hours, with those of steps passed over, counted from the start of the visit."""
    stops, extra = turn.stops(), sum((one.budget for one in passed), timedelta())
    budget = timedelta(hours=stage.hours)
    earlier = [one for one in turn.stages if one.position == stage.position and one is not stage and one.ended_at]
    used = sum(
        (
            time_used(local(one.started_at), local(one.ended_at), stops=stops, calendar=turn.calendar)
            for one in earlier
            if one.ended_at is not None
        ),
        timedelta(),
    )
    due = due_of(
        local(stage.started_at),
        allowance=max(budget - used, timedelta()) + extra,
        budget=budget + extra,
        stops=stops,
        calendar=turn.calendar,
    )
    return instant(due)


def _follow(turn: Turn, visit: Stage) -> None:
    """Move the step's due moment with the dossier's clock."""
    if "due" not in turn.details:
        return
    due = _due(turn, visit, [])
    if due != visit.due_at:
        visit.due_at = due
        turn.changed.append((visit, ("due_at",)))


def _end(turn: Turn, visit: Stage, entered: Planned | None) -> None:
    passed = passed_over(turn.plan, visit.position, entered)
    visit.through = passed[-1].position if passed else visit.position
    visit.officer_id = visit.officer_id or turn.act.actor.user_id
    visit.due_at = _due(turn, visit, passed)
    visit.ended_at = max(turn.dossier.finished_at or turn.at, visit.started_at)
    visit.outcome = _judge(turn, visit)
    turn.changed.append((visit, ("through", "officer_id", "due_at", "ended_at", "outcome")))


def _correct(turn: Turn, last: Stage) -> None:
    """The corrected end of processing is that of the last step too."""
    last.ended_at = max(turn.dossier.finished_at or turn.at, last.started_at)
    last.outcome = _judge(turn, last)
    turn.changed.append((last, ("ended_at", "outcome")))


def _judge(turn: Turn, visit: Stage) -> str:
    """Empty when the dossier ended otherwise than by a result: what was cut off is not measured."""
    if turn.dossier.ending not in (Ending.OPEN, Ending.PROCESSED) or visit.ended_at is None:
        return ""
    return outcome_of(local(visit.ended_at), local(visit.due_at)).value
