"""Take the next number of a register."""

from collections.abc import Sequence

from django.db import connection

_TAKE = """
INSERT INTO papers_numberseries (register, holder, term, last) VALUES (%s, %s, %s, %s)
ON CONFLICT (register, holder, term) DO UPDATE SET last = papers_numberseries.last + EXCLUDED.last
RETURNING last
"""

_GO_ON = """
INSERT INTO papers_numberseries (register, holder, term, last) VALUES (%s, %s, %s, %s)
ON CONFLICT (register, holder, term) DO UPDATE SET last = GREATEST(papers_numberseries.last, EXCLUDED.last)
"""

_GO_ON_MANY = """
INSERT INTO papers_numberseries (register, holder, term, last)
SELECT %s, * FROM unnest(%s::text[], %s::text[], %s::integer[])
ON CONFLICT (register, holder, term) DO UPDATE SET last = GREATEST(papers_numberseries.last, EXCLUDED.last)
"""


def take_number(*, register: str, holder: str, term: str, count: int = 1) -> int:
    """The next number of the register of a holder in a term (a day, a year), as a running integer from 1.

    The counter's row stays locked until the caller's transaction ends, so numbers come out in the order of commits,
    and one that is rolled back is given again. With `count` a run of numbers is taken and its last one returned.
    Call it late in the transaction: whoever comes next waits for it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [register, holder, term, count])
        return int(cursor.fetchone()[0])


def pass_number(*, register: str, holder: str, term: str, number: int) -> None:
    """Let the register go on after a number that another system gave; one below the last taken changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_GO_ON, [register, holder, term, number])


def pass_numbers(*, register: str, numbers: Sequence[tuple[str, str, int]]) -> None:
    """Let the register go on after many such numbers: holder, term, highest number; each pair of the first two once."""
    if numbers:
        with connection.cursor() as cursor:
            cursor.execute(_GO_ON_MANY, [register, *map(list, zip(*numbers, strict=True))])
