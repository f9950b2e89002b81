"""The forms of the verbs: who is offered which, what a refusal keeps, what a second sending does."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

import world
from caicach.dossiers.models import Apology, Dossier, Extension, Pause
from caicach.dossiers.views.verbs import OTHER_EVENTS, VERBS
from caicach.journal.models import Line
from caicach.kit.period import local_day
from dossiers import pages


def url(dossier: Dossier, word: str) -> str:
    return f"/dossiers/{dossier.pk}/{word}/"


def offered(client: Client, dossier: Dossier) -> list[str]:
    """The verbs on the dossier's page, in order."""
    page = client.get(f"/dossiers/{dossier.pk}/").content.decode()
    words = re.findall(rf'href="/dossiers/{dossier.pk}/([a-z_]+)/"', page)
    return [word for word in words if word not in ("receipt", "files")]


def test_one_word_names_the_address_the_service_and_the_journal_action() -> None:
    for entry in VERBS:
        if entry.word == "receive":
            assert entry.service.__name__ == "accept_submitted"
            assert entry.word in OTHER_EVENTS
        elif entry.word == "attach":
            assert entry.service.__name__ == "attach_upload"  # keeps the file, then attaches it
        else:
            assert getattr(entry.service, "name", "") == entry.word
            assert getattr(entry.service, "permit", None) is entry.permit


def test_a_dossier_goes_its_way_through_the_pages(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.received(here)
    steps: list[tuple[str, str, dict[str, str]]] = [
        ("clerk", "forward", {"unit": str(here.units["phong"].pk), "note": "chuyển sớm"}),
        ("head", "assign", {"officer": str(here.users["officer"].pk)}),
        ("officer", "decide", {"decision": "granted"}),
        ("officer", "finish", {}),
        ("clerk", "return_result", {"note": ""}),
    ]
    for name, word, form in steps:
        pages.entered_in(client, here, name)
        # An agency that drafts elsewhere decides at once; the draft is what is offered first.
        first = offered(client, dossier)[:2] if word == "decide" else offered(client, dossier)[:1]
        assert word in first, f"{name} is not offered {word} first"
        answer = client.post(url(dossier, word), {"request_key": str(uuid4()), **form})
        assert (answer.status_code, answer["Location"]) == (303, f"/dossiers/{dossier.pk}/"), word
    dossier.refresh_from_db()
    assert dossier.status == 10
    page = client.get(f"/dossiers/{dossier.pk}/").content.decode()
    for told in ("Phân công: Officer", "Chuyển hồ sơ: Phòng thử", "chuyển sớm.", "đồng ý giải quyết", "Xong trước hạn"):
        assert told in page, told


def test_a_refusal_keeps_what_was_entered_and_writes_nothing(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.assigned(here)
    lines = Line.objects.count()
    form = {"request_key": str(uuid4()), "decision": "denied", "reason": ""}
    answer = pages.entered_in(client, here, "officer").post(url(dossier, "decide"), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Hãy ghi rõ lý do." in page
    assert re.search(r'value="denied"[^>]*checked', page)
    assert form["request_key"] in page
    assert Line.objects.count() == lines


def test_a_time_in_the_past_is_taken_and_one_before_the_receipt_refused(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.assigned(here, at=pages.ago(hours=5))
    pages.entered_in(client, here, "officer")
    early = client.post(url(dossier, "decide"), {"decision": "granted", "at": pages.stamped(pages.ago(hours=9))})
    assert early.status_code == 422
    assert "sớm hơn" in early.content.decode()
    moment = pages.ago(hours=2)
    assert client.post(url(dossier, "decide"), {"decision": "granted", "at": pages.stamped(moment)}).status_code == 303
    dossier.refresh_from_db()
    assert dossier.decided_at == moment


def test_a_form_sent_twice_is_done_once_even_when_the_dossier_has_left(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.forwarded(here)
    pages.entered_in(client, here, "head")
    form = {"request_key": str(uuid4()), "unit": str(here.units["phong2"].pk)}
    first = client.post(url(dossier, "forward"), form)
    again = client.post(url(dossier, "forward"), form)
    # The head sees it no more, so both answers lead home instead of to a page that does not open.
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"]) == (303, "/")
    assert Line.objects.filter(subject_id=dossier.pk, action="dossiers.forward").count() == 2
    assert client.post(url(dossier, "forward"), {**form, "request_key": str(uuid4())}).status_code == 404


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("officer", "assign"),
        ("clerk", "decide"),
        ("reformer", "decide"),
        ("sibling", "assign"),
        ("stranger", "assign"),
        ("admin", "assign"),
        ("officer", "extend"),
        ("head", "return_result"),
    ],
)
def test_a_verb_one_may_not_do_does_not_exist(database: str, client: Client, name: str, word: str) -> None:
    here = world.build()
    dossier = pages.assigned(here)
    lines = Line.objects.count()
    pages.entered_in(client, here, name)
    assert client.get(url(dossier, word)).status_code == 404
    assert client.post(url(dossier, word), {"officer": str(here.users["officer"].pk)}).status_code == 404
    assert Line.objects.count() == lines


def test_a_form_opened_too_late_leads_back_and_a_late_one_sent_is_refused(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.assigned(here)
    pages.entered_in(client, here, "officer")
    assert client.get(url(dossier, "finish")).status_code == 302
    answer = client.post(url(dossier, "finish"), {"request_key": str(uuid4())})
    assert answer.status_code == 422
    assert "chưa có quyết định" in answer.content.decode()


def test_asking_for_papers_stops_the_clock_and_taking_them_starts_it_anew(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.assigned(here, at=pages.ago(days=12))
    pages.entered_in(client, here, "officer")
    assert "exception" not in client.get(url(dossier, "request_supplement")).content.decode()
    client.post(url(dossier, "request_supplement"), {"reason": "thiếu bản vẽ", "at": pages.stamped(pages.ago(days=10))})
    assert "decide" not in offered(client, dossier)
    page = client.get(f"/dossiers/{dossier.pk}/").content.decode()
    assert "Chờ bổ sung đến" in page
    assert "thiếu bản vẽ." in page
    assert "Hạn trước khi dừng" in page
    pages.entered_in(client, here, "clerk")
    assert offered(client, dossier)[0] == "supplement"
    assert client.post(url(dossier, "supplement"), {"note": "đủ"}).status_code == 303
    due = dossier.due_at
    dossier.refresh_from_db()
    assert Pause.objects.get().ended_at is not None
    assert due is not None
    assert dossier.due_at is not None
    assert dossier.due_at > due
    assert (
        "exception"
        in pages.entered_in(client, here, "officer").get(url(dossier, "request_supplement")).content.decode()
    )


def test_an_extension_names_who_answers_and_counts_as_the_new_deadline(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.assigned(here)
    assert dossier.due_at is not None
    day = local_day(dossier.due_at) + timedelta(days=10)
    form = {"new_date": day.isoformat(), "reason": "chờ xác minh", "responsible_unit": str(here.units["phong"].pk)}
    pages.entered_in(client, here, "leader")
    assert client.post(url(dossier, "extend"), form).status_code == 303
    assert Extension.objects.get().responsible_unit == here.units["phong"]
    page = client.get(f"/dossiers/{dossier.pk}/").content.decode()
    assert f"{day:%d/%m/%Y}" in page
    assert client.post(url(dossier, "extend"), form).status_code == 422


def test_the_remaining_verbs_are_done_through_their_pages(database: str, client: Client) -> None:
    here = world.build()
    tomorrow = (timezone.now() + timedelta(days=3)).date().isoformat()
    told = [
        ("officer", "pause", {"kind": "obligation", "reason": "chờ nộp thuế"}, 6),
        ("officer", "resume", {"note": ""}, 4),
        ("head", "apologise", {"new_date": tomorrow, "reason": "chậm"}, 4),
        ("officer", "send_back", {"reason": "nhầm phòng"}, 4),
        ("clerk", "withdraw", {"reason": ""}, 7),
    ]
    dossier = pages.assigned(here)
    for name, word, form, status in told:
        answer = pages.entered_in(client, here, name).post(url(dossier, word), form)
        assert answer.status_code == 303, (word, answer.content.decode()[-3000:] if answer.content else "")
        dossier.refresh_from_db()
        assert dossier.status == status, word
    assert Apology.objects.get().late is False
    stopped, refused = pages.assigned(here), pages.received(here)
    assert (
        pages.entered_in(client, here, "head").post(url(stopped, "stop"), {"reason": "hết căn cứ"}).status_code == 303
    )
    assert (
        pages.entered_in(client, here, "clerk").post(url(refused, "refuse"), {"reason": "sai nơi"}).status_code == 303
    )
    assert sorted(Dossier.objects.values_list("status", "ending")) == [(7, 2), (8, 3), (8, 4)]
    true = pages.stamped(pages.ago(minutes=5))
    corrected = {"finished_at": true, "reason": "ghi nhầm"}
    assert pages.entered_in(client, here, "head").post(url(stopped, "correct_finish"), corrected).status_code == 303
    stopped.refresh_from_db()
    assert stopped.finished_at == pages.wall(true)


def test_officers_of_other_divisions_cannot_be_chosen(database: str, client: Client) -> None:
    here = world.build()
    dossier = pages.forwarded(here)
    pages.entered_in(client, here, "head")
    answer = client.post(url(dossier, "assign"), {"officer": str(here.users["sibling"].pk)})
    assert answer.status_code == 422
    dossier.refresh_from_db()
    assert dossier.assignee_id is None
