"""The child process that reads what came from outside: `python -m caicach.papers.content.child`, JSON in and out.

It limits itself before it opens anything, so that a file made to hurt hurts only this process.
"""

import json
import resource
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from caicach.papers.content.image import inspect_image
from caicach.papers.content.office import inspect_office
from caicach.papers.content.pages import join, split
from caicach.papers.content.pdf import inspect_pdf
from caicach.papers.content.pictures import draw_pages
from caicach.papers.content.sheet import first_sheet
from caicach.papers.rules.media import HEAD, PACKED, PDF, media_type_of
from caicach.papers.rules.unfit import HARD, Unfit

MEMORY = 1024 * 1024 * 1024
SECONDS = 30
LARGEST_OUT = 512 * 1024 * 1024


def limit() -> None:
    """No more memory, time and disk than a large honest file needs; no core dump with personal data."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_OUT),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))


def run(asked: Mapping[str, Any]) -> dict[str, object]:
    """Do one task; a finding against the file is an answer too."""
    try:
        if asked["task"] == "inspect":
            return _inspect(Path(asked["path"]))
        if asked["task"] == "join":
            return {"pages": join([Path(part) for part in asked["parts"]], Path(asked["out"]))}
        if asked["task"] == "draw":
            draw_pages(Path(asked["path"]), Path(asked["out"]))
            return {}
        if asked["task"] == "sheet":
            return {"rows": first_sheet(Path(asked["path"]), Path(asked["out"]))}
        split(Path(asked["path"]), asked["pages"], [Path(out) for out in asked["outs"]])
        return {}
    except Unfit as found:
        return {"unfit": found.code, "values": found.values}


def _inspect(path: Path) -> dict[str, object]:
    with path.open("rb") as stream:
        media_type = media_type_of(stream.read(HEAD))
    if media_type == PDF:
        return {"media_type": PDF, "pages": inspect_pdf(path)}
    if media_type == PACKED:
        return {"media_type": inspect_office(path), "pages": None}
    return {"media_type": media_type, "pages": inspect_image(path, media_type)}


def main() -> None:
    """One task from standard input; what came of it, or what was found against the file, to standard output."""
    asked = json.load(sys.stdin)
    limit()
    try:
        said = run(asked)
    except MemoryError:
        said = {"unfit": HARD, "values": {}}
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
