"""Move open deadlines after a late-announced change of the calendar: first shown, then written (tính lại hạn)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from caicach.calendars.queries import work_calendar
from caicach.dossiers.models import Dossier
from caicach.dossiers.rules.status import OPEN
from caicach.dossiers.services import write
from caicach.dossiers.services.stages import stages_of
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import locked
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.period import instant
from caicach.kit.working_time import WorkCalendar


@dataclass(frozen=True, slots=True)
class Move:
    """An open dossier whose due date another calendar moves."""

    dossier_id: int
    number: str
    old_due: datetime
    new_due: datetime


def preview(*, known_at: datetime) -> list[Move]:
    """The open dossiers whose due date differs by the calendar as known at the instant; nothing is written.

    Closed dossiers keep the calendar they were judged by; an extension keeps its date.
    """
    return [move for turn in _open_turns(known_at) if (move := _move(turn))]


def recompute(act: Act) -> list[Move]:
    """Move the due dates, each with a journal line and a fact version, in one transaction; the moves made."""
    moves: list[Move] = []
    with transaction.atomic():
        for move in preview(known_at=act.now):
            dossier = locked(move.dossier_id)
            turn = _turn(act, dossier, work_calendar(dossier.unit.schedule_id, known_at=act.now))
            again = _move(turn)
            if again is None or dossier.status not in OPEN or dossier.finished_at is not None:
                continue
            turn.set_due()
            write.write(turn)
            moves.append(again)
    return moves


def _open_turns(known_at: datetime) -> list[Turn]:
    act = Act(actor=SYSTEM, at=known_at, now=known_at)
    calendars: dict[int, WorkCalendar] = {}
    dossiers = (
        Dossier.objects.filter(status__in=OPEN, finished_at=None, accepted_at__isnull=False, kept_elsewhere=False)
        .select_related("unit", "procedure", "rules_version", "extension")
        .prefetch_related("pauses")
        .order_by("id")
    )
    turns = []
    for dossier in dossiers:
        schedule = dossier.unit.schedule_id
        if schedule not in calendars:
            calendars[schedule] = work_calendar(schedule, known_at=known_at)
        turns.append(_turn(act, dossier, calendars[schedule]))
    return turns


def _turn(act: Act, dossier: Dossier, calendar: WorkCalendar) -> Turn:
    pauses = sorted(dossier.pauses.all(), key=lambda pause: (pause.started_at, pause.pk))
    extension = dossier.extension if dossier.extended_to else None
    plan, stages = stages_of(dossier)
    return Turn(
        act=act,
        action="recompute",
        dossier=dossier,
        calendar=calendar,
        known_at=act.now,
        pauses=pauses,
        extension=extension,
        plan=plan,
        stages=stages,
    )


def _move(turn: Turn) -> Move | None:
    dossier = turn.dossier
    due = instant(turn.clock().due)
    if dossier.due_at is None or due == dossier.due_at:
        return None
    return Move(dossier_id=dossier.pk, number=dossier.number or "", old_due=dossier.due_at, new_due=due)
