"""The steps of the internal process: the rule of the current one, their clocks against a naive walk, and the record."""

import html
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as some

import world
from caicach.accounts.rules import Role
from caicach.dossiers.models import Dossier, Stage
from caicach.dossiers.queries.stages import stages_due
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
from caicach.dossiers.services.approve import approve
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.correct_finish import correct_finish
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.draft import draft
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.forward import forward
from caicach.dossiers.services.initial import initial
from caicach.dossiers.services.load_histories import History, Step, load_histories
from caicach.dossiers.services.number import number
from caicach.dossiers.services.receive import receive
from caicach.dossiers.services.release import release
from caicach.dossiers.services.request_supplement import request_supplement
from caicach.dossiers.services.return_document import return_document
from caicach.dossiers.services.return_step import return_step
from caicach.dossiers.services.send_back import send_back
from caicach.dossiers.services.sign import sign
from caicach.dossiers.services.submit_above import submit_above
from caicach.dossiers.services.submit_document import submit_document
from caicach.dossiers.services.supplement import supplement
from caicach.dossiers.services.withdraw import withdraw
from caicach.journal.models import Line
from caicach.kit.period import local
from caicach.kit.refusal import Refused
from caicach.kit.working_time import OFFICE_HOURS, DayRule, WorkCalendar
from caicach.procedures import models as catalogue
from dossiers import pages

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


@pytest.fixture
def here(database: str) -> world.World:
    """The small province with an internal process of 40 hours, one step of it above the department."""
    found = world.build()
    steps = [
        (Role.INTAKE_CLERK, None, 4), (Role.DIVISION_HEAD, None, 4), (Role.PROCESSING_OFFICER, None, 8),
        (Role.DIVISION_HEAD, None, 4), (Role.AGENCY_LEADER, None, 4), (Role.AGENCY_LEADER, "tinh", 12),
        (Role.RESULT_DESK, None, 4),
    ]  # fmt: skip
    for place, (role, unit, hours) in enumerate(steps, start=1):
        catalogue.Step.objects.create(
            version=found.version, position=place, role=role, unit=found.units[unit] if unit else None, hours=hours,
            name_vi=f"Bước {place}", name_en=f"Step {place}",
        )  # fmt: skip
    return found


PAPER = {"kind": "decision", "outcome": "granted", "title": "Về việc công nhận", "body": "Điều 1. Công nhận."}


def to_above(here: world.World, dossier: Dossier, at: str) -> None:
    """The draft, submitted and initialled, goes above within the same minute."""
    submit_document(here.act("officer", at), dossier.pk, sheet="Kính trình")
    initial(here.act("head", at), dossier.pk)
    submit_above(here.act("leader", at), dossier.pk)


def without_above() -> None:
    """The agency decides itself."""
    catalogue.Step.objects.filter(position=6).update(unit=None)


def told(dossier: Dossier) -> list[tuple[object, ...]]:
    """Position, through, who, start, due, end, outcome."""
    return [
        (
            one.position, one.through, one.officer and one.officer.username, f"{local(one.started_at):%d %H:%M}",
            f"{local(one.due_at):%d %H:%M}", one.ended_at and f"{local(one.ended_at):%d %H:%M}", one.outcome,
        )
        for one in Stage.objects.filter(dossier=dossier).order_by("id")
    ]  # fmt: skip


def in_hand(here: world.World) -> Dossier:
    """Received on Monday 4 August 2025 at 07:00, forwarded, assigned at 16:00: the head took longer than 4 hours."""
    dossier = receive(here.act("clerk", "2025-08-04T07:00"), here.intake())
    forward(here.act("clerk", "2025-08-04T09:00"), dossier.pk, unit_id=here.units["phong"].pk)
    assign(here.act("head", "2025-08-04T16:00"), dossier.pk, officer_id=here.users["officer"].pk)
    return dossier


BEGUN = [
    (1, 1, "clerk", "04 07:00", "04 11:00", "04 09:00", "on_time"),
    (2, 2, "head", "04 09:00", "04 15:00", "04 16:00", "late"),
]


def test_the_plain_path_starts_and_ends_the_steps(here: world.World) -> None:
    without_above()
    dossier = in_hand(here)
    assert told(dossier) == [*BEGUN, (3, 3, "officer", "04 16:00", "05 16:00", None, "")]
    decide(here.act("officer", "2025-08-07T09:00"), dossier.pk, decision="granted")
    finish(here.act("officer", "2025-08-07T10:00"), dossier.pk)
    assert told(dossier)[2:] == [
        # 8 hours of the officer and 4 + 4 + 12 of the steps that nothing recorded one by one
        (3, 6, "officer", "04 16:00", "08 10:00", "07 09:00", "early"),
        (7, 7, "officer", "07 09:00", "07 15:00", "07 10:00", "on_time"),
    ]  # fmt: skip
    correct_finish(here.act("head", "2025-08-08T08:00"), dossier.pk,
                   finished_at=here.act("head", "2025-08-07T15:30").at, reason="nhầm")  # fmt: skip
    assert told(dossier)[-1][-2:] == ("07 15:30", "late")


def test_coming_back_to_a_step_uses_what_is_left_of_its_hours(here: world.World) -> None:
    dossier = in_hand(here)
    send_back(here.act("officer", "2025-08-05T08:00"), dossier.pk, reason="thiếu tờ trình")
    forward(here.act("clerk", "2025-08-05T08:30"), dossier.pk, unit_id=here.units["phong"].pk)
    assign(here.act("head", "2025-08-05T09:00"), dossier.pk, officer_id=here.users["officer"].pk)
    assert told(dossier)[2:] == [
        (3, 3, "officer", "04 16:00", "05 16:00", "05 08:00", "on_time"),
        (1, 1, "clerk", "05 08:00", "05 10:00", "05 08:30", "on_time"),
        (2, 2, "head", "05 08:30", "05 08:30", "05 09:00", "late"),
        (3, 3, "officer", "05 09:00", "05 17:00", None, ""),
    ]


def test_a_supplement_gives_the_step_its_whole_time_again(here: world.World) -> None:
    dossier = in_hand(here)
    request_supplement(here.act("officer", "2025-08-05T08:00"), dossier.pk, reason="thiếu")
    assert told(dossier)[2][4] == "05 16:00", "nothing moves while the clock stands"
    supplement(here.act("clerk", "2025-08-11T08:00"), dossier.pk)
    assert told(dossier)[2:] == [(3, 3, "officer", "04 16:00", "12 08:00", None, "")]
    withdraw(here.act("clerk", "2025-08-13T08:00"), dossier.pk)
    assert told(dossier)[2][5:] == ("13 08:00", ""), "what was cut off is not measured"


def test_the_level_above_has_a_clock_of_its_own(here: world.World) -> None:
    """It runs from the submission to the release, or until the paper is sent back; what is late there is theirs."""
    for name, role in (("chair", Role.AGENCY_LEADER), ("registry", Role.RECORDS_CLERK)):
        world.employ(here, name, role, "tinh")
    dossier = in_hand(here)
    draft(here.act("officer", "2025-08-05T08:00"), dossier.pk, **PAPER)
    to_above(here, dossier, "2025-08-05T09:00")
    return_document(here.act("chair", "2025-08-05T10:00"), dossier.pk, reason="bổ sung căn cứ")
    to_above(here, dossier, "2025-08-05T11:00")
    approve(here.act("chair", "2025-08-08T08:00"), dossier.pk)
    sign(here.act("chair", "2025-08-08T08:30"), dossier.pk)
    number(here.act("registry", "2025-08-08T08:45"), dossier.pk, number=7)
    assert told(dossier)[-1][:4] == (6, 6, None, "05 11:00"), "numbering is still theirs"
    release(here.act("registry", "2025-08-08T09:00"), dossier.pk)
    found = told(dossier)
    assert [row for row in found if row[0] == 6] == [
        (6, 6, "chair", "05 09:00", "06 15:00", "05 10:00", "early"),
        (6, 7, "registry", "05 11:00", "07 10:00", "08 09:00", "late"),
    ]
    assert [row[0] for row in found] == [1, 2, 3, 4, 5, 6, 3, 4, 5, 6]


def test_a_step_is_returned_to_whom_it_came_from(here: world.World) -> None:
    dossier = in_hand(here)
    return_step(here.act("officer", "2025-08-05T08:00"), dossier.pk, reason="không thuộc phần việc được giao")
    dossier.refresh_from_db()
    assert (dossier.assignee_id, dossier.handling_unit_id, dossier.step) == (None, here.units["phong"].pk, "assign")
    assert told(dossier)[-1][:3] == (2, 2, None)
    with pytest.raises(Refused) as refused:
        return_step(here.act("head", "2025-08-05T09:00"), dossier.pk, reason="lần nữa")
    assert refused.value.code == "nothing-to-return"
    assert Line.objects.filter(action="dossiers.return_step").count() == 1


def test_steps_near_their_end_are_found_with_one_statement_and_the_calendar(here: world.World) -> None:
    dossier = in_hand(here)
    in_hand(here)
    assert stages_due(here.act("head", "2025-08-05T14:00").at) == []
    now = here.act("head", "2025-08-05T14:30").at
    with pages.statements(4):
        found = stages_due(now)
    assert [one.share for one in found] == [Fraction(13, 16)] * 2
    request_supplement(here.act("officer", "2025-08-05T14:30"), dossier.pk, reason="thiếu")
    assert len(stages_due(now)) == 1, "no step runs while the clock stands"


def test_the_page_tells_the_steps_with_their_outcome_in_words(here: world.World, client: Client) -> None:
    dossier = in_hand(here)
    for language, words in [
        ("vi", ["2. Bước 2", "Quá hạn", "Đúng hạn", "Đang làm, đã quá hạn", "7. Bước 7", "Chưa đến"]),
        ("en", ["2. Step 2", "Late", "On time", "in progress, late", "7. Step 7", "Not reached"]),
    ]:
        pages.entered_in(client, here, "officer")
        client.cookies["django_language"] = language
        page = html.unescape(client.get(f"/dossiers/{dossier.pk}/", headers={"accept-language": language}).text)
        assert [word for word in words if word.casefold() not in page.casefold()] == []


def test_a_loaded_history_has_the_steps_of_the_desk(here: world.World) -> None:
    without_above()
    desk = in_hand(here)
    decide(here.act("officer", "2025-08-07T09:00"), desk.pk, decision="granted")

    def step(verb: object, name: str, at: str, **values: object) -> Step:
        act = here.act(name, at)
        return Step(verb=verb, actor=act.actor, at=act.at, values=values)

    act = here.act("clerk", "2025-08-04T07:00")
    history = History(
        intake=here.intake(), actor=act.actor, received_at=act.at,
        steps=[
            step(forward, "clerk", "2025-08-04T09:00", unit_id=here.units["phong"].pk),
            step(assign, "head", "2025-08-04T16:00", officer_id=here.users["officer"].pk),
            step(decide, "officer", "2025-08-07T09:00", decision="granted"),
        ],
    )  # fmt: skip
    (loaded,) = load_histories([history], now=act.now, origin="import")
    assert told(loaded) == told(desk)
    assert len(told(loaded)) == 4


def test_without_an_internal_process_there_are_no_steps(database: str) -> None:
    plain = world.build()
    assert told(in_hand(plain)) == []


def test_an_act_costs_two_statements_more_for_its_steps(here: world.World) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        dossier = receive(here.act("clerk", "2025-08-04T07:00"), here.intake())
        act = here.act("clerk", "2025-08-04T09:00")
        with CaptureQueriesContext(connection) as caught:
            forward(act, dossier.pk, unit_id=here.units["phong"].pk)
        return len(caught)

    with_steps = cost()
    Stage.objects.all().delete()
    catalogue.Step.objects.all().delete()
    assert with_steps - cost() == 2
