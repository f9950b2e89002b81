"""Write the columnar copy: follow the seals, write the base anew, take away what nobody lists any more.

One writer at a time, under an advisory lock of PostgreSQL. Files are never changed: a generation is a list of files,
put in force by renaming the manifest, so that whoever is killed in between leaves the generation before untouched.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from caicach.facts.queries import copy
from caicach.facts.queries.copy import MANIFEST, columns_written, current, cursor, place, root, shape
from caicach.facts.queries.versions import changed_since, rows_into, span_of_subjects
from caicach.facts.register import FactTable, all_tables
from caicach.facts.rules.manifest import Files, Manifest
from caicach.journal.models import Seal
from caicach.journal.services.seal import seal as sealed
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

WRITER = 7_201_768
"""Advisory lock of the copy's writer."""

AT_ONCE = 500_000
"""Subjects read from PostgreSQL into one file while the base is written."""

SMALL, SHARE = 50_000, 20
"""The base is written anew when more rows changed than `SMALL`, and more than one in `SHARE`."""

Report = Callable[[str], None]


def follow() -> Manifest | None:
    """Bring the copy up to everything committed; none when another process is at it.

    The first call writes the base; a later one adds what changed since, and writes the base anew when that is much.
    Never call it inside a transaction.
    """
    newest = sealed()
    with writing() as mine:
        if not mine:
            return None
        before = current()
        if before is None or not copy.knows_past(before):
            return _rewrite(newest, report=None)
        after = _add(before, newest)
        if after.changed_rows > max(SMALL, after.rows // SHARE):
            after = _compact(after)
        _sweep(after)
        return after


def rebuild(*, report: Report | None = None) -> Manifest:
    """Write the whole copy anew from PostgreSQL. Raises `Refused` while another process writes it."""
    newest = sealed()
    with writing() as mine:
        if not mine:
            raise Refused("copy-busy", mark("Một tiến trình khác đang ghi bản sao cột; hãy chờ nó xong rồi gọi lại."))
        after = _rewrite(newest, report=report)
        _sweep(after)
        return after


@contextmanager
def writing() -> Iterator[bool]:
    """Whether this process may write files of the copy while the block runs: one does at a time."""
    with connection.cursor() as asked:
        asked.execute("SELECT pg_try_advisory_lock(%s)", [WRITER])
        mine = bool(asked.fetchone()[0])
        try:
            yield mine
        finally:
            if mine:
                asked.execute("SELECT pg_advisory_unlock(%s)", [WRITER])


def _rewrite(newest: Seal, *, report: Report | None) -> Manifest:
    root().mkdir(parents=True, exist_ok=True)
    tables = {table.name: _base(table, newest, report) for table in all_tables()}
    return _publish(newest, tables, generation=_next(current()), base=(uuid4().hex, newest.no))


def _base(table: FactTable, newest: Seal, report: Report | None) -> Files:
    """Read a table through in slices of its subjects, then lay its rows in force in order of its day."""
    first, last = span_of_subjects(table)
    slices: list[str] = []
    try:
        for start in range(first, last + 1, AT_ONCE):
            slices.append(_from_postgresql(table, newest, between=(start, min(start + AT_ONCE, last + 1))))
            if report:
                report(f"{table.name}: {min(start + AT_ONCE - 1, last)} / {last}")
        slices = slices or [_from_postgresql(table, newest, between=(0, 0))]
        source = f"read_parquet([{', '.join(place(name) for name in slices)}])"
        return _laid(table, source)
    finally:
        for name in slices:
            (root() / name).unlink(missing_ok=True)


def _laid(table: FactTable, source: str) -> Files:
    order = f"{table.sorted_by} NULLS LAST, subject_id" if table.sorted_by else "subject_id"
    base, base_rows = _file(
        f"{table.name}-base",
        f"SELECT * FROM {source} WHERE until_tx IS NULL ORDER BY {order}",  # noqa: S608
    )
    past, past_rows = _file(
        f"{table.name}-past",
        f"SELECT * FROM {source} WHERE until_tx IS NOT NULL ORDER BY {order}",  # noqa: S608
    )
    return Files(base, past, base_rows, past_rows)


def _add(before: Manifest, newest: Seal) -> Manifest:
    """The next generation: whatever changed between its seal and the newest is read again as a whole."""
    base = before.base_id, before.base_seal_no
    if newest.no == before.seal_no:
        return _publish(newest, dict(before.tables), generation=before.generation, base=base)
    families = {table.name: changed_since(table, before.snapshot, newest.snapshot)
                for table in all_tables() if not table.parent}  # fmt: skip
    tables = {}
    for table in all_tables():
        changed = families[table.parent or table.name]
        files = before.tables[table.name]
        tables[table.name] = _added(table, files, before, newest, changed) if changed else files
    return _publish(newest, tables, generation=_next(before), base=base)


def _added(table: FactTable, files: Files, before: Manifest, newest: Seal, changed: list[int]) -> Files:
    read = _from_postgresql(table, newest, subjects=changed)
    again = f"(SELECT unnest([{', '.join(map(str, changed))}]) AS subject_id)"
    rows = f"SELECT * FROM read_parquet({place(read)})"  # noqa: S608 (own files)
    away = f"SELECT base.* FROM read_parquet({place(files.base)}) AS base SEMI JOIN {again} USING (subject_id)"  # noqa: S608
    if files.delta:
        rows += f" UNION ALL SELECT old.* FROM read_parquet({place(files.delta)}) AS old ANTI JOIN {again} USING (subject_id)"  # noqa: S608, E501
        known = before.tables[table.parent or table.name].delta
        away += f" ANTI JOIN (SELECT DISTINCT subject_id FROM read_parquet({place(known)})) AS known USING (subject_id)"  # noqa: S608
        away += f" UNION ALL SELECT * FROM read_parquet({place(files.retired)})"  # noqa: S608
    delta, delta_rows = _file(f"{table.name}-delta", rows)
    retired, _count = _file(f"{table.name}-retired", away)
    (root() / read).unlink(missing_ok=True)
    return replace(files, delta=delta, delta_rows=delta_rows, retired=retired)


def _compact(before: Manifest) -> Manifest:
    """The same knowledge with new base files and nothing changed beside them."""
    tables = {}
    for table in all_tables():
        files = before.tables[table.name]
        changed = before.tables[table.parent or table.name].delta
        source = f"SELECT * FROM read_parquet([{place(files.base)}, {place(files.past)}])"  # noqa: S608
        if changed:
            source += f" ANTI JOIN (SELECT DISTINCT subject_id FROM read_parquet({place(changed)})) AS changed USING (subject_id)"  # noqa: S608, E501
            source += f" UNION ALL SELECT * FROM read_parquet({place(files.delta)})"  # noqa: S608
        tables[table.name] = _laid(table, f"({source})") if changed else files
    laid = replace(before, base_id=uuid4().hex, base_seal_no=before.seal_no)
    return _put(replace(laid, generation=_next(before), tables=tables))


def _from_postgresql(
    table: FactTable, newest: Seal, *, between: tuple[int, int] | None = None, subjects: list[int] | None = None
) -> str:
    """All versions that the seal knows of these subjects, as a file."""
    text = root() / f"{uuid4().hex}.csv"
    try:
        with text.open("wb") as written:
            rows_into(written, table, newest.snapshot, between=between, subjects=subjects)
        columns = ", ".join(f"'{name}': '{kind}'" for name, kind in columns_written(table))
        source = (
            f"read_csv({place(text.name)}, header = false, auto_detect = false, nullstr = '', columns = {{{columns}}})"
        )
        return _file(f"{table.name}-read", f"SELECT * FROM {source}")[0]  # noqa: S608 (own files)
    finally:
        text.unlink(missing_ok=True)


def _file(stem: str, rows: str) -> tuple[str, int]:
    """Write the rows into a new file, safely on the disk; its name and how many there are."""
    name = f"{stem}-{uuid4().hex}.parquet"
    with cursor() as writing:
        written = writing.execute(
            f"COPY ({rows}) TO {place(name)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"
        ).fetchone()
    _on_disk(root() / name)
    return name, int(written[0]) if written else 0


def _next(before: Manifest | None) -> int:
    return before.generation + 1 if before else 1


def _publish(newest: Seal, tables: dict[str, Files], *, generation: int, base: tuple[str, int]) -> Manifest:
    return _put(
        Manifest(
            generation=generation,
            base_id=base[0],
            base_seal_no=base[1],
            seal_no=newest.no,
            seal_hash=bytes(newest.hash).hex(),
            snapshot=newest.snapshot,
            published_at=timezone.now().isoformat(),
            shape=shape(),
            tables=tables,
        )
    )


def _put(generation: Manifest) -> Manifest:
    """In force from here on: the manifest is written aside, and takes its place in one step."""
    aside = root() / f"{uuid4().hex}.manifest"
    aside.write_text(generation.written())
    _on_disk(aside)
    aside.replace(root() / MANIFEST)
    _on_disk(root())
    return generation


def _on_disk(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _sweep(generation: Manifest) -> None:
    """Remove the files that no generation lists, once nobody can be reading them."""
    listed = {MANIFEST, *generation.files()}
    limit = time.time() - copy.KEPT.total_seconds()
    for path in root().iterdir():
        if path.is_file() and path.name not in listed and path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
