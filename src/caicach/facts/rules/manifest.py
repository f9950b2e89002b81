"""What a generation of the columnar copy consists of: which files hold which rows, and up to which seal."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace

FORMAT = 2
"""Another layout of the files is another format: a copy of an older one is written anew."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one fact table, by name, and how many rows they hold.

    `base` are the rows in force when the base was written, `past` the versions superseded by then. `delta` holds every
    version of each subject that changed since; the base's rows of those subjects stand in `retired`, and count no more.
    """

    base: str
    past: str
    base_rows: int
    past_rows: int
    delta: str = ""
    retired: str = ""
    delta_rows: int = 0

    def names(self) -> Iterator[str]:
        """All files that exist."""
        return (name for name in (self.base, self.past, self.delta, self.retired) if name)


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation: it knows what seal `seal_no` knows, no more and no less.

    `seal_hash` (hex) ties it to the database it was read from, `shape` to the columns of the fact tables. `base_id`
    names the base files, which later generations share; no two bases ever have the same. The base itself knows what
    seal `base_seal_no` knows.
    """

    generation: int
    base_id: str
    base_seal_no: int
    seal_no: int
    seal_hash: str
    snapshot: str
    published_at: str
    shape: str
    tables: Mapping[str, Files]

    def files(self) -> set[str]:
        """The names of all files of this generation."""
        return {name for table in self.tables.values() for name in table.names()}

    @property
    def rows(self) -> int:
        """How many fact versions it holds, of all tables."""
        return sum(table.base_rows + table.past_rows + table.delta_rows for table in self.tables.values())

    @property
    def changed_rows(self) -> int:
        """How many of them were added since the base was written."""
        return sum(table.delta_rows for table in self.tables.values())

    def written(self) -> str:
        """The manifest as text; `read` gives it back."""
        return json.dumps({"format": FORMAT, **asdict(replace(self, tables=dict(self.tables)))}, indent=1)


def read(text: str) -> Manifest | None:
    """The manifest of a text made by `written`; none for another format."""
    fields = json.loads(text)
    if fields.pop("format", None) != FORMAT:
        return None
    tables = {name: Files(**files) for name, files in fields.pop("tables").items()}
    return Manifest(tables=tables, **fields)
