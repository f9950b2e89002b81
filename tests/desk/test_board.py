"""The board in the hall: numbers of dossiers, today's counts, nobody's name."""

import pytest
from django.test import Client
from django.utils import timezone

import world
from caicach.accounts.models import Grant
from caicach.desk.queries.board import SHOWN, board_of
from caicach.dossiers.models import Dossier
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.return_result import return_result
from dossiers import pages

BOARD = "/board/centre/"


def finished(here: world.World) -> Dossier:
    dossier = pages.assigned(here, at=pages.ago(minutes=2))
    decide(pages.acting(here, "officer", pages.ago(minutes=1)), dossier.pk, decision="granted")
    return finish(pages.acting(here, "officer", pages.ago(minutes=1)), dossier.pk)


def test_it_tells_what_waits_and_what_was_done_today(database: str, client: Client) -> None:
    here = world.build()
    ready, given = finished(here), finished(here)
    pages.received(here, at=pages.ago(days=9))
    return_result(pages.acting(here, "clerk", timezone.now()), given.pk)
    board = board_of(here.units["centre"].pk, now=timezone.now())
    assert [one.number for one in board.ready] == [ready.number]
    assert (board.waiting, board.received, board.processed, board.returned, board.counters) == (1, 2, 2, 1, 1)
    page = pages.entered_in(client, here, "clerk").get(BOARD).content.decode()
    assert str(ready.number) in page
    assert str(given.number) not in page
    assert "Bhăm" not in page
    assert "Đề nghị cấp giấy" not in page


def test_it_refreshes_itself_with_and_without_script(database: str, client: Client) -> None:
    here = world.build()
    page = pages.entered_in(client, here, "clerk").get(BOARD).content.decode()
    assert f'hx-get="{BOARD}"' in page
    assert '<noscript><meta http-equiv="refresh" content="60"></noscript>' in page
    assert "Hiện không có kết quả nào chờ nhận." in page


def test_older_results_are_counted_not_shown_and_cost_no_statement(database: str, client: Client) -> None:
    here = world.build()
    first = finished(here)
    pages.entered_in(client, here, "clerk").get(BOARD)
    few, _page = pages.counted(client, BOARD)
    for place in range(SHOWN + 2):
        copy = Dossier.objects.get(pk=first.pk)
        copy.pk, copy.number = None, f"N-{place}"
        copy.save()
    many, page = pages.counted(client, BOARD)
    assert many == few
    assert "Còn 3 kết quả" in page.content.decode()


@pytest.mark.parametrize("name", ["officer", "leader"])
def test_only_the_one_stop_unit_opens_its_board(database: str, client: Client, name: str) -> None:
    here = world.build()
    assert pages.entered_in(client, here, name).get(BOARD).status_code == 404
    assert pages.entered_in(client, here, "clerk").get("/board/so/").status_code == 404
    Grant.objects.filter(user=here.users["clerk"]).update(valid_to=pages.ago(days=2).date())
    assert client.get(BOARD).status_code == 404
