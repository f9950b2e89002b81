"""Composed figures: which there are, what their conditions say in words, and whether a draft can be asked."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from caicach.agencies.models import Unit
from caicach.facts.register import fact_table
from caicach.figures.models import Composed, Definition
from caicach.figures.queries.defined import Defined, with_children
from caicach.figures.queries.statement import columns_of
from caicach.figures.register import Figure, filter_choices, filter_names, known_figure
from caicach.figures.rules.expression import parts, read
from caicach.figures.rules.narrowed import AT, COLUMNS, TREES, Draft, Narrowed, Where, codes_in, is_own
from caicach.figures.rules.predicate import checked
from caicach.journal.models import Seal
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark

LABELS = {
    "field": mark("Lĩnh vực"),
    "procedure": mark("Thủ tục"),
    "channel": mark("Kênh tiếp nhận"),
    "place": mark("Nơi tiếp nhận (kể cả đơn vị trực thuộc)"),
    "unit": mark("Đơn vị giải quyết (kể cả đơn vị trực thuộc)"),
}


Names = Mapping[str, Mapping[int, str]]
"""Names by kind of condition and id."""


@dataclass(frozen=True, slots=True)
class Current:
    """A composed figure with its newest wording; a withdrawn one has the last it had."""

    row: Composed
    definition: Definition
    narrowed: Narrowed

    @property
    def figure(self) -> Figure:
        """The figure as it was composed."""
        return Figure(self.row.code, self.definition.title, self.definition.words, self.narrowed)

    @property
    def draft(self) -> Draft:
        """What was composed."""
        return Draft(self.definition.title, self.definition.words, self.narrowed.base, self.narrowed.where)


def composed_by_units(units: Collection[int] | None, *, withdrawn: bool = False) -> list[Current]:
    """The composed figures that belong to the units (None: to any), by code; two statements."""
    rows = Composed.objects.select_related("unit", "composed_by").order_by("code")
    rows = rows if units is None else rows.filter(unit_id__in=units)
    return _current(list(rows if withdrawn else rows.filter(withdrawn_at=None)))


def composed(code: str) -> Current:
    """The composed figure of that address that was not withdrawn. Raises `Unknown("unknown-figure")`."""
    rows = Composed.objects.filter(code=code, withdrawn_at=None).select_related("unit", "composed_by")
    found = _current(list(rows))
    if not found:
        raise Unknown(
            "unknown-figure", mark("Không có số liệu tự soạn mang mã “{code}”."), values={"code": code}, field="code"
        )
    return found[0]


def _current(rows: list[Composed]) -> list[Current]:
    wordings = Definition.objects.filter(code__in=[row.code for row in rows], expression__contains='"base"')
    newest = {one.code: one for one in wordings.order_by("code", "-version").distinct("code")}
    found = []
    for row in rows:
        expression = read(newest[row.code].expression)
        if not isinstance(expression, Narrowed):
            raise TypeError(f"{row.code} is no composed figure")
        found.append(Current(row, newest[row.code], expression))
    return found


def owners(code: str) -> frozenset[int]:
    """The units to which the composed figures in an address belong; one statement where it names any."""
    own = [one for one in codes_in(code) if is_own(one)]
    return frozenset(Composed.objects.filter(code__in=own).values_list("unit_id", flat=True)) if own else frozenset()


def condition_names(wheres: Iterable[Where]) -> Names:
    """The names, in the reader's language, of all that the conditions ask for; one statement a kind of condition."""
    asked = [(name, ids) for where in wheres for name, ids in where.given.items()]
    return {
        kind: _names(kind, {one for name, ids in asked if name == kind for one in ids})
        for kind in dict.fromkeys(name for name, _ids in asked)
    }


def where_words(where: Where, names: Names) -> list[tuple[str, list[str]]]:
    """Each condition by its name, with the names of what it asks for."""
    return [(_(LABELS[name]), [names[name].get(one, f"#{one}") for one in ids]) for name, ids in where.given.items()]


def _names(name: str, ids: Collection[int]) -> Mapping[int, str]:
    if name in TREES:
        return {unit.pk: unit.name for unit in Unit.objects.filter(pk__in=ids)}
    names = filter_names(COLUMNS[name])
    return names(ids) if names else {}


def base_title(code: str) -> str:
    """How the figure that a composed one starts from is called; its address where it is composed itself, or gone."""
    try:
        return code if is_own(code) else str(known_figure(code).title)
    except Unknown:
        return code


def defined_draft(code: str, draft: Draft) -> Defined:
    """The draft as the figure that it would be; version 0."""
    figure = Figure(code, draft.title, draft.words, Narrowed(draft.base, draft.where))
    return Defined(figure, 0)


def check_askable(code: str, draft: Draft, *, unit_id: int, seal: Seal, on: date) -> None:
    """Whether the draft of a unit can be asked under that code, as things are known at the seal.

    Raises `Unknown("unknown-figure")` for a base that nobody has, `Refused` for one of another agency, for a figure
    made of itself, for a condition that names nothing, and where the facts do not hold what a condition asks.
    """
    if AT in draft.base:
        raise Unknown(
            "unknown-figure", mark("Không có số liệu gốc “{code}”."), values={"code": draft.base}, field="base"
        )
    if is_own(draft.base) and composed(draft.base).row.unit_id != unit_id:
        raise Refused(
            "base-of-others",
            mark("Số liệu gốc “{code}” là của cơ quan khác; hãy dựa vào số liệu chung hoặc số liệu của cơ quan mình."),
            values={"code": draft.base},
            field="base",
        )
    _named_all(draft.where)
    _columns_there(draft, seal, on)
    known = with_children([code], seal, on=on, drafts={code: defined_draft(code, draft)})
    for one in known.values():
        for measure in parts(one.figure.expression).values():
            checked(measure.predicate, columns_of(fact_table(measure.table)))


def _named_all(where: Where) -> None:
    for name, ids in where.given.items():
        choices = filter_choices(COLUMNS[name])
        known = dict(choices()).keys() if choices and name not in TREES else _names(name, ids).keys()
        missing = [one for one in ids if one not in known]
        if missing:
            raise Refused(
                "unknown-condition",
                mark("Điều kiện “{name}” có giá trị không tồn tại: {missing}."),
                values={"name": _(LABELS[name]), "missing": ", ".join(map(str, missing))},
                field=name,
            )


def _columns_there(draft: Draft, seal: Seal, on: date) -> None:
    """Each fact table behind the base holds the columns of the conditions."""
    tables = {
        measure.table
        for one in with_children([draft.base], seal, on=on).values()
        for measure in parts(one.figure.expression).values()
    }
    for name in draft.where.given:
        lacking = [table for table in sorted(tables) if COLUMNS[name] not in dict(columns_of(fact_table(table)))]
        if lacking:
            raise Refused(
                "bad-condition",
                mark("Số liệu gốc “{base}” không lọc được theo “{name}”: bảng dữ kiện {tables} không ghi điều đó."),
                values={"base": draft.base, "name": _(LABELS[name]), "tables": ", ".join(lacking)},
                field=name,
            )
