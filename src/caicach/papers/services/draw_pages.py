"""Draw the pages of a kept PDF small, on one picture (vẽ các trang thu nhỏ)."""

import tempfile
from pathlib import Path

from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.papers.content import confined
from caicach.papers.models import File
from caicach.papers.queries.files import place_of, refuse_infected
from caicach.papers.rules.media import PDF
from caicach.papers.rules.unfit import Unfit, refusal
from caicach.papers.services.keep_file import waiting_room


def draw_pages(file: File) -> bytes:
    """The picture as JPEG, laid out by `rules.page_pictures`; made anew each time, nothing of it is kept.

    Raises `Refused`: "no-stack" for what is no PDF, "infected", "file-too-hard".
    """
    refuse_infected(file)
    if file.media_type != PDF:
        raise Refused("no-stack", mark("Chỉ tách được tệp PDF nhiều trang."))
    with tempfile.TemporaryDirectory(dir=waiting_room()) as folder:
        out = Path(folder, "pages")
        try:
            confined.draw_pages(place_of(file.sha256), out)
        except Unfit as found:
            raise refusal(found.code, found.values, name="") from None
        return out.read_bytes()
