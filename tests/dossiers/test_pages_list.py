"""The list: tabs, search without diacritics, filters, pages by key, and its constant cost."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

import world
from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.lists import Ask, page
from caicach.dossiers.rules.tab import TABS
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.request_supplement import request_supplement
from caicach.dossiers.services.submit import submit
from dossiers import pages

NUMBER = re.compile(r'class="code" href="/dossiers/(\d+)/"')
COUNT = re.compile(r'<a href="\?([^"]*)"[^>]*>([^<]+) <span class="muted">([\d.]+)</span></a>')


def listed(client: Client, query: str = "") -> list[int]:
    return [int(found) for found in NUMBER.findall(client.get(f"/dossiers/{query}").content.decode())]


def varied(here: world.World) -> dict[str, Dossier]:
    """One dossier for each tab."""
    officer, clerk = "officer", "clerk"
    made = {
        "receive": submit(pages.acting(here, clerk, pages.ago(minutes=9)), here.intake(channel=2)),
        "assign": pages.forwarded(here),
        "examine": pages.assigned(here),
        "overdue": pages.assigned(here, at=pages.wall("2024-04-25T09:00")),
        "papers": pages.assigned(here, at=pages.ago(days=1)),
        "return": pages.assigned(here, at=pages.ago(days=1)),
        "today": pages.assigned(here),
        "soon": pages.assigned(here),
    }
    request_supplement(pages.acting(here, officer, pages.ago(hours=1)), made["papers"].pk, reason="thiếu")
    decide(pages.acting(here, officer, pages.ago(hours=1)), made["return"].pk, decision="granted")
    finish(pages.acting(here, officer, pages.ago(hours=1)), made["return"].pk)
    now = timezone.now()
    Dossier.objects.filter(pk=made["today"].pk).update(due_at=now)
    Dossier.objects.filter(pk=made["soon"].pk).update(due_at=now + timedelta(days=2))
    return made


def test_each_dossier_stands_in_its_tab(database: str, client: Client) -> None:
    here = world.build()
    made = varied(here)
    pages.entered_in(client, here, "clerk")
    for tab in ("receive", "overdue", "papers", "return", "today", "soon"):
        assert listed(client, f"?tab={tab}") == [made[tab].pk], tab
    assert listed(client, "?tab=assign") == [made["assign"].pk]
    assert set(listed(client, "?tab=examine")) == {made[tab].pk for tab in ("examine", "overdue", "today", "soon")}
    assert set(listed(client)) == {dossier.pk for dossier in made.values()}


@pytest.mark.parametrize("name", ["clerk", "officer", "head", "leader"])
@pytest.mark.parametrize("query", ["", "&q=bham", "&place=desk", "&status=4"])
def test_the_number_on_a_tab_is_the_length_of_its_list(database: str, client: Client, name: str, query: str) -> None:
    here = world.build()
    varied(here)
    pages.entered_in(client, here, name)
    shown = COUNT.findall(client.get(f"/dossiers/?{query}").content.decode())
    assert len(shown) == sum(tab.live for tab in TABS) + 2  # and today's receptions, and the one shown
    for address, label, number in shown:
        assert int(number) == len(listed(client, f"?{address.replace('&amp;', '&')}")), label


def test_an_extension_that_counts_moves_the_tab_and_one_that_does_not_leaves_it(database: str, client: Client) -> None:
    here = world.build()
    now = timezone.now()
    new, old = pages.assigned(here), pages.assigned(here)
    Dossier.objects.filter(pk=new.pk).update(due_at=now - timedelta(days=2), extended_to=now + timedelta(days=9))
    Dossier.objects.filter(pk=old.pk).update(
        due_at=now - timedelta(days=2), extended_to=now + timedelta(days=9), regime=61
    )
    assert listed(pages.entered_in(client, here, "officer"), "?tab=overdue") == [old.pk]


@pytest.mark.parametrize("words", ["Bhăm", "bham nie", "NIÊ y", "de nghi cap", "thu tuc"])
def test_search_forgives_diacritics_case_and_order(database: str, client: Client, words: str) -> None:
    here = world.build()
    dossier = pages.received(here)
    pages.entered_in(client, here, "clerk")
    assert listed(client, f"?q={words}") == [dossier.pk]
    assert listed(client, f"?q={words} khongco") == []


def test_search_takes_signs_as_signs(database: str, client: Client) -> None:
    here = world.build()
    pages.received(here)
    pages.entered_in(client, here, "clerk")
    assert listed(client, "?q=%25") == []
    assert listed(client, "?q=_") == []


def test_a_number_typed_in_full_opens_the_dossier(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.received(here)
    answer = pages.entered_in(client, here, "clerk").get("/dossiers/", {"q": dossier.number})
    assert (answer.status_code, answer["Location"]) == (302, f"/dossiers/{dossier.pk}/")
    assert pages.entered_in(client, here, "stranger").get("/dossiers/", {"q": dossier.number}).status_code == 200


def test_filters_narrow_and_a_value_that_does_not_exist_does_not(database: str, client: Client) -> None:
    here = world.build()
    made = varied(here)
    pages.entered_in(client, here, "officer")
    mine = {made[tab].pk for tab in made if tab not in ("receive", "assign")}
    assert set(listed(client, "?place=mine")) == mine
    assert listed(client, "?place=mine&status=5") == [made["papers"].pk]
    assert set(listed(client, f"?field={here.procedure.field_id}&place=mine")) == mine
    assert set(listed(client, f"?unit={here.units['so'].pk}&place=mine")) == mine
    everything = listed(client)
    assert listed(client, "?status=x&unit=99999&tab=nowhere&after=zzz&sort=evil&place=agency") == everything


def test_nobody_lists_what_he_may_not_open(database: str, client: Client) -> None:
    here = world.build()
    varied(here)
    assert listed(pages.entered_in(client, here, "stranger")) == []
    assert listed(pages.entered_in(client, here, "sibling")) == []
    assert pages.entered_in(client, here, "admin").get("/dossiers/").status_code == 404


@pytest.mark.parametrize("sort", ["", "id", "due", "-due"])
def test_pages_by_key_go_through_everything_forwards_and_back(database: str, sort: str) -> None:
    here = world.build()
    dossiers = [pages.received(here, at=pages.ago(days=number % 3)) for number in range(7)]
    Dossier.objects.filter(pk=dossiers[3].pk).update(due_at=dossiers[5].due_at)
    actor, now = here.actor("clerk"), timezone.now()
    whole = [one.pk for one in page(actor, Ask(sort=sort), now=now).dossiers]
    seen, after, keys = [], "", []
    while True:
        part = page(actor, Ask(sort=sort, after=after), now=now, size=3)
        seen.append([one.pk for one in part.dossiers])
        keys.append(part.previous)
        if not part.next:
            break
        after = part.next
    assert [pk for part in seen for pk in part] == whole
    assert [len(part) for part in seen] == [3, 3, 1]
    assert keys[0] == ""
    back = page(actor, Ask(sort=sort, after=keys[2]), now=now, size=3)
    assert [one.pk for one in back.dossiers] == seen[1]
    first = page(actor, Ask(sort=sort, after=back.previous), now=now, size=3)
    assert ([one.pk for one in first.dossiers], first.previous) == (seen[0], "")


def test_the_list_costs_the_same_for_5_and_for_60_rows(database: str, client: Client) -> None:
    here = world.build()
    pages.entered_in(client, here, "clerk")
    for _ in range(5):
        pages.received(here)
    client.get("/dossiers/")
    few, answer = pages.counted(client, "/dossiers/")
    assert len(NUMBER.findall(answer.content.decode())) == 5
    for _ in range(55):
        pages.received(here)
    many, answer = pages.counted(client, "/dossiers/")
    assert len(NUMBER.findall(answer.content.decode())) == 50
    assert "Trang sau" in answer.content.decode()
    assert few == many <= 12
