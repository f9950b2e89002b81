"""Which letters the face of the papers has, and how an endless word is broken."""

import re

MISSING = "□"
RANGES = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x331), (0x391, 0x3A1), (0x3A3, 0x3C9), (0x400, 0x45F), (0x1E00, 0x1EFF),
    (0x2010, 0x2037),
)  # fmt: skip
"""Latin with all letters of Vietnamese and of the peoples of the Central Highlands, Greek, Cyrillic, punctuation."""
SINGLE = frozenset("\n\u200b\u2039\u203a\u20ab\u20ac\u2116\u2264\u2265\u25a0\u25a1")
ENDLESS = 40
PIECE = 20
LONG_WORD = re.compile(rf"\S{{{ENDLESS},}}")


def shown(text: str) -> str:
    """The text with every letter that the face lacks as □; control characters are left out, a tab is a blank."""
    return "".join(one if _has(one) else MISSING for one in plain(text))


def plain(text: str) -> str:
    """The text without control characters, half characters and non-characters; a tab is a blank."""
    spaced = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(one for one in spaced if one == "\n" or (one >= " " and not _nothing(ord(one))))


def _nothing(point: int) -> bool:
    return 0x7F <= point < 0xA0 or 0xD800 <= point <= 0xDFFF or point & 0xFFFE == 0xFFFE


def _has(letter: str) -> bool:
    point = ord(letter)
    return letter in SINGLE or any(first <= point <= last for first, last in RANGES)


def breakable(text: str) -> str:
    """The text with room for a line break in words of 40 letters and more, so that nothing runs off the paper."""
    return LONG_WORD.sub(lambda found: _pieces(found[0]), text)


def _pieces(word: str) -> str:
    return "\u200b".join(word[at : at + PIECE] for at in range(0, len(word), PIECE))
