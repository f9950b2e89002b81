"""Files are kept once by content, never by name, and a file that is too large leaves nothing behind."""

import hashlib
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from caicach.kit.acts import SYSTEM, Act
from caicach.kit.refusal import Refused
from caicach.papers.models import File
from caicach.papers.queries.files import open_file, place_of
from caicach.papers.rules.media import XLSX
from caicach.papers.services.keep_file import ARRIVING, keep_file
from papers import samples

JPEG_HEAD = b"\xff\xd8\xff\xe0"
PLAIN = samples.pdf()


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "FILES_ROOT", tmp_path)


def act() -> Act:
    now = timezone.now()
    return Act(actor=SYSTEM, at=now, now=now)


def kept() -> list[Path]:
    return [path for path in Path(settings.FILES_ROOT).rglob("*") if path.is_file()]


class Endless(io.RawIOBase):
    """So many megabytes, made while they are read; `given` is how many were asked for."""

    def __init__(self, head: bytes, megabytes: int) -> None:
        self.left, self.head, self.given = megabytes, head, 0

    def read(self, size: int = -1) -> bytes:
        if not self.left:
            return b""
        self.left -= 1
        self.given += 1
        first, self.head = self.head, b""
        return first + b"\0" * (1024 * 1024 - len(first))


@pytest.mark.parametrize("name", ["đơn.pdf", "../../etc/passwd", "a/b\0c", ""])
def test_a_file_lies_under_its_hash_whatever_it_is_called(database: str, name: str) -> None:
    content = samples.pdf(2, width=300 + len(name))
    file = keep_file(act(), io.BytesIO(content), name=name)
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert (file.size, file.media_type, file.pages, file.scan) == (len(content), "application/pdf", 2, "not_scanned")
    assert kept() == [place_of(file.sha256)]
    assert place_of(file.sha256).relative_to(settings.FILES_ROOT).parts[:2] == (file.sha256[:2], file.sha256[2:4])
    with open_file(file) as stream:
        assert stream.read() == content


def test_the_same_content_is_kept_once_and_comes_back_when_it_was_lost(database: str) -> None:
    first = keep_file(act(), PLAIN, name="một.pdf")
    assert keep_file(act(), PLAIN, name="hai.pdf").pk == first.pk
    assert (File.objects.count(), len(kept())) == (1, 1)
    place_of(first.sha256).unlink()
    assert keep_file(act(), PLAIN, name="ba.pdf").pk == first.pk
    assert place_of(first.sha256).read_bytes() == PLAIN


def test_300_megabytes_are_refused_while_they_come_in(database: str) -> None:
    stream = Endless(JPEG_HEAD, 300)
    with pytest.raises(Refused) as refused:
        keep_file(act(), stream, name="to.jpg", limit=5 * 1024 * 1024)
    assert refused.value.code == "file-too-large"
    assert "to.jpg" in refused.value.text()
    assert stream.given == 6
    assert (kept(), File.objects.count()) == ([], 0)


@pytest.mark.parametrize(("content", "code"), [(b"", "file-empty"), (b"MZ\x90\0" + PLAIN, "program")])
def test_what_is_nothing_or_no_document_is_refused(database: str, content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        keep_file(act(), content, name="đơn.pdf")
    assert refused.value.code == code
    assert (kept(), File.objects.count()) == ([], 0)


def test_a_broken_connection_leaves_nothing(database: str) -> None:
    class Broken(Endless):
        def read(self, size: int = -1) -> bytes:
            if self.given:
                raise OSError("gone")
            return super().read(size)

    with pytest.raises(OSError, match="gone"):
        keep_file(act(), Broken(b"%PDF-", 3), name="đơn.pdf")
    assert kept() == []
    assert list((Path(settings.FILES_ROOT) / ARRIVING).iterdir()) == []


def test_what_is_infected_is_opened_by_nobody_and_not_taken_again(database: str) -> None:
    file = keep_file(act(), PLAIN, name="đơn.pdf")
    File.objects.filter(pk=file.pk).update(scan=File.INFECTED)
    file.refresh_from_db()
    for again in (lambda: open_file(file), lambda: keep_file(act(), PLAIN, name="khác.pdf")):
        with pytest.raises(Refused) as refused:
            again()
        assert refused.value.code == "infected"


def test_what_the_house_made_is_told_by_its_first_bytes(database: str) -> None:
    """A form or a workbook of ours needs no second look, so it costs none."""
    assert keep_file(act(), samples.xlsx(), name="sổ.xlsx", made=True).media_type == XLSX
    assert keep_file(act(), samples.with_file(), name="kèm.pdf", made=True).pages is None
