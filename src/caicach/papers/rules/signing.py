"""What is prepared for a signer elsewhere and what comes back. Pure: bytes and names, no keys."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from caicach.papers.rules.signatures import Seen

TEXTS = ("kind", "title", "grounds", "body", "recipients")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A PDF with a reserved place for one signature.

    `document_digest` is the SHA-256 of all bytes but the reserved `region`; `attributes` are the signed attributes
    (DER), which name that digest and the certificate; `to_sign` is what the key has to sign.
    """

    role: str
    pdf: bytes
    document_digest: bytes
    region: tuple[int, int]
    attributes: bytes
    certificates: tuple[bytes, ...]
    text_digest: str

    @property
    def to_sign(self) -> bytes:
        """The SHA-256 that a token or a service signs."""
        return hashlib.sha256(self.attributes).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPaper:
    """A PDF with its new signature, what was found about that one, and the text it was made of."""

    pdf: bytes
    seen: Seen
    text_digest: str


def text_digest(texts: Mapping[str, str]) -> str:
    """The SHA-256 of the text that is signed, told apart field by field."""
    return hashlib.sha256("\x00".join(texts[name] for name in TEXTS).encode()).hexdigest()
