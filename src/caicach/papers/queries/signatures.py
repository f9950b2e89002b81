"""Looks at the signatures of a PDF: whole, by whom, trusted; no network is asked."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from asn1crypto import pem, x509
from django.conf import settings
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel, async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from caicach.kit.awaiting import awaited
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.papers.rules.signatures import Seen


@lru_cache(maxsize=4)
def _read_roots(path: str, _changed: float) -> tuple[x509.Certificate, ...]:
    content = Path(path).read_bytes()
    return tuple(x509.Certificate.load(der) for _, _, der in pem.unarmor(content, multiple=True))


def trusted_roots() -> tuple[x509.Certificate, ...]:
    """The configured roots. Raises `Refused("no-roots")` when none are: then no digital signature can be judged."""
    path = Path(settings.SIGNING_ROOTS) if settings.SIGNING_ROOTS else None
    if path is None or not path.is_file():
        raise Refused(
            "no-roots",
            mark("Hệ thống chưa khai báo chứng thư gốc được tin cậy nên chưa ký số được; hãy báo quản trị hệ thống."),
            source="SIGNING_ROOTS",
        )
    return _read_roots(str(path), path.stat().st_mtime)


def signatures_in(pdf: bytes) -> list[Seen]:
    """What is found about each signature, the oldest first. Raises as `trusted_roots`, and pyHanko's `PdfError`."""
    roots = trusted_roots()
    reader = PdfFileReader(BytesIO(pdf))
    return [awaited(_look(signature, roots)) for signature in reader.embedded_regular_signatures]


async def _look(signature: EmbeddedPdfSignature, roots: tuple[x509.Certificate, ...]) -> Seen:
    context = ValidationContext(trust_roots=list(roots), allow_fetching=False)
    found = await async_validate_pdf_signature(signature, signer_validation_context=context)
    covered = found.coverage is not None and found.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
    level = found.modification_level
    kept = level is not None and level <= ModificationLevel.FORM_FILLING
    certificate = found.signing_cert
    return Seen(
        role=signature.field_name,
        name=str(certificate.subject.native.get("common_name", "")),
        serial=f"{certificate.serial_number:x}",
        at=signature.self_reported_timestamp,
        intact=bool(found.intact),
        valid=bool(found.valid),
        trusted=bool(found.trusted),
        unchanged=bool(covered and kept and found.docmdp_ok),
    )
