"""What a figure meant at a seal; and what is counted for it once conditions of composed figures are filled in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from caicach.figures.models import Definition
from caicach.figures.queries.scope import Scope, units_at
from caicach.figures.register import Figure, known_figure
from caicach.figures.rules.derived import Derived, codes, renamed
from caicach.figures.rules.expression import WITHDRAWN, Expression, narrow, read
from caicach.figures.rules.narrowed import AT, TREES, Narrowed, codes_in, predicate
from caicach.figures.rules.reading import read_reading
from caicach.figures.rules.reckon import checked_order, children
from caicach.journal.models import Seal
from caicach.kit.refusal import Unknown
from caicach.kit.words import mark


@dataclass(frozen=True, slots=True)
class Defined:
    """A figure as it was in force, and the number of that version.

    Of a composed figure `narrowed` is what was composed, and `conditions` how its conditions are called; once filled
    in, `figure.expression` is what is counted.
    """

    figure: Figure
    version: int
    narrowed: Narrowed | None = None
    conditions: str | Promise = ""


def in_force(codes: Iterable[str], seal: Seal) -> dict[str, Defined]:
    """The figures as defined at the seal; where the seal knows no version yet, as they are declared now (version 0).

    One statement, the first time that a seal is asked: what it knows never changes. Raises `Unknown("unknown-figure")`,
    and `Unknown("withdrawn-figure")` for a composed figure that was withdrawn by then.
    """
    return dict(_known(tuple(dict.fromkeys(codes)), bytes(seal.hash), seal.snapshot))


def with_children(
    codes: Iterable[str], seal: Seal, *, on: date | None = None, drafts: Mapping[str, Defined] | None = None
) -> dict[str, Defined]:
    """The figures and all that they are made of, as defined at the seal, with composed ones filled in.

    `on` is the day of the tree of units (a period's last day); without it no condition on units can be filled in.
    `drafts` stand in the place of figures that are not recorded. One statement a level, as `in_force`.
    """
    drafts = drafts or {}
    found: dict[str, Defined] = {}
    asked = wanted = list(dict.fromkeys(codes))
    while wanted:
        level = in_force([code for code in wanted if code not in drafts], seal)
        level |= {code: drafts[code] for code in wanted if code in drafts}
        found |= level
        below = [child for one in level.values() for child in children(one.figure.expression)]
        wanted = [child for child in dict.fromkeys(below) if child not in found]
    for code in checked_order({code: one.figure.expression for code, one in found.items()}):
        _fill_in(code, found, seal, on)
    return _needed(asked, found)


def _needed(asked: Iterable[str], found: Mapping[str, Defined]) -> dict[str, Defined]:
    """What is counted for the figures: a composed one has taken the place of what it starts from."""
    needed: dict[str, Defined] = {}
    wanted = list(asked)
    while wanted:
        code = wanted.pop(0)
        if code not in needed:
            needed[code] = found[code]
            wanted += children(found[code].figure.expression)
    return needed


def _fill_in(code: str, found: dict[str, Defined], seal: Seal, on: date | None) -> None:
    """Put what is counted in the place of a composed figure's conditions; what it is made of is filled in already."""
    one = found[code]
    narrowed = one.figure.expression
    if not isinstance(narrowed, Narrowed):
        return
    base = found[narrowed.base]
    expression = base.figure.expression
    counted: Expression
    if isinstance(expression, Derived):
        conditions = code.rpartition(AT)[2]
        for child in codes(expression):
            below = f"{child}{AT}{conditions}"
            found[below] = _under(below, found[child], one)
            _fill_in(below, found, seal, on)
        counted = renamed(expression, lambda child: f"{child}{AT}{conditions}")
    elif isinstance(expression, Narrowed):
        raise TypeError(f"{narrowed.base} is not filled in")
    else:
        counted = narrow(expression, predicate(narrowed.where, _trees(narrowed, seal, on)))
    figure = replace(one.figure, expression=counted, reading=base.figure.reading)
    found[code] = replace(one, figure=figure, narrowed=narrowed)


def _trees(narrowed: Narrowed, seal: Seal, on: date | None) -> dict[int, frozenset[int]]:
    """The units under each that the conditions name, by the tree of the day as known at the seal."""
    named = {unit for name in TREES for unit in getattr(narrowed.where, name)}
    return {unit: units_at(Scope(unit, str(unit), "", None, False, on), seal) for unit in named}


def _under(code: str, figure: Defined, conditions: Defined) -> Defined:
    """A figure where the conditions of a composed one hold, under the address of both."""
    where = conditions.narrowed or conditions.figure.expression
    called = conditions.conditions or conditions.figure.title
    if not isinstance(where, Narrowed):
        raise Unknown(
            "no-conditions-there",
            mark("“{code}” không phải là số liệu tự soạn nên không có điều kiện."),
            values={"code": conditions.figure.code},
            field="code",
        )
    return Defined(
        Figure(
            code,
            format_lazy("{} ({})", figure.figure.title, called),
            format_lazy("{} {} “{}”.", figure.figure.definition, _("Chỉ tính trong phạm vi của"), called),
            Narrowed(figure.figure.code, where.where),
        ),
        conditions.version,
        conditions=called,
    )


@lru_cache(maxsize=1_000)
def _known(wanted: tuple[str, ...], _seal: bytes, snapshot: str) -> dict[str, Defined]:
    plain = list(dict.fromkeys(part for code in wanted for part in codes_in(code)))
    rows = Definition.objects.raw(
        "SELECT DISTINCT ON (code) * FROM figures_definition WHERE code = ANY(%(codes)s) AND"
        " pg_visible_in_snapshot(tx, %(snapshot)s::pg_snapshot) ORDER BY code, version DESC",
        {"codes": plain, "snapshot": snapshot},
    )
    recorded = {row.code: _recorded(row) for row in rows}
    single = {code: recorded.get(code) or Defined(known_figure(code), 0) for code in plain}
    return {code: _composite(code, single) for code in wanted}


def _composite(code: str, single: Mapping[str, Defined]) -> Defined:
    before, at, last = code.rpartition(AT)
    if not at:
        return single[code]
    return _under(code, _composite(before, single), single[last])


def _recorded(row: Definition) -> Defined:
    if row.expression == WITHDRAWN:
        raise Unknown(
            "withdrawn-figure",
            mark("Số liệu tự soạn “{code}” đã được rút; số liệu tính đến thời điểm trước đó vẫn xem được."),
            values={"code": row.code},
            field="code",
        )
    figure = Figure(
        row.code,
        gettext_lazy(row.title),
        gettext_lazy(row.words),
        read(row.expression),
        read_reading(row.reading),
    )
    return Defined(figure, row.version)
