"""E-mail over SMTP (RFC 5321): one attempt for one message, told apart by what the server said and when."""

import contextlib
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from types import TracebackType

from caicach.notices.rules.answer import Answer, Came, Letter

TIMEOUT = 30.0
"""Seconds to wait for the server at any step; well within a message's lease."""
REFUSED, PERMANENT = 400, 500
"""From here on the server says no: for now, for good."""


class Post:
    """A connection to the mail server, opened with the first message and used for all that follow.

    `security` is `none`, `starttls` or `tls`. `sender` is the address in From, with or without a name.
    """

    def __init__(
        self, *, host: str, port: int, user: str, password: str, security: str, sender: str, timeout: float = TIMEOUT
    ) -> None:
        self.host, self.port, self.user, self.password = host, port, user, password
        self.security, self.sender, self.timeout = security, sender, timeout
        self.server: smtplib.SMTP | None = None

    def __enter__(self) -> "Post":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Say good-bye, if anybody still listens."""
        server, self.server = self.server, None
        if server is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                server.quit()

    def send(self, letter: Letter) -> Answer:
        """Hand one message over. Refusal of our sign-in or sender is a fault of the way, not of the message."""
        try:
            server = self._connected()
        except (smtplib.SMTPException, OSError) as fault:
            self._drop()
            return Answer(Came.UNREACHABLE, _said(fault))
        try:
            return self._hand_over(server, letter)
        except (smtplib.SMTPServerDisconnected, OSError) as fault:
            self._drop()
            return Answer(Came.UNREACHABLE, _said(fault))

    def _hand_over(self, server: smtplib.SMTP, letter: Letter) -> Answer:
        try:
            body = self._written(letter).as_bytes(policy=SMTP)
            letter.to.encode("ascii")
        except (UnicodeEncodeError, ValueError) as fault:
            return Answer(Came.NEVER, _said(fault))
        code, said = server.mail(_bare(self.sender))
        if code >= REFUSED:
            server.rset()
            return Answer(Came.UNREACHABLE, _text(code, said))
        code, said = server.rcpt(letter.to)
        if code >= REFUSED:
            server.rset()
            return Answer(Came.NEVER if code >= PERMANENT else Came.LATER, _text(code, said))
        return self._data(server, body)

    def _data(self, server: smtplib.SMTP, body: bytes) -> Answer:
        """From here on a broken connection leaves it open whether the server has taken the message."""
        try:
            code, said = server.data(body)
        except smtplib.SMTPDataError as fault:
            server.rset()
            return Answer(_refused(fault.smtp_code), _text(fault.smtp_code, fault.smtp_error))
        except (smtplib.SMTPServerDisconnected, OSError) as fault:
            self._drop()
            return Answer(Came.DOUBT, _said(fault))
        if code >= REFUSED:
            return Answer(_refused(code), _text(code, said))
        return Answer(Came.SENT, reference=_text(code, said))

    def _written(self, letter: Letter) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = self.sender
        mail["To"] = letter.to
        mail["Subject"] = letter.subject
        mail["Date"] = formatdate(localtime=False)
        mail["Message-ID"] = f"<{letter.id}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(letter.plain, cte="quoted-printable")
        mail.add_alternative(letter.html, subtype="html", cte="quoted-printable")
        return mail

    def _connected(self) -> smtplib.SMTP:
        if self.server is not None:
            return self.server
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.timeout, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        self.server = server
        server.ehlo_or_helo_if_needed()
        if self.security == "starttls":
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if self.user:
            server.login(self.user, self.password)
        return server

    def _drop(self) -> None:
        server, self.server = self.server, None
        if server is not None:
            server.close()


def _refused(code: int) -> Came:
    return Came.NEVER if code >= PERMANENT else Came.LATER


def _bare(sender: str) -> str:
    """The address of `Name <address>`."""
    return sender.rpartition("<")[2].rstrip("> ") if "<" in sender else sender


def _text(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(words.split())}"[:200]


def _said(fault: Exception) -> str:
    code = getattr(fault, "smtp_code", None)
    if isinstance(code, int):
        return _text(code, getattr(fault, "smtp_error", b""))
    return f"{type(fault).__name__}: {fault}"[:200]
