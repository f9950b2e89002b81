"""Interlinked dossiers: partners in sequence and side by side, with deadlines of their own inside the one date."""

from datetime import datetime

import pytest
from django.test import Client

import world
from caicach.accounts.models import Grant, User
from caicach.accounts.rules import Role
from caicach.agencies.models import Unit, UnitParent
from caicach.dossiers.models import Dossier, Part
from caicach.dossiers.permits import may_view
from caicach.dossiers.queries.visible import visible_to
from caicach.dossiers.rules.parts import NewPart, check_parts, check_term, critical_hours, next_rank, ranks
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.finish_part import finish_part
from caicach.dossiers.services.interlink import interlink
from caicach.dossiers.services.pause import pause
from caicach.dossiers.services.resume import resume
from caicach.dossiers.services.take_part import take_part
from caicach.dossiers.services.turn import seat_of
from caicach.dossiers.services.withdraw import withdraw
from caicach.kit.period import local
from caicach.kit.refusal import Refused
from caicach.kit.working_time import OFFICE_HOURS, WorkCalendar
from dossiers import pages
from dossiers.test_order_of_acts import in_process

CALENDAR = WorkCalendar(OFFICE_HOURS, {})
RECEIVED = "2025-08-04T07:00"
"""A Monday; due on the Monday after at 07:00."""


@pytest.mark.parametrize(
    ("order", "hours", "rank", "total"),
    [("sequence", [8, 16, 4], [1, 2, 3], 28), ("parallel", [8, 16, 4], [1, 1, 1], 16)],
)
def test_the_longest_way_is_the_sum_or_the_longest(order: str, hours: list[int], rank: list[int], total: int) -> None:
    assert (ranks(order, 3), critical_hours(order, hours)) == (rank, total)
    start = datetime(2025, 8, 4, 7)
    due = {28: datetime(2025, 8, 7, 11), 16: datetime(2025, 8, 5, 17)}[total]
    check_term(order, hours, at=start, deadline=due, calendar=CALENDAR)
    with pytest.raises(Refused) as refused:
        check_term(order, hours, at=start.replace(minute=1), deadline=due, calendar=CALENDAR)
    assert refused.value.code == "parts-exceed-term"


@pytest.mark.parametrize(
    ("parts", "code", "field"),
    [
        ([], "no-parts", "unit_1"),
        ([NewPart(1, "việc", 8), NewPart(2, " ", 8)], "part-incomplete", "task_2"),
        ([NewPart(1, "việc", 0)], "part-incomplete", "hours_1"),
        ([NewPart(9, "việc", 8)], "part-of-the-lead", "unit_1"),
        ([NewPart(1, "việc", 8), NewPart(1, "khác", 8)], "part-twice", ""),
    ],
)
def test_parts_are_checked(parts: list[NewPart], code: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        check_parts(parts, lead_unit_id=9)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_the_lowest_unfinished_rank_runs() -> None:
    assert [next_rank(ranks) for ranks in ([1, 2, 3], [2, 3], [3, 3], [])] == [1, 2, 3, None]


@pytest.fixture
def here(database: str) -> world.World:
    """The small province with an officer in each of two partner agencies."""
    found = world.build()
    so3 = Unit.objects.create(
        code="so3", electronic_id="H99.04", kind="department", name_vi="Sở thứ ba", name_en="so3",
        schedule=found.units["so2"].schedule, valid_from=world.BEGINNING, source="test",
    )  # fmt: skip
    UnitParent.objects.create(unit=so3, parent=found.units["tinh"], valid_from=world.BEGINNING)
    found.units["so3"] = so3
    for name, unit in (("partner", "so2"), ("third", "so3")):
        found.users[name] = User.objects.create(username=name, full_name=name.title())
        Grant.objects.create(
            user=found.users[name], role=Role.PROCESSING_OFFICER, unit=found.units[unit], valid_from=world.BEGINNING,
            reason="test",
        )  # fmt: skip
    return found


def opened(here: world.World, order: str) -> Dossier:
    dossier = in_process(here, RECEIVED)
    parts = [NewPart(here.units["so2"].pk, "Xác minh", 8), NewPart(here.units["so3"].pk, "Thẩm định giá", 12)]
    return interlink(here.act("officer", "2025-08-04T10:00"), dossier.pk, order=order, parts=parts)


def refused(code: str, verb: object, *args: object, **values: object) -> None:
    with pytest.raises(Refused) as found:
        verb(*args, **values)
    assert found.value.code == code


def stored() -> list[tuple[object, ...]]:
    return [
        (
            one.unit.code, one.due_at and f"{local(one.due_at):%d %H:%M}", one.officer and one.officer.username,
            bool(one.finished_at), one.outcome,
        )
        for one in Part.objects.select_related("unit", "officer").order_by("id")
    ]  # fmt: skip


def sees(here: world.World, name: str, dossier: Dossier) -> bool:
    found = Dossier.objects.get(pk=dossier.pk)
    actor = here.actor(name)
    permitted = may_view(actor, seat_of(found)).allowed
    assert permitted == visible_to(actor).filter(pk=dossier.pk).exists()
    return permitted


def test_only_ones_own_part_is_offered(here: world.World, client: Client) -> None:
    """Side by side each partner sees one part; who has finished, or only answers a question, is offered none."""
    dossier = opened(here, "parallel")
    address = f"/dossiers/{dossier.pk}/"
    for name, mine, other in (("partner", "Xác minh", "Thẩm định giá"), ("third", "Thẩm định giá", "Xác minh")):
        pages.entered_in(client, here, name)
        for word in ("take_part", "finish_part"):
            form = client.get(f"{address}{word}/").content.decode()
            radios = form.partition("<form")[2]
            assert mine in radios
            assert other not in radios
    pages.entered_in(client, here, "officer")
    assert f"{address}take_part/" not in client.get(address).content.decode()
    lead = client.get(f"{address}finish_part/").content.decode()
    assert "Xác minh" in lead
    assert "Thẩm định giá" in lead
    finish_part(here.act("partner", "2025-08-04T15:00"), dossier.pk, result="xong", part_id=Part.objects.first().pk)
    pages.entered_in(client, here, "partner")
    assert f"{address}finish_part/" not in client.get(address).content.decode()
    assert client.get(f"{address}take_part/").status_code == 404


def test_in_sequence_the_next_starts_when_the_one_before_is_finished(here: world.World) -> None:
    dossier = opened(here, "sequence")
    assert (dossier.partners, dossier.number) == (2, "H99.02-250804-0001")
    assert stored() == [("so2", "05 10:00", None, False, ""), ("so3", None, None, False, "")]
    assert (sees(here, "partner", dossier), sees(here, "third", dossier)) == (True, False)
    refused("not-permitted", take_part, here.act("third", "2025-08-04T11:00"), dossier.pk)
    take_part(here.act("partner", "2025-08-04T11:00"), dossier.pk)
    refused("part-taken", take_part, here.act("partner", "2025-08-04T11:05"), dossier.pk)
    refused("parts-open", decide, here.act("officer", "2025-08-05T08:00"), dossier.pk, decision="granted")
    finish_part(here.act("partner", "2025-08-06T07:30"), dossier.pk, result="đã xác minh")
    assert stored() == [("so2", "05 10:00", "partner", True, "late"), ("so3", "07 11:30", None, False, "")]
    assert (sees(here, "partner", dossier), sees(here, "third", dossier)) == (True, True)
    refused("not-your-part", finish_part, here.act("partner", "2025-08-06T08:00"), dossier.pk, result="x")
    finish_part(here.act("officer", "2025-08-06T09:00"), dossier.pk, result="công văn 12")
    assert stored()[1][2:] == ("officer", True, "early")
    dossier.refresh_from_db()
    assert (dossier.partners, dossier.handling_unit_id) == (0, here.units["phong"].pk)
    decide(here.act("officer", "2025-08-06T10:00"), dossier.pk, decision="granted")


def test_side_by_side_both_run_and_a_pause_moves_both(here: world.World) -> None:
    dossier = opened(here, "parallel")
    assert [row[1] for row in stored()] == ["05 10:00", "05 16:00"]
    one, other = Part.objects.order_by("id")
    refused("no-such-part", finish_part, here.act("officer", "2025-08-04T11:00"), dossier.pk, result="x")
    refused("not-your-part", take_part, here.act("third", "2025-08-04T11:00"), dossier.pk, part_id=one.pk)
    pause(here.act("officer", "2025-08-04T13:30"), dossier.pk, kind="obligation", reason="chờ")
    resume(here.act("officer", "2025-08-05T13:30"), dossier.pk)
    assert [row[1] for row in stored()] == ["06 10:00", "06 16:00"], "eight hours later"
    finish_part(here.act("third", "2025-08-05T14:00"), dossier.pk, result="xong", part_id=other.pk)
    assert [row[3] for row in stored()] == [False, True]
    dossier.refresh_from_db()
    assert dossier.partners == 1
    withdraw(here.act("clerk", "2025-08-05T15:00"), dossier.pk)
    dossier.refresh_from_db()
    assert dossier.partners == 0, "what ended without a result has nobody to wait for"
    assert sees(here, "partner", dossier)


def test_what_does_not_fit_the_one_date_is_refused(here: world.World) -> None:
    dossier = in_process(here, RECEIVED)
    parts = [NewPart(here.units["so2"].pk, "Xác minh", 30), NewPart(here.units["so3"].pk, "Thẩm định", 30)]
    act = here.act("officer", "2025-08-04T10:00")
    refused("parts-exceed-term", interlink, act, dossier.pk, order="sequence", parts=parts)
    refused("unknown-unit", interlink, act, dossier.pk, order="parallel", parts=[NewPart(987654, "x", 1)])
    refused("unknown-order", interlink, act, dossier.pk, order="zigzag", parts=parts)
    assert interlink(act, dossier.pk, order="parallel", parts=parts).partners == 2
    refused("parts-open", interlink, here.act("officer", "2025-08-04T11:00"), dossier.pk, order="parallel", parts=parts)


@pytest.mark.parametrize("order", ["sequence", "parallel"])
def test_the_journey_by_the_pages(here: world.World, client: Client, order: str) -> None:
    dossier = pages.assigned(here)
    url = f"/dossiers/{dossier.pk}/"
    pages.entered_in(client, here, "officer")
    sent = {
        "order": order, "unit_1": here.units["so2"].pk, "task_1": "Xác minh nhân thân", "hours_1": "4",
        "unit_2": here.units["so3"].pk, "task_2": "Thẩm định giá", "hours_2": "4",
    }  # fmt: skip
    assert client.post(f"{url}interlink/", {**sent, "unit_2": ""}).status_code == 422
    assert client.post(f"{url}interlink/", sent).status_code == 303
    page = client.get(url).text
    assert all(text in page for text in ("Phần việc liên thông", "Xác minh nhân thân", "Chờ nhận"))
    assert (
        "Ghi quyết định giải quyết" not in page
        or client.post(f"{url}decide/", {"decision": "granted"}).status_code == 422
    )
    pages.entered_in(client, here, "third")
    assert client.get(url).status_code == (404 if order == "sequence" else 200)
    for name in ("partner", "third"):
        pages.entered_in(client, here, name)
        part = Part.objects.get(unit__in=Grant.objects.filter(user=here.users[name]).values("unit")).pk
        assert client.post(f"{url}take_part/", {"part": part}).status_code == 303
        assert client.post(f"{url}finish_part/", {"part": part, "result": "không vướng mắc"}).status_code == 303
        assert "không vướng mắc" in client.get(url).text, "a partner still sees it afterwards"
    pages.entered_in(client, here, "officer")
    assert client.post(f"{url}decide/", {"decision": "granted"}).status_code == 303
