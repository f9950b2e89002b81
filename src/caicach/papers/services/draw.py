"""Print a sheet as a tagged PDF (in giấy tờ), with typst, in one embedded face that has every Vietnamese letter."""

import json
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, Literal, cast

import segno
import typst

from caicach.papers.rules.letters import breakable, shown
from caicach.papers.rules.values import Sheet, values_of

LAYOUTS = Path(__file__).parent.parent / "layouts"
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
"""For keeping (PDF/A) and for reading aloud (PDF/UA); the compiler refuses what does not hold to them."""
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
KEPT = 12
LARGE = 400_000
"""A file of so many bytes took tens of megabytes to lay out."""
A4_HEIGHT = 841.89
"""In points."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something belongs on a paper: `page` from 1; in points from the lower left corner of the page."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


def draw(sheet: Sheet, *, at: datetime | None = None) -> bytes:
    """The sheet as the bytes of a PDF (PDF/A-2a, PDF/UA-1); the same sheet gives the same bytes.

    `at` (aware) is the instant that the file says it was made; for a paper that may be printed again it is the
    instant of the act that it tells. All values are shown as text, whatever they hold; a letter that the face lacks
    is shown as □. Raises `ValueError` for a sheet without layout.

    A result document from a body text, as signing needs it:

        document = Document(
            head=Head(agency_above="UBND TỈNH …", agency="SỞ NỘI VỤ", number="12/QĐ-SNV", place="Đắk Lắk", day=day),
            kind="QUYẾT ĐỊNH", subject="Về việc …", issuer="Giám đốc Sở Nội vụ", grounds=("Căn cứ …;",),
            enacts="QUYẾT ĐỊNH:", paragraphs=("Điều 1. …", "Điều 2. …"), recipients=("Như Điều 2", "Lưu: VT"),
            signer=Signer(title="Giám đốc", name="…"),
        )
        pdf = draw(document, at=decided_at)
        boxes = places(document)  # "signature", "seal", "number", "date"

    A `number` that is empty, and a `day` that is None, leave dots: the records clerk fills them in afterwards at the
    places told.
    """
    layout, inputs = _inputs(sheet)
    made_at = (at or EPOCH).astimezone(UTC).replace(microsecond=0)
    with _Press.lock:
        made = _Press.compiler().compile(
            input=layout, format="pdf", sys_inputs=inputs, pdf_standards=list(STANDARDS), timestamp=made_at
        )
        if len(made or b"") > LARGE:
            _Press.forget()
    return cast(bytes, made)


def pictures(sheet: Sheet, *, dots: int = 110) -> list[bytes]:
    """The pages of the sheet as PNG images of so many dots an inch, for a look before signing."""
    layout, inputs = _inputs(sheet)
    with _Press.lock:
        made = _Press.compiler().compile(input=layout, format="png", sys_inputs=inputs, timestamp=EPOCH, ppi=dots)
    return made if isinstance(made, list) else [cast(bytes, made)]


def places(sheet: Sheet) -> dict[str, Place]:
    """Where `signature`, `seal`, `number`, `date` belong on an A4 sheet (those that it has), for visible signatures."""
    layout, inputs = _inputs(sheet)
    with _Press.lock:
        # A question is about what was compiled last.
        _Press.compiler().compile(input=layout, format="pdf", sys_inputs=inputs, timestamp=EPOCH)
        found = json.loads(_Press.compiler().query("<place>", field="value"))
    return {
        row["name"]: Place(
            page=row["page"],
            left=row["x"],
            bottom=A4_HEIGHT - row["y"] - row["height"],
            right=row["x"] + row["width"],
            top=A4_HEIGHT - row["y"],
        )
        for row in found
    }


class _Press:
    """The compiler of this process: made at the first paper, kept, and used by one thread at a time."""

    lock = Lock()
    _compiler: typst.Compiler | None = None

    @classmethod
    def compiler(cls) -> typst.Compiler:
        """Made once: reading the fonts takes longer than a paper."""
        if cls._compiler is None:
            cls._compiler = typst.Compiler(root=str(LAYOUTS), ignore_system_fonts=True)
        return cls._compiler

    @classmethod
    def forget(cls) -> None:
        """Let go of what the compiler remembers of a large paper: it drops what the last ten papers had no use for."""
        for _ in range(KEPT):
            cls.compiler().compile(input=b"", format="pdf")


def _inputs(sheet: Sheet) -> tuple[str, dict[str, str]]:
    layout = LAYOUTS / f"{sheet.TEMPLATE}.typ"
    if not layout.is_file():
        raise ValueError(f"no layout {sheet.TEMPLATE!r}")
    return str(layout), {"data": json.dumps(_values(sheet), ensure_ascii=False)}


def _values(sheet: Sheet) -> dict[str, Any]:
    values = values_of(sheet, lambda text: breakable(shown(unicodedata.normalize("NFC", text))))
    payload = values.get("head", {}).get("payload")
    if payload:
        values["head"]["qr"] = _qr_svg(payload)
    return values


def _qr_svg(payload: str) -> str:
    stream = BytesIO()
    code_of(payload).save(stream, kind="svg", border=2, xmldecl=False)
    return stream.getvalue().decode()


def code_of(payload: str) -> segno.QRCode:
    """The QR code of a text: UTF-8, error correction M."""
    return segno.make(payload, error="m", encoding="utf-8", micro=False)
