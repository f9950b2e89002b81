"""Vietnamese text: searching that forgives missing marks, and the alphabetical order of names."""

import unicodedata

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
LETTER_RANK = {letter: rank for rank, letter in enumerate(ALPHABET)}
"""The Vietnamese alphabet with the four foreign letters in their Latin places."""

TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""Combining marks of the tones in dictionary order, after the level tone: huyền, hỏi, ngã, sắc, nặng."""
TONE_RANK = {tone: rank for rank, tone in enumerate(TONES, start=1)}

SortKey = tuple[tuple[int, ...], tuple[int, ...], str]


def fold(text: str) -> str:
    """The text for searching: lower case, without marks, đ as d, one space between words and none around them."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def sort_key(text: str) -> SortKey:
    """The key for sorting by the Vietnamese alphabet: all letters (a ă â b … d đ …), then the tones, then the text.

    Spaces and signs come before digits, digits before letters; any Unicode form of the same text sorts the same.
    """
    words = " ".join(unicodedata.normalize("NFD", text.casefold()).split())
    letters: list[int] = []
    tones: list[int] = []
    for character in _without_tones(words, tones):
        letters.append(_rank(character))
    return tuple(letters), tuple(tones), unicodedata.normalize("NFC", text)


def _without_tones(decomposed: str, tones: list[int]) -> list[str]:
    """The composed letters of a decomposed text; the tone of each goes into `tones` (0 = level)."""
    letters: list[str] = []
    for character in decomposed:
        if character in TONE_RANK and letters:
            tones[-1] = TONE_RANK[character]
        elif unicodedata.combining(character) and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + character)
        else:
            letters.append(character)
            tones.append(0)
    return letters


def _rank(character: str) -> int:
    """Signs by their code point, then digits, then the alphabet, then letters of other scripts."""
    if character in LETTER_RANK:
        return 0x200000 + LETTER_RANK[character]
    if character.isdecimal():
        return 0x110000 + ord(character)
    return ord(character) + (0x300000 if character.isalpha() else 0)
