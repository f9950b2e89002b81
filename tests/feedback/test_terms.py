"""The terms by tables: what is due when, what is late, when the sender is told next."""

from datetime import date, datetime

import pytest

from caicach.feedback.rules.kinds import Kind, Outcome
from caicach.feedback.rules.terms import Name, Term, due_of, is_late, judged_by, next_status, publish_due, terms_on
from caicach.kit.refusal import Refused
from caicach.kit.working_time import OFFICE_HOURS, DayRule, Limit, LimitUnit, WorkCalendar

D, W = LimitUnit.CALENDAR_DAYS, LimitUnit.WORKING_DAYS
SINCE = date(2022, 6, 23)
TERMS = {
    name: Term(name=name, limit=Limit(amount, unit), valid_from=SINCE, restarts=restarts)
    for name, amount, unit, restarts in [
        (Name.REFUSE, 2, W, True),
        (Name.ASK_MORE, 5, W, True),
        (Name.CONDUCT, 15, W, True),
        (Name.REGULATIONS, 20, D, True),
        (Name.STATUS, 7, D, False),
        (Name.PUBLISH, 2, W, False),
    ]
}
CALENDAR = WorkCalendar(OFFICE_HOURS, {date(2024, 3, 8): DayRule("off", "nghỉ thử")})
TUESDAY = datetime(2024, 3, 5, 9)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (Kind.CONDUCT, datetime(2024, 3, 27, 9)),  # 15 working days, the 8th is off
        (Kind.REGULATIONS, datetime(2024, 3, 25, 9)),  # 20 days
        (Kind.BOTH, datetime(2024, 3, 25, 9)),  # the earlier
    ],
)
def test_what_is_due_follows_the_kind(kind: Kind, answer: datetime) -> None:
    due = due_of(kind, TERMS, CALENDAR, received=TUESDAY)
    assert due.refuse == datetime(2024, 3, 7, 9)
    assert due.ask_more == datetime(2024, 3, 13, 9)
    assert due.answer == answer


def test_a_term_that_ends_on_a_day_off_moves_and_one_after_hours_starts_at_the_next_opening() -> None:
    monday = due_of(Kind.REGULATIONS, TERMS, CALENDAR, received=datetime(2024, 3, 4, 9))
    assert monday.answer == datetime(2024, 3, 25, 9)  # the 24th is a Sunday
    evening = due_of(Kind.CONDUCT, TERMS, CALENDAR, received=datetime(2024, 3, 5, 20))
    assert evening.refuse == datetime(2024, 3, 11, 7)


def test_what_the_sender_added_restarts_only_what_says_so() -> None:
    added = datetime(2024, 3, 12, 9)
    assert due_of(Kind.REGULATIONS, TERMS, CALENDAR, received=TUESDAY, added=added).answer == datetime(2024, 4, 1, 9)
    still = {**TERMS, Name.REGULATIONS: Term(name=Name.REGULATIONS, limit=Limit(20, D), valid_from=SINCE)}
    assert due_of(Kind.REGULATIONS, still, CALENDAR, received=TUESDAY, added=added).answer == datetime(2024, 3, 25, 9)


def test_terms_are_those_of_the_day() -> None:
    newer = Term(name=Name.REFUSE, limit=Limit(3, W), valid_from=date(2025, 7, 1))
    old = Term(name=Name.REFUSE, limit=Limit(2, W), valid_from=SINCE, valid_to=date(2025, 6, 30))
    known = [*(term for name, term in TERMS.items() if name is not Name.REFUSE), old, newer]
    assert terms_on(date(2025, 6, 30), known)[Name.REFUSE].limit.amount == 2
    assert terms_on(date(2025, 7, 1), known)[Name.REFUSE].limit.amount == 3
    with pytest.raises(Refused) as refused:
        terms_on(date(2022, 6, 22), known)
    assert refused.value.code == "no-terms"


DUE, REFUSE = date(2024, 3, 25), date(2024, 3, 7)


@pytest.mark.parametrize(
    ("outcome", "day"),
    [
        (Outcome.OPEN, DUE),
        (Outcome.ANSWERED, DUE),
        (Outcome.REFUSED, REFUSE),
        (Outcome.FORWARDED, None),
        (Outcome.HANDED_OVER, None),
    ],
)
def test_the_day_it_is_judged_by(outcome: Outcome, day: date | None) -> None:
    assert judged_by(outcome, refuse=REFUSE, answer=DUE) == day


@pytest.mark.parametrize(
    ("ended", "today", "late"),
    [
        (None, DUE, False),
        (None, date(2024, 3, 26), True),
        (DUE, date(2024, 5, 1), False),
        (date(2024, 3, 26), date(2024, 3, 26), True),
    ],
)
def test_late_is_a_later_date(ended: date | None, today: date, late: bool) -> None:
    assert is_late(DUE, ended=ended, today=today) is late
    assert not is_late(None, ended=ended, today=today)


def test_the_sender_is_told_every_seven_days_once_the_term_has_passed() -> None:
    due = datetime(2024, 3, 25, 9)
    assert next_status(Kind.BOTH, TERMS, CALENDAR, due=due, told=None) == datetime(2024, 4, 1, 9)
    early, later = datetime(2024, 3, 20, 9), datetime(2024, 4, 2, 10)
    assert next_status(Kind.BOTH, TERMS, CALENDAR, due=due, told=early) == datetime(2024, 4, 1, 9)
    assert next_status(Kind.REGULATIONS, TERMS, CALENDAR, due=due, told=later) == datetime(2024, 4, 9, 10)
    assert next_status(Kind.CONDUCT, TERMS, CALENDAR, due=due, told=None) is None


def test_an_answer_is_published_within_two_working_days() -> None:
    assert publish_due(datetime(2024, 3, 7, 10), TERMS, CALENDAR) == datetime(2024, 3, 12, 10)
