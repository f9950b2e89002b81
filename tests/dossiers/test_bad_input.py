"""Whatever is typed into an address or sent in a form is answered, never a failure of the server."""

from datetime import timedelta
from itertools import product
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

import world
from caicach.dossiers.models import Dossier
from caicach.dossiers.views.verbs import VERBS
from caicach.journal.models import Line
from caicach.kit.period import local_day
from dossiers import pages

NASTY = [
    "\0", "a\0b", "-1", "9" * 30, "9" * 5000, "a " * 3000, "٣", "1e9", "NaN", "\ud7ff\uffff", "'; --", "%", "\\",
    "0001-01-01", "9999-12-31", "0001-01-01T00:00", "9999-12-31T23:59", "2024-02-30T25:61", "9999-12-31T23:59:59+00:00",
]  # fmt: skip
WORST = ["\0", "9" * 30, "9999-12-31T23:59", "-1"]
TIMES = ["0001-01-01T00:00", "0001-01-02T09:00", "1899-12-31T23:59", "9999-12-31T23:59"]


@pytest.fixture
def here(database: str) -> world.World:
    return world.build()


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def test_addresses_of_lists_and_forms_never_fail(here: world.World, client: Client) -> None:
    dossier = pages.received(here)
    pages.entered_in(client, here, "clerk")
    asked = {
        "/dossiers/": ["q", "tab", "sort", "after", "place", "status", "unit", "field", "x"],
        "/dossiers/receive/": ["q"],
        f"/dossiers/receive/{here.procedure.pk}/": ["unit", "channel", "at"],
        f"/dossiers/receive/{here.procedure.pk}/due/": ["unit", "channel", "at"],
        f"/dossiers/{dossier.pk}/": ["x"],
        f"/dossiers/{dossier.pk}/forward/": ["unit", "at"],
        "/": ["x"],
    }
    failed = [
        (path, name, text[:30])
        for path, names in asked.items()
        for name, text in product(names, NASTY)
        if client.get(path, {name: text}).status_code >= 500
    ]
    key = "f.00010101T000000.000000.1"
    failed += [("after", text, "") for text in (key, key.replace("f", "b"), "f.99991231T235959.999999." + "9" * 40)
               if client.get("/dossiers/", {"after": text, "sort": "due"}).status_code >= 500]  # fmt: skip
    assert failed == []


def test_paths_never_fail(here: world.World, client: Client) -> None:
    pages.entered_in(client, here, "clerk")
    bases = ["/dossiers/{}/", "/dossiers/{}/receipt/", "/dossiers/{}/forward/", "/dossiers/receive/{}/",
             "/dossiers/receive/{}/due/", "/figures/{}/", "/style/{}/"]  # fmt: skip
    for base, text in product(bases, ["9" * 30, "9" * 5000, "%00", "-1", "%ff", quote("đ"), "0"]):
        assert client.get(base.format(text)).status_code in (301, 302, 404, 422), (base, text[:20])
        assert client.post(base.format(text)).status_code in (403, 404, 405, 422), (base, text[:20])


def test_reception_never_fails(here: world.World, client: Client) -> None:
    pages.entered_in(client, here, "clerk")
    names = [*pages.filled(here), "at", "submitter_email", "owner_name", "number", "summary", "act",
             f"paper-{here.components[0].pk}-copies", f"paper-{'9' * 18}-originals", "request_key"]  # fmt: skip
    for name, text in product(names, WORST):
        answer = client.post(f"/dossiers/receive/{here.procedure.pk}/", {**pages.filled(here), name: text})
        assert answer.status_code < 500, (name, text[:30])


@pytest.mark.parametrize("text", TIMES)
def test_a_time_out_of_all_reason_is_refused_at_its_field(here: world.World, client: Client, text: str) -> None:
    pages.entered_in(client, here, "clerk")
    answer = client.post(f"/dossiers/receive/{here.procedure.pk}/", pages.filled(here, at=text))
    assert answer.status_code == 422
    assert not Dossier.objects.exists()


def test_the_form_of_every_verb_never_fails(here: world.World, client: Client) -> None:
    people = {"receive": "clerk", "supplement": "clerk", "withdraw": "clerk", "return_result": "clerk"}
    dossier = pages.assigned(here, at=pages.ago(days=2))
    tomorrow = (local_day(timezone.now()) + timedelta(days=1)).isoformat()
    fine = {"reason": "lý do", "new_date": tomorrow, "responsible_unit": str(here.units["so"].pk), "kind": "stop",
            "decision": "denied", "unit": str(here.units["so"].pk),
            "officer": str(here.users["officer"].pk)}  # fmt: skip
    for entry in VERBS:
        pages.entered_in(client, here, people.get(entry.word, "head"))
        # Read for every verb by the same lines of code, so two verbs suffice: a clerk's and a head's.
        shared = ["at", "request_key", f"paper-{'9' * 18}-copies"] if entry.word in ("supplement", "forward") else []
        fields = [*shared, *(name for name in entry.form.base_fields if name not in ("at", "request_key"))]
        for name, text in product(fields, WORST):
            # A time far back keeps the act from being done, so that each form meets the same dossier.
            form = {**fine, "at": "2001-01-01T00:00", name: text}
            answer = client.post(f"/dossiers/{dossier.pk}/{entry.word}/", form)
            assert answer.status_code < 500, (entry.word, name, text[:30])


@pytest.mark.parametrize("word", ["extend", "apologise"])
def test_a_new_date_lies_within_reason(here: world.World, client: Client, word: str) -> None:
    dossier = pages.assigned(here)
    pages.entered_in(client, here, "head")
    lines = Line.objects.count()
    for day in ("9999-12-31", "3024-01-01", "0001-01-01"):
        form = {"new_date": day, "reason": "x", "responsible_unit": str(here.units["so"].pk)}
        assert client.post(f"/dossiers/{dossier.pk}/{word}/", form).status_code == 422, day
    assert Line.objects.count() == lines
