"""What a figure meant at a seal."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext_lazy

from caicach.figures.models import Definition
from caicach.figures.register import Figure, known_figure
from caicach.figures.rules.expression import read
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


@lru_cache(maxsize=1_000)
def _known(wanted: tuple[str, ...], _seal: bytes, snapshot: str) -> dict[str, Defined]:
    rows = Definition.objects.raw(
        "SELECT DISTINCT ON (code) * FROM figures_definition WHERE code = ANY(%(codes)s) AND"
        " pg_visible_in_snapshot(tx, %(snapshot)s::pg_snapshot) ORDER BY code, version DESC",
        {"codes": list(wanted), "snapshot": snapshot},
    )
    recorded = {
        row.code: Defined(
            Figure(row.code, gettext_lazy(row.title), gettext_lazy(row.words), read(row.expression)), row.version
        )
        for row in rows
    }
    return {code: recorded.get(code) or Defined(known_figure(code), 0) for code in wanted}
