"""Make several files of one PDF (tách tệp PDF)."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from caicach.kit.acts import Act
from caicach.papers.content.confined import split
from caicach.papers.models import File
from caicach.papers.queries.files import place_of, refuse_infected
from caicach.papers.rules.unfit import Unfit, refusal
from caicach.papers.services.keep_file import keep_file, waiting_room


def split_file(act: Act, file: File, parts: Sequence[Sequence[int]]) -> list[File]:
    """A kept file for each list of page numbers (from 1) of a kept PDF, in their order.

    Raises `Refused`: "infected", "file-too-hard".
    """
    refuse_infected(file)
    with tempfile.TemporaryDirectory(dir=waiting_room()) as folder:
        outs = [Path(folder, str(place)) for place in range(len(parts))]
        try:
            split(place_of(file.sha256), parts, outs)
        except Unfit as found:
            raise refusal(found.code, found.values, name="") from None
        kept = []
        for pages, out in zip(parts, outs, strict=True):
            with out.open("rb") as stream:
                kept.append(keep_file(act, stream, name="", made=True, pages=len(pages)))
        return kept
