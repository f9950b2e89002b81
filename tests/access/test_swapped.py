"""Ids of others in addresses, bodies and keys; counts; and rights that end while somebody is signed in."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from access.filled import FORMS, QUERIES
from access.ground import EVERYTHING, NAME, NOTHING, NUMBER, Ground
from access.walk import SIGN_IN, marks, send, written
from caicach.accounts.models import Grant
from caicach.accounts.rules import Role
from caicach.accounts.services.end_grant import end_grant
from caicach.dossiers.models import Dossier
from caicach.journal.models import Line
from caicach.journal.services.record import record
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.period import local_day

STRANGER = "agency_leader stranger"
HEAD = "division_head handling"
REACHED = (
    *("/figures/dossiers.received/", "/figures/dossiers.received/records/"),
    *("/reports/II.06/", "/reports/II.06/print/", "/reports/II.06.xlsx", "/reports/II.06.json"),
)
"""The addresses that answer for a unit named in the query."""


@pytest.fixture(autouse=True)
def undone(ground: Ground) -> Iterator[None]:
    """Whatever a test writes here is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def context(ground: Ground, name: str, url: str) -> Any:
    """What a page was drawn from."""
    client = Client()
    client.cookies["sessionid"] = ground.askers[name].session
    return client.get(url).context


@pytest.mark.parametrize("path", ["dossiers.received/", "dossiers.received/records/", "dossiers.on_time_rate/records/"])
def test_another_units_id_in_a_figures_filter_counts_nothing(ground: Ground, path: str) -> None:
    asked = QUERIES["figure"](ground) | {"agency": "so2"}
    theirs = asked | {"unit": str(ground.here.units["so"].pk)}
    for query in (asked, theirs):
        answer = send(ground.askers[STRANGER], "GET", f"/figures/{path}", query)
        assert answer.status_code == 200
        assert marks(answer) == []
    page = context(
        ground, STRANGER, f"/figures/{path}?" + "&".join(f"{name}={value}" for name, value in theirs.items())
    )
    assert page["answer"].numerator == 0


@pytest.mark.parametrize("agency", ["so", "tinh", "phong", "centre", "khong-co"])
@pytest.mark.parametrize("path", REACHED)
def test_no_unit_out_of_reach_answers(ground: Ground, path: str, agency: str) -> None:
    """A unit that there is none of answers as one out of reach does."""
    asked = QUERIES["figure"](ground) | {"agency": agency}
    assert send(ground.askers[STRANGER], "GET", path, asked).status_code == 404


@pytest.mark.parametrize("role", Role)
def test_a_report_without_question_is_that_of_ones_own_unit(ground: Ground, role: Role) -> None:
    assert context(ground, f"{role} stranger", "/reports/II.06/")["report"].scope.code == "so2"
    for name in (f"{role} expired", f"{role} future", NOTHING):
        assert send(ground.askers[name], "GET", "/reports/II.06/").status_code == 404


@pytest.mark.parametrize("query", ["", "q=Nguyên", "tab=examine", "place=agency", "status=4"])
def test_lists_count_for_each_what_they_may_see(ground: Ground, query: str) -> None:
    mine, theirs = (context(ground, name, f"/dossiers/?{query}") for name in (EVERYTHING, STRANGER))
    assert mine["count"] > 0
    assert theirs["count"] == 0
    assert not theirs["rows"]
    assert {tab["count"] for tab in [*theirs["tabs"], *theirs["more_tabs"]]} <= {0, None}


def test_the_home_page_counts_for_each_what_they_may_see(ground: Ground) -> None:
    mine, theirs = (context(ground, name, "/year/") for name in (EVERYTHING, STRANGER))
    tiles = [[tile["year"]["value"] for tile in page["figures"]["tiles"][:2]] for page in (mine, theirs)]
    assert tiles[0][0] > 0
    assert tiles[1] == [0, 0]
    theirs = context(ground, STRANGER, "/")
    assert [count.count for section in theirs["sections"] for count in section.counts if count.count] == []


def test_a_number_typed_in_full_opens_only_what_one_may_see(ground: Ground) -> None:
    search = {"q": f"{NUMBER}-running"}
    found = send(ground.askers[EVERYTHING], "GET", "/dossiers/", search)
    assert (found.status_code, found.headers["Location"]) == (302, f"/dossiers/{ground.dossiers['running']}/")
    answer = send(ground.askers[STRANGER], "GET", "/dossiers/", search)
    assert answer.status_code == 200
    assert NAME not in answer.content.decode()


@pytest.mark.parametrize(
    ("word", "field", "other"),
    [("assign", "officer", "so2"), ("forward", "unit", "so2"), ("forward", "unit", "centre"),
     ("extend", "responsible_unit", "so2")],
)  # fmt: skip
def test_ids_of_elsewhere_in_a_form_are_refused(ground: Ground, word: str, field: str, other: str) -> None:
    elsewhere = (
        ground.askers["processing_officer stranger"].user.pk if word == "assign" else ground.here.units[other].pk
    )
    form = FORMS[word](ground) | {field: str(elsewhere)}
    answer = send(ground.askers[HEAD], "POST", f"/dossiers/{ground.dossiers['running']}/{word}/", form)
    assert answer.status_code == 422
    assert Line.objects.count() == ground.lines


def test_fields_that_no_form_has_change_nothing(ground: Ground) -> None:
    """Whatever else of the record is sent along with a form stays as it is."""
    number = ground.dossiers["running"]
    names = {field.attname for field in Dossier._meta.concrete_fields} - {"id", "decision"}
    sent = FORMS["decide"](ground) | dict.fromkeys(names, "1")
    before = Dossier.objects.values().get(pk=number)
    assert send(ground.askers[HEAD], "POST", f"/dossiers/{number}/decide/", sent | {"at": ""}).status_code == 303
    after = Dossier.objects.values().get(pk=number)
    assert {name for name in before if before[name] != after[name]} == {"decision", "decided_at", "version"}


def test_the_key_of_another_ones_form_opens_nothing(ground: Ground) -> None:
    key, url = "a-key-of-the-head", f"/dossiers/{ground.dossiers['running']}/decide/"
    form = FORMS["decide"](ground) | {"request_key": key}
    assert send(ground.askers[HEAD], "POST", url, form).status_code == 303
    lines = Line.objects.count()
    assert send(ground.askers[STRANGER], "POST", url, form).status_code == 404
    assert send(ground.askers["processing_officer assigned"], "POST", url, form).status_code == 404
    assert send(ground.askers["agency_leader competent"], "POST", url, form).status_code == 422
    assert Line.objects.count() == lines


def test_a_right_ends_with_its_last_day_while_one_is_signed_in(ground: Ground) -> None:
    asker, url = ground.askers["agency_leader competent"], f"/dossiers/{ground.dossiers['running']}/"
    figure = "/figures/dossiers.received/"
    assert [send(asker, "GET", page, QUERIES["figure"](ground)).status_code for page in (url, figure)] == [200, 200]
    now = timezone.now()
    end_grant(
        act=Act(actor=SYSTEM, at=now, now=now), record=record, grant=Grant.objects.get(user=asker.user),
        last_day=local_day(now) - timedelta(days=1), reason="thôi giữ chức vụ",
    )  # fmt: skip
    answers = [send(asker, "GET", page, QUERIES["figure"](ground)) for page in (url, figure, "/dossiers/")]
    assert [(answer.status_code, marks(answer)) for answer in answers] == [(404, [])] * 3
    assert send(asker, "POST", f"{url}stop/", FORMS["stop"](ground)).status_code == 404


def test_an_account_that_is_closed_is_signed_out(ground: Ground) -> None:
    asker, url = ground.askers["agency_leader competent"], f"/dossiers/{ground.dossiers['running']}/"
    assert send(asker, "GET", url).status_code == 200
    asker.user.is_active = False
    asker.user.save()
    answer = send(asker, "GET", url)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(SIGN_IN)
    asker.user.is_active = True


def test_reading_writes_nothing(ground: Ground) -> None:
    """The measure itself: a verb is seen to write, a page is seen not to."""
    url = f"/dossiers/{ground.dossiers['running']}/"
    assert send(ground.askers[HEAD], "GET", url).status_code == 200
    assert not written()
    assert send(ground.askers[HEAD], "POST", f"{url}stop/", FORMS["stop"](ground)).status_code == 303
    assert written()
