"""Asking the child process: whatever happens to it, the answer is a refusal in words, never a broken house."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

from caicach.papers.rules.unfit import HARD, Unfit

PATIENCE = 90
"""Seconds, of which the child itself may compute `child.SECONDS`."""
AT_ONCE = BoundedSemaphore(2)
"""Children of one process at the same time: each may take a gigabyte."""
SOURCES = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Content:
    """What a file that may be taken is, and how many pages it has (None: not told)."""

    media_type: str
    pages: int | None


def inspect(path: Path) -> Content:
    """Look into a file from outside. Raises `Unfit`."""
    said = _asked({"task": "inspect", "path": str(path)})
    pages = said["pages"]
    return Content(str(said["media_type"]), pages if isinstance(pages, int) else None)


def join(parts: Sequence[Path], out: Path) -> int:
    """Put the pages of images and PDFs into one PDF, in their order; the number of pages. Raises `Unfit`."""
    return int(str(_asked({"task": "join", "parts": [str(part) for part in parts], "out": str(out)})["pages"]))


def split(path: Path, pages: Sequence[Sequence[int]], outs: Sequence[Path]) -> None:
    """Write one PDF for each list of page numbers (from 1) of a PDF. Raises `Unfit`."""
    _asked({"task": "split", "path": str(path), "pages": [list(one) for one in pages], "outs": [str(o) for o in outs]})


def draw_pages(path: Path, out: Path) -> None:
    """Write all pages of a PDF small on one JPEG, as `rules.page_pictures` lays them out. Raises `Unfit`."""
    _asked({"task": "draw", "path": str(path), "out": str(out)})


def first_sheet(path: Path, out: Path) -> int:
    """Write the first sheet of a workbook as CSV; how many rows hold anything. Raises `Unfit`."""
    return int(str(_asked({"task": "sheet", "path": str(path), "out": str(out)})["rows"]))


def _asked(task: Mapping[str, object]) -> Mapping[str, object]:
    with AT_ONCE:
        try:
            done = subprocess.run(
                [sys.executable, "-m", "caicach.papers.content.child"],
                input=json.dumps(task).encode(),
                capture_output=True,
                timeout=PATIENCE,
                env={"PYTHONPATH": str(SOURCES), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"},
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Unfit(HARD) from None
    if done.returncode:
        raise Unfit(HARD)
    said: Mapping[str, object] = json.loads(done.stdout)
    if "unfit" in said:
        values = said["values"]
        raise Unfit(str(said["unfit"]), **(values if isinstance(values, dict) else {}))
    return said
