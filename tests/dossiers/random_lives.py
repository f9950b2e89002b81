"""Random but lawful lives of dossiers, and a naive reading of them that knows nothing of facts or predicates."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import timezone

import world
from caicach.calendars.queries import work_calendar
from caicach.dossiers.models import Dossier
from caicach.dossiers.rules.clock import Stop, clock
from caicach.dossiers.rules.outcome import Comparison, Ending, Outcome, deadline_of, outcome
from caicach.dossiers.rules.regime import DECREE_118_FROM, REGIMES
from caicach.dossiers.services.answer_consultation import answer_consultation
from caicach.dossiers.services.apologise import apologise
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.consult import consult
from caicach.dossiers.services.correct_finish import correct_finish
from caicach.dossiers.services.correct_result import correct_result
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.extend import extend
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.forward import forward
from caicach.dossiers.services.found import found
from caicach.dossiers.services.load_histories import History, Step
from caicach.dossiers.services.pause import pause
from caicach.dossiers.services.refuse import refuse
from caicach.dossiers.services.remind import remind
from caicach.dossiers.services.report_loss import report_loss
from caicach.dossiers.services.report_wrong_result import report_wrong_result
from caicach.dossiers.services.request_supplement import request_supplement
from caicach.dossiers.services.resume import resume
from caicach.dossiers.services.stop import stop
from caicach.dossiers.services.supplement import supplement
from caicach.dossiers.services.withdraw import withdraw
from caicach.kit.period import instant, local
from caicach.kit.working_time import Limit, LimitUnit, WorkCalendar

FIRST = datetime(2025, 5, 5, 7, 30)


class Life:
    """A history written step by step; `now` is the wall clock of the story."""

    def __init__(self, here: world.World, chance: random.Random) -> None:
        self.here, self.chance = here, chance
        self.now = FIRST + timedelta(days=chance.randint(0, 100), minutes=chance.randint(0, 540))
        self.received = self.now
        self.steps: list[Step] = []

    def later(self, days: int) -> None:
        """Let some time pass, up to so many days."""
        self.now += timedelta(minutes=self.chance.randint(1, days * 24 * 60))

    def step(self, verb: object, who: str, **values: object) -> None:
        """Add a verb at the present of the story."""
        self.steps.append(Step(verb=verb, actor=self.here.actor(who), at=instant(self.now), values=values))

    def written(self) -> History:
        """The history with its beginning."""
        return History(
            intake=replace(self.here.intake(channel=self.chance.choice([1, 2, 3])), subjects=1 + self.received.day % 3),
            actor=self.here.actor("clerk"),
            received_at=instant(self.received),
            steps=self.steps,
        )


def life(here: world.World, chance: random.Random) -> History:
    """One life: perhaps an extension early on, pauses of any kind, an end of any kind or none, perhaps a correction."""
    told = Life(here, chance)
    told.step(forward, "clerk", unit_id=here.units["phong"].pk)
    told.step(assign, "head", officer_id=here.users["officer"].pk)
    if chance.random() < 0.25:
        told.now += timedelta(minutes=chance.randint(1, 600))
        new = (told.received + timedelta(days=chance.randint(30, 45))).date()
        told.step(extend, "head", new_date=new, reason="cần xác minh", responsible_unit_id=here.units["so"].pk)
    for _ in range(chance.choice([0, 0, 1, 1, 2, 3])):
        told.later(9)
        kind = chance.choice(["supplement", "obligation", "stop"])
        if kind == "supplement":
            told.step(request_supplement, "officer", reason="thiếu giấy tờ", exception="lần sau có căn cứ")
        else:
            told.step(pause, "officer", kind=kind, reason="chờ")
        if chance.random() < 0.15:
            if chance.random() < 0.3:
                closes = kind == "supplement" and told.received.date() >= DECREE_118_FROM
                if closes:
                    told.now += timedelta(days=10)
                    told.step(remind, "clerk")
                told.now += timedelta(days=6 if closes else 1)
                told.later(5)
                told.step(stop, "head", reason="không bổ sung", without_papers=closes)
            return told.written()
        told.later(9)
        told.step(*((supplement, "clerk") if kind == "supplement" else (resume, "officer")))
    if chance.random() < 0.2:
        befall(told)
    if chance.random() < 0.1:
        told.later(8)
        told.step(apologise, "head", new_date=told.now.date() + timedelta(days=3), reason="chậm")
    end(told)
    return told.written()


def befall(told: Life) -> None:
    """Something beside the plain path that moves no deadline: an opinion is asked for, perhaps given; a loss."""
    told.later(3)
    if told.chance.random() < 0.5:
        told.step(report_loss, "officer", what="bản vẽ", apology="xin lỗi", remedy="xin bản sao")
        told.later(2)
        told.step(found, "clerk", note="tìm thấy")
        return
    told.step(consult, "officer", content="cho ý kiến", due_on=told.now.date(), body="Cơ quan ngoài tỉnh")
    if told.chance.random() < 0.7:
        told.later(4)
        told.step(answer_consultation, "officer", answer="đồng ý")


def end(told: Life) -> None:
    """Some end, or none."""
    told.later(14)
    choice = told.chance.choices(["finish", "open", "withdraw", "stop", "refuse"], [70, 15, 5, 5, 5])[0]
    if choice == "withdraw":
        told.step(withdraw, "clerk")
    elif choice == "stop":
        told.step(stop, "head", reason="dừng")
    elif choice == "refuse":
        told.step(refuse, "officer", reason="không đủ điều kiện")
    elif choice == "finish":
        told.step(decide, "officer", decision="granted")
        told.step(finish, "officer")
        if told.chance.random() < 0.2:
            told.later(5)
            told.step(report_wrong_result, "clerk", what="sai tên", responsible_unit_id=told.here.units["so"].pk)
            told.later(5)
            told.step(correct_result, "officer", note="đã cấp lại")
        elif told.chance.random() < 0.2:
            told.step(
                correct_finish,
                "head",
                finished_at=instant(told.now + timedelta(days=told.chance.randint(0, 6))),
                reason="nhập sai ngày",
            )


@dataclass(frozen=True)
class Read:
    """What the naive reading says of one dossier in one period: the names of the counts it belongs to."""

    counts: frozenset[str]


def readings(first: date, last: date) -> Iterator[Read]:
    """Each dossier read from its own record, pauses and extension, day by day; no facts, no SQL predicates."""
    calendars: dict[int, WorkCalendar] = {}
    for dossier in Dossier.objects.select_related("unit").prefetch_related("pauses").all():
        schedule = dossier.unit.schedule_id
        if schedule not in calendars:
            calendars[schedule] = work_calendar(schedule, known_at=timezone.now())
        yield Read(frozenset(_counts(dossier, first, last, calendars[schedule])))


def _counts(dossier: Dossier, first: date, last: date, calendar: WorkCalendar) -> Iterator[str]:
    accepted = local(dossier.accepted_at)
    finished = local(dossier.finished_at) if dossier.finished_at else None
    if accepted.date() > last:
        return
    yield from _due(dossier, first, last)
    if finished is None or finished.date() >= first:
        yield "received"
        yield "received_new" if accepted.date() >= first else "carried_over"
        if accepted.date() >= first:
            yield "received_online" if dossier.channel == 2 else "received_direct_or_post"
    if finished is not None and first <= finished.date() <= last:
        yield "resolved"
        said = outcome(ending=Ending(dossier.ending), finished=finished, deadline=_judged(dossier))
        yield {Outcome.EARLY: "resolved_early", Outcome.ON_TIME: "resolved_on_time", Outcome.LATE: "resolved_late"}[
            said
        ]
        yield from _other_readings(dossier)
    if finished is None or finished.date() > last:
        yield "pending"
        yield "pending_overdue" if _overdue(dossier, last, calendar) else "pending_in_time"


def _judged(dossier: Dossier) -> datetime:
    extended = local(dossier.extended_to) if dossier.extended_to else None
    return deadline_of(REGIMES[dossier.regime], due=local(dossier.due_at), extended=extended)


def _other_readings(dossier: Dossier) -> Iterator[str]:
    """Late in the readings beside form II.06: by the first deadline, by the minute."""
    read = {"ending": Ending(dossier.ending), "finished": local(dossier.finished_at)}
    if outcome(**read, deadline=local(dossier.due_at)) == Outcome.LATE:
        yield "resolved_late_unextended"
    if outcome(**read, deadline=_judged(dossier), comparison=Comparison.MINUTE) == Outcome.LATE:
        yield "resolved_late_by_instant"


def _due(dossier: Dossier, first: date, last: date) -> Iterator[str]:
    """Whose deadline falls into the period, unless it stands still; and whether it had been met by the period's end."""
    waits = any(pause.ended_at is None for pause in dossier.pauses.all()) and dossier.finished_at is None
    if waits or not first <= _judged(dossier).date() <= last:
        return
    yield "due"
    finished = local(dossier.finished_at) if dossier.finished_at else None
    if finished is None or finished.date() > last:
        return
    if outcome(ending=Ending(dossier.ending), finished=finished, deadline=_judged(dossier)) != Outcome.LATE:
        yield "due_timely"


def _overdue(dossier: Dossier, day: date, calendar: WorkCalendar) -> bool:
    """Replay what had happened by the end of the day."""
    pauses = sorted(dossier.pauses.all(), key=lambda row: row.started_at)
    stops = [Stop(local(row.started_at), row.ended_at and local(row.ended_at), row.effect) for row in pauses]
    if any(one.started.date() <= day and (one.ended is None or one.ended.date() > day) for one in stops):
        return False
    ended = [one for one in stops if one.ended is not None and one.ended.date() <= day]
    limit = Limit(dossier.limit_amount, LimitUnit(dossier.limit_unit))
    due = clock(accepted=local(dossier.accepted_at), limit=limit, calendar=calendar, stops=ended).due
    extension = dossier.extension if dossier.extended_to else None
    if extension and REGIMES[dossier.regime].extension_counts and local(extension.decided_at).date() <= day:
        due = max(due, local(extension.new_due_at))
    return day > due.date()
