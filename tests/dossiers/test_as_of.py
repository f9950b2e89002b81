"""The list of dossiers at an instant: as the facts knew them then, for who may see them now."""

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import world
from caicach.dossiers.services.withdraw import withdraw
from caicach.figures.rules.asked import moment_written
from caicach.figures.services.know import know
from dossiers import pages

SignIn = Callable[[str], Any]


@pytest.fixture
def here(database: str) -> world.World:
    return world.build()


def listed(client: Any, moment: str, **asked: str) -> dict[str, list[str]]:
    """The rows of the CSV by number."""
    answer = client.get(f"/dossiers/as_of.csv?{urlencode({'as_of': moment, **asked})}")
    rows = csv.reader(StringIO(answer.content.decode().removeprefix("\ufeff")))
    return {row[0]: row[1:] for row in list(rows)[1:]}


def test_dossiers_are_shown_as_they_were_known(here: world.World, sign_in: SignIn) -> None:
    late, other = pages.assigned(here, at=timezone.now() - pages.LATE), pages.assigned(here)
    then = moment_written(know(None).published_at)
    withdraw(pages.acting(here, "clerk", timezone.now()), late.pk, reason="Xin rút")
    fresh = pages.received(here)
    now = moment_written(know(None).published_at)
    leader = sign_in("leader")
    before, after = listed(leader, then), listed(leader, now)
    assert (set(before), set(after)) == ({late.number, other.number}, {late.number, other.number, fresh.number})
    assert (before[late.number][2], before[late.number][-1]) == ("Đang xử lý", "Quá hạn")
    assert (after[late.number][2], after[late.number][-1]) == ("Công dân yêu cầu rút hồ sơ", "Đúng hạn")
    assert before[other.number][-1] == "Trong hạn"
    assert [set(listed(leader, then, group=group)) for group in ("open", "overdue", "done")] == [
        {late.number, other.number}, {late.number}, set(),
    ]  # fmt: skip
    assert set(listed(leader, now, group="done")) == set(listed(leader, now, status="7")) == {late.number}
    assert listed(sign_in("stranger"), then) == {}
    page = sign_in("leader").get(f"/dossiers/?{urlencode({'as_of': then, 'group': 'overdue'})}").content.decode()
    assert (late.number in page, other.number in page, "Y Bhăm" in page) == (True, False, False)
    assert "như hệ thống biết lúc đó" in page


def test_what_cannot_be_read_is_said_and_statements_stay_few(here: world.World, sign_in: SignIn) -> None:
    leader = sign_in("leader")
    counted = []
    for many in (1, 3):
        for _each in range(many):
            pages.received(here)
        moment = moment_written(know(None).published_at)
        leader.get(f"/dossiers/?{urlencode({'as_of': moment})}")
        with CaptureQueriesContext(connection) as seen:
            assert leader.get(f"/dossiers/?{urlencode({'as_of': moment})}").status_code == 200
        counted.append(len(seen))
    assert counted[0] == counted[1] <= 20
    assert leader.get("/dossiers/?as_of=hom-qua").status_code == 422
    assert leader.get("/dossiers/as_of.csv").status_code == 422
