"""What stands on the printed papers, one dataclass a template: plain values, times as Vietnam's wall clock, no markup.

`papers.services.draw` prints a sheet. `TEMPLATE` is the name of its layout in `papers/layouts/`.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """What the QR code at the top left tells (TCVN 7322:2009; Circular 01/2023/TT-VPCP): four fields between bars.

    `dossier` number, `procedure` code, `identity` of the person or organisation, name of the `document`; a field that
    is unknown, or not open to whoever prints, stays empty. The bar itself cannot be part of a field.
    """

    dossier: str
    procedure: str
    identity: str
    document: str

    @property
    def payload(self) -> str:
        """The text in the code, e.g. `H15.12-250804-0001|1.012672|066…|Giấy tiếp nhận hồ sơ …`."""
        fields = (self.dossier, self.procedure, self.identity, self.document)
        return "|".join(field.replace("|", "/") for field in fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the QR code of a closed report tells: where it can be looked at, else which it is; its hash's beginning."""

    address: str
    report: str
    sha256: str

    @property
    def payload(self) -> str:
        """The text in the code: address, report and hash between bars."""
        return "|".join(field.replace("|", "/") for field in (self.address, self.report, self.sha256) if field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of every official paper (Decree 30/2020/NĐ-CP, annex I).

    `agency_above` and `agency` are the two lines at the left; `number` is number and sign as written, empty leaves
    dots to be filled in, None leaves the line out; `place` and `day` stand at the right, a day that is None leaves
    dots. `form` is printed small below the paper: which form of which circular it is. `reserved` leaves number and
    day blank altogether: a digital signature comes first, and they are put on the page after it.
    """

    agency: str
    agency_above: str = ""
    number: str | None = None
    place: str = ""
    day: date | None = None
    code: Code | Proof | None = None
    form: str = ""
    reserved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs: `authority` such as "TL. GIÁM ĐỐC" or "KT. CHỦ TỊCH", `title`, `name`; the title is never empty."""

    title: str
    name: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled:
    """What every form and list has: the national head and its title."""

    head: Head
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A result document: decision, certificate, official letter, with the national head and room for the signatures.

    `kind` is its kind as printed (empty for an official letter, whose `subject` then stands under the number and
    whose `addressees` follow "Kính gửi"); `grounds` are printed in italics, one a line; `enacts` is the line between
    grounds and text such as "QUYẾT ĐỊNH:"; each of `paragraphs` is a paragraph, and one that begins with "Điều …." or
    "**" is no markup, only text. `recipients` stand at the lower left. The places for signature, seal, number and
    date are told by `papers.services.draw.places`.
    """

    TEMPLATE: ClassVar[str] = "document"

    head: Head
    kind: str = ""
    subject: str = ""
    addressees: tuple[str, ...] = ()
    issuer: str = ""
    grounds: tuple[str, ...] = ()
    enacts: str = ""
    paragraphs: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: Signer
