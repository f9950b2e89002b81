"""Keep a file: once, by its content (lưu tệp tin)."""

import hashlib
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from caicach.kit.acts import Act
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.papers.content.confined import Content, inspect
from caicach.papers.content.office import office_type
from caicach.papers.models import File
from caicach.papers.queries.files import folder, place_of, refuse_infected
from caicach.papers.rules.media import HEAD, PACKED, media_type_of
from caicach.papers.rules.unfit import Unfit, refusal

ARRIVING = "arriving"
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file on its way in: where it lies, its hash, its size in bytes and how it begins."""

    path: Path
    sha256: str
    size: int
    head: bytes


def keep_file(
    act: Act,
    source: bytes | BinaryIO,
    *,
    name: str,
    limit: int | None = None,
    made: bool = False,
    pages: int | None = None,
) -> File:
    """Keep what the stream holds and answer its row; the same content again answers the same row.

    What comes from outside is looked into first, in a child process with limits; `made` says that the house made the
    file itself (a form, a signed document; of so many `pages`), so that its first bytes are enough. The content is
    written to the disk before the row is, so a row without its content cannot be; content without a row may stay
    behind by a transaction that fails, and serves when the same is handed in again. There is no line in the journal:
    whoever uses the file names its hash in their own. `name` is what a person called it and is only told back in
    refusals; `limit` is in bytes, by default the one of the settings.

    Raises `Refused`, with nothing kept: "file-empty", "file-too-large", "infected" for a content in which the scanner
    found something before, and the codes of `rules.unfit.REASONS`.
    """
    with arriving(source, name=name, limit=limit or settings.FILE_LIMIT) as arrived:
        try:
            content = _made(arrived, pages) if made else inspect(arrived.path)
        except Unfit as found:
            raise refusal(found.code, found.values, name=name) from None
        _settle(arrived)
    file, _new = File.objects.get_or_create(
        sha256=arrived.sha256,
        defaults={
            "size": arrived.size,
            "media_type": content.media_type,
            "pages": content.pages,
            "created_at": act.now,
        },
    )
    refuse_infected(file)
    return file


def _made(arrived: Arrived, pages: int | None) -> Content:
    media_type = media_type_of(arrived.head)
    return Content(office_type(arrived.path) if media_type == PACKED else media_type, pages)


def waiting_room() -> Path:
    """The folder of what is not kept yet, on the same disk as what is."""
    waiting = folder() / ARRIVING
    waiting.mkdir(mode=0o700, parents=True, exist_ok=True)
    return waiting


@contextmanager
def arriving(source: bytes | BinaryIO, *, name: str, limit: int) -> Iterator[Arrived]:
    """The stream on the disk, hashed on the way; what is not moved to its place by then is gone afterwards."""
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    handle, path = tempfile.mkstemp(dir=waiting_room())
    try:
        with os.fdopen(handle, "wb") as out:
            arrived = _written(stream, out, Path(path), name=name, limit=limit)
        yield arrived
    finally:
        with suppress(FileNotFoundError):
            os.unlink(path)


def _written(stream: BinaryIO, out: BinaryIO, path: Path, *, name: str, limit: int) -> Arrived:
    digest, size, head = hashlib.sha256(), 0, b""
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise too_large(name, limit)
        head = head or chunk[:HEAD]
        digest.update(chunk)
        out.write(chunk)
    if not size:
        raise Refused("file-empty", mark("Tệp «{name}» không có nội dung."), values={"name": name}, field="file")
    out.flush()
    os.fsync(out.fileno())
    return Arrived(path, digest.hexdigest(), size, head)


def too_large(name: str, limit: int) -> Refused:
    """The refusal of a file above the limit (in bytes)."""
    return Refused(
        "file-too-large",
        mark("Tệp «{name}» lớn hơn {limit} MB; hãy quét với độ phân giải thấp hơn hoặc chia thành nhiều tệp."),
        values={"name": name, "limit": limit // (1024 * 1024)},
        source=mark("Giới hạn dung lượng tệp của hệ thống"),
        field="file",
    )


def _settle(arrived: Arrived) -> None:
    """Move the content to its place, unless it lies there already; after a power failure it is there or it is not."""
    place = place_of(arrived.sha256)
    if place.exists():
        return
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    arrived.path.replace(place)
    for above in (place.parent, place.parent.parent, folder()):
        handle = os.open(above, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
