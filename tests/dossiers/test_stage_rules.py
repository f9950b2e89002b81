"""The rules of the steps of the internal process: the current one, and their clocks against a naive walk."""

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from caicach.accounts.rules import Role
from caicach.dossiers.rules.clock import Stop
from caicach.dossiers.rules.regime import RESTART, SUBTRACT
from caicach.dossiers.rules.stages import (
    Planned,
    current,
    due_of,
    outcome_of,
    passed_over,
    share_used,
    time_used,
)
from caicach.kit.working_time import OFFICE_HOURS, DayRule, WorkCalendar

LONG = tuple(
    Planned(place, place, role, unit, hours)
    for place, (role, unit, hours) in enumerate(
        [
            (Role.INTAKE_CLERK, 1, 4), (Role.DIVISION_HEAD, 2, 4), (Role.PROCESSING_OFFICER, 2, 20),
            (Role.DIVISION_HEAD, 2, 4), (Role.AGENCY_LEADER, None, 4), (Role.AGENCY_LEADER, 9, 16),
            (Role.RESULT_DESK, 1, 4),
        ],
        start=1,
    )
)  # fmt: skip
SHORT = tuple(
    Planned(place, place, role, None, 2)
    for place, role in enumerate(
        [Role.INTAKE_CLERK, Role.PROCESSING_OFFICER, Role.AGENCY_LEADER, Role.RESULT_DESK], start=1
    )
)


@pytest.mark.parametrize(
    ("step", "document", "decided", "above", "long", "short"),
    [
        ("receive", "", False, False, None, None),
        ("forward", "", False, False, 1, 1),
        ("assign", "", False, False, 2, 2),
        ("examine", "", False, False, 3, 2),
        ("examine", "draft", False, False, 3, 2),
        ("sign", "submitted", False, False, 4, 3),
        ("sign", "initialled", False, False, 5, 3),
        ("sign", "initialled", True, False, 5, 3),
        ("sign", "approved", True, False, 5, 3),
        ("number", "signed", False, False, 6, 4),
        ("number", "numbered", True, False, 7, 4),
        ("examine", "", False, True, 6, 2),
        ("sign", "initialled", False, True, 6, 3),
        ("sign", "approved", True, True, 6, 3),
        ("number", "signed", True, True, 6, 4),
        ("number", "numbered", True, True, 6, 4),
        ("examine", "", True, True, 7, 4),
        ("examine", "", True, False, 7, 4),
        ("forward", "", True, False, 7, 4),
        ("return", "released", True, False, None, None),
        ("done", "", False, False, None, None),
    ],
)
def test_which_step_is_current(
    step: str, document: str, decided: bool, above: bool, long: int | None, short: int | None
) -> None:
    def found(plan: tuple[Planned, ...]) -> int | None:
        one = current(plan, step=step, document=document, decided=decided, above=above)
        return one and one.position

    assert (found(LONG), found(SHORT)) == (long, short)
    assert current((), step=step, document=document, decided=decided, above=above) is None


def test_steps_passed_over_are_those_between() -> None:
    assert [one.position for one in passed_over(LONG, 3, LONG[6])] == [4, 5, 6]
    assert [one.position for one in passed_over(LONG, 3, None)] == [4, 5, 6, 7]
    assert passed_over(LONG, 3, LONG[1]) == []
    assert passed_over(LONG, 3, LONG[3]) == []


CALENDAR = WorkCalendar(
    OFFICE_HOURS, {date(2025, 9, 2): DayRule("off", "Quốc khánh"), date(2025, 9, 6): DayRule("work", "làm bù")}
)
START = datetime(2025, 8, 28)
MINUTE = timedelta(minutes=1)


def minutes_open(since: datetime, until: datetime) -> list[datetime]:
    """Each minute of opening time, by its beginning."""
    found = []
    while since < until:
        if any(opens <= since.time() < closes for opens, closes in CALENDAR.openings(since.date())):
            found.append(since)
        since += MINUTE
    return found


def naive_due(started: datetime, allowance: int, budget: int, stops: list[Stop]) -> datetime | None:
    """Walk minute by minute while the clock runs; None when it is not used up within three weeks."""
    left = allowance
    moment, due = started, started if not left else None
    while moment < started + timedelta(days=21):
        if any(stop.effect == RESTART and stop.ended == moment and moment > started for stop in stops):
            left, due = budget, None
        paused = any(stop.started <= moment and (stop.ended is None or moment < stop.ended) for stop in stops)
        if due is None and not paused and minutes_open(moment, moment + MINUTE):
            left -= 1
            if not left:
                due = moment + MINUTE
        moment += MINUTE
    return due


moments = some.integers(0, 6 * 24 * 12).map(lambda fives: START + timedelta(minutes=5 * fives))
pauses = some.lists(moments, min_size=0, max_size=4, unique=True).flatmap(
    lambda ends: some.lists(some.sampled_from([RESTART, SUBTRACT]), min_size=2, max_size=2).map(
        lambda effects: [
            Stop(begin, end, effect) for (begin, end), effect in zip(_pairs(sorted(ends)), effects, strict=False)
        ]
    )
)


def _pairs(ends: list[datetime]) -> list[tuple[datetime, datetime]]:
    return list(zip(ends[::2], ends[1::2], strict=False))


@settings(max_examples=40, deadline=None)
@given(started=moments, allowance=some.integers(0, 18), extra=some.integers(0, 6), stops=pauses)
def test_a_step_is_due_when_its_minutes_are_used_up(
    started: datetime, allowance: int, extra: int, stops: list[Stop]
) -> None:
    """Closing and next opening are the same moment of opening time: compared by what is open before it."""
    hour = timedelta(hours=1)
    found = due_of(
        started, allowance=allowance * hour, budget=(allowance + extra) * hour, stops=stops, calendar=CALENDAR
    )
    walked = naive_due(started, allowance * 60, (allowance + extra) * 60, stops)
    assert walked is None or len(minutes_open(started, found)) == len(minutes_open(started, walked))


@settings(max_examples=40, deadline=None)
@given(ends=some.lists(moments, min_size=2, max_size=2, unique=True), stops=pauses)
def test_the_time_used_is_each_open_minute_outside_of_pauses_since_the_last_restart(
    ends: list[datetime], stops: list[Stop]
) -> None:
    started, ended = sorted(ends)
    since = max([started, *(stop.ended for stop in stops if stop.effect == RESTART and stop.ended)])
    walked = [
        minute
        for minute in minutes_open(since, ended)
        if not any(stop.started <= minute and (stop.ended is None or minute < stop.ended) for stop in stops)
    ]
    assert time_used(started, ended, stops=stops, calendar=CALENDAR) == len(walked) * MINUTE


@pytest.mark.parametrize(
    ("ended", "outcome"),
    [("2025-08-28T16:00", "early"), ("2025-08-29T07:30", "on_time"), ("2025-08-29T10:00", "on_time"),
     ("2025-08-29T10:01", "late"), ("2025-09-01T08:00", "late")],
)  # fmt: skip
def test_a_step_is_late_by_the_minute_and_early_by_the_day(ended: str, outcome: str) -> None:
    assert outcome_of(datetime.fromisoformat(ended), datetime(2025, 8, 29, 10)) == outcome


@pytest.mark.parametrize(
    ("now", "share"),
    [("2025-08-28T07:00", Fraction(0)), ("2025-08-28T13:30", Fraction(9, 20)), ("2025-08-29T07:00", Fraction(4, 5)),
     ("2025-08-29T09:00", Fraction(1)), ("2025-08-29T14:30", Fraction(27, 20))],
)  # fmt: skip
def test_the_share_used_counts_opening_time(now: str, share: Fraction) -> None:
    assert share_used(datetime.fromisoformat(now), due=datetime(2025, 8, 29, 9), hours=10, calendar=CALENDAR) == share
