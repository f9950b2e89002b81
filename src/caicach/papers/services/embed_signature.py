"""Put a signature that was made elsewhere into its prepared PDF (gắn chữ ký số), and look whether it holds."""

from io import BytesIO

from asn1crypto import cms, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.sign.signers.pdf_signer import PdfTBSDocument

from caicach.kit.awaiting import awaited
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.papers.queries.signatures import signatures_in
from caicach.papers.rules.signatures import SOURCE, Seen, check_sound
from caicach.papers.rules.signing import Prepared
from caicach.papers.services.prepare_signature import external


def embed_signature(prepared: Prepared, signature: bytes) -> tuple[bytes, Seen]:
    """The signed PDF and what is found about the new signature; those before it are looked at again too.

    `signature` is the bare signature over `prepared.attributes`, or a whole CMS (DER) over the same document digest.
    Raises `Refused`: "signature-wrong", "signature-changed", "not-trusted", "no-roots".
    """
    try:
        pdf = awaited(_embedded(prepared, signature))
        found = {seen.role: seen for seen in signatures_in(pdf)}
    except (ValueError, SigningError, PdfError, TypeError) as wrong:
        raise Refused(
            "signature-wrong",
            mark("Không đọc được chữ ký trả về; hãy ký lại."),
            source=SOURCE,
            field="signature",
        ) from wrong
    for seen in found.values():
        check_sound(seen)
    return pdf, found[prepared.role]


async def _embedded(prepared: Prepared, signature: bytes) -> bytes:
    start, end = prepared.region
    digest = PreparedByteRangeDigest(prepared.document_digest, start, end)
    whole = _whole_cms(signature)
    if whole is None:
        chain = [x509.Certificate.load(one) for one in prepared.certificates]
        attributes = cms.CMSAttributes.load(prepared.attributes)
        signer = external(chain, signature=signature)
        whole = await signer.async_sign_prescribed_attributes("sha256", signed_attrs=attributes)
    out = BytesIO(prepared.pdf)
    await PdfTBSDocument.async_finish_signing(out, digest, whole)
    return out.getvalue()


def _whole_cms(signature: bytes) -> cms.ContentInfo | None:
    """The bytes as a CMS; None for a bare signature."""
    try:
        found = cms.ContentInfo.load(signature, strict=True)
        return found if found["content_type"].native == "signed_data" else None
    except (ValueError, TypeError):
        return None
