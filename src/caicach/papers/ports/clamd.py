"""The virus scanner's port: clamd's own protocol over a Unix or TCP socket, with a limit on every wait."""

import re
import socket
from dataclasses import dataclass
from typing import BinaryIO

CHUNK = 256 * 1024
LONGEST_ANSWER = 4096
FOUND = re.compile(r"^stream: (.+) FOUND$")
ANSWER_TO_LARGE = "INSTREAM size limit exceeded"


class ScannerSilent(Exception):
    """The scanner is not there, does not answer in time, or answers what is not its protocol: try again later."""


class NotScannable(Exception):
    """The scanner answers that it cannot scan this file, e.g. because its own limit of size is lower than ours."""


@dataclass(frozen=True, slots=True)
class Clamd:
    """A clamd at `unix:<path>` or `tcp:<host>:<port>`; `seconds` is the longest wait for one step."""

    address: str
    seconds: float

    def version(self) -> str:
        """The scanner with the age of its signatures, e.g. `ClamAV 1.4.3/27745/Mon Sep 1 …`."""
        return self._asked(b"zVERSION\0", None)

    def scan(self, content: BinaryIO) -> str:
        """What the scanner found in the content by its own name; empty for nothing.

        Raises `ScannerSilent` and `NotScannable`.
        """
        said = self._asked(b"zINSTREAM\0", content)
        if said == "stream: OK":
            return ""
        found = FOUND.match(said)
        if found:
            return found[1]
        if said.endswith("ERROR"):
            raise NotScannable(said)
        raise ScannerSilent(said)

    def _asked(self, command: bytes, content: BinaryIO | None) -> str:
        try:
            with self._connected() as line:
                line.sendall(command)
                if content is not None:
                    _send(line, content)
                return _answer(line)
        except (OSError, ValueError) as failure:
            raise ScannerSilent(str(failure) or type(failure).__name__) from failure

    def _connected(self) -> socket.socket:
        kind, _, where = self.address.partition(":")
        if kind == "unix":
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(self.seconds)
            try:
                line.connect(where)
            except OSError:
                line.close()
                raise
            return line
        host, _, port = where.rpartition(":")
        if kind != "tcp" or not host or not port.isdecimal():
            raise ValueError(f"not an address of a scanner: {self.address}")
        return socket.create_connection((host.strip("/[]"), int(port)), timeout=self.seconds)


def _send(line: socket.socket, content: BinaryIO) -> None:
    """The content in chunks, each with its length before it. The scanner may have heard enough before the end."""
    try:
        while chunk := content.read(CHUNK):
            line.sendall(len(chunk).to_bytes(4, "big") + chunk)
        line.sendall(b"\0\0\0\0")
    except (BrokenPipeError, ConnectionResetError):
        return


def _answer(line: socket.socket) -> str:
    """The answer up to its closing zero byte."""
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        part = line.recv(LONGEST_ANSWER)
        if not part:
            break
        said += part
    text = said.rstrip(b"\0\n").decode(errors="replace")
    if not text:
        raise ValueError("no answer")
    return text
