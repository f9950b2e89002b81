"""One verb on many dossiers: what the page shows first, what becomes of each, and that nothing is done twice."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

import world
from caicach.dossiers.models import Dossier
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.each import each, key_of
from caicach.journal.models import Line
from dossiers import pages

CHOSEN = re.compile(r'name="d" value="(\d+)\.(\d+)"')


def sent(client: Client, url: str, dossiers: list[Dossier], **form: object) -> dict[str, object]:
    """The form as the page with the choice gives it."""
    page = client.get(url, {"d": [one.pk for one in dossiers]}).content.decode()
    return {"request_key": str(uuid4()), "d": [".".join(pair) for pair in CHOSEN.findall(page)], **form}


def test_a_leader_assigns_many_and_sees_what_became_of_each(database: str, client: Client) -> None:
    here = world.build()
    first, second, third = (pages.forwarded(here) for _ in range(3))
    officer = here.users["officer"]
    pages.entered_in(client, here, "head")
    page = client.get("/dossiers/assign/", {"d": [first.pk, second.pk, third.pk]}).content.decode()
    assert "Officer – đang giữ 0 hồ sơ" in page
    form = sent(client, "/dossiers/assign/", [first, second, third], officer=officer.pk, note="ưu tiên trong tuần")
    assign(pages.acting(here, "leader", timezone.now()), second.pk, officer_id=officer.pk)
    lines = Line.objects.count()

    done = client.post("/dossiers/assign/", form)
    text = done.content.decode()
    assert done.status_code == 200
    assert "Đã làm 2 hồ sơ, không làm được 1 hồ sơ" in text
    assert "người khác đã xử lý hồ sơ này" in text
    assert set(Dossier.objects.values_list("assignee_id", flat=True)) == {officer.pk}
    assert Line.objects.count() == lines + 2
    assert "ưu tiên trong tuần" in client.get(f"/dossiers/{first.pk}/").content.decode()

    again = client.post("/dossiers/assign/", form)  # a double click
    assert "Đã làm 2 hồ sơ, không làm được 1 hồ sơ" in again.content.decode()
    assert Line.objects.count() == lines + 2


def test_what_leaves_the_sight_is_told_and_told_again(database: str, client: Client) -> None:
    here = world.build()
    dossiers = [pages.assigned(here) for _ in range(2)]
    pages.entered_in(client, here, "head")
    form = sent(client, "/dossiers/forward/", dossiers, unit=here.units["phong2"].pk)
    for _ in range(2):
        told = client.post("/dossiers/forward/", form)
        assert "Đã làm 2 hồ sơ, không làm được 0 hồ sơ" in told.content.decode()
        assert f'href="/dossiers/{dossiers[0].pk}/"' not in told.content.decode()
    assert Line.objects.filter(action="dossiers.forward", subject_id=dossiers[0].pk).count() == 2


def test_each_row_is_refused_for_its_own_reason_before_and_after(database: str, client: Client) -> None:
    here = world.build()
    ready, counter = pages.forwarded(here), pages.received(here)
    pages.entered_in(client, here, "leader")
    page = client.get("/dossiers/assign/", {"d": [ready.pk, counter.pk]}).content.decode()
    assert page.count("Làm được") == 2
    told = client.post(
        "/dossiers/assign/",
        {"d": [ready.pk, counter.pk], "officer": here.users["officer"].pk, "request_key": str(uuid4())},
    ).content.decode()
    assert "Đã làm 1 hồ sơ, không làm được 1 hồ sơ" in told
    assert "không phải công chức thụ lý của đơn vị đang giữ hồ sơ" in told
    page = client.get("/dossiers/forward/", {"d": [Dossier.objects.get(pk=ready.pk).pk]}).content.decode()
    assert "Làm được" in page


def test_nobody_acts_on_or_hears_of_what_he_may_not_see(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.forwarded(here)
    assert dossier.number
    pages.entered_in(client, here, "sibling")
    form = {"d": [f"{dossier.pk}.{dossier.version}", "999999", "x", "-1"], "officer": here.users["officer"].pk}
    for answer in (client.get("/dossiers/assign/", form), client.post("/dossiers/assign/", form)):
        assert dossier.number not in answer.content.decode()
    assert Dossier.objects.get(pk=dossier.pk).assignee_id is None
    assert pages.entered_in(client, here, "clerk").get("/dossiers/assign/").status_code == 404
    assert "Chưa chọn hồ sơ nào" in pages.entered_in(client, here, "head").get("/dossiers/assign/").content.decode()


def test_keys_differ_by_dossier_and_none_stays_none() -> None:
    assert key_of("a", 1) != key_of("a", 2) != key_of("b", 2)
    assert len(key_of("a" * 80, 1)) <= 80
    assert key_of("", 1) == ""


def test_the_order_is_that_of_the_ids(database: str) -> None:
    here = world.build()
    seen: list[int] = []

    def verb(_act: object, dossier_id: int) -> Dossier:
        seen.append(dossier_id)
        return Dossier(pk=dossier_id)

    each(pages.acting(here, "head", timezone.now()), verb, {9: None, 2: None, 5: 1})
    assert seen == [2, 5, 9]


@pytest.mark.parametrize("count", [2, 8])
def test_the_page_of_the_choice_costs_the_same_for_any_number(database: str, client: Client, count: int) -> None:
    here = world.build()
    dossiers = [pages.forwarded(here) for _ in range(count)]
    pages.entered_in(client, here, "head")
    query = "&".join(f"d={one.pk}" for one in dossiers)
    client.get(f"/dossiers/assign/?{query}")
    assert pages.counted(client, f"/dossiers/assign/?{query}")[0] <= 7
