"""Consulting: whom, until when, who may see and answer meanwhile, and that the clock keeps running."""

from datetime import date

import pytest
from desk_work import refused
from django.test import Client

import world
from caicach.dossiers.models import Consultation, Dossier
from caicach.dossiers.permits import may_view
from caicach.dossiers.queries.lists import Ask, page
from caicach.dossiers.services.answer_consultation import answer_consultation
from caicach.dossiers.services.consult import consult
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.turn import seat_of
from caicach.kit.refusal import Refused
from dossiers import pages


def asked(here: world.World, dossier: Dossier, *, unit: str = "so2", due: str = "2025-08-07") -> Dossier:
    return consult(
        here.act("officer", "2025-08-05T10:00"), dossier.pk,
        content="Cho ý kiến về nhân sự", due_on=date.fromisoformat(due), unit_id=here.units[unit].pk,
    )  # fmt: skip


def test_the_clock_keeps_running_and_the_partner_sees_until_it_has_answered(here: world.World, dossier: Dossier):
    due = dossier.due_at
    found = asked(here, dossier)
    assert (found.consulting, found.consulting_due, found.due_at, found.paused_since) == (
        1,
        date(2025, 8, 7),
        due,
        None,
    )
    assert may_view(here.actor("stranger"), seat_of(found)).allowed
    found = answer_consultation(here.act("stranger", "2025-08-07T23:00"), dossier.pk, answer="Đồng ý")
    assert (found.consulting, found.consulting_due, found.partner_units) == (0, None, [])
    assert not may_view(here.actor("stranger"), seat_of(found)).allowed
    assert Consultation.objects.get().late is False


def test_an_answer_after_the_day_is_late_and_a_letter_is_recorded_by_the_officer(here: world.World, dossier: Dossier):
    consult(
        here.act("officer", "2025-08-05T10:00"), dossier.pk,
        content="Xác minh", due_on=date(2025, 8, 6), body="Cơ quan ngoài tỉnh",
    )  # fmt: skip
    answer_consultation(here.act("officer", "2025-08-07T07:00"), dossier.pk, answer="Công văn 12: không có ý kiến khác")
    assert Consultation.objects.get().late is True


def test_two_units_are_asked_at_once_and_each_answers_its_own(here: world.World, dossier: Dossier):
    asked(here, dossier)
    both = asked(here, dossier, unit="phong2", due="2025-08-06")
    assert (both.consulting, both.consulting_due) == (2, date(2025, 8, 6))
    theirs = Consultation.objects.get(unit=here.units["so2"])
    told = here.act("sibling", "2025-08-06T09:00")
    refused("not-asked", lambda: answer_consultation(told, dossier.pk, consultation_id=theirs.pk, answer="x"))
    mine = Consultation.objects.get(unit=here.units["phong2"])
    left = answer_consultation(told, dossier.pk, consultation_id=mine.pk, answer="Đồng ý")
    assert (left.consulting, left.partner_units) == (1, [here.units["so2"].pk])


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("whom-to-consult", {}),
        ("whom-to-consult", {"unit_id": "so2", "body": "Cơ quan"}),
        ("unknown-unit", {"unit_id": 0}),
        ("reason", {"unit_id": "so2", "content": " "}),
        ("answer-past", {"unit_id": "so2", "due_on": date(2025, 8, 4)}),
        ("answer-after-deadline", {"unit_id": "so2", "due_on": date(2025, 8, 12)}),
    ],
)
def test_refusals(here: world.World, dossier: Dossier, code: str, values: dict[str, object]):
    if isinstance(values.get("unit_id"), str):
        values["unit_id"] = here.units[values["unit_id"]].pk
    told = {"content": "hỏi", "due_on": date(2025, 8, 6), **values}
    refused(code, lambda: consult(here.act("officer", "2025-08-05T10:00"), dossier.pk, **told))


def test_asking_the_same_unit_again_before_it_answers_is_refused(here: world.World, dossier: Dossier):
    asked(here, dossier)
    refused("already-asked", lambda: asked(here, dossier))


def test_the_end_of_processing_ends_the_questions_and_the_sight(here: world.World, dossier: Dossier):
    asked(here, dossier)
    decide(here.act("officer", "2025-08-06T09:00"), dossier.pk, decision="granted")
    found = finish(here.act("officer", "2025-08-06T09:30"), dossier.pk)
    assert (found.consulting, found.partner_units) == (0, [])
    with pytest.raises(Refused):
        answer_consultation(here.act("stranger", "2025-08-06T10:00"), dossier.pk, answer="muộn")


def test_pages_ask_answer_and_list_what_is_late(here: world.World, client: Client):
    dossier = pages.assigned(here, at=pages.ago(days=3))
    day = pages.local(pages.ago(days=2)).date().isoformat()
    form = {
        "content": "Cho ý kiến",
        "due_on": day,
        "unit": str(here.units["so2"].pk),
        "at": pages.stamped(pages.ago(days=2)),
    }
    pages.entered_in(client, here, "officer")
    assert client.post(f"/dossiers/{dossier.pk}/consult/", form).status_code == 303
    told = client.get(f"/dossiers/{dossier.pk}/").content.decode()
    assert "Lấy ý kiến: Sở khác" in told
    assert "Chậm trả lời" in told
    late = page(here.actor("clerk"), Ask(tab="consult_late"), now=pages.timezone.now())
    assert [one.pk for one in late.dossiers] == [dossier.pk]
    pages.entered_in(client, here, "stranger")
    assert str(dossier) in client.get("/dossiers/?place=partner").content.decode()
    answer = {"consultation": str(Consultation.objects.get().pk), "answer": "Nhất trí"}
    done = client.post(f"/dossiers/{dossier.pk}/answer_consultation/", answer)
    assert (done.status_code, done["Location"]) == (303, "/")
    assert client.get(f"/dossiers/{dossier.pk}/").status_code == 404
    told = pages.entered_in(client, here, "officer").get(f"/dossiers/{dossier.pk}/").content.decode()
    assert "Nhất trí" in told
    assert "Trả lời muộn" in told
