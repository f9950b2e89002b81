"""Looks at drawn papers: the first page as an image, and the modules of the code in its corner."""

from io import BytesIO

import segno
from PIL import Image

from caicach.papers.services.draw import Sheet, pictures

DOTS = 300
CORNER = (29 * DOTS * 10 // 254, 32 * DOTS * 10 // 254)
"""Dots an inch, and the part of a page where its code stands."""


def picture(sheet: Sheet, *, dots: int = DOTS) -> Image.Image:
    """The first page as an image."""
    return Image.open(BytesIO(pictures(sheet, dots=dots)[0])).convert("L")


def code_on(page: Image.Image, modules: int) -> list[list[int]]:
    """The modules of the code in the upper left corner of a page: 1 dark, 0 light."""
    corner = page.crop((0, 0, *CORNER)).point(lambda grey: 255 if grey < 128 else 0)
    left, top, right, bottom = corner.getbbox()
    side = (right - left) / modules
    assert abs((bottom - top) / modules - side) < 0.2, "not square"
    return [
        [
            int(corner.getpixel((int(left + (column + 0.5) * side), int(top + (row + 0.5) * side))) > 0)
            for column in range(modules)
        ]
        for row in range(modules)
    ]


def modules_of(payload: str) -> list[list[int]]:
    """The code that the payload must give."""
    return [list(row) for row in segno.make(payload, error="m", encoding="utf-8", micro=False).matrix]
