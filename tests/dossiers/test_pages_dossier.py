"""The dossier's page: who sees it, what it tells, and what it costs."""

import re

import pytest
from django.test import Client
from django.utils import timezone

import world
from caicach.accounts.models import Grant
from caicach.dossiers.models import Dossier
from caicach.dossiers.services.request_supplement import request_supplement
from dossiers import pages


def page_of(client: Client, dossier: Dossier) -> str:
    return client.get(f"/dossiers/{dossier.pk}/").content.decode()


def test_the_page_costs_at_most_eight_statements(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.assigned(here, at=pages.ago(days=2))
    request_supplement(pages.acting(here, "officer", pages.ago(days=1)), dossier.pk, reason="thiếu")
    for name in ("leader", "clerk", "officer"):
        pages.entered_in(client, here, name)
        with pages.statements(8):
            assert client.get(f"/dossiers/{dossier.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("name", "status"),
    [("clerk", 200), ("officer", 200), ("head", 200), ("leader", 200), ("reformer", 200),
     ("sibling", 404), ("stranger", 404), ("admin", 404)],
)  # fmt: skip
def test_it_opens_for_those_on_its_route_only(database: str, client: Client, name: str, status: int) -> None:
    here = world.build()
    dossier = pages.assigned(here)
    assert pages.entered_in(client, here, name).get(f"/dossiers/{dossier.pk}/").status_code == status


def test_a_grant_that_has_ended_opens_nothing(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.assigned(here)
    Grant.objects.filter(user=here.users["officer"]).update(valid_to="2024-01-01")
    assert pages.entered_in(client, here, "officer").get(f"/dossiers/{dossier.pk}/").status_code == 404


def test_those_who_only_read_see_identities_masked(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.assigned(here)
    assert "066000000001" in page_of(pages.entered_in(client, here, "officer"), dossier)
    masked = page_of(pages.entered_in(client, here, "reformer"), dossier)
    assert "066000000001" not in masked
    assert "•••001" in masked
    assert "a@example.vn" not in masked


def test_a_late_dossier_says_so_and_shows_how_its_deadline_comes_about(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.assigned(here, at=pages.wall("2024-04-25T09:00"))
    page = page_of(pages.entered_in(client, here, "officer"), dossier)
    assert re.search(r"Quá hạn [\d.]+ ngày làm việc", page)
    assert "06/05/2024 09:00" in page
    assert "Số ngày được tính: 5." in page
    assert "ghi vào lúc" in page
    assert "khác với hạn đã ghi" not in page


def test_a_due_date_that_the_calendar_does_not_give_is_told(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.assigned(here, at=pages.wall("2024-04-25T09:00"))
    Dossier.objects.filter(pk=dossier.pk).update(due_at=pages.wall("2024-05-07T09:00"))
    assert "khác với hạn đã ghi 07/05/2024 09:00" in page_of(pages.entered_in(client, here, "officer"), dossier)


def test_papers_asked_for_stand_beside_papers_handed_in(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.received(here)
    dossier.papers.filter(component=here.components[1]).delete()
    page = page_of(pages.entered_in(client, here, "clerk"), dossier)
    assert "1 bản chính" in page
    assert "Chưa có" in page


def test_an_english_reader_gets_the_page_too(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.assigned(here)
    client.cookies["django_language"] = "en"
    answer = pages.entered_in(client, here, "officer").get(f"/dossiers/{dossier.pk}/")
    assert answer.status_code == 200
    assert "Paper 1" in answer.content.decode()
    assert timezone.now() > dossier.submitted_at
