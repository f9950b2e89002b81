"""Marks for texts that are written in pure code and translated where they are shown.

Source texts are Vietnamese (the first language of the users); `locale/en` holds the English.
"""


class Marked(str):
    """A text of ours, as against one that a person typed: it is translated also where it stands inside another."""

    __slots__ = ()


def mark(text: str) -> str:
    """The text itself; the mark tells the message catalogue's collector that it will be shown to a person."""
    return Marked(text)
