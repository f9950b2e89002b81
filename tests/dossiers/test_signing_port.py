"""Digital signatures by a real service with its own authority: two of them, both sound after sealing."""

import base64
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from desk_work import in_process, refused
from pyhanko.pdf_utils.generic import StreamObject, pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

import pdfs
import signing_service
import world
from caicach.dossiers.models import Dossier
from caicach.dossiers.services.approve import approve
from caicach.dossiers.services.cancel_number import cancel_number
from caicach.dossiers.services.draft import draft
from caicach.dossiers.services.initial import initial
from caicach.dossiers.services.number import number
from caicach.dossiers.services.release import release
from caicach.dossiers.services.return_document import return_document
from caicach.dossiers.services.sign_by_token import prepare_for_token, sign_by_token
from caicach.dossiers.services.sign_many import seal_many, sign_many
from caicach.dossiers.services.submit_document import submit_document
from caicach.journal.models import Line
from caicach.kit.awaiting import awaited
from caicach.papers.models import Document, Signature
from caicach.papers.queries.files import open_file
from caicach.papers.queries.signatures import signatures_in, trusted_roots
from caicach.papers.rules.signatures import SignatureRole
from signing_service import Service, make_key

AT = "2025-08-05T09:00"
LEADER, SEAL = SignatureRole.LEADER, SignatureRole.SEAL


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    """The service with a key for the leader and one for the body."""
    with signing_service.running({"leader": "Leader", "unit:so": "SỞ THỬ, TỈNH THỬ"}) as running:
        yield running


@pytest.fixture(autouse=True)
def configured(service: Service, settings: object, tmp_path: Path) -> None:
    """The settings point to the service."""
    settings.SIGNING_URL, settings.SIGNING_TOKEN = service.url, service.token
    settings.SIGNING_ROOTS = str(service.roots_file(tmp_path))
    settings.FILES_ROOT = tmp_path / "files"


def submitted(here: world.World) -> int:
    """A dossier whose paper the head has initialled."""
    dossier = in_process(here, "2025-08-04T09:00")
    draft(
        here.act("officer", AT), dossier.pk, kind="decision", outcome="granted", title="Về việc cấp giấy phép ờ ở ợ",
        grounds="Căn cứ Luật thử;", body="Điều 1. Đồng ý.\nĐiều 2. Thi hành.", recipients="- Như Điều 2;\n- Lưu: VT.",
    )  # fmt: skip
    submit_document(here.act("officer", AT), dossier.pk, sheet="Kính trình")
    initial(here.act("head", AT), dossier.pk)
    return dossier.pk


def sealed(here: world.World) -> int:
    """A dossier whose paper is signed by the leader and sealed by the records clerk, both digitally."""
    dossier = submitted(here)
    assert [row.refused for row in sign_many(here.act("leader", AT), [dossier], way="digital", pin="1234")] == [None]
    number(here.act("records", "2025-08-06T09:00"), dossier, number=41)
    assert [row.refused for row in seal_many(here.act("records", "2025-08-06T09:10"), [dossier], pin="1234")] == [None]
    return dossier


def paper(dossier: int) -> Document:
    """The paper as it is stored."""
    return Document.objects.select_related("file").get(subject_id=dossier)


def content(dossier: int) -> bytes:
    """The PDF that is kept."""
    with open_file(paper(dossier).file) as stream:
        return stream.read()


def looked_at(pdf: bytes) -> dict[str, object]:
    """What pyHanko's own validator says of each signature."""

    async def look() -> dict[str, object]:
        context = ValidationContext(trust_roots=list(trusted_roots()), allow_fetching=False)
        found = PdfFileReader(BytesIO(pdf)).embedded_signatures
        return {one.field_name: await async_validate_pdf_signature(one, context) for one in found}

    return awaited(look())


def test_leader_then_seal_and_both_stay_valid(here: world.World, service: Service) -> None:
    dossier = sealed(here)
    pdf = content(dossier)
    found = looked_at(pdf)
    assert list(found) == ["leader", "seal"]
    assert [status.bottom_line for status in found.values()] == [True, True]
    assert found["leader"].modification_level == ModificationLevel.FORM_FILLING
    assert found["seal"].modification_level == ModificationLevel.NONE
    assert found["leader"].signing_cert.subject.native["common_name"] == "Leader"
    kinds = [one.sig_object["/SubFilter"] for one in PdfFileReader(BytesIO(pdf)).embedded_signatures]
    assert kinds == ["/ETSI.CAdES.detached"] * 2
    opened = pdfs.opened(pdf)
    faces = {str(one.BaseFont).partition("+")[2] for one in opened.objects if _is_font(one)}
    assert {face.partition("-")[0] for face in faces} == {"LibertinusSerif"}
    fields = {str(field["/T"]): field for field in opened.Root.AcroForm.Fields}
    assert str(fields["number"]["/V"]) == "Số: 41/QĐ-ST"
    assert str(fields["date"]["/V"]) == "thử, ngày 06 tháng 8 năm 2025"
    kept = {row.role: row for row in Signature.objects.filter(document=paper(dossier))}
    assert {(row.intact, row.valid, row.trusted) for row in kept.values()} == {(True, True, True)}
    assert (kept["leader"].name, kept["seal"].name) == ("Leader", "SỞ THỬ, TỈNH THỬ")
    assert release(here.act("records", "2025-08-06T10:00"), dossier).status == 9


def _is_font(one: object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"


def test_tampering_is_seen(here: world.World) -> None:
    pdf = content(sealed(here))
    start = pdf.index(b"/Title")
    assert b"stream" not in pdf[start : start + 9]
    changed = pdf[: start + 8] + bytes([pdf[start + 8] ^ 1]) + pdf[start + 9 :]
    assert [seen.intact for seen in signatures_in(changed)] == [False, False]
    # The number is the seal's to protect, the page is also the leader's.
    assert [seen.sound for seen in signatures_in(_added(pdf, number="Số: 99/QĐ-ST"))] == [True, False]
    page = signatures_in(_added(pdf))
    assert [(seen.intact, seen.unchanged, seen.sound) for seen in page] == [(True, False, False)] * 2


def _added(pdf: bytes, *, number: str = "") -> bytes:
    """The PDF with something added at its end: another number, or a line over the page."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    if number:
        field = writer.root["/AcroForm"]["/Fields"].raw_get(0)
        field.get_object()[pdf_name("/V")] = pdf_string(number)
        writer.mark_update(field)
    else:
        line = writer.add_object(StreamObject(stream_data=b"0 0 m 500 700 l S"))
        writer.add_stream_to_page(0, line)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_many_are_signed_with_one_question_and_each_answers_for_itself(here: world.World, service: Service) -> None:
    good, bad, again = submitted(here), submitted(here), submitted(here)
    return_document(here.act("leader", AT), bad, reason="Sai căn cứ")
    service.asked.clear()
    act = here.act("leader", AT, key="many")
    rows = sign_many(act, [good, bad, again], way="digital", pin="1234")
    assert [(row.dossier_id, row.refused and row.refused.code) for row in rows] == [
        (good, None), (bad, "document-state"), (again, None),
    ]  # fmt: skip
    assert service.asked == [2]
    lines = Line.objects.count()
    assert [row.refused for row in sign_many(act, [good, again], way="digital", pin="1234")] == [None, None]
    assert (Line.objects.count(), service.asked) == (lines, [2])


def test_a_wrong_pin_signs_nothing_but_the_approval_stands(here: world.World) -> None:
    dossier = submitted(here)
    [row] = sign_many(here.act("leader", AT), [dossier], way="digital", pin="0000")
    assert (row.refused.code, row.refused.values["told"]) == ("signing-refused", "Sai mã PIN")
    assert (paper(dossier).state, Signature.objects.count()) == ("approved", 0)


def test_a_service_that_is_down_signs_nothing(here: world.World, settings: object) -> None:
    settings.SIGNING_URL = "http://127.0.0.1:9"
    [row] = sign_many(here.act("leader", AT), [submitted(here)], way="digital", pin="1234")
    assert row.refused.code == "signing-service"


def test_only_the_bearers_own_trusted_certificate_counts(here: world.World, service: Service, tmp_path: Path) -> None:
    dossier = submitted(here)
    approve(here.act("leader", AT), dossier)
    act = here.act("leader", AT)
    refused(
        "other-bearer",
        lambda: prepare_for_token(act, dossier, role=LEADER, certificate=make_key("Ai đó", service.root).der),
    )
    refused("certificate", lambda: prepare_for_token(act, dossier, role=LEADER, certificate=b"no certificate"))
    own = make_key("Leader")
    kept = prepare_for_token(act, dossier, role=LEADER, certificate=own.der)
    refused("not-trusted", lambda: sign_by_token(act, kept.pk, signature=own.sign(_hash(kept.attributes))))
    right = make_key("Leader", service.root)
    kept = prepare_for_token(act, dossier, role=LEADER, certificate=right.der)
    refused("signature-wrong", lambda: sign_by_token(act, kept.pk, signature=own.sign(_hash(kept.attributes))))
    refused("signature-wrong", lambda: sign_by_token(act, kept.pk, signature=b"x" * 900))


def _hash(attributes: bytes) -> bytes:
    return sha256(bytes(attributes)).digest()


def test_a_token_signs_the_hash_that_is_handed_out(here: world.World, service: Service) -> None:
    dossier = submitted(here)
    approve(here.act("leader", AT), dossier)
    token, act = make_key("LEADER", service.root), here.act("leader", AT)
    kept = prepare_for_token(act, dossier, role=LEADER, certificate=_pem(token.der))
    refused("unknown-preparation", lambda: sign_by_token(here.act("head", AT), kept.pk, signature=b"x"))
    for _ in range(2):
        assert sign_by_token(act, kept.pk, signature=token.sign(_hash(kept.attributes))).document == "signed"
    assert [status.bottom_line for status in looked_at(content(dossier)).values()] == [True]
    number(here.act("records", "2025-08-06T09:00"), dossier, number=5)
    clerk = here.act("records", "2025-08-06T09:10")
    refused("not-sealed", lambda: release(here.act("records", "2025-08-06T09:10"), dossier))
    stamp = make_key("Sở thử", service.root)
    kept = prepare_for_token(clerk, dossier, role=SEAL, certificate=stamp.der)
    sign_by_token(clerk, kept.pk, signature=stamp.sign(_hash(kept.attributes)))
    assert [status.bottom_line for status in looked_at(content(dossier)).values()] == [True, True]


def _pem(der: bytes) -> bytes:
    return b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(der) + b"-----END CERTIFICATE-----\n"


def test_a_text_changed_meanwhile_is_not_signed(here: world.World, service: Service) -> None:
    dossier = submitted(here)
    approve(here.act("leader", AT), dossier)
    token, act = make_key("Leader", service.root), here.act("leader", AT)
    kept = prepare_for_token(act, dossier, role=LEADER, certificate=token.der)
    Document.objects.update(body="Điều 1. Không đồng ý.")
    refused("text-changed", lambda: sign_by_token(act, kept.pk, signature=token.sign(_hash(kept.attributes))))


def test_a_cancelled_number_takes_the_seal_with_it_and_a_returned_paper_both(here: world.World) -> None:
    dossier = sealed(here)
    cancel_number(here.act("records", "2025-08-06T09:20"), dossier, reason="Sai sổ")
    assert list(looked_at(content(dossier))) == ["leader"]
    assert list(Signature.objects.filter(void=False).values_list("role", flat=True)) == ["leader"]
    return_document(here.act("records", "2025-08-06T09:30"), dossier, reason="Sai thể thức")
    assert (paper(dossier).file, Signature.objects.filter(void=False).count()) == (None, 0)


def test_without_roots_nothing_is_signed(here: world.World, settings: object) -> None:
    settings.SIGNING_ROOTS = ""
    [row] = sign_many(here.act("leader", AT), [submitted(here)], way="digital", pin="1234")
    assert row.refused.code == "no-roots"


def test_ink_needs_no_service(here: world.World, settings: object) -> None:
    settings.SIGNING_URL = settings.SIGNING_ROOTS = ""
    dossier = submitted(here)
    assert [row.refused for row in sign_many(here.act("leader", AT), [dossier], way="wet")] == [None]
    number(here.act("records", "2025-08-06T09:00"), dossier, number=41)
    with Path(__file__).parent.joinpath("../../tests/pdfs.py").open("rb") as text:
        refused("file-kind", lambda: release(here.act("records", "2025-08-06T10:00"), dossier, scan=text))
    assert Dossier.objects.get(pk=dossier).document == "numbered"
