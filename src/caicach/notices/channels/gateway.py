"""SMS and Zalo over a small HTTP protocol (docs/message-gateway.md): one attempt for one message."""

import json
import unicodedata
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import quote, urlsplit

from caicach.notices.rules.answer import Answer, Came, Letter

TIMEOUT = 20.0
"""Seconds to wait for the gateway; well within a message's lease."""
LARGEST = 64 * 1024
OURS = frozenset({401, 403, 404, 405})
"""Answers that speak of our token or address, not of the message."""
NOT_NOW = frozenset({408, 425, 429, 503})
"""Answers by which the gateway promises that it did not take the message."""

TAKEN = {"accepted": Came.SENT, "sent": Came.SENT, "delivered": Came.SENT, "rejected": Came.NEVER}


class Gateway:
    """The gateway at `url`. `plain_letters`: texts go out without Vietnamese marks, as many brand names must."""

    def __init__(self, *, url: str, token: str, plain_letters: bool, timeout: float = TIMEOUT) -> None:
        self.parts, self.token = urlsplit(url), token
        self.plain_letters, self.timeout = plain_letters, timeout

    def send(self, letter: Letter) -> Answer:
        """Post one message. A connection that breaks after it was made leaves it open whether the message was taken."""
        text = unmarked(letter.short) if self.plain_letters and letter.channel == "sms" else letter.short
        body = {"id": letter.id, "to": letter.to, "text": text, "channel": letter.channel}
        connection = self._connection()
        try:
            connection.connect()
        except OSError as fault:
            return Answer(Came.UNREACHABLE, _said(fault))
        try:
            return self._answer(*self._ask(connection, "POST", "", json.dumps(body).encode()))
        except (OSError, HTTPException) as fault:
            return Answer(Came.DOUBT, _said(fault))
        finally:
            connection.close()

    def report(self, message_id: str) -> Answer | None:
        """What became of a message that was posted: sent, rejected, or `LATER` when the gateway never had it.

        None when the gateway does not say; it may leave this part of the protocol out.
        """
        connection = self._connection()
        try:
            status, said = self._ask(connection, "GET", f"/{quote(message_id, safe='')}", None)
        except (OSError, HTTPException):
            return None
        finally:
            connection.close()
        word = said.get("status")
        if status != 200 or not isinstance(word, str):
            return None
        came = Came.LATER if word == "unknown" else TAKEN.get(word)
        if came is None:
            return None
        return Answer(came, str(said.get("error", ""))[:200], str(said.get("reference", ""))[:200])

    def _connection(self) -> HTTPConnection:
        kind = HTTPSConnection if self.parts.scheme == "https" else HTTPConnection
        return kind(self.parts.hostname or "", self.parts.port, timeout=self.timeout)

    def _ask(
        self, connection: HTTPConnection, method: str, below: str, body: bytes | None
    ) -> tuple[int, dict[str, object]]:
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        connection.request(method, self.parts.path.rstrip("/") + below or "/", body, headers)
        answer = connection.getresponse()
        return answer.status, _document(answer)

    def _answer(self, status: int, said: dict[str, object]) -> Answer:
        words = f"HTTP {status} {said.get('error', '')}".strip()[:200]
        if status in OURS:
            return Answer(Came.UNREACHABLE, words)
        if status in NOT_NOW:
            return Answer(Came.LATER, words)
        if 400 <= status < 500:
            return Answer(Came.NEVER, words)
        came = TAKEN.get(str(said.get("status"))) if status in (200, 201, 202) else None
        if came is None:
            return Answer(Came.DOUBT, words)
        return Answer(came, "" if came is Came.SENT else words, str(said.get("reference", ""))[:200])


def unmarked(text: str) -> str:
    """The text in letters without marks, đ as d, as telephones without Vietnamese show it."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _document(answer: HTTPResponse) -> dict[str, object]:
    try:
        found = json.loads(answer.read(LARGEST))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _said(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"[:200]
