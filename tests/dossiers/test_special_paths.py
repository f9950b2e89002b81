"""What befalls a dossier beside the plain path: closing, explanation, wrong result, loss, a result that waits."""

from datetime import date, datetime

import pytest
from desk_work import RECEIVED, in_process, refused
from django.test import Client

import world
from caicach.dossiers.models import (
    Apology,
    Dossier,
    Explanation,
    Fact,
    Loss,
    Pause,
    ResultCorrection,
    SupplementItem,
    SupplementRequest,
)
from caicach.dossiers.rules.missing import Missing
from caicach.dossiers.services.close_unanswered import close_unanswered
from caicach.dossiers.services.correct_result import correct_result
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.explain import explain
from caicach.dossiers.services.extend import extend
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.found import found
from caicach.dossiers.services.note_returned_mail import note_returned_mail
from caicach.dossiers.services.pause import pause
from caicach.dossiers.services.remind import remind
from caicach.dossiers.services.remind_collection import remind_collection
from caicach.dossiers.services.report_loss import report_loss
from caicach.dossiers.services.report_wrong_result import report_wrong_result
from caicach.dossiers.services.request_supplement import request_supplement
from caicach.dossiers.services.return_result import return_result
from caicach.dossiers.services.tend_unanswered import tend_unanswered
from caicach.dossiers.services.withdraw import withdraw
from caicach.kit.period import instant
from caicach.notices.models import Message
from dossiers import pages


def at(text: str) -> datetime:
    return instant(datetime.fromisoformat(text))


def done(here: world.World, dossier: Dossier, when: str = "2025-08-07") -> Dossier:
    decide(here.act("officer", f"{when}T09:00"), dossier.pk, decision="granted")
    return finish(here.act("officer", f"{when}T09:30"), dossier.pk)


def test_what_is_asked_for_is_kept_paper_by_paper(here: world.World, dossier: Dossier) -> None:
    first = here.components[0].pk
    items = [Missing(component_id=first, originals=1, what="thiếu dấu"), Missing(what="giấy xác nhận")]
    request_supplement(
        here.act("officer", "2025-08-05T08:00"), dossier.pk,
        reason="thiếu", items=items, legal_basis="Luật", contact="0262 000",
    )  # fmt: skip
    kept = SupplementRequest.objects.get()
    assert (kept.stage, kept.officer, kept.contact) == ("appraisal", here.users["officer"], "0262 000")
    assert list(kept.items.order_by("id").values_list("component_id", "originals", "what")) == [
        (first, 1, "thiếu dấu"), (None, 0, "giấy xác nhận"),
    ]  # fmt: skip


@pytest.mark.parametrize(("code", "item"), [("not-listed", Missing(component_id=0)), ("nothing-asked", Missing())])
def test_an_item_outside_the_list_or_without_words_is_refused(
    here: world.World, dossier: Dossier, code: str, item: Missing
) -> None:
    told = here.act("officer", "2025-08-05T08:00")
    refused(code, lambda: request_supplement(told, dossier.pk, reason="thiếu", items=[item]))


def test_the_form_hands_on_what_was_entered_by_paper(here: world.World, client: Client) -> None:
    dossier = pages.assigned(here)
    first = here.components[0].pk
    form = {"reason": "thiếu", f"missing-{first}-copies": "2", "missing-0-what": "giấy khác", "contact": "0262"}
    answer = pages.entered_in(client, here, "officer").post(f"/dossiers/{dossier.pk}/request_supplement/", form)
    assert answer.status_code == 303
    assert sorted(SupplementItem.objects.values_list("copies", "what")) == [(0, "giấy khác"), (2, "")]


def test_the_system_reminds_on_the_tenth_day_and_closes_after_the_fifteenth_once(here: world.World) -> None:
    waiting, older = in_process(here, RECEIVED), in_process(here, "2025-06-02T09:00")
    request_supplement(here.act("officer", "2025-08-05T16:00"), waiting.pk, reason="thiếu giấy")
    request_supplement(here.act("officer", "2025-06-03T08:00"), older.pk, reason="thiếu giấy")

    def tended(day: str, *, close: bool = True) -> tuple[int, int]:
        told = tend_unanswered(now=at(f"{day}T07:15"), remind_them=True, close_them=close)
        return told["reminded"], told["closed"]

    assert [tended(day) for day in ("2025-08-14", "2025-08-15", "2025-08-15", "2025-08-20")] == [
        (0, 0), (1, 0), (0, 0), (0, 0),
    ]  # fmt: skip
    assert Message.objects.filter(kind="dossiers.papers_reminder").count() == 1
    assert tended("2025-08-21", close=False) == (0, 0)
    assert [tended("2025-08-21"), tended("2025-08-21")] == [(0, 1), (0, 0)]
    assert list(Dossier.objects.order_by("id").values_list("ending", flat=True)) == [5, 0], "Decree 61 closes nothing"


def test_the_head_closes_too_when_there_was_a_reminder(here: world.World, dossier: Dossier) -> None:
    request_supplement(here.act("officer", "2025-08-05T16:00"), dossier.pk, reason="thiếu giấy")
    refused("not-reminded", lambda: close_unanswered(here.act("head", "2025-08-25T08:00"), dossier.pk))
    remind(here.act("clerk", "2025-08-15T08:00"), dossier.pk)
    assert close_unanswered(here.act("head", "2025-08-25T08:00"), dossier.pk).ending == 5


def test_an_obligation_keeps_its_notice_and_the_citizen_may_withdraw_meanwhile(
    here: world.World, dossier: Dossier
) -> None:
    told = here.act("officer", "2025-08-05T08:00")
    refused("amount", lambda: pause(told, dossier.pk, kind="obligation", reason="thuế", amount=0))
    pause(told, dossier.pk, kind="obligation", reason="thuế", document="12/TB", amount=150_000)
    assert list(Pause.objects.values_list("document", "amount")) == [("12/TB", 150_000)]
    assert withdraw(here.act("clerk", "2025-08-06T08:00"), dossier.pk).ending == 2


def test_an_extension_carries_its_apology_in_the_same_act(here: world.World, dossier: Dossier) -> None:
    found = extend(
        here.act("head", "2025-08-06T08:00"), dossier.pk,
        new_date=date(2025, 8, 15), reason="xác minh", responsible_unit_id=here.units["so"].pk, apology=True,
    )  # fmt: skip
    assert found.apology == 1
    assert list(Apology.objects.values_list("new_date", "late")) == [(date(2025, 8, 15), False)]


def test_only_a_late_dossier_is_explained_and_the_fact_says_so(here: world.World, dossier: Dossier) -> None:
    said = {"explanation": "chậm", "document": "12/GT"}
    refused("not-late", lambda: explain(here.act("head", "2025-08-11T17:00"), dossier.pk, cause="agency", **said))
    late = explain(here.act("head", "2025-08-12T08:00"), dossier.pk, cause="agency", **said)
    assert Explanation.objects.get().document == "12/GT"
    assert Fact.objects.get(subject_id=dossier.pk, version=late.version).explained


def test_a_wrong_result_has_a_clock_of_its_own_and_the_finish_stays(here: world.World, dossier: Dossier) -> None:
    unit = here.units["phong"].pk
    early = here.act("clerk", "2025-08-06T08:00")
    refused("no-result", lambda: report_wrong_result(early, dossier.pk, what="sai", responsible_unit_id=unit))
    finished = done(here, dossier).finished_at
    wrong = report_wrong_result(here.act("clerk", "2025-08-08T10:00"), dossier.pk, what="sai", responsible_unit_id=unit)
    assert wrong.correction_due_at == at("2025-08-13T10:00")
    again = here.act("clerk", "2025-08-09T10:00")
    refused("already-reported", lambda: report_wrong_result(again, dossier.pk, what="x", responsible_unit_id=unit))
    corrected = correct_result(here.act("officer", "2025-08-14T08:00"), dossier.pk, note="bản mới")
    assert (corrected.correction_due_at, corrected.finished_at) == (None, finished)
    assert ResultCorrection.objects.get().late is True
    refused("no-correction", lambda: correct_result(here.act("officer", "2025-08-15T08:00"), dossier.pk, note="x"))


def test_a_loss_needs_an_apology_and_a_remedy_and_ends_when_found(
    here: world.World, dossier: Dossier, client: Client
) -> None:
    told = here.act("clerk", "2025-08-05T08:00")
    refused("apology", lambda: report_loss(told, dossier.pk, what="bản vẽ", apology=" ", remedy="xin bản sao"))
    refused("remedy", lambda: report_loss(told, dossier.pk, what="bản vẽ", apology="xin lỗi", remedy=""))
    lost = report_loss(told, dossier.pk, what="bản vẽ", apology="xin lỗi", remedy="xin bản sao")
    assert (lost.lost, lost.paused_since) == (True, None)
    page = pages.entered_in(client, here, "officer").get(f"/dossiers/{dossier.pk}/").content.decode()
    assert "Mất, hư hỏng" in page
    assert found(here.act("officer", "2025-08-06T08:00"), dossier.pk, note="ở kho").lost is False
    assert Loss.objects.get().found_at is not None


def test_a_result_waits_is_reminded_of_and_waits_again_when_the_post_brings_it_back(
    here: world.World, dossier: Dossier
) -> None:
    refused("not-waiting", lambda: remind_collection(here.act("clerk", "2025-08-06T08:00"), dossier.pk))
    done(here, dossier)
    assert remind_collection(here.act("clerk", "2025-09-20T08:00"), dossier.pk).collection_reminded_at
    return_result(here.act("clerk", "2025-09-22T08:00"), dossier.pk)
    back = note_returned_mail(here.act("clerk", "2025-09-25T08:00"), dossier.pk, reason="sai địa chỉ")
    assert (back.status, back.step, back.returned_at) == (9, "return", None)
    assert return_result(here.act("clerk", "2025-09-26T08:00"), dossier.pk).status == 10
