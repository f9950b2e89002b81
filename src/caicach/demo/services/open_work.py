"""Dossiers that are open at the anchor, and those just finished: each made to lie the way a desk needs it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from random import Random

from caicach.accounts.rules import Role
from caicach.demo.rules.desks import OPEN_WORK, Lies
from caicach.demo.rules.moments import MINUTE, moment_on, working_day_after, working_days
from caicach.demo.rules.staff import CENTRE
from caicach.demo.services.draft import Draft
from caicach.demo.services.histories import ATTEMPTS, SEED, begun, roomy
from caicach.demo.services.province import Province
from caicach.dossiers.rules.regime import OBLIGATION, STOP
from caicach.dossiers.services.load_histories import History
from caicach.dossiers.services.receive import Intake
from caicach.kit.acts import Actor

Lay = Callable[[Draft, datetime], bool]
"""Tell a draft up to the anchor's moment; whether it lies there as wanted."""


def open_dossiers(province: Province, *, until: datetime) -> Iterator[History]:
    """The accepted ones, in no order; `until` is the anchor's moment."""
    random = Random(f"{SEED} open {until.date()}")  # noqa: S311 (a drawing, no secret)
    for unit, wanted in OPEN_WORK.items():
        for lies, count in wanted.items():
            for _ in range(count if lies is not Lies.SUBMITTED else 0):
                yield _laid(province, random, unit, lies, until).history()


def submitted_dossiers(province: Province, *, until: datetime) -> Iterator[tuple[Actor, Intake, datetime]]:
    """Those submitted online in the last two days that nobody has accepted: who noted it, what was told, and when."""
    random = Random(f"{SEED} submitted {until.date()}")  # noqa: S311
    days = _days(province, until, back=3)
    clerk = province.people(Role.INTAKE_CLERK, CENTRE)[0]
    for unit, wanted in OPEN_WORK.items():
        for _ in range(wanted.get(Lies.SUBMITTED, 0)):
            draft = _begun(province, random, unit, days, until, online=True)
            yield clerk, draft.intake(), draft.received


def _begun(
    province: Province, random: Random, unit: str, days: list[date], until: datetime, *, online: bool = False
) -> Draft:
    for _ in range(ATTEMPTS):
        draft = begun(province, random, unit, random.choice(days), until=until)
        if draft is not None and (draft.channel == 2 or not online):
            return draft
    raise RuntimeError(f"nothing is received at {unit} between {days[0]} and {days[-1]}")


def _days(province: Province, until: datetime, *, back: int) -> list[date]:
    """The last working days up to the moment's day; `back` counts calendar days, widened over long holidays."""
    days: list[date] = []
    while len(days) < 2:
        days = working_days(until.date() - timedelta(days=back), until.date(), province.calendar)
        back += 1
    return days


BACK = {
    Lies.AT_COUNTER: 1,
    Lies.FORWARDED: 5,
    Lies.EXTENDED: 80,
    Lies.WAITS_FOR_PAPERS: 16,
    Lies.WAITS_FOR_OBLIGATION: 20,
    Lies.TO_HAND_OUT: 50,
}
"""How many days ago they were received at most."""


def _laid(province: Province, random: Random, unit: str, lies: Lies, until: datetime) -> Draft:
    """Draw until a dossier lies as wanted, with every step at or before the moment."""
    days = _days(province, until, back=BACK.get(lies, 60))
    for _ in range(ATTEMPTS):
        draft = _begun(province, random, unit, days, until)
        if LAYS[lies](draft, until) and draft.last <= until:
            return draft
    raise RuntimeError(f"no dossier of {unit} lies {lies} at {until}")


def _at_counter(draft: Draft, until: datetime) -> bool:
    return draft.due.date() > until.date()


def _forwarded(draft: Draft, until: datetime) -> bool:
    draft.hand_over()
    return draft.due.date() > until.date()


def _worked_on(draft: Draft) -> None:
    draft.hand_over()
    draft.give_out()


def _in_process(draft: Draft, until: datetime) -> bool:
    _worked_on(draft)
    return draft.due.date() > until.date()


def _due_today(draft: Draft, until: datetime) -> bool:
    """Due on the anchor's day, or on the next working day when that is a day off."""
    _worked_on(draft)
    day = until.date()
    today = day if draft.calendar.is_working(day) else working_day_after(day, 1, draft.calendar)
    return draft.due.date() == today


def _overdue(draft: Draft, until: datetime) -> bool:
    """A few working days past; half of them with an apology, mostly in time."""
    _worked_on(draft)
    due = draft.due.date()
    if not roomy(draft) or not working_day_after(until.date(), -7, draft.calendar) <= due < until.date():
        return False
    if draft.random.random() < 0.5:
        day = working_day_after(due, draft.random.choice((-1, -1, 1)), draft.calendar)
        at = moment_on(day, draft.random, draft.calendar, after=draft.last)
        if at is None:
            return False
        draft.apologise(at, working_day_after(due, 10, draft.calendar))
    return True


def _pause_from(draft: Draft, until: datetime, days: int) -> datetime | None:
    """A moment to stop the clock, within some working days of receipt and less than two weeks ago."""
    day = working_day_after(draft.received.date(), draft.random.randint(1, days), draft.calendar)
    if not until.date() - timedelta(days=13) <= day <= until.date():
        return None
    return moment_on(day, draft.random, draft.calendar, after=draft.last, until=until)


def _waits_for_papers(draft: Draft, until: datetime) -> bool:
    _worked_on(draft)
    at = _pause_from(draft, until, 2)
    if at is None or not roomy(draft) or at.date() > draft.due.date():
        return False
    draft.ask_for_papers(at)
    return True


def _waits(kind: str, draft: Draft, until: datetime) -> bool:
    _worked_on(draft)
    at = _pause_from(draft, until, 6)
    if at is None or not roomy(draft) or at.date() > draft.due.date():
        return False
    if kind == OBLIGATION and not draft.offer.version.fees.all():
        return False
    draft.wait_for(kind, at)
    return True


def _extended(draft: Draft, until: datetime) -> bool:
    """Extended some days ago; the new date lies ahead, the first one is near or just past."""
    _worked_on(draft)
    due, today = draft.due.date(), until.date()
    if not roomy(draft) or abs((due - today).days) > 5:
        return False
    at = moment_on(
        working_day_after(due, -draft.random.randint(2, 4), draft.calendar),
        draft.random, draft.calendar, after=draft.last, until=until,
    )  # fmt: skip
    if at is None:
        return False
    draft.put_off(at, draft.random.randint(7, 12))
    return draft.deadline.date() > today


def _decided(draft: Draft, until: datetime) -> bool:
    """Decided in the last days; the result is on its way to the counter."""
    _worked_on(draft)
    day = draft.random.choice(_days(draft.province, until, back=2))
    at = moment_on(day, draft.random, draft.calendar, after=draft.last, until=until)
    if at is None or draft.due.date() <= until.date():
        return False
    draft.decide(at)
    return True


def _to_hand_out(draft: Draft, until: datetime) -> bool:
    """Finished in the last two weeks, nobody has called for it yet."""
    _worked_on(draft)
    day = draft.random.choice(_days(draft.province, until, back=14))
    at = moment_on(day, draft.random, draft.calendar, after=draft.last + 30 * MINUTE, until=until)
    if at is None or at.date() > draft.due.date():
        return False
    draft.finish(at)
    return True


LAYS: dict[Lies, Lay] = {
    Lies.AT_COUNTER: _at_counter,
    Lies.FORWARDED: _forwarded,
    Lies.IN_PROCESS: _in_process,
    Lies.DUE_TODAY: _due_today,
    Lies.OVERDUE: _overdue,
    Lies.WAITS_FOR_PAPERS: _waits_for_papers,
    Lies.WAITS_FOR_OBLIGATION: lambda draft, until: _waits(OBLIGATION, draft, until),
    Lies.STOPPED: lambda draft, until: _waits(STOP, draft, until),
    Lies.EXTENDED: _extended,
    Lies.DECIDED: _decided,
    Lies.TO_HAND_OUT: _to_hand_out,
}
