"""Dossiers that have ended: the cohorts of 2022 to 2024 exactly as their quotas say, then month after month."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar

from caicach.demo.rules.moments import MINUTE, in_hours, moment_on, working_day_after, working_days
from caicach.demo.rules.quotas import A_MONTH, CHANCES, CHANNELS, COHORTS, GOES_ON, Cohort, End
from caicach.demo.services.draft import Draft
from caicach.demo.services.province import Offer, Province
from caicach.dossiers.rules.regime import DECREE_118_FROM, OBLIGATION
from caicach.dossiers.services.load_histories import History
from caicach.kit.period import Period
from caicach.kit.working_time import LimitUnit

SEED = 1495
"""The one number from which everything in the demo is drawn, beside the anchor."""

Choice = TypeVar("Choice")

ATTEMPTS = 1000
ROOM = 5
"""A limit of at least so many days leaves room for pauses and extensions."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One dossier to be made: where, received on which days, ended between which days, and how."""

    unit: str
    days: list[date]
    ended: Period
    end: End
    apology_days: int | None = None


def ended_dossiers(province: Province, *, until: datetime) -> Iterator[History]:
    """All dossiers that have ended by the moment, in no order."""
    for cohort in COHORTS:
        random = Random(f"{SEED} {cohort.name}")  # noqa: S311 (a drawing, no secret)
        for wanted in _of_cohort(province, cohort):
            made = _made(province, random, wanted, until)
            if made is None:
                raise RuntimeError(f"no dossier of {cohort.name} ends {wanted.end} in its period")
            yield made
    month = GOES_ON
    while month <= until.date():
        yield from _of_month(province, month, until)
        month = (month + timedelta(days=31)).replace(day=1)


def _of_cohort(province: Province, cohort: Cohort) -> Iterator[Wanted]:
    days = working_days(cohort.received.first, cohort.received.last, province.calendar)
    for end, count in cohort.ends.items():
        for _ in range(count):
            yield Wanted("so-noi-vu", days, cohort.ended, end, cohort.apology_days)


def _of_month(province: Province, month: date, until: datetime) -> Iterator[History]:
    """A month at the later density; the running month up to the day before the moment."""
    random = Random(f"{SEED} {month:%Y-%m}")  # noqa: S311
    whole = working_days(month, month.replace(day=monthrange(month.year, month.month)[1]), province.calendar)
    last = until.date() - timedelta(days=1)
    days = [day for day in whole if day < last]
    for unit, (fewest, most) in A_MONTH.items():
        count = round(random.randint(fewest, most) * len(days) / len(whole))
        if not days or not province.offers(unit, days[0]):
            continue
        for _ in range(count):
            end = drawn(random, CHANCES)
            apology = random.choice((-1, -1, -1, 1, None))
            wanted = Wanted(unit, days, Period(days[0], last), end, apology)
            # A month that has just begun is too short for an end at a deadline.
            made = _made(province, random, wanted, until) or _made(
                province, random, replace(wanted, end=End.EARLY), until
            )
            if made is not None:
                yield made


def _made(province: Province, random: Random, wanted: Wanted, until: datetime) -> History | None:
    """Draw until a dossier comes out as wanted; None when none does."""
    for _ in range(ATTEMPTS):
        draft = begun(province, random, wanted.unit, random.choice(wanted.days))
        if draft is not None and _ended(draft, wanted):
            _hand_out(draft, until)
            return draft.history()
    return None


def drawn(random: Random, chances: tuple[tuple[Choice, int], ...]) -> Choice:
    """One of the choices, by their weights."""
    return random.choices([choice for choice, _ in chances], [weight for _, weight in chances])[0]


def begun(province: Province, random: Random, unit: str, day: date, *, until: datetime | None = None) -> Draft | None:
    """A dossier received on the day, now and then after closing; None when the day has no moment left."""
    offers = province.offers(unit, day)
    offer: Offer = random.choices(offers, [offer.weight for offer in offers])[0]
    received = moment_on(day, random, province.calendar, until=until and until - 30 * MINUTE)
    if received is None:
        return None
    if random.random() < 0.02 and until is None:
        received = datetime.combine(day, time(17)) + MINUTE * random.randint(3, 40)
    channel = drawn(random, CHANNELS)
    if channel == 2 and offer.version.online_level == "none":
        channel = 1
    return Draft(province, random, offer, channel=channel, received=received)


def roomy(draft: Draft) -> bool:
    """Whether the limit leaves room for pauses and extensions."""
    return draft.limit.unit is not LimitUnit.WORKING_HOURS and draft.limit.amount >= ROOM


def _ended(draft: Draft, wanted: Wanted) -> bool:
    """Tell the dossier to its end; whether it came out as wanted."""
    random, end = draft.random, wanted.end
    draft.hand_over()
    draft.give_out()
    if end in (End.EARLY, End.ON_TIME):
        _pause(draft, random)
    if end is End.EXTENDED and not _extend(draft):
        return False
    if end is End.LATE and not roomy(draft):
        return False
    day = _last_day(draft, wanted)
    if day is None or day > draft.offer.last_competent:
        return False
    until = draft.due if end is End.ON_TIME and draft.due.date() == day else None
    at = moment_on(day, random, draft.calendar, after=draft.last, until=until)
    at = at or moment_on(day, random, draft.calendar, after=draft.last)
    if at is None:
        return False
    if end is End.LATE and wanted.apology_days is not None:
        _say_sorry(draft, wanted.apology_days, at)
    leave = {End.WITHDRAWN: draft.withdraw, End.STOPPED: draft.stop, End.REFUSED: draft.refuse}
    leave.get(end, draft.finish)(at)
    return draft.last == at


def _last_day(draft: Draft, wanted: Wanted) -> date | None:
    """The day on which it ends, inside the period wanted; None when no day fits."""
    due, random = draft.due.date(), draft.random
    if wanted.end is End.LATE:
        day = working_day_after(due, random.randint(2, 4), draft.calendar)
    elif wanted.end is End.ON_TIME:
        day = due
    elif wanted.end is End.EXTENDED:
        day = draft.deadline.date() if draft.received.date() >= DECREE_118_FROM else due
    else:
        first, last = max(draft.last.date(), wanted.ended.first), min(due - timedelta(days=1), wanted.ended.last)
        days = working_days(first, last, draft.calendar)
        return days[int(len(days) * random.triangular(0.25, 0.999, 0.8))] if days else None
    fits = wanted.ended.first <= day <= wanted.ended.last and day >= draft.last.date()
    return day if fits else None


def _pause(draft: Draft, random: Random) -> None:
    """Now and then papers or an obligation are asked for."""
    if not roomy(draft) or random.random() > 0.11:
        return
    begin = working_day_after(draft.last.date(), random.randint(0, 1), draft.calendar)
    at = moment_on(begin, random, draft.calendar, after=draft.last)
    on = working_day_after(begin, random.randint(2, 7), draft.calendar)
    back = moment_on(on, random, draft.calendar)
    if at is None or back is None:
        return
    if draft.offer.version.fees.all() and random.random() < 0.6:
        draft.wait_for(OBLIGATION, at)
    else:
        draft.ask_for_papers(at)
    draft.go_on(back)


def _extend(draft: Draft) -> bool:
    """Extend two working days before the deadline; whether there was time for it."""
    if not roomy(draft):
        return False
    at = moment_on(
        working_day_after(draft.due.date(), -2, draft.calendar), draft.random, draft.calendar, after=draft.last
    )
    if at is None:
        return False
    draft.put_off(at, draft.random.randint(3, 6))
    return True


def _say_sorry(draft: Draft, days: int, finished: datetime) -> None:
    """Apologise some working days after the deadline's day, or before it."""
    at = moment_on(
        working_day_after(draft.due.date(), days, draft.calendar), draft.random, draft.calendar, after=draft.last
    )
    if at is not None:
        draft.apologise(min(at, finished), working_day_after(draft.due.date(), 4, draft.calendar))


def _hand_out(draft: Draft, until: datetime) -> None:
    """The result is handed out some days later, unless the moment has not come or nobody calls for it."""
    random = draft.random
    if draft.steps[-1].verb.name != "finish" or random.random() < 0.01:
        return
    day = working_day_after(draft.last.date(), random.choice((0, 1, 1, 2, 3, 5, 9)), draft.calendar)
    at = moment_on(day, random, draft.calendar, after=in_hours(draft.last + 10 * MINUTE, draft.calendar))
    if at is not None and at <= until:
        draft.hand_out(at)
