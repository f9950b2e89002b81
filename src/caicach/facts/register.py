"""The fact tables of the rooms: what each column means, and how a subject is named, opened and withheld."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from caicach.kit.acts import Actor
from caicach.kit.refusal import Unknown
from caicach.kit.words import mark


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a measure's predicate may use; `kind` is `integer`, `date`, `instant` or `boolean`."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Subjects:
    """How the things that are counted are named by id, which of them an actor may open, and where their page is.

    `link` may be empty where there is no page.
    """

    labels: Callable[[Collection[int]], Mapping[int, str]]
    visible_to: Callable[[Actor, Collection[int]], frozenset[int]]
    link: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class FactTable:
    """A registered fact table.

    `parent` names the fact table on whose (subject, version) the rows of this one hang; its columns may be used too.
    `labels` names subjects (for dossiers: their numbers) by id; `visible_to` picks the subjects an actor may open;
    `link` is the page of a subject. `kind` is the kind of its subjects in the journal where each journal line of a
    subject comes with one version of its facts, of the same number and transaction. `sorted_by` is the day by which the
    rows lie in the columnar copy: that by which periods mostly ask, so that a short period reads few of them. `runs`
    names the first day of a row's run of days and the first day after it, where the runs of one subject never overlap.
    `unit` is the column of the unit for which a row counts. `sparse`: a child table of which few subjects have rows.
    `causes` says of some of the room's acts (as the journal names them) why they change what was
    already reported: "correction", "calendar" or "competence". Facts hold no personal data.
    """

    name: str
    relation: str
    columns: tuple[Column, ...]
    labels: Callable[[Collection[int]], Mapping[int, str]]
    visible_to: Callable[[Actor, Collection[int]], frozenset[int]]
    link: Callable[[int], str]
    parent: str = ""
    kind: str = ""
    sorted_by: str = ""
    runs: tuple[str, str] | None = None
    unit: str = "unit_id"
    sparse: bool = False
    causes: Mapping[str, str] = field(default_factory=dict)


_TABLES: dict[str, FactTable] = {}
_COLUMNS: dict[str, Subjects] = {}


def register(table: FactTable) -> FactTable:
    """Make a fact table known under its name; registering the same name again replaces it."""
    _TABLES[table.name] = table
    return table


def all_tables() -> list[FactTable]:
    """Every registered table, by name."""
    return [_TABLES[name] for name in sorted(_TABLES)]


def fact_table(name: str) -> FactTable:
    """The fact table of that name. Raises `Unknown`."""
    try:
        return _TABLES[name]
    except KeyError:
        raise Unknown(
            "unknown-fact-table",
            mark("Không có bảng dữ kiện «{name}»; hiện có: {known}."),
            values={"name": name, "known": ", ".join(sorted(_TABLES))},
        ) from None


def all_columns(table: FactTable) -> tuple[Column, ...]:
    """The columns that may be asked of a fact table: its parent's and its own."""
    return (*(fact_table(table.parent).columns if table.parent else ()), *table.columns)


def name_column(column: str, subjects: Subjects) -> None:
    """Let the room that owns what a column holds (procedures) name its values where they are counted, each once."""
    _COLUMNS[column] = subjects


def subjects_of(table: str, column: str) -> Subjects:
    """Who names what is counted: the table its own subjects, the room that owns a column the column's values.

    Raises `Unknown`.
    """
    known = fact_table(table)
    if column == "subject_id":
        return Subjects(known.labels, known.visible_to, known.link)
    try:
        return _COLUMNS[column]
    except KeyError:
        raise Unknown(
            "unknown-column",
            mark("Không đếm được các giá trị của cột «{column}»; hiện có: {known}."),
            values={"column": column, "known": ", ".join(sorted(_COLUMNS))},
        ) from None
