"""What a figure meant at a seal."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext_lazy

from caicach.figures.models import Definition
from caicach.figures.register import Figure, known_figure
from caicach.figures.rules.expression import read
from caicach.figures.rules.reading import read_reading
from caicach.figures.rules.reckon import children
from caicach.journal.models import Seal


@dataclass(frozen=True, slots=True)
class Defined:
    """A figure as it was in force, and the number of that version."""

    figure: Figure
    version: int


def in_force(codes: Iterable[str], seal: Seal) -> dict[str, Defined]:
    """The figures as defined at the seal; where the seal knows no version yet, as they are declared now (version 0).

    One statement, the first time that a seal is asked: what it knows never changes. Raises `Unknown("unknown-figure")`.
    """
    return dict(_known(tuple(dict.fromkeys(codes)), bytes(seal.hash), seal.snapshot))


def with_children(codes: Iterable[str], seal: Seal) -> dict[str, Defined]:
    """The figures and all that they are made of, as defined at the seal; one statement a level, as `in_force`."""
    found: dict[str, Defined] = {}
    wanted = list(dict.fromkeys(codes))
    while wanted:
        level = in_force(wanted, seal)
        found |= level
        below = [child for one in level.values() for child in children(one.figure.expression)]
        wanted = [child for child in dict.fromkeys(below) if child not in found]
    return found


@lru_cache(maxsize=1_000)
def _known(wanted: tuple[str, ...], _seal: bytes, snapshot: str) -> dict[str, Defined]:
    rows = Definition.objects.raw(
        "SELECT DISTINCT ON (code) * FROM figures_definition WHERE code = ANY(%(codes)s) AND"
        " pg_visible_in_snapshot(tx, %(snapshot)s::pg_snapshot) ORDER BY code, version DESC",
        {"codes": list(wanted), "snapshot": snapshot},
    )
    recorded = {
        row.code: Defined(
            Figure(
                row.code,
                gettext_lazy(row.title),
                gettext_lazy(row.words),
                read(row.expression),
                read_reading(row.reading),
            ),
            row.version,
        )
        for row in rows
    }
    return {code: recorded.get(code) or Defined(known_figure(code), 0) for code in wanted}
