"""Words to look for that may not stand in an address: numbers of people."""

import re

LEAST = 9
"""Identity numbers have 9 or 12 digits, tax numbers 10 or 13, telephones 10 (9 after the country's)."""
NUMBER = re.compile(rf"[0-9](?:[ .+-]?[0-9]){{{LEAST - 1},}}")
DOSSIER = re.compile(r".{1,40}-[0-9]{6}-[0-9]{1,6}")


def names_a_person(words: str) -> bool:
    """Whether a search holds what may be an identity or telephone number; a dossier's number is none.

    Addresses are kept by browsers, proxies and logs, so such words are handed on by the session instead.
    """
    return NUMBER.search(words) is not None and DOSSIER.fullmatch(words.strip()) is None
