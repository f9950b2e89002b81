"""Put several images or PDFs into one PDF (ghép tệp)."""

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from caicach.kit.acts import Act
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.papers.content.confined import inspect, join
from caicach.papers.models import File
from caicach.papers.rules.media import IMAGES, PDF
from caicach.papers.rules.unfit import Unfit, refusal
from caicach.papers.services.keep_file import arriving, keep_file, too_large, waiting_room

MOST_TOGETHER = 50


def join_files(act: Act, sources: Sequence[tuple[str, BinaryIO]]) -> File:
    """One kept PDF of all the pages, in the order given; each source with the name a person called it.

    Photographs are put upright and made no larger than A4 at 300 dots an inch. Each source is looked into as
    `keep_file` does, and all together may be as large as one file. A single source is kept as it is.

    Raises `Refused` as `keep_file`, and "not-joinable" for what has no pages.
    """
    if len(sources) == 1:
        return keep_file(act, sources[0][1], name=sources[0][0])
    if len(sources) > MOST_TOGETHER:
        raise Refused(
            "too-many-files",
            mark("Mỗi lần chỉ ghép được {limit} tệp; hãy nộp làm nhiều lần."),
            values={"limit": MOST_TOGETHER},
            field="file",
        )
    left = settings.FILE_LIMIT
    with ExitStack() as arrivals, tempfile.TemporaryDirectory(dir=waiting_room()) as folder:
        parts = []
        for name, source in sources:
            if left <= 0:
                raise too_large(name, settings.FILE_LIMIT)
            arrived = arrivals.enter_context(arriving(source, name=name, limit=left))
            left -= arrived.size
            _check(arrived.path, name)
            parts.append(arrived.path)
        out = Path(folder, "joined")
        try:
            pages = join(parts, out)
        except Unfit as found:
            raise refusal(found.code, found.values, name=sources[0][0]) from None
        with out.open("rb") as stream:
            return keep_file(act, stream, name=sources[0][0], made=True, pages=pages)


def _check(path: Path, name: str) -> None:
    try:
        content = inspect(path)
    except Unfit as found:
        raise refusal(found.code, found.values, name=name) from None
    if content.media_type not in {PDF, *IMAGES}:
        raise Refused(
            "not-joinable",
            mark("Tệp «{name}» không ghép được; chỉ ghép ảnh và PDF, các loại khác nộp riêng từng tệp."),
            values={"name": name},
            field="file",
        )
