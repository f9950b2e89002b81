"""The steps of the internal process on record: what acts start and end, what pages and warnings tell of them."""

import html
from fractions import Fraction

import pytest
from django.test import Client

import world
from caicach.accounts.rules import Role
from caicach.dossiers.models import Dossier, Stage
from caicach.dossiers.queries.stages import stages_due
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
from caicach.procedures import models as catalogue
from dossiers import pages


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
