"""Which pages of a scanned stack belong to which component, as an officer types it: `1-2, 3, 4-6`."""

import re
from collections.abc import Hashable, Mapping
from typing import TypeVar

from caicach.kit.refusal import Refused
from caicach.kit.words import mark

LEFT_OUT = "left_out"
"""The place of blank sides and sheets that separate."""
RANGE = re.compile(r"(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?")
Key = TypeVar("Key", bound=Hashable)


def pages_of(text: str, *, last: int, field: str = "") -> list[int]:
    """The page numbers that a text names, in its order; empty for an empty text.

    Raises `Refused("pages")` for what is no range, runs backwards, or lies outside 1 to `last`.
    """
    found: list[int] = []
    for part in filter(None, (part.strip() for part in re.split(r"[,;]", text))):
        told = RANGE.fullmatch(part)
        first, until = (int(told[1]), int(told[2] or told[1])) if told else (0, 0)
        if not 1 <= first <= until <= last:
            raise Refused(
                "pages",
                mark("«{part}» không phải là trang của tập này; hãy ghi như 1-2, 3, 4-6, từ 1 đến {last}."),
                values={"part": part, "last": last},
                field=field,
            )
        found += range(first, until + 1)
    return found


def split_of(ranges: Mapping[str, str], *, last: int) -> dict[str, list[int]]:
    """The pages for each place that gets any, of a stack with pages 1 to `last`, without what is left out.

    Raises `Refused`: "pages" at the field `pages_<place>`, "pages-twice", "pages-left", "pages-none".
    """
    named = {place: pages_of(text, last=last, field=f"pages_{place}") for place, text in ranges.items()}
    check_split(named, last=last)
    parts = {place: pages for place, pages in named.items() if pages and place != LEFT_OUT}
    if not parts:
        raise Refused("pages-none", mark("Hãy ghi trang cho ít nhất một thành phần."))
    return parts


def check_split(parts: Mapping[Key, list[int]], *, last: int) -> None:
    """Raise `Refused` when a page is named twice or not at all: nothing of a stack gets lost unseen."""
    named = [page for pages in parts.values() for page in pages]
    twice = sorted({page for page in named if named.count(page) > 1})
    if twice:
        raise Refused(
            "pages-twice",
            mark("Trang {pages} được ghi cho hai nơi; mỗi trang thuộc một thành phần."),
            values={"pages": listed(twice)},
        )
    left = sorted(set(range(1, last + 1)) - set(named))
    if left:
        raise Refused(
            "pages-left",
            mark("Trang {pages} chưa thuộc thành phần nào; hãy ghi vào thành phần hoặc vào mục bỏ qua."),
            values={"pages": listed(left)},
        )


def listed(pages: list[int]) -> str:
    """Page numbers as short as people write them: `1-2, 5`."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
