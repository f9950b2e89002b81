"""Images and PDFs become one PDF, in their order; what cannot is refused and leaves nothing."""

import io
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.utils import timezone

from caicach.kit.acts import SYSTEM, Act
from caicach.kit.refusal import Refused
from caicach.papers.models import File
from caicach.papers.queries.files import open_file
from caicach.papers.services.join_files import MOST_TOGETHER, join_files
from papers import samples


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "FILES_ROOT", tmp_path)


def act() -> Act:
    now = timezone.now()
    return Act(actor=SYSTEM, at=now, now=now)


def sources(*contents: bytes) -> list[tuple[str, io.BytesIO]]:
    return [(f"tệp {place}", io.BytesIO(content)) for place, content in enumerate(contents, start=1)]


def left() -> list[Path]:
    return [path for path in Path(settings.FILES_ROOT).rglob("*") if path.is_file()]


def test_pages_follow_in_the_order_given(database: str) -> None:
    """A photograph lying on its side, two sheets of a TIFF, a PDF of two pages."""
    photo = samples.image("JPEG", (400, 200))
    file = join_files(act(), sources(photo, samples.many_sheets(2), samples.pdf(2, width=500)))
    assert (file.media_type, file.pages) == ("application/pdf", 5)
    with open_file(file) as stream, pikepdf.open(stream) as pdf:
        boxes = [[float(side) for side in page.mediabox[2:]] for page in pdf.pages]
    assert boxes[0][0] == pytest.approx(2 * boxes[0][1], abs=0.1)
    assert boxes[1] != boxes[2]  # sheets of 40 × 50 and 40 × 51
    assert [width for width, _ in boxes[3:]] == [500, 501]
    assert len(left()) == 1


def test_one_file_is_kept_as_it_is(database: str) -> None:
    content = samples.image("PNG")
    file = join_files(act(), sources(content))
    assert (file.media_type, file.size) == ("image/png", len(content))


@pytest.mark.parametrize(
    ("contents", "code", "named"),
    [
        ((samples.pdf(), samples.docx()), "not-joinable", "tệp 2"),
        ((samples.pdf(), samples.locked(user="mở")), "pdf-encrypted", "tệp 2"),
        ((b"MZ\x90\0" + bytes(99), samples.pdf()), "program", "tệp 1"),
        ((samples.pdf(),) * (MOST_TOGETHER + 1), "too-many-files", str(MOST_TOGETHER)),
    ],
)
def test_what_cannot_be_joined_is_named(database: str, contents: tuple[bytes, ...], code: str, named: str) -> None:
    with pytest.raises(Refused) as refused:
        join_files(act(), sources(*contents))
    assert refused.value.code == code
    assert named in refused.value.text()
    assert (left(), File.objects.count()) == ([], 0)


def test_all_together_are_as_large_as_one_may_be(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each alone is within the limit."""
    photo = samples.image("PNG", (300, 300))
    monkeypatch.setattr(settings, "FILE_LIMIT", len(photo) + len(photo) // 2)
    with pytest.raises(Refused) as refused:
        join_files(act(), sources(photo, photo))
    assert (refused.value.code, left()) == ("file-too-large", [])
