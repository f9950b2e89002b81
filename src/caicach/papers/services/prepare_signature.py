"""Prepare a PDF for a signature that is made elsewhere (chuẩn bị ký số): reserve its place, draw it, hash.

The leader's signature comes first, over a page whose number, day and seal are empty form fields. The records clerk's
seal fills them in an incremental update: for a signature that counts as form filling, so both stay valid. PAdES
baseline B-B (ETSI EN 319 142-1); no key and no network are used here.
"""

import tempfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import typst
from asn1crypto import x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields
from pyhanko.sign.signers import ExternalSigner, PdfSignatureMetadata, PdfSigner
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from caicach.kit.awaiting import awaited
from caicach.papers.rules.signatures import SignatureRole
from caicach.papers.rules.signing import Prepared
from caicach.papers.services.draw import LAYOUTS, Place

FILLED = ("number", "date")
"""Text fields that the seal's revision fills."""
HOLDS = {SignatureRole.LEADER: "signature", SignatureRole.SEAL: "seal"}
COLOURS = {SignatureRole.LEADER: "#1f3f8f", SignatureRole.SEAL: "#b3121d"}
FRAMES = {SignatureRole.LEADER: "top", SignatureRole.SEAL: "bottom"}
PICTURE = "picture.png"
INK = "#111111"
READ_ONLY, PRINTED = 1, 4

name = generic.pdf_name


def with_fields(pdf: bytes, places: Mapping[str, Place]) -> bytes:
    """The PDF with the empty fields for number, day and the two signatures at their places."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    held = generic.ArrayObject()
    writer.root[name("/AcroForm")] = writer.add_object(generic.DictionaryObject({name("/Fields"): held}))
    writer.update_root()
    for told in FILLED:
        held.append(_text_field(writer, told, places[told]))
    for role, told in HOLDS.items():
        place = places[told]
        box = (round(place.left), round(place.bottom), round(place.right), round(place.top))
        # After the seal nothing may be filled in any more.
        locked = fields.FieldMDPSpec(fields.FieldMDPAction.ALL) if role is SignatureRole.SEAL else None
        fields.append_signature_field(
            writer,
            fields.SigFieldSpec(
                role.value, on_page=place.page - 1, box=box, field_mdp_spec=locked, empty_field_appearance=True
            ),
        )
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _text_field(writer: IncrementalPdfFileWriter, told: str, place: Place) -> generic.IndirectObject:
    size = [0, 0, place.right - place.left, place.top - place.bottom]
    empty = generic.StreamObject(
        {name("/Type"): name("/XObject"), name("/Subtype"): name("/Form"), name("/BBox"): _numbers(size)},
        stream_data=b"",
    )
    page_ref, _ = writer.find_page_for_modification(place.page - 1)
    field = writer.add_object(
        generic.DictionaryObject(
            {
                name("/Type"): name("/Annot"),
                name("/Subtype"): name("/Widget"),
                name("/FT"): name("/Tx"),
                name("/T"): generic.pdf_string(told),
                name("/TU"): generic.pdf_string({"number": "Số, ký hiệu", "date": "Địa danh, ngày tháng năm"}[told]),
                name("/F"): generic.NumberObject(PRINTED),
                name("/Ff"): generic.NumberObject(READ_ONLY),
                name("/Rect"): _numbers([place.left, place.bottom, place.right, place.top]),
                name("/P"): page_ref,
                name("/DA"): generic.pdf_string("/Helv 0 Tf 0 g"),
                name("/AP"): generic.DictionaryObject({name("/N"): writer.add_object(empty)}),
            }
        )
    )
    page = page_ref.get_object()
    page.setdefault(name("/Annots"), generic.ArrayObject()).append(field)
    writer.update_container(page)
    return field


def _numbers(values: Sequence[float]) -> generic.ArrayObject:
    return generic.ArrayObject([generic.FloatObject(value) for value in values])


def small_print(
    words: str, *, width: float, height: float, colour: str, size: float, frame: str = "", picture: bytes = b""
) -> bytes:
    """A little PDF of a few words in the house's face, to be laid into a field; sizes in points.

    `frame` draws a line around them: at the `top` or the `bottom` of the place; empty for none. A `picture` (PNG)
    stands there instead of the words, as large as the place lets it be.
    """
    told = {"words": words, "colour": colour, "frame": frame}
    told |= {"width": f"{width}", "height": f"{height}", "size": f"{size}", "picture": PICTURE if picture else ""}
    with tempfile.TemporaryDirectory() as root:
        stamp = Path(root, "stamp.typ")
        stamp.write_bytes((LAYOUTS / "stamp.typ").read_bytes())
        if picture:
            Path(root, PICTURE).write_bytes(picture)
        made = typst.compile(
            str(stamp), root=root, format="pdf", ignore_system_fonts=True, pdf_tags=False, sys_inputs=told
        )
    if not isinstance(made, bytes):
        raise TypeError("a stamp is one page")
    return made


def prepare_signature(
    pdf: bytes,
    *,
    role: SignatureRole,
    certificates: Sequence[bytes],
    words: str,
    fill: Mapping[str, str],
    text_digest: str,
    picture: bytes = b"",
) -> Prepared:
    """The PDF with the signature's place reserved, and what its key has to sign.

    `certificates` is the signer's chain (DER), the signer's own first; `words` are seen at the signature's place, or
    instead the `picture` (PNG) of a signature or seal (Decree 30/2020/NĐ-CP Annex I, part II, section I.7, I.8);
    `fill` are the words of the text fields, for the seal.
    """
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    place = _fill_and_find(writer, fill, role)
    chain = [x509.Certificate.load(one) for one in certificates]
    signer = external(chain, signature=signature_size(chain[0]))
    width, height = place[2] - place[0], place[3] - place[1]
    seen = small_print(
        words, width=width, height=height, colour=COLOURS[role], size=9, frame=FRAMES[role], picture=picture
    )
    with tempfile.NamedTemporaryFile(suffix=".pdf") as drawn:
        Path(drawn.name).write_bytes(seen)
        made = PdfSigner(
            PdfSignatureMetadata(field_name=role.value, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES),
            signer=signer,
            stamp_style=StaticStampStyle(background=ImportedPdfPage(drawn.name), border_width=0, background_opacity=1),
        )
        return awaited(_hashed(made, signer, writer, role, tuple(certificates), text_digest))


async def _hashed(
    made: PdfSigner,
    signer: ExternalSigner,
    writer: IncrementalPdfFileWriter,
    role: SignatureRole,
    certificates: tuple[bytes, ...],
    text_digest: str,
) -> Prepared:
    digest, _, out = await made.async_digest_doc_for_signing(writer)
    attributes = await signer.signed_attrs(digest.document_digest, "sha256", use_pades=True)
    out.seek(0)
    return Prepared(
        role=role.value,
        pdf=out.read(),
        document_digest=digest.document_digest,
        region=(digest.reserved_region_start, digest.reserved_region_end),
        attributes=attributes.dump(),
        certificates=certificates,
        text_digest=text_digest,
    )


def _fill_and_find(writer: IncrementalPdfFileWriter, fill: Mapping[str, str], role: SignatureRole) -> list[float]:
    """Fill the text fields; the rectangle of the signature's field."""
    found: list[float] = []
    for reference in writer.root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        rect, told = [float(value) for value in field["/Rect"]], str(field["/T"])
        if told == role.value:
            found = rect
        elif told in fill:
            drawn = small_print(fill[told], width=rect[2] - rect[0], height=rect[3] - rect[1], colour=INK, size=13)
            picture = writer.import_page_as_xobject(PdfFileReader(BytesIO(drawn)))
            field[name("/V")] = generic.pdf_string(fill[told])
            field[name("/AP")] = generic.DictionaryObject({name("/N"): picture})
            writer.mark_update(reference)
    return found


def external(chain: Sequence[x509.Certificate], *, signature: bytes | int) -> ExternalSigner:
    """A signer whose key is elsewhere: with its signature, or with the size to reserve for it."""
    return ExternalSigner(
        signing_cert=chain[0], cert_registry=SimpleCertificateStore.from_certs(chain[1:]), signature_value=signature
    )


def signature_size(certificate: x509.Certificate) -> int:
    """Bytes that a signature of the certificate's key takes at most."""
    key = certificate.public_key
    return int(key.byte_size) if key.algorithm == "rsa" else 2 * int(key.byte_size) + 16
