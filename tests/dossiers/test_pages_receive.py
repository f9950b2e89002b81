"""Reception: choosing the procedure, the form, what is refused, what is written once."""

import re

import pytest
from django.test import Client

import world
from caicach.accounts.models import Grant
from caicach.dossiers.models import Dossier, Paper, Party
from caicach.journal.models import Line
from caicach.procedures.models import Competence
from dossiers import pages


def reception(here: world.World) -> str:
    return f"/dossiers/receive/{here.procedure.pk}/"


def test_a_procedure_is_found_without_diacritics_and_without_scripts(database: str, client: Client) -> None:
    here = world.build()
    pages.entered_in(client, here, "clerk")
    for words in ("thủ tục thử", "THU TUC", "thu thu", "syn-1"):
        here.version.search = "syn-1 thu tuc thu"
        here.version.save()
        answer = client.get("/dossiers/receive/", {"q": words})
        assert reception(here) in answer.content.decode(), words
    assert reception(here) not in client.get("/dossiers/receive/", {"q": "dat dai"}).content.decode()


def test_the_form_shows_the_list_and_the_promised_date(database: str, client: Client) -> None:
    here = world.build()
    page = pages.entered_in(client, here, "clerk").get(reception(here)).content.decode()
    assert "Giấy 1" in page
    assert "5 ngày làm việc" in page
    part = client.get(f"{reception(here)}due/", {"at": "2024-04-25T09:00", "channel": "1"}).content.decode()
    assert "06/05/2024 09:00" in part


def test_a_dossier_is_received_within_its_budget(database: str, client: Client) -> None:
    here = world.build()
    pages.entered_in(client, here, "clerk")
    form = pages.filled(here, submitter_email="b@example.vn")
    with pages.statements(20):
        answer = client.post(reception(here), form)
    dossier = Dossier.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/dossiers/{dossier.pk}/#slip")
    assert dossier.number
    assert dossier.number.startswith("H99.02-")
    assert dossier.accepted_at is not None
    assert dossier.accepted_at.second == 0
    assert Paper.objects.filter(originals=1).count() == 2
    assert set(Party.objects.values_list("role", "name")) == {("submitter", "H'Bia Êban"), ("owner", "H'Bia Êban")}


def test_a_clerk_with_a_whole_tree_stays_within_the_budget_too(database: str, client: Client) -> None:
    here = world.build()
    Grant.objects.filter(user=here.users["clerk"]).update(subtree=True)
    pages.entered_in(client, here, "clerk")
    with pages.statements(20):
        assert client.post(reception(here), pages.filled(here, submitter_email="b@example.vn")).status_code == 303


def test_owner_and_proxy_are_kept_apart(database: str, client: Client) -> None:
    here = world.build()
    form = pages.filled(here, owner_name="Hội Mẫu", owner_kind="organisation", proxy_name="Y Moan")
    pages.entered_in(client, here, "clerk").post(reception(here), form)
    assert set(Party.objects.values_list("role", "kind", "name")) == {
        ("submitter", "person", "H'Bia Êban"),
        ("owner", "organisation", "Hội Mẫu"),
        ("proxy", "person", "Y Moan"),
    }


def test_what_is_refused_keeps_what_was_entered_and_writes_nothing(database: str, client: Client) -> None:
    here = world.build()
    lines = Line.objects.count()
    form = pages.filled(here, summary="cấp lại lần hai", **{f"paper-{here.components[1].pk}-originals": ""})
    answer = pages.entered_in(client, here, "clerk").post(reception(here), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "thiếu Giấy 2" in page
    assert "Điều 17 khoản 1 Nghị định 118/2025" in page
    for kept in ("H&#x27;Bia Êban", "066000000123", "cấp lại lần hai", form["request_key"]):
        assert kept in page, kept
    assert re.search(rf'name="paper-{here.components[0].pk}-originals" value="1"', page)
    assert (Dossier.objects.count(), Line.objects.count()) == (0, lines)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"submitter_name": ""}, "Họ tên người nộp"),
        ({"at": "2099-01-01T08:00"}, "tương lai"),
        ({"channel": "7"}, "Hình thức nộp"),
        ({"unit": "999999"}, "không có thẩm quyền"),
        ({"papers": "x", "paper-999999-originals": "1"}, "không nằm trong thành phần hồ sơ"),
    ],
)
def test_each_refusal_says_why(database: str, client: Client, changes: dict[str, str], words: str) -> None:
    here = world.build()
    answer = pages.entered_in(client, here, "clerk").post(reception(here), pages.filled(here, **changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Dossier.objects.count() == 0


def test_numbers_of_sheets_that_are_none_are_refused(database: str, client: Client) -> None:
    here = world.build()
    pages.entered_in(client, here, "clerk")
    for wrong in ("-1", "hai", "1000", "²"):
        form = pages.filled(here, **{f"paper-{here.components[0].pk}-originals": wrong})
        answer = client.post(reception(here), form)
        assert answer.status_code == 422
        assert "Số bản phải là số nguyên" in answer.content.decode()


def test_a_form_sent_twice_is_one_dossier(database: str, client: Client) -> None:
    here = world.build()
    pages.entered_in(client, here, "clerk")
    form = pages.filled(here)
    first, again = client.post(reception(here), form), client.post(reception(here), form)
    assert first["Location"] == again["Location"]
    assert Dossier.objects.count() == 1


def test_papers_missing_it_can_be_noted_and_then_asked_for(database: str, client: Client) -> None:
    here = world.build()
    pages.entered_in(client, here, "clerk")
    form = pages.filled(here, act="submit", **{f"paper-{here.components[1].pk}-originals": ""})
    answer = client.post(reception(here), form)
    dossier = Dossier.objects.get()
    assert (answer.status_code, dossier.status, dossier.number) == (303, 1, None)
    page = client.get(answer["Location"]).content.decode()
    assert f"/dossiers/{dossier.pk}/request_supplement/" in page
    # Accepting it asks only for what is still missing.
    asked = client.get(f"/dossiers/{dossier.pk}/receive/").content.decode()
    assert "Giấy 2" in asked
    assert "Giấy 1" not in asked
    done = client.post(f"/dossiers/{dossier.pk}/receive/", {f"paper-{here.components[1].pk}-copies": "1"})
    dossier.refresh_from_db()
    assert (done.status_code, dossier.status) == (303, 2)


@pytest.mark.parametrize("name", ["officer", "head", "leader", "reformer", "admin"])
def test_only_intake_clerks_find_the_reception(database: str, client: Client, name: str) -> None:
    here = world.build()
    pages.entered_in(client, here, name)
    assert client.get("/dossiers/receive/").status_code == 404
    assert client.get(reception(here)).status_code == 404
    assert client.post(reception(here), pages.filled(here)).status_code == 404
    assert Dossier.objects.count() == 0


def test_the_receipt_prints_number_papers_and_promise(database: str, client: Client) -> None:
    here = world.build()
    pages.entered_in(client, here, "clerk").post(reception(here), pages.filled(here, at="2024-04-25T09:00"))
    dossier = Dossier.objects.get()
    page = client.get(f"/dossiers/{dossier.pk}/receipt/").content.decode()
    for printed in (dossier.number, "25/04/2024 09:00", "06/05/2024 09:00", "066000000123", "Giấy 2", "1 bản chính"):
        assert printed in page, printed
    pages.entered_in(client, here, "stranger")
    assert client.get(f"/dossiers/{dossier.pk}/receipt/").status_code == 404


def test_one_button_fills_in_the_whole_list_and_keeps_the_rest(database: str, client: Client) -> None:
    here = world.build()
    bare = {f"paper-{component.pk}-originals": "" for component in here.components}
    answer = pages.entered_in(client, here, "clerk").post(reception(here), pages.filled(here, act="all", **bare))
    page = answer.content.decode()
    assert answer.status_code == 200
    for component in here.components:
        assert re.search(rf'name="paper-{component.pk}-originals" value="1"', page)
    assert "H&#x27;Bia Êban" in page
    assert Dossier.objects.count() == 0


def test_where_several_agencies_are_competent_the_clerk_chooses(database: str, client: Client) -> None:
    here = world.build()
    Competence.objects.create(procedure=here.procedure, unit=here.units["so2"], valid_from=world.BEGINNING)
    pages.entered_in(client, here, "clerk")
    page = client.get(reception(here)).content.decode()
    assert "Sở thử</option>" in page
    assert "Sở khác</option>" in page
    assert "Chọn cơ quan giải quyết để biết ngày hẹn trả." in page
    chosen = client.get(f"{reception(here)}due/", {"unit": here.units["so2"].pk, "at": "2024-04-25T09:00"})
    assert "06/05/2024 09:00" in chosen.content.decode()
    assert client.post(reception(here), pages.filled(here, unit=str(here.units["so2"].pk))).status_code == 303
    assert Dossier.objects.get().unit == here.units["so2"]


def test_a_procedure_nobody_is_competent_for_is_not_received(database: str, client: Client) -> None:
    here = world.build()
    Competence.objects.update(valid_to="2024-01-01")
    pages.entered_in(client, here, "clerk")
    assert client.get(reception(here)).status_code == 404
    assert reception(here) not in client.get("/dossiers/receive/").content.decode()
