"""Print a paper on its way as a PDF (in văn bản): as a draft to look at, or as what is signed."""

from datetime import date, datetime

from caicach.agencies.queries import letterhead
from caicach.papers.models import Document
from caicach.papers.rules.kinds import KINDS
from caicach.papers.rules.sheets import Code, Head, Signer
from caicach.papers.rules.sheets import Document as Sheet
from caicach.papers.services.draw import Place, draw, places

ENACTS = {"decision": "QUYẾT ĐỊNH:"}


def sheet_of(
    document: Document,
    *,
    today: date,
    code: Code | None = None,
    signer_name: str = "",
    signer_title: str = "",
    reserved: bool = False,
) -> Sheet:
    """The paper as the layout reads it; `reserved` leaves number and day for later. One statement.

    `code` is what the QR code at the top left tells of the subject.
    """
    top = letterhead(document.unit, on=document.issued_on or today)
    kind, agency = KINDS[document.kind], top.agency
    title = document.signer_title or signer_title
    head, authority = _head_title(title, agency)
    return Sheet(
        head=Head(
            agency_above=top.agency_above,
            agency=agency,
            number=str(document) if document.number else "",
            place=top.place,
            day=document.issued_on,
            code=code,
            reserved=reserved,
        ),
        kind=kind.heading,
        subject=document.title,
        addressees=tuple(_lines(document.recipients)[:1]) if not kind.heading else (),
        issuer=head if document.kind == "decision" else "",
        grounds=tuple(_lines(document.grounds)),
        enacts=ENACTS.get(document.kind, ""),
        paragraphs=tuple(_lines(document.body)),
        recipients=tuple(line.removeprefix("-").strip() for line in _lines(document.recipients)),
        signer=Signer(
            title=_office(title) or "Thủ trưởng cơ quan",
            name=(document.signer.full_name if document.signer else "") or signer_name,
            authority=authority,
        ),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _office(title: str) -> str:
    """What somebody is, without where: "Phó Giám đốc Sở Nội vụ" is a "Phó Giám đốc"."""
    return title.partition(" Sở ")[0].partition(" Ủy ban nhân dân")[0].strip()


def _head_title(title: str, agency: str) -> tuple[str, str]:
    """Who issues ("Giám đốc Sở Nội vụ"), and "KT. GIÁM ĐỐC" when a deputy signs (Decree 30/2020/NĐ-CP Art. 13(1))."""
    first = _office(title)
    for word in ("Phó ", "Cấp phó "):
        if first.startswith(word):
            chief = first.removeprefix(word).strip()
            chief = f"{chief[:1].upper()}{chief[1:]}"
            return f"{chief} {agency}", f"KT. {chief.upper()}"
    return f"{first} {agency}".strip() if first else agency, ""


def print_document(document: Document, *, at: datetime, today: date, code: Code | None = None) -> bytes:
    """The paper as a PDF to be looked at, with what is known by now."""
    return draw(sheet_of(document, today=today, code=code), at=at.replace(microsecond=0))


def print_for_signing(
    document: Document, *, at: datetime, today: date, code: Code | None, signer_name: str, signer_title: str
) -> tuple[bytes, dict[str, Place]]:
    """The PDF that a leader signs, number and day left blank, with the places that are filled in later."""
    sheet = sheet_of(
        document, today=today, code=code, signer_name=signer_name, signer_title=signer_title, reserved=True
    )
    return draw(sheet, at=at.replace(microsecond=0)), places(sheet)
