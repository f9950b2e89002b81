"""The one rule of lateness, by tables of examples and against a day-by-day oracle."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.dossiers.rules.clock import Stop, clock
from caicach.dossiers.rules.outcome import Comparison, Ending, Outcome, deadline_of, outcome
from caicach.dossiers.rules.regime import DECREE_61, DECREE_118, RESTART, SUBTRACT, regime_on
from caicach.dossiers.rules.standing import Extended, Stands, standings
from caicach.kit.working_time import OFFICE_HOURS, Limit, LimitUnit, WorkCalendar

PLAIN = WorkCalendar(OFFICE_HOURS, {})
DUE = datetime(2024, 5, 6, 9, 0)


@pytest.mark.parametrize(
    ("ending", "finished", "by_date", "by_minute"),
    [
        (Ending.PROCESSED, datetime(2024, 5, 5, 23, 59), Outcome.EARLY, Outcome.EARLY),
        (Ending.PROCESSED, datetime(2024, 5, 6, 0, 0), Outcome.ON_TIME, Outcome.EARLY),
        (Ending.PROCESSED, datetime(2024, 5, 6, 9, 0, 59), Outcome.ON_TIME, Outcome.ON_TIME),
        (Ending.PROCESSED, datetime(2024, 5, 6, 16, 59), Outcome.ON_TIME, Outcome.LATE),
        (Ending.PROCESSED, datetime(2024, 5, 7, 7, 0), Outcome.LATE, Outcome.LATE),
        (Ending.WITHDRAWN, datetime(2024, 6, 1, 7, 0), Outcome.ON_TIME, Outcome.ON_TIME),
        (Ending.STOPPED, datetime(2024, 6, 1, 7, 0), Outcome.ON_TIME, Outcome.ON_TIME),
        (Ending.REFUSED, datetime(2024, 4, 1, 7, 0), Outcome.ON_TIME, Outcome.ON_TIME),
        (Ending.CLOSED, datetime(2024, 6, 1, 7, 0), Outcome.ON_TIME, Outcome.ON_TIME),
        (Ending.OPEN, None, None, None),
    ],
)
def test_outcome(ending: Ending, finished: datetime | None, by_date: Outcome | None, by_minute: Outcome | None) -> None:
    assert outcome(ending=ending, finished=finished, deadline=DUE) == by_date
    assert outcome(ending=ending, finished=finished, deadline=DUE, comparison=Comparison.MINUTE) == by_minute


def test_an_extension_counts_under_decree_118_only() -> None:
    later = DUE + timedelta(days=10)
    assert deadline_of(DECREE_61, due=DUE, extended=later) == DUE
    assert deadline_of(DECREE_118, due=DUE, extended=later) == later
    assert deadline_of(DECREE_118, due=DUE, extended=None) == DUE
    assert regime_on(date(2025, 6, 30)) is DECREE_61
    assert regime_on(date(2025, 7, 1)) is DECREE_118


def test_nothing_is_red_before_its_due_day_has_ended() -> None:
    ran = clock(accepted=datetime(2024, 4, 22, 9, 0), limit=Limit(5, LimitUnit.WORKING_DAYS), calendar=PLAIN, stops=[])
    assert ran.due == datetime(2024, 4, 29, 9, 0)
    assert [(run.stands, run.from_day, run.to_day) for run in standings(ran.stretches)] == [
        (Stands.IN_TIME, date(2024, 4, 22), date(2024, 4, 30)),
        (Stands.OVERDUE, date(2024, 4, 30), None),
    ]


def test_a_restarted_clock_counts_anew_and_a_subtracted_one_goes_on() -> None:
    limit = Limit(5, LimitUnit.WORKING_DAYS)
    accepted = datetime(2024, 4, 22, 9, 0)
    stop = (datetime(2024, 4, 24, 10, 0), datetime(2024, 5, 8, 14, 0))
    anew = clock(accepted=accepted, limit=limit, calendar=PLAIN, stops=[Stop(*stop, RESTART)])
    assert anew.due == datetime(2024, 5, 15, 14, 0)
    on = clock(accepted=accepted, limit=limit, calendar=PLAIN, stops=[Stop(*stop, SUBTRACT)])
    assert on.due == datetime(2024, 5, 13, 9, 0)
    assert anew.promised == on.promised == datetime(2024, 4, 29, 9, 0)


moments = st.integers(min_value=0, max_value=60 * 24 * 60).map(lambda m: datetime(2024, 3, 4, 8) + timedelta(minutes=m))


@st.composite
def lives(draw: st.DrawFn) -> tuple[datetime, list[Stop], date | None]:
    """An acceptance, pauses in order, and perhaps a finish after them."""
    marks = sorted(draw(st.lists(moments, min_size=1, max_size=8, unique=True)))
    accepted, rest = marks[0], marks[1:]
    stops = [
        Stop(a, b, draw(st.sampled_from([RESTART, SUBTRACT]))) for a, b in zip(rest[::2], rest[1::2], strict=False)
    ]
    last = stops[-1].ended if stops else accepted
    if draw(st.booleans()) and draw(st.booleans()):
        stops.append(Stop(last + timedelta(days=1), None, RESTART))
        return accepted, stops, None
    finished = draw(st.none() | st.integers(0, 40).map(lambda days: (last + timedelta(days=days)).date()))
    return accepted, stops, finished


@settings(max_examples=150, deadline=None)
@given(life=lives(), amount=st.integers(1, 12), unit=st.sampled_from(list(LimitUnit)))
def test_each_pending_day_stands_in_one_run_as_a_daily_reading_says(
    life: tuple[datetime, list[Stop], date | None], amount: int, unit: LimitUnit
) -> None:
    accepted, stops, finished = life
    limit = Limit(amount, unit)
    ran = clock(accepted=accepted, limit=limit, calendar=PLAIN, stops=stops)
    runs = standings(ran.stretches, finished=finished)
    for offset in range(-2, 110):
        day = accepted.date() + timedelta(days=offset)
        found = [run.stands for run in runs if run.from_day <= day and (run.to_day is None or run.to_day > day)]
        assert found == read_at_end_of(day, accepted, limit, stops, finished, None)


def read_at_end_of(
    day: date,
    accepted: datetime,
    limit: Limit,
    stops: list[Stop],
    finished: date | None,
    extension: Extended | None,
) -> list[Stands]:
    """The naive reading: replay what had happened by the end of the day, then compare dates."""
    if accepted.date() > day or (finished is not None and finished <= day):
        return []
    if any(stop.started.date() <= day and (stop.ended is None or stop.ended.date() > day) for stop in stops):
        return [Stands.IN_TIME]
    ended = [stop for stop in stops if stop.ended is not None and stop.ended.date() <= day]
    due = clock(accepted=accepted, limit=limit, calendar=PLAIN, stops=ended).due
    if extension and extension.decided.date() <= day:
        due = max(due, extension.until)
    return [Stands.OVERDUE if day > due.date() else Stands.IN_TIME]
