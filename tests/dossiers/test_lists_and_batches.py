"""A dossier with a list of subjects; many dossiers of one submitter, all or none, each its own."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

import pdfs
import world
from caicach.dossiers.models import Batch, Dossier, Fact, Subject
from caicach.dossiers.rules.pasted import Listed, read_rows, read_subjects
from caicach.dossiers.services.approve import approve
from caicach.dossiers.services.draft import draft
from caicach.dossiers.services.forward import forward
from caicach.dossiers.services.initial import initial
from caicach.dossiers.services.judge_subjects import judge_subjects
from caicach.dossiers.services.number import number
from caicach.dossiers.services.receive import receive
from caicach.dossiers.services.release import release
from caicach.dossiers.services.sign import sign
from caicach.dossiers.services.submit_document import submit_document
from caicach.journal.models import Line
from caicach.kit.acts import Act
from caicach.kit.period import local
from caicach.kit.refusal import Refused
from dossiers import pages
from dossiers.desk_work import refused

FORTY = "\n".join(f"{place}.\tNgười Thứ {place}\tGiáo viên\tXã Thử" for place in range(1, 41))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("Y Bhăm\n\n  H'Bia \t hiệu trưởng\r\n", (Listed("Y Bhăm"), Listed("H'Bia", "hiệu trưởng"))),
        ("1\tY Bhăm\tgiáo viên\tXã A", (Listed("Y Bhăm", "giáo viên, Xã A"),)),
        ("12", (Listed("12"),)),
    ],
)
def test_a_pasted_list_of_subjects(text: str, found: tuple[Listed, ...]) -> None:
    assert read_subjects(text) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [("1\t\tgiáo viên", "no-name"), ("x" * 201, "too-long"), ("\n".join("a" * 501), "too-many")],
)
def test_a_list_that_cannot_be_read_names_its_line(text: str, code: str) -> None:
    with pytest.raises(Refused) as raised:
        read_subjects(text)
    assert raised.value.code == f"pasted-{code}"


def test_rows_of_a_batch_are_read() -> None:
    rows = read_rows("SYN-1\tHội A\tcấp mới\tx\n\nsyn-2\tHội B\t\t\tso-noi-vu")
    assert [(row.line, row.code, row.owner, row.complete, row.unit) for row in rows] == [
        (1, "SYN-1", "Hội A", True, ""),
        (3, "syn-2", "Hội B", False, "so-noi-vu"),
    ]
    for text, code in (("", "no-rows"), ("\tHội A", "no-code"), ("SYN-1\tA\tb\tchắc đủ", "unclear")):
        with pytest.raises(Refused) as raised:
            read_rows(text)
        assert raised.value.code == f"pasted-{code}"


def _listed(here: world.World, client: Client) -> Dossier:
    pages.entered_in(client, here, "clerk")
    assert client.post(f"/dossiers/receive/{here.procedure.pk}/", pages.filled(here, listed=FORTY)).status_code == 303
    dossier = Dossier.objects.get()
    return forward(pages.acting(here, "clerk", pages.ago(minutes=0)), dossier.pk, unit_id=here.units["phong"].pk)


def test_forty_persons_are_one_dossier_each_with_a_result(here: world.World, client: Client) -> None:
    dossier = _listed(here, client)
    assert (dossier.subjects, Subject.objects.count()) == (40, 40)
    assert Fact.objects.filter(subject_id=dossier.pk).latest("version").subjects == 40
    pages.entered_in(client, here, "head")
    address = f"/dossiers/{dossier.pk}/judge_subjects/"
    assert "Người Thứ 40" in client.get(address).content.decode()
    sent = {f"subject-{place}-result": "denied" if place > 38 else "approved" for place in range(1, 41)}
    assert client.post(address, {**sent, "subject-40-note": "trùng hồ sơ"}).status_code == 303
    assert Subject.objects.filter(result="approved").count() == 38
    assert Subject.objects.get(position=40).note == "trùng hồ sơ"
    page = client.get(f"/dossiers/{dossier.pk}/").content.decode()
    assert "Đồng ý 38, không đồng ý 2, chưa ghi kết quả 0." in page
    bodies = "".join(Line.objects.values_list("body", flat=True))
    assert "Người Thứ" not in bodies
    assert "trùng" not in bodies
    assert '"approved":38' in bodies.replace(" ", "")


def test_a_dossier_ends_only_when_everybody_on_its_list_is_judged(here: world.World, client: Client) -> None:
    dossier = _listed(here, client)

    def now(name: str) -> Act:
        return pages.acting(here, name, pages.ago(minutes=0))

    judge_subjects(now("head"), dossier.pk, results=dict.fromkeys(range(1, 40), ("approved", "")))
    draft(now("head"), dossier.pk, kind="decision", outcome="granted", title="Khen thưởng", body="Tặng Bằng khen.")
    submit_document(now("head"), dossier.pk, sheet="Kính trình")
    initial(now("head"), dossier.pk)
    approve(now("leader"), dossier.pk)
    sign(now("leader"), dossier.pk)
    number(now("records"), dossier.pk, number=1)
    said = refused("subjects-open", lambda: release(now("records"), dossier.pk))
    assert said.values == {"count": 1}
    judge_subjects(now("head"), dossier.pk, results={40: ("denied", "thiếu thành tích")})
    assert release(now("records"), dossier.pk).status == 9


@pytest.mark.parametrize(
    ("results", "code"),
    [({}, "unknown-subject"), ({41: ("approved", "")}, "unknown-subject"), ({1: ("perhaps", "")}, "unknown-result")],
)
def test_results_of_nobody_are_refused(
    here: world.World, client: Client, results: dict[int, tuple[str, str]], code: str
) -> None:
    dossier = _listed(here, client)
    refused(code, lambda: judge_subjects(pages.acting(here, "head", pages.ago(minutes=0)), dossier.pk, results=results))


def _rows(here: world.World, rows: str, **changes: str) -> dict[str, str]:
    shared = {"received_unit": str(here.units["centre"].pk), "channel": "1", "kind": "agency", "name": "Trường Thử",
              "request_key": "batch-1", "rows": rows, "act": "receive"}  # fmt: skip
    return {**shared, **changes}


def test_a_batch_is_previewed_and_then_received_as_a_whole(here: world.World, client: Client) -> None:
    pages.entered_in(client, here, "clerk")
    rows = "SYN-1\tHội A\tcấp mới\tx\nsyn-1\tHội B\tcấp lại\tđủ\nSYN-1\t\tgia hạn\tx"
    preview = client.post("/dossiers/receive/many/", _rows(here, rows, act="preview"))
    assert (preview.status_code, Dossier.objects.count()) == (200, 0)
    assert "Tiếp nhận 3 hồ sơ" in preview.content.decode()
    for _ in range(2):  # the same form twice is one batch
        done = client.post("/dossiers/receive/many/", _rows(here, rows))
        assert done.status_code == 303
    batch = Batch.objects.get()
    found = list(batch.dossiers.order_by("pk"))
    assert len({one.number for one in found}) == 3
    assert [one.parties.get(role="owner").name for one in found] == ["Hội A", "Hội B", "Trường Thử"]
    slip = client.get(f"/dossiers/batches/{batch.pk}/").content.decode()
    assert all(str(one.number) in slip for one in found)
    assert client.get(f"/dossiers/{found[0].pk}/").content.decode().count(f'"/dossiers/batches/{batch.pk}/"') == 1
    pages.entered_in(client, here, "stranger")
    assert client.get(f"/dossiers/batches/{batch.pk}/").status_code == 404
    assert client.get(f"/dossiers/batches/{batch.pk}/slip.pdf").status_code == 404


def test_one_slip_for_a_batch_is_printed_and_printed_again_as_it_was(here: world.World, client: Client) -> None:
    pages.entered_in(client, here, "clerk")
    rows = "SYN-1\tHội A\tcấp mới\tx\nSYN-1\tHội B\tcấp lại\tx"
    client.post("/dossiers/receive/many/", _rows(here, rows, identity="H99-TT", phone="0912345678"))
    batch = Batch.objects.get()
    first, second = batch.dossiers.order_by("pk")
    address = f"/dossiers/batches/{batch.pk}/slip.pdf"
    assert address in client.get(f"/dossiers/batches/{batch.pk}/").content.decode()
    slip = client.get(address)
    told = pdfs.text(slip.content)
    due = f"{local(first.promised_at):%H:%M %d/%m/%Y}"
    for text in ("Trường Thử", "H99-TT", "0912345678", f"1 {first.number}", f"2 {second.number}", "Hội B", due):
        assert text in told, text
    assert pdfs.families(slip.content) == {"LibertinusSerif"}
    assert pdfs.code_told(slip.content).startswith(f"{first.number}|SYN-1|H99-TT|Giấy tiếp nhận")
    Dossier.objects.update(promised_at=timezone.now() + timedelta(days=400))  # begun anew: it has its own receipt
    assert client.get(address).content == slip.content
    few, _ = pages.counted(client, address)
    client.post("/dossiers/receive/many/", _rows(here, "\n".join(["SYN-1\tHội C\t\tx"] * 9), request_key="b2"))
    many, _ = pages.counted(client, f"/dossiers/batches/{batch.pk + 1}/slip.pdf")
    assert (many, many <= 12) == (few, True)


def test_one_bad_row_and_nothing_is_received(here: world.World, client: Client) -> None:
    pages.entered_in(client, here, "clerk")
    lines = Line.objects.count()
    rows = "SYN-1\tHội A\t\tx\nSYN-9\tHội B\t\tx\nSYN-1\tHội C\t\t"
    answer = client.post("/dossiers/receive/many/", _rows(here, rows))
    page = answer.content.decode()
    assert (answer.status_code, Dossier.objects.count(), Line.objects.count()) == (422, 0, lines)
    for told in ("SYN-9", "Giấy tờ chưa đủ", "Tiếp nhận được", "Hội C"):
        assert told in page, told


def test_where_several_agencies_are_competent_the_row_names_one(here: world.World, client: Client) -> None:
    here.procedure.competences.create(unit=here.units["so2"], valid_from=date(2020, 1, 1))
    pages.entered_in(client, here, "clerk")
    answer = client.post("/dossiers/receive/many/", _rows(here, "SYN-1\tHội A\t\tx", act="preview"))
    assert "so, so2" in answer.content.decode()
    assert client.post("/dossiers/receive/many/", _rows(here, "SYN-1\tHội A\t\tx\tso2")).status_code == 303
    assert Dossier.objects.get().unit == here.units["so2"]
    assert receive(here.act("clerk", "2026-11-19T09:00"), here.intake()).batch is None
