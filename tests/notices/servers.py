"""Real servers on this machine for the channels to speak with: SMTP (aiosmtpd) and the HTTP gateway."""

import email
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer

from aiosmtpd.controller import Controller


class Postbox:
    """Keeps what it is sent; answers RCPT and DATA with what the test has put in."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.rcpt = "250 OK"
        self.data = "250 2.0.0 Ok: queued as 4F7C"
        self.drop_after_data = False

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.data.startswith("250"):
            self.mails.append(email.message_from_bytes(envelope.content, policy=default))
        if self.drop_after_data:
            server.transport.close()
        return self.data


@contextmanager
def smtp_server() -> Iterator[tuple[Postbox, dict[str, object]]]:
    """A running server with its postbox, and the settings that lead to it."""
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, {
            "host": "127.0.0.1", "port": port, "user": "", "password": "", "security": "none",
            "sender": "Trung tâm <mot-cua@hcc.example.vn>",
        }  # fmt: skip
    finally:
        controller.stop()


class GatewayServer(HTTPServer):
    """Keeps what it is posted; answers with the status and document the test has put in."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.posted: list[dict[str, str]] = []
        self.answer: tuple[int, dict[str, str]] = (202, {"status": "accepted", "reference": "GW-1"})
        self.report: tuple[int, dict[str, str]] = (404, {})
        self.breaks = False
        self.timeout = 5


class _Answering(BaseHTTPRequestHandler):
    server: GatewayServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["Authorization"] != "Bearer secret":
            return self._say(401, {"error": "token"})
        self.server.posted.append(body | {"path": self.path})
        if self.server.breaks:
            self.close_connection = True
            return None
        return self._say(*self.server.answer)

    def do_GET(self) -> None:
        self._say(*self.server.report)

    def _say(self, status: int, document: dict[str, str]) -> None:
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silence."""


@contextmanager
def gateway_server() -> Iterator[tuple[GatewayServer, dict[str, object]]]:
    """A running gateway, and the settings that lead to it."""
    server = GatewayServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        url = f"http://127.0.0.1:{server.server_port}/messages"
        yield server, {"url": url, "token": "secret", "channels": ["sms"], "plain_letters": True}
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
