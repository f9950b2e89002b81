"""Saved lists: the live number is the list's, they are one's own, and each is one act."""

import re
from html import unescape

from django.test import Client

import world
from caicach.dossiers.models import SavedFilter
from caicach.journal.models import Line
from dossiers import pages

SAVED = re.compile(r'<a href="\?([^"]*)"[^>]*>([^<]+) <span class="muted">([\d.]+)</span></a>')
ROW = re.compile(r'class="code" href="/dossiers/(\d+)/"')


def line(client: Client, query: str = "") -> list[tuple[str, str, str]]:
    """Address, name and number of each saved list on the page."""
    page = client.get(f"/dossiers/{query}").content.decode()
    part = page.partition('aria-label="Danh sách đã lưu"')[2].partition("</nav>")[0]
    return SAVED.findall(part)


def save(client: Client, name: str, query: str, key: str = "") -> int:
    sent = {"name": name, "query": query, "request_key": key or f"k-{name}"}
    return client.post("/dossiers/saved/", sent).status_code


def test_the_number_is_that_of_the_list_it_leads_to(database: str, client: Client) -> None:
    here = world.build()
    late = pages.assigned(here, at=pages.wall("2024-04-25T09:00"))
    pages.assigned(here)
    pages.forwarded(here)
    pages.entered_in(client, here, "head")
    for name, query in (("Quá hạn", "?tab=overdue&after=x"), ("Bhăm", "q=bham"), ("Không", "q=khongco"), ("Tất", "")):
        assert save(client, name, query) == 303
    found = line(client)
    assert [(name, number) for _query, name, number in found] == [
        ("Quá hạn", "1"), ("Bhăm", "3"), ("Không", "0"), ("Tất", "3"),
    ]  # fmt: skip
    for query, _name, number in found:
        assert len(ROW.findall(client.get(f"/dossiers/?{unescape(query)}").content.decode())) == int(number)
    assert "after" not in SavedFilter.objects.get(name="Quá hạn").query
    assert ROW.findall(client.get("/dossiers/?tab=overdue").content.decode()) == [str(late.pk)]


def test_they_are_ones_own(database: str, client: Client) -> None:
    here = world.build()
    pages.entered_in(client, here, "head")
    save(client, "Của trưởng phòng", "tab=sign")
    mine = SavedFilter.objects.get()
    pages.entered_in(client, here, "officer")
    assert line(client) == []
    for act in ("rename", "remove"):
        assert client.post(f"/dossiers/saved/{mine.pk}/", {"act": act, "name": "x"}).status_code == 404
    assert SavedFilter.objects.get().name == "Của trưởng phòng"


def test_renamed_removed_saved_twice(database: str, client: Client) -> None:
    here = world.build()
    pages.entered_in(client, here, "head")
    for _ in range(2):
        save(client, "A", "tab=sign", key="the-same")
    save(client, "B", "tab=papers")
    first = SavedFilter.objects.get(name="A")
    assert (
        "đã có danh sách mang tên này"
        in client.post(f"/dossiers/saved/{first.pk}/", {"act": "rename", "name": "B"}, follow=True).content.decode()
    )
    client.post(f"/dossiers/saved/{first.pk}/", {"act": "rename", "name": " C  D "})
    assert SavedFilter.objects.get(pk=first.pk).name == "C D"
    client.post(f"/dossiers/saved/{first.pk}/", {"act": "remove"})
    assert [one.name for one in SavedFilter.objects.all()] == ["B"]
    lines = Line.objects.filter(kind="saved_filter").order_by("id")
    assert [one.action for one in lines] == [
        "dossiers.save_filter", "dossiers.save_filter", "dossiers.rename_filter", "dossiers.remove_filter",
    ]  # fmt: skip
    assert "C D" not in lines[2].body


def test_at_most_eight_and_one_statement_for_all_numbers(database: str, client: Client) -> None:
    here = world.build()
    pages.forwarded(here)
    pages.entered_in(client, here, "head")
    save(client, "L0", "tab=sign")
    client.get("/dossiers/")
    few, _ = pages.counted(client, "/dossiers/")
    for number in range(1, 9):
        save(client, f"L{number}", f"tab=assign&status={number}")
    assert SavedFilter.objects.count() == 8
    client.get("/dossiers/")
    many, _ = pages.counted(client, "/dossiers/")
    assert few == many <= 13
    assert (
        "nhiều nhất 8 danh sách"
        in client.post(
            "/dossiers/saved/", {"name": "L9", "query": "", "request_key": "z"}, follow=True
        ).content.decode()
    )
