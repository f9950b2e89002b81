"""The access matrix: every address, way of asking, role and relation is answered as the reviewed table has it."""

import re

import pytest
from django.db import transaction
from django.http import HttpResponse

from access.ground import EVERYTHING, NOBODY, NOTHING, Ground
from access.table import ROUTES
from access.walk import (
    SIGN_IN,
    about_a_dossier,
    addresses,
    assert_as_the_table_says,
    marks,
    send,
    url_of,
    written,
)
from caicach.accounts.register import access_of


def test_every_address_stands_in_the_table_and_says_who_may_open_it() -> None:
    known = dict(addresses())
    assert len(known) == len(list(addresses())), "an address stands twice in the resolver"
    assert set(known) == set(ROUTES)
    assert [address for address, view in known.items() if access_of(view) is None] == []


@pytest.mark.parametrize("address", [address for address in ROUTES if not about_a_dossier(address)])
def test_everybody_gets_what_the_table_says(ground: Ground, address: str) -> None:
    """Those about one dossier stand in `test_matrix_of_dossiers`, so that two workers share the walk."""
    assert_as_the_table_says(ground, address)


@pytest.mark.parametrize("address", ROUTES)
def test_other_methods_do_nothing(ground: Ground, address: str) -> None:
    """The libraries' pages answer some of them as if asked to show themselves; ours answer none."""
    ask = ROUTES[address][0]
    url = url_of(ground, address, ask)
    for name in (EVERYTHING, NOTHING, NOBODY):
        for method in {"POST", "PUT", "PATCH", "DELETE"} - {ask.method for ask in ROUTES[address]}:
            with transaction.atomic():
                answer = send(ground.askers[name], method, url)
                wrote = written()
                transaction.set_rollback(True)
            closed = answer.status_code in ((404,) if name == NOBODY else (404, 405))
            assert closed or (ask.open_to_all and answer.status_code < 500), f"{name} {method}: {answer.status_code}"
            assert not wrote or ask.open_to_all
            assert marks(answer) == []


@pytest.mark.parametrize("address", [address for address in ROUTES if any(a.method == "POST" for a in ROUTES[address])])
def test_a_form_from_elsewhere_is_refused(ground: Ground, address: str) -> None:
    """Without the token of a page of ours nothing is done, whoever has signed in."""
    ask = next(ask for ask in ROUTES[address] if ask.method == "POST")
    answer = send(ground.askers[EVERYTHING], "POST", url_of(ground, address, ask), token=False)
    assert answer.status_code == 403
    assert marks(answer) == []


def test_a_part_of_a_page_sends_those_who_have_not_signed_in_away(ground: Ground) -> None:
    url = f"/dossiers/{ground.dossiers['running']}/"
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{url}"}
    answer = send(ground.askers[NOBODY], "GET", url, **headers)
    assert answer.headers["HX-Redirect"].startswith(SIGN_IN)
    assert answer.content == b""


@pytest.mark.parametrize("part", ["", "receipt/", "finish/"])
def test_what_one_may_not_see_looks_like_what_does_not_exist(ground: Ground, part: str) -> None:
    stranger = ground.askers["agency_leader stranger"]
    there, missing = (f"/dossiers/{number}/{part}" for number in (ground.dossiers["decided"], 999_999))
    answers = [send(stranger, "GET", url) for url in (there, missing)]
    bodies = [_lasting(answer, url) for answer, url in zip(answers, (there, missing), strict=True)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert bodies[0] == bodies[1]


def _lasting(answer: HttpResponse, url: str) -> str:
    """The body without what differs from one request to the next: the address, the reference number, the tokens."""
    body = answer.content.decode().replace(url, "").replace(answer.headers["X-Request-ID"], "")
    return re.sub(r"[0-9A-Za-z]{64}", "", body)
