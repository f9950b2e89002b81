"""What a digital signature on a paper is judged by. Pure."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from caicach.kit.refusal import Refused
from caicach.kit.words import mark


class SignatureRole(StrEnum):
    """The two signatures of a paper (Decree 30/2020/NĐ-CP Art. 13, 17): the leader's, then the agency's seal."""

    LEADER = "leader"
    SEAL = "seal"


SIGNATURE_ROLES: dict[str, str] = {
    SignatureRole.LEADER: mark("Chữ ký số của người có thẩm quyền"),
    SignatureRole.SEAL: mark("Chữ ký số của cơ quan"),
}

SOURCE = mark("Điều 17 và Phụ lục I Nghị định 30/2020/NĐ-CP; Luật Giao dịch điện tử 2023")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found about one signature in a PDF.

    `intact`: the bytes it covers are those that were signed; `valid`: made with the key of its certificate; `trusted`:
    the certificate leads to a configured root; `unchanged`: what was added after it is form filling or another
    signature, nothing else. `at` is the time the signer claims, no timestamp.
    """

    role: str
    name: str
    serial: str
    at: datetime | None
    intact: bool
    valid: bool
    trusted: bool
    unchanged: bool

    @property
    def sound(self) -> bool:
        """Whether it can be relied on."""
        return self.intact and self.valid and self.trusted and self.unchanged


def check_sound(seen: Seen) -> None:
    """Raise `Refused` with what is wrong with a signature: "signature-changed", "signature-wrong", "not-trusted"."""
    faults = (
        (seen.intact and seen.unchanged, "signature-changed", mark("Nội dung văn bản đã bị thay đổi sau khi ký.")),
        (seen.valid, "signature-wrong", mark("Chữ ký không khớp với chứng thư số; hãy ký lại.")),
        (seen.trusted, "not-trusted", mark("Chứng thư số không thuộc tổ chức chứng thực được tin cậy ở hệ thống này.")),
    )
    for right, code, message in faults:
        if not right:
            raise Refused(code, message, source=SOURCE)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def check_bearer(name: str, *, expected: str) -> None:
    """Raise `Refused("other-bearer")` unless the certificate bears the name of who is to sign.

    A certificate may say more, such as the province after a department's name.
    """
    if _plain(expected) not in _plain(name):
        raise Refused(
            "other-bearer",
            mark("Chứng thư số mang tên «{name}», không phải «{expected}»; hãy dùng chứng thư của người ký."),
            values={"name": name, "expected": expected},
            source=SOURCE,
        )
