"""Prepare a paper on its way for the next digital signature (chuẩn bị ký số văn bản)."""

from collections.abc import Sequence
from datetime import datetime

from asn1crypto import pem, x509

from caicach.agencies.queries import letterhead
from caicach.kit.period import VIETNAM, local_day
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.papers.models import Document, Preparation
from caicach.papers.queries.files import open_file
from caicach.papers.rules.sheets import Code
from caicach.papers.rules.signatures import SOURCE, SignatureRole, check_bearer
from caicach.papers.rules.signing import TEXTS, Prepared, text_digest
from caicach.papers.rules.times import day_words
from caicach.papers.services.prepare_signature import prepare_signature, with_fields
from caicach.papers.services.print_document import print_for_signing


def digest_of(document: Document) -> str:
    """The SHA-256 of the paper's text as it stands now."""
    return text_digest({name: getattr(document, name) for name in TEXTS})


def prepare_paper(
    document: Document,
    *,
    role: SignatureRole,
    certificates: Sequence[bytes],
    at: datetime,
    bearer: str,
    signer_title: str = "",
    code: Code | None = None,
    picture: bytes = b"",
) -> Prepared:
    """The PDF and hash for the leader's signature or for the seal over number and day.

    `bearer` is who signs: the leader's name, the body's name; `code` is the QR code of the paper,
    `picture` what is seen of the signature where one is kept, else words.
    Raises `Refused("other-bearer")` for a certificate of somebody else, "no-signed-file" for a seal on a paper that
    was not signed digitally.
    """
    told = common_name(certificates[0])
    check_bearer(told, expected=bearer)
    moment = at.astimezone(VIETNAM)
    if role is SignatureRole.LEADER:
        printed, places = print_for_signing(
            document, at=at, today=local_day(at), code=code, signer_name=bearer, signer_title=signer_title
        )
        pdf, fill = with_fields(printed, places), {}
        words = f"Ký bởi: {told}\nThời gian ký: {moment:%d/%m/%Y %H:%M:%S}"
    else:
        pdf, fill = _signed(document), _number_and_day(document)
        words = f"{told}\n{moment:%d/%m/%Y %H:%M:%S} +07:00"
    return prepare_signature(
        pdf, role=role, certificates=certificates, words=words, fill=fill, text_digest=digest_of(document),
        picture=picture,
    )  # fmt: skip


def _signed(document: Document) -> bytes:
    if document.file is None:
        raise Refused("no-signed-file", mark("Văn bản không ký số nên không đóng dấu số được."), source=SOURCE)
    with open_file(document.file) as content:
        return content.read()


def _number_and_day(document: Document) -> dict[str, str]:
    if document.issued_on is None:
        raise Refused("no-number", mark("Văn bản chưa có số, ngày nên chưa đóng dấu được."), source=SOURCE)
    place = letterhead(document.unit, on=document.issued_on).place
    day = day_words(document.issued_on)
    return {"number": f"Số: {document}", "date": f"{place}, {day}" if place else day.capitalize()}


def common_name(certificate: bytes) -> str:
    """The name on a certificate (DER)."""
    return str(x509.Certificate.load(certificate).subject.native.get("common_name", ""))


def certificate_of(content: bytes) -> list[bytes]:
    """The certificates (DER) in an uploaded file, PEM or DER, the first one first. Raises `Refused("certificate")`."""
    try:
        if pem.detect(content):
            found = [der for kind, _, der in pem.unarmor(content, multiple=True) if kind == "CERTIFICATE"]
        else:
            found = [content]
        for one in found:
            x509.Certificate.load(one, strict=True).subject.native  # noqa: B018 (reads it through)
    except (ValueError, TypeError):
        found = []
    if not found:
        raise Refused(
            "certificate",
            mark("Tệp này không phải chứng thư số (.cer, .crt, .pem); hãy xuất chứng thư công khai từ thiết bị ký."),
            source=SOURCE,
            field="certificate",
        )
    return found


def prepared_of(kept: Preparation) -> Prepared:
    """A stored preparation, read back."""
    with open_file(kept.file) as content:
        pdf = content.read()
    return Prepared(
        role=kept.role,
        pdf=pdf,
        document_digest=bytes(kept.document_digest),
        region=(kept.region_start, kept.region_end),
        attributes=bytes(kept.attributes),
        certificates=tuple(bytes.fromhex(one) for one in kept.certificates),
        text_digest=kept.text_digest,
    )
