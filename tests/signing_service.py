"""A real signing service on this machine: its own certificate authority, keys of people and bodies, HTTP and JSON."""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa, utils
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.x509.oid import NameOID

DER = serialization.Encoding.DER


@dataclass
class Key:
    """A key with its certificate."""

    certificate: x509.Certificate
    private: rsa.RSAPrivateKey

    @property
    def der(self) -> bytes:
        """The certificate."""
        return self.certificate.public_bytes(DER)

    def sign(self, digest: bytes) -> bytes:
        """A signature over a SHA-256."""
        return self.private.sign(digest, PKCS1v15(), utils.Prehashed(hashes.SHA256()))


def make_key(name: str, above: Key | None = None, *, authority: bool = False, days: int = 300) -> Key:
    """A key certified by the one above, or by itself."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(above.certificate.subject if above else subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not authority, content_commitment=not authority, key_encipherment=False,
                data_encipherment=False, key_agreement=False, key_cert_sign=authority, crl_sign=authority,
                encipher_only=False, decipher_only=False,
            ),
            critical=True,
        )
        .sign(above.private if above else private, hashes.SHA256())
    )  # fmt: skip
    return Key(certificate, private)


@dataclass
class Service:
    """The service: keys by user, the PIN that opens them, and how often it was asked to sign."""

    root: Key
    keys: dict[str, Key]
    pin: str = "1234"
    token: str = "t0ken"
    url: str = ""
    asked: list[int] = field(default_factory=list)

    def roots_file(self, folder: Path) -> Path:
        """The root certificate as a PEM file."""
        path = folder / "roots.pem"
        path.write_bytes(self.root.certificate.public_bytes(serialization.Encoding.PEM))
        return path

    def answer(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """One question."""
        if path == "/credentials/list":
            return 200, {"credentialIDs": [body["userID"]] if body["userID"] in self.keys else []}
        key = self.keys.get(body.get("credentialID", ""))
        if key is None:
            return 400, {"error": "invalid_request", "error_description": "no such credential"}
        if path == "/credentials/info":
            chain = [base64.b64encode(one).decode() for one in (key.der, self.root.der)]
            return 200, {"key": {"status": "enabled"}, "cert": {"status": "valid", "certificates": chain}}
        if body.get("SAD") != self.pin:
            return 401, {"error": "invalid_pin", "error_description": "Sai mã PIN"}
        self.asked.append(len(body["hash"]))
        made = [key.sign(base64.b64decode(one)) for one in body["hash"]]
        return 200, {"signatures": [base64.b64encode(one).decode() for one in made]}


@contextmanager
def running(keys: dict[str, str]) -> Iterator[Service]:
    """The service for users by the names on their certificates, until the block ends."""
    root = make_key("Thử nghiệm Root CA", authority=True)
    service = Service(root, {user: make_key(name, root) for user, name in keys.items()})

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            right = self.headers["Authorization"] == f"Bearer {service.token}"
            status, told = service.answer(self.path, body) if right else (401, {"error_description": "no"})
            content = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    service.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
