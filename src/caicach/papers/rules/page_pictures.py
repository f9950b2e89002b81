"""Where each page stands on the one picture that shows all pages of a PDF small: rows of equal cells."""

COLUMNS = 10
WIDTH, HEIGHT = 150, 212
"""Of a cell, in points of the picture: a sheet of A4."""
MOST_SHOWN = 60
"""Pages with a picture; of those beyond there is the number."""


def shown(pages: int) -> int:
    """How many of the pages have a cell."""
    return min(pages, MOST_SHOWN)


def corner(number: int) -> tuple[int, int]:
    """The upper left corner of the cell of a page (from 1)."""
    row, column = divmod(number - 1, COLUMNS)
    return column * WIDTH, row * HEIGHT


def size(pages: int) -> tuple[int, int]:
    """Width and height of the whole picture for so many pages."""
    count = shown(pages)
    return min(count, COLUMNS) * WIDTH, -(-count // COLUMNS) * HEIGHT
