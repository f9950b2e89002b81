"""The pages of a result's way: drafting, the signer's queue, the records clerk's batch, registers; on a phone too."""

import base64
import hashlib
import io
import re
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pages
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

import pdfs
import signing_service
import world
from browsing import faults
from caicach.dossiers.models import Dossier
from caicach.dossiers.services.approve import approve
from caicach.dossiers.services.draft import draft
from caicach.dossiers.services.initial import initial
from caicach.dossiers.services.number import number
from caicach.dossiers.services.sign import sign
from caicach.dossiers.services.submit_document import submit_document
from caicach.journal.models import Line
from caicach.kit.period import local_day
from caicach.papers.models import Document, IssuedNumber, Preparation, Register, Signature
from caicach.papers.queries.files import open_file
from signing_service import Service, make_key

A_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
WAY = ("drafted", "submitted", "initialled", "approved", "signed", "numbered")


@pytest.fixture(autouse=True)
def ink_only(settings: Any, tmp_path: Path) -> None:
    """No signing service, unless a test starts one."""
    settings.SIGNING_URL = settings.SIGNING_ROOTS = ""
    settings.FILES_ROOT = tmp_path / "files"


def lying(here: world.World, state: str = "initialled", *, kind: str = "decision") -> Dossier:
    """A dossier whose paper has come so far."""
    at = pages.ago(minutes=20)
    dossier = pages.assigned(here)

    def act(name: str) -> Any:
        return pages.acting(here, name, at)

    steps: list[Callable[[], object]] = [
        lambda: draft(
            act("officer"), dossier.pk, kind=kind, outcome="granted", title="Về việc cấp giấy", grounds="Căn cứ Luật",
            body="Điều 1. Đồng ý.",
        ),
        lambda: submit_document(act("officer"), dossier.pk, sheet="Kính trình lãnh đạo"),
        lambda: initial(act("head"), dossier.pk),
        lambda: approve(act("leader"), dossier.pk),
        lambda: sign(act("leader"), dossier.pk),
        lambda: number(act("records"), dossier.pk, number=40 + dossier.pk),
    ]  # fmt: skip
    for step in steps[: WAY.index(state) + 1]:
        step()
    return dossier


def state(dossier: Dossier) -> str:
    """Where its paper is."""
    return Dossier.objects.get(pk=dossier.pk).document


def sent(client: Client, url: str, **form: Any) -> Any:
    """A form sent with a key of its own."""
    return client.post(url, {"request_key": "k", **form})


@pytest.fixture
def here(database: str) -> world.World:
    """The small province, in an empty database."""
    return world.build()


def test_a_result_goes_its_way_through_the_pages(here: world.World, client: Client) -> None:
    dossier = pages.assigned(here)
    own = f"/dossiers/{dossier.pk}/"
    form = pages.entered_in(client, here, "officer").get(f"{own}draft/")
    initial_text = form.context["form"].initial
    assert "Y Bhăm Niê" in initial_text["body"]
    assert "không đủ điều kiện" in client.get(f"{own}draft/?outcome=denied").context["form"].initial["body"]
    steps: list[tuple[str, str, dict[str, str]]] = [
        ("officer", "draft", {"kind": "decision", "outcome": "granted", "title": "Về việc thử", "body": "Điều 1. Có."}),
        ("officer", "submit_document", {"sheet": "Kính trình", "leader": str(here.users["leader"].pk)}),
        ("head", "initial", {}),
        ("leader", "approve", {}),
        ("leader", "sign", {}),
        ("records", "number", {"number": "12", "symbol": "QĐ-SNV"}),
        ("records", "release", {}),
    ]
    for name, word, told in steps:
        pages.entered_in(client, here, name)
        assert client.get(own).context["actions"][0]["word"] == word
        assert client.get(f"{own}{word}/").status_code == 200
        assert sent(client, f"{own}{word}/", **told, request_key=word).status_code == 303, word
    found = Dossier.objects.get(pk=dossier.pk)
    assert (found.status, found.document, str(Document.objects.get())) == (9, "released", "12/QĐ-SNV")
    printed = pages.entered_in(client, here, "clerk").get(f"{own}document/")
    assert printed["Content-Type"] == "application/pdf"
    assert "Số: 12/QĐ-SNV" in pdfs.text(printed.content)
    assert pdfs.families(printed.content) == {"LibertinusSerif"}
    assert pdfs.code_told(printed.content) == f"{dossier.number}|SYN-1|066000000001|Quyết định về việc thử"
    pages.entered_in(client, here, "reformer")
    hidden = client.get(f"{own}document/").content
    assert pdfs.code_told(hidden) == f"{dossier.number}|SYN-1||Quyết định về việc thử"


def test_the_counter_reads_no_draft(here: world.World, client: Client) -> None:
    dossier = lying(here, "signed")
    assert pages.entered_in(client, here, "clerk").get(f"/dossiers/{dossier.pk}/document/").status_code == 404
    assert pages.entered_in(client, here, "officer").get(f"/dossiers/{dossier.pk}/document/").status_code == 200


def test_the_queue_shows_each_hand_its_own(here: world.World, client: Client) -> None:
    to_initial, to_sign = lying(here, "submitted"), lying(here, "initialled")
    lying(here, "drafted")
    head = pages.entered_in(client, here, "head").get("/signing/")
    assert [row.line.id for row in head.context["rows"]] == [to_initial.pk]
    leader = pages.entered_in(client, here, "leader").get("/signing/")
    assert [row.line.id for row in leader.context["rows"]] == [to_sign.pk]
    text = leader.content.decode()
    assert all(words in text for words in ("Căn cứ Luật", "Kính trình lãnh đạo", "Điều 1. Đồng ý.", "Hạn trả"))
    assert client.get("/signing/?pile=initial").status_code == 404
    assert pages.entered_in(client, here, "sibling").get("/signing/").context["rows"] == []


def test_many_are_signed_and_each_row_answers(here: world.World, client: Client) -> None:
    good, again, early = lying(here), lying(here), lying(here, "submitted")
    pages.entered_in(client, here, "leader")
    rows = [str(one.pk) for one in (good, again, early)]
    answer = sent(client, "/signing/", row=[*rows, "999999", "x"], act="sign")
    assert answer.status_code == 200
    told = {one.number: one.refusal for one in answer.context["answers"]}
    assert told[good.number] == told[again.number] == ""
    assert "ký nháy" in told[early.number]
    assert "Không có hồ sơ" in told["–"]
    assert [state(good), state(again), state(early)] == ["signed", "signed", "submitted"]
    lines = Line.objects.count()
    sent(client, "/signing/", row=rows, act="sign")
    assert Line.objects.count() == lines
    assert sent(client, "/signing/", row=[], act="sign", request_key="k2").status_code == 422


def test_a_return_needs_its_reason(here: world.World, client: Client) -> None:
    dossier = lying(here)
    pages.entered_in(client, here, "leader")
    assert sent(client, "/signing/", row=[dossier.pk], act="return").status_code == 422
    assert sent(client, "/signing/", row=[dossier.pk], act="return", reason="Sai căn cứ").status_code == 200
    assert (state(dossier), Document.objects.get().returned_reason) == ("returned", "Sai căn cứ")


def test_the_records_clerk_numbers_and_releases_a_batch(here: world.World, client: Client) -> None:
    first, second, third = lying(here, "signed"), lying(here, "signed"), lying(here, "signed")
    pages.entered_in(client, here, "records")
    form = {f"number-{first.pk}": "7", f"number-{second.pk}": "7", f"number-{third.pk}": "abc"}
    answer = sent(client, "/numbering/", row=[first.pk, second.pk, third.pk], act="number", **form)
    told = {one.number: one.refusal for one in answer.context["answers"]}
    assert told[first.number] == ""
    assert "Số 7 đã dùng" in told[second.number]
    assert "số nguyên" in told[third.number]
    scan = SimpleUploadedFile("scan.pdf", A_PDF, content_type="application/pdf")
    form = {"pile": "release", "row": [first.pk, second.pk], "act": "release", f"scan-{first.pk}": scan}
    answer = client.post("/numbering/", {"request_key": "r", **form})
    assert [bool(one.refusal) for one in answer.context["answers"]] == [True, False]
    found = Dossier.objects.get(pk=first.pk)
    assert (found.status, found.document, state(second)) == (9, "released", "signed")
    with open_file(Document.objects.get(subject_id=first.pk).file) as stream:
        assert stream.read() == A_PDF


def test_our_register_needs_no_typed_number_and_offers_reserved_ones(here: world.World, client: Client) -> None:
    pages.entered_in(client, here, "records")
    year = local_day(timezone.now()).year
    form = {"unit": here.units["so"].pk, "kind": "decision", "year": year, "way": "own", "symbol": "QĐ-SNV", "last": 9}
    assert sent(client, "/registers/", **form).status_code == 303
    register = Register.objects.get()
    kept = {
        "count": "1",
        "day": local_day(timezone.now()).isoformat(),
        "reason": "Giữ cho văn bản khẩn",
        "act": "reserve",
    }
    assert sent(client, f"/registers/{register.pk}/", **kept, request_key="a").status_code == 303
    assert sent(client, f"/registers/{register.pk}/", **{**kept, "act": "skip"}, request_key="b").status_code == 303
    assert sent(client, f"/registers/{register.pk}/", **{**kept, "reason": " "}, request_key="c").status_code == 422
    one, two = lying(here, "signed"), lying(here, "signed")
    batch = client.get("/numbering/").content.decode()
    assert "Giữ cho văn bản khẩn" in batch
    reserved = IssuedNumber.objects.get(state="reserved").pk
    sent(client, "/numbering/", row=[one.pk, two.pk], act="number", **{f"reserved-{two.pk}": reserved}, request_key="d")
    assert dict(Document.objects.values_list("subject_id", "number")) == {one.pk: 12, two.pk: 10}
    shown = client.get(f"/registers/{register.pk}/")
    assert [row["row"].number for row in shown.context["explained"]] == [11]
    again = sent(client, "/registers/", **{**form, "way": "given"}, request_key="e")
    assert again.status_code == 422
    assert "một nơi" in again.content.decode()
    assert client.get(f"/registers/?year={year - 1}").status_code == 200


def test_numbers_are_brought_in_by_a_sheet(here: world.World, client: Client) -> None:
    first, second = lying(here, "signed"), lying(here, "signed")
    pages.entered_in(client, here, "records")
    today = local_day(timezone.now())
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as made:
        page = made.add_worksheet()
        day = made.add_format({"num_format": "dd/mm/yyyy"})
        page.write_row(0, 0, ["Mã hồ sơ", "Số", "Ngày", "Ký hiệu"])
        page.write_row(1, 0, [first.number, 51])
        page.write_datetime(1, 2, datetime.combine(today, time()), day)
        page.write_row(2, 0, ["H99-khong-co", 52])
        page.write_row(3, 0, [second.number, "năm mươi"])
    answer = client.post("/numbering/import/", {"sheet": SimpleUploadedFile("so.xlsx", book.getvalue())})
    told = {one.number: one.refusal for one in answer.context["answers"]}
    assert (answer.status_code, told[first.number]) == (200, "")
    assert told["H99-khong-co"]
    assert told[second.number]
    assert Document.objects.get(subject_id=first.pk).number == 51
    text = f"Mã hồ sơ;Số;Ngày;Ký hiệu\n{second.number};53;{today:%d/%m/%Y};QĐ-X\n".encode()
    client.post("/numbering/import/", {"sheet": SimpleUploadedFile("so.csv", text)})
    assert str(Document.objects.get(subject_id=second.pk)) == "53/QĐ-X"
    for wrong in (b"PK\x03\x04 no workbook", b"x;y\n1;2", b"\xff\xfe\x00"):
        answer = client.post("/numbering/import/", {"sheet": SimpleUploadedFile("so.csv", wrong)})
        assert answer.status_code == 422


def test_a_pile_takes_as_many_statements_however_long_it_is(here: world.World, client: Client) -> None:
    for name, where, address in [("leader", "initialled", "/signing/"), ("records", "signed", "/numbering/")]:
        lying(here, where)
        pages.entered_in(client, here, name)
        client.get(address)
        few, _ = pages.counted(client, address)
        for _ in range(3):
            lying(here, where)
        many, answer = pages.counted(client, address)
        assert (many, len(answer.context["rows"])) == (few, 4)
        assert many <= 16


@pytest.fixture
def service(settings: Any, tmp_path: Path) -> Any:
    """A running signing service."""
    with signing_service.running({"leader": "Leader", "unit:so": "Sở thử"}) as running:
        settings.SIGNING_URL, settings.SIGNING_TOKEN = running.url, running.token
        settings.SIGNING_ROOTS = str(running.roots_file(tmp_path))
        yield running


def test_the_clerk_seals_what_the_leader_signed(here: world.World, client: Client, service: Service) -> None:
    dossier = lying(here)
    pages.entered_in(client, here, "leader")
    wrong = sent(client, "/signing/", row=[dossier.pk], act="sign", way="digital", pin="1", request_key="w")
    assert wrong.status_code == 422
    assert "Sai mã PIN" in wrong.content.decode()
    assert sent(client, "/signing/", row=[dossier.pk], act="sign", way="digital", pin="1234").status_code == 200
    pages.entered_in(client, here, "records")
    sent(client, "/numbering/", row=[dossier.pk], act="number", **{f"number-{dossier.pk}": "3"}, request_key="n")
    refused = sent(client, "/numbering/", pile="release", row=[dossier.pk], act="release", request_key="r")
    assert "chưa có chữ ký số của cơ quan" in refused.content.decode()
    for word in ("seal", "release"):
        done = sent(client, "/numbering/", pile="release", row=[dossier.pk], act=word, pin="1234", request_key=word)
        assert done.status_code == 200, word
    assert state(dossier) == "released"
    assert Signature.objects.filter(void=False, trusted=True, intact=True, valid=True).count() == 2


def test_a_token_signs_by_two_pages(here: world.World, client: Client, service: Service) -> None:
    dossier = lying(here, "approved")
    pages.entered_in(client, here, "leader")
    token = make_key("Leader", service.root)
    address = f"/signing/{dossier.pk}/token/"
    assert client.get(address).status_code == 200
    bad = client.post(address, {"certificate": SimpleUploadedFile("a.cer", b"nothing")})
    assert bad.status_code == 422
    step = client.post(address, {"certificate": SimpleUploadedFile("a.cer", token.der)})
    kept = Preparation.objects.get()
    assert step["Location"] == f"/signing/token/{kept.pk}/"
    page = client.get(step["Location"])
    assert bytes(kept.attributes) == client.get(f"{step['Location']}data/").content
    digest = hashlib.sha256(bytes(kept.attributes)).digest()
    assert page.context["hash"] == base64.b64encode(digest).decode()
    assert client.post(step["Location"], {"signature": "!!"}).status_code == 422
    assert (
        client.post(step["Location"], {"signature": base64.b64encode(token.sign(digest)).decode()}).status_code == 303
    )
    assert (state(dossier), Document.objects.get().way) == ("signed", "digital")


# In a real browser, on a phone.


@pytest.mark.browser
def test_a_leader_signs_many_on_a_phone(here: world.World, open_page: Callable[..., Any]) -> None:
    mine, other = lying(here), lying(here)
    here.users["leader"].set_password("mat-khau-thu")
    here.users["leader"].save()
    page = open_page("/sign-in/", width=390)
    page.fill("[name=login]", "leader")
    page.fill("[name=password]", "mat-khau-thu")
    page.click("main button[type=submit]")
    page.wait_for_selector("nav")
    page.goto(re.sub(r"^(https?://[^/]+).*", r"\1/signing/", page.url))
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("details.pile-text summary").first.click()
    assert page.locator(".pile-paper").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click("[data-pick-all]")
    assert page.locator("[data-pick-count]").inner_text() == "2 / 2"
    page.click("button[value=sign]")
    page.wait_for_selector(".answers")
    assert faults(page) == []
    assert page.locator(".answer-rows li").count() == 2
    assert [state(mine), state(other)] == ["signed", "signed"]
