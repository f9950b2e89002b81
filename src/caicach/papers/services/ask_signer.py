"""Ask a remote signing service for certificates and signatures (hỏi dịch vụ ký số); see docs/signing-port.md.

A small part of the CSC API (Cloud Signature Consortium, v1): `credentials/list`, `credentials/info`,
`signatures/signHash`, as JSON over HTTPS. Hashes leave this house, papers and keys do not.
"""

import base64
import binascii
import json
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from caicach.kit.refusal import Refused
from caicach.kit.words import mark

SHA256 = "2.16.840.1.101.3.4.2.1"
LARGEST_ANSWER = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Credential:
    """A key at the service: its id and its certificate chain (DER, the key's own first)."""

    id: str
    certificates: tuple[bytes, ...]


def configured() -> bool:
    """Whether a remote signing service is set up here."""
    return bool(settings.SIGNING_URL)


def credential_of(user: str) -> Credential:
    """The first key that the service holds for a person's username, or for `unit:<code>` of a body.

    Raises `Refused`: "signing-service", "no-credential".
    """
    found = _ask("credentials/list", {"userID": user}).get("credentialIDs") or []
    if not found:
        raise Refused(
            "no-credential",
            mark("Dịch vụ ký số không có chứng thư của «{user}»; hãy đăng ký chứng thư với dịch vụ."),
            values={"user": user},
            source="SIGNING_URL",
        )
    told = _ask("credentials/info", {"credentialID": found[0], "certificates": "chain"})
    chain = tuple(_bytes(one) for one in told.get("cert", {}).get("certificates", ()))
    if not chain:
        raise _unreachable("credentials/info")
    return Credential(str(found[0]), chain)


def sign_hashes(credential: Credential, hashes: Sequence[bytes], *, pin: str = "") -> list[bytes]:
    """A signature for each SHA-256, in order; one question for all of them.

    `pin` is what authorises the key for this once (PIN or one-time code); it is passed on and never kept. Raises
    `Refused`: "signing-service", "signing-refused".
    """
    told = _ask(
        "signatures/signHash",
        {
            "credentialID": credential.id,
            "SAD": pin,
            "hash": [base64.b64encode(one).decode() for one in hashes],
            "hashAlgo": SHA256,
        },
    )
    found = [_bytes(one) for one in told.get("signatures", ())]
    if len(found) != len(hashes):
        raise _unreachable("signatures/signHash")
    return found


def _ask(path: str, body: Mapping[str, object]) -> dict[str, Any]:
    request = urllib.request.Request(  # noqa: S310 (the address is the administrator's setting)
        f"{settings.SIGNING_URL}/{path}",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {settings.SIGNING_TOKEN}"},
    )
    try:
        with urllib.request.urlopen(request, timeout=settings.SIGNING_TIMEOUT) as answer:  # noqa: S310
            found = json.loads(answer.read(LARGEST_ANSWER))
    except urllib.error.HTTPError as error:
        raise _said_no(error) from error
    except (OSError, ValueError) as wrong:
        raise _unreachable(path) from wrong
    if not isinstance(found, dict):
        raise _unreachable(path)
    return found


def _said_no(error: urllib.error.HTTPError) -> Refused:
    """What the service gives as its reason, in its own words."""
    try:
        told = str(json.loads(error.read(LARGEST_ANSWER)).get("error_description", ""))[:200]
    except (OSError, ValueError, AttributeError):
        told = ""
    return Refused(
        "signing-refused",
        mark("Dịch vụ ký số từ chối: {told}"),
        values={"told": told or str(error.code)},
        source="SIGNING_URL",
        field="pin",
    )


def _unreachable(path: str) -> Refused:
    return Refused(
        "signing-service",
        mark("Dịch vụ ký số không trả lời đúng ({path}); chưa có gì được ký, hãy thử lại hoặc báo quản trị hệ thống."),
        values={"path": path},
        source="SIGNING_URL",
    )


def _bytes(text: object) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except binascii.Error:
        raise _unreachable("base64") from None
