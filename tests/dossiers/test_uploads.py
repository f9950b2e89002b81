"""An upload is counted while it comes in over HTTP: above the limit it is refused in words and nothing is kept."""

import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

import world
from caicach.dossiers.models import Attachment
from caicach.dossiers.services.receive import receive
from caicach.papers import uploads
from caicach.papers.models import File

MEGABYTE = 1024 * 1024
EDGE = "----edge"


class Body(io.RawIOBase):
    """A form with one file of so many megabytes, made while it is read; `given` is how many bytes were."""

    def __init__(self, target: str, megabytes: int) -> None:
        head = (
            f'--{EDGE}\r\nContent-Disposition: form-data; name="target"\r\n\r\n{target}\r\n'
            f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="to.pdf"\r\n'
            "Content-Type: application/pdf\r\n\r\n%PDF-"
        ).encode()
        self.parts = [head, f"\r\n--{EDGE}--\r\n".encode()]
        self.zeros = megabytes * MEGABYTE
        self.size, self.given = self.zeros + sum(map(len, self.parts)), 0

    def read(self, size: int = -1) -> bytes:
        if len(self.parts) == 2:
            found = self.parts.pop(0)  # shorter than what is ever asked for
        elif self.zeros:
            found = bytes(min(size, self.zeros, MEGABYTE))
            self.zeros -= len(found)
        else:
            found = self.parts.pop() if self.parts else b""
        self.given += len(found)
        return found


@pytest.fixture
def here(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> world.World:
    monkeypatch.setattr(settings, "FILES_ROOT", tmp_path / "files")
    monkeypatch.setattr(settings, "FILE_LIMIT", 5 * MEGABYTE)
    return world.build()


@pytest.fixture
def spooled(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What uploads were written to."""
    made: list[Any] = []

    def spool(**how: Any) -> Any:
        made.append(tempfile.SpooledTemporaryFile(**how))  # noqa: SIM115
        return made[-1]

    monkeypatch.setattr(uploads, "SpooledTemporaryFile", spool)
    return made


def send(client: Client, address: str, body: Body) -> Any:
    return client.request(
        REQUEST_METHOD="POST", PATH_INFO=address, CONTENT_TYPE=f"multipart/form-data; boundary={EDGE}",
        CONTENT_LENGTH=str(body.size), **{"wsgi.input": body},
    )  # fmt: skip


def kept() -> list[Path]:
    return [path for path in Path(settings.FILES_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize("megabytes", [6, 300])
def test_what_is_too_large_is_refused_in_words_and_dropped_on_the_way(
    here: world.World, sign_in: Callable[[str], Client], spooled: list[Any], megabytes: int
) -> None:
    dossier = receive(here.act("clerk", "2026-11-20T09:00"), here.intake())
    body = Body("other", megabytes)
    answer = send(sign_in("clerk"), f"/dossiers/{dossier.pk}/attach/", body)
    assert (answer.status_code, body.given) == (422, body.size)
    assert "Tệp này lớn hơn mức cho phép" in answer.content.decode()
    assert [one.closed for one in spooled] == [True]  # at the limit, not at the end of the request
    assert (kept(), File.objects.count(), Attachment.objects.count()) == ([], 0, 0)


def test_of_a_stranger_nothing_is_written_at_all(here: world.World, client: Client, spooled: list[Any]) -> None:
    dossier = receive(here.act("clerk", "2026-11-20T09:00"), here.intake())
    answer = send(client, f"/dossiers/{dossier.pk}/attach/", Body("other", 3))
    assert answer.status_code in (302, 404)
    assert all(one.tell() == 0 for one in spooled if not one.closed)
    assert (kept(), File.objects.count()) == ([], 0)


def test_a_look_finds_what_comes_within_the_limit(here: world.World, sign_in: Callable[[str], Client]) -> None:
    """The whole of it went through: the look into it, not its size, refuses three megabytes of zeros."""
    dossier = receive(here.act("clerk", "2026-11-20T09:00"), here.intake())
    answer = send(sign_in("clerk"), f"/dossiers/{dossier.pk}/attach/", Body("other", 3))
    assert answer.status_code == 422
    assert "bị hỏng" in answer.content.decode()
    assert kept() == []
