"""Figures composed without code: another figure, counted only where conditions hold.

The conditions hold together; of several values of one condition any will do. A condition on a unit means the unit with
all units under it, by the tree of the period's last day; which those are is told to `predicate`.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from caicach.kit.refusal import Refused
from caicach.kit.words import mark

OWN = "own"
"""The room of composed figures: the address of one is `own.<slug>`."""
AT = "@"
"""`dossiers.resolved@own.x` is the figure `dossiers.resolved` where the conditions of `own.x` hold."""
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,38}[a-z0-9])?")
LONGEST_TITLE, LONGEST_WORDS = 200, 1_000

COLUMNS: Mapping[str, str] = {
    "field": "field_id",
    "procedure": "procedure_id",
    "channel": "channel",
    "place": "received_unit_id",
    "unit": "unit_id",
}
"""What a condition may be about, and the fact column that holds it."""
TREES = ("place", "unit")
"""Conditions on units with all under them."""

Ids = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Where:
    """The conditions: ids of fields, procedures, channels, receiving units and competent units; empty asks nothing."""

    field: Ids = ()
    procedure: Ids = ()
    channel: Ids = ()
    place: Ids = ()
    unit: Ids = ()

    @property
    def given(self) -> dict[str, Ids]:
        """The conditions that ask something."""
        return {name: ids for name in COLUMNS if (ids := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Another figure by its code, where conditions hold: of a rate above and below the line, of others each part."""

    base: str
    where: Where


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody composes: name, meaning in words, the figure it starts from, and the conditions."""

    title: str
    words: str
    base: str
    where: Where = field(default_factory=Where)


def own_code(slug: str) -> str:
    """The address of a composed figure. Raises `Refused("bad-slug")`."""
    if not SLUG.fullmatch(slug):
        raise Refused(
            "bad-slug",
            mark("Mã “{slug}” không hợp lệ: dùng từ 1 đến 40 chữ a–z không dấu, chữ số, gạch ngang, gạch dưới."),
            values={"slug": slug},
            field="slug",
        )
    return f"{OWN}.{slug}"


def is_own(code: str) -> bool:
    """Whether the address is that of a composed figure."""
    return code.startswith(f"{OWN}.")


def codes_in(code: str) -> list[str]:
    """The addresses of which one is made: itself, or those before and after each `@`."""
    return code.split(AT)


def check_draft(draft: Draft) -> None:
    """Name, meaning and conditions are there. Raises `Refused` at the field that would put it right."""
    for name, text, most in (("title", draft.title, LONGEST_TITLE), ("words", draft.words, LONGEST_WORDS)):
        if not text.strip() or len(text) > most:
            raise Refused(
                "no-words",
                mark("Hãy ghi tên và định nghĩa bằng lời của số liệu (tối đa {most} chữ)."),
                values={"most": most},
                field=name,
            )
    if not draft.where.given:
        raise Refused(
            "no-conditions",
            mark("Hãy chọn ít nhất một điều kiện; không có điều kiện thì dùng thẳng số liệu gốc."),
            field="field",
        )


def predicate(where: Where, trees: Mapping[int, Collection[int]]) -> str:
    """The conditions as SQL; `trees` tells the units under each unit that is named."""
    tests = []
    for name, ids in where.given.items():
        wanted = {unit for one in ids for unit in trees[one]} if name in TREES else set(ids)
        tests.append(f"({_among(COLUMNS[name], sorted(wanted))})")
    return " AND ".join(tests)


def _among(column: str, ids: Sequence[int]) -> str:
    """One of the ids; neighbours as a range, so that a province's units stay a short text."""
    alone, tests = [], []
    for first, last in _runs(ids):
        if last - first < 2:
            alone += [str(one) for one in range(first, last + 1)]
        else:
            tests.append(f"({column} BETWEEN {first} AND {last})")
    if alone:
        tests.append(f"({column} IN ({', '.join(alone)}))")
    return " OR ".join(tests) or f"({column} IS NULL AND {column} IS NOT NULL)"


def _runs(ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    if not ids:
        return
    first = ids[0]
    for one, following in pairwise(ids):
        if following != one + 1:
            yield first, one
            first = following
    yield first, ids[-1]


def where_fields(where: Where) -> dict[str, list[int]]:
    """The conditions for JSON."""
    return {name: sorted(set(ids)) for name, ids in where.given.items()}


def where_of(fields: Mapping[str, Sequence[int]]) -> Where:
    """The conditions that `where_fields` wrote down."""
    return Where(**{name: tuple(fields[name]) for name in COLUMNS if name in fields})
