"""Bring in the dossiers of another one-stop system from its file (nhập hồ sơ): first tried, then written."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import connection, transaction

from caicach.dossiers.models import Dossier, Import
from caicach.dossiers.queries.import_ground import ImportGround
from caicach.dossiers.queries.import_source import Source, source_of
from caicach.dossiers.services.check_import import SAME, Checked
from caicach.dossiers.services.write_imported import ImportWriter
from caicach.kit.acts import Act
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

LOCK = 7_201_770
"""One import at a time: two files could name the same dossier."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a file is taken: the name of the other `system`; with `companion` what is known is updated.

    With `good_rows` wrong rows stay out; otherwise one wrong row keeps all out.
    """

    system: str = "khac"
    companion: bool = False
    good_rows: bool = False
    file_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a file does: rows by what becomes of them, the numbers that it no longer names, and whether it is written.

    `repeated`: the very file was the last one written of its system, and nothing is done.
    """

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    wrong: int = 0
    gone: tuple[str, ...] = ()
    written: bool = False
    repeated: bool = False

    def counts(self) -> dict[str, int]:
        """The numbers, as they are kept."""
        names = ("rows", "new", "changed", "unchanged", "wrong")
        return {name: getattr(self, name) for name in names} | {"gone": len(self.gone)}


@dataclass(frozen=True, slots=True)
class Tried:
    """A file that has been read and checked; nothing is written yet."""

    source: Source
    checked: Checked
    ground: ImportGround
    outcome: Outcome


@contextmanager
def tried(act: Act, path: Path, wanted: Wanted) -> Iterator[Tried]:
    """Read and check a file; what it is laid out in is gone afterwards. Raises `Refused` when it cannot be read."""
    with tempfile.TemporaryDirectory(prefix="caicach-import-") as scratch:
        source = source_of(path, Path(scratch))
        ground = ImportGround(act.actor)
        checked = Checked(source, ground, scratch=Path(scratch), now=act.now, origin=wanted.system)
        try:
            yield Tried(source, checked, ground, _outcome(source, checked, ground, wanted))
        finally:
            checked.close()


def import_dossiers(act: Act, one: Tried, wanted: Wanted, *, progress: Progress | None = None) -> Outcome:
    """Write what was tried, in one transaction: per dossier that is new or changed a journal line and a fact version.

    Raises `Refused("wrong-rows")` with nothing written when rows are wrong and not all may stay out. A file that was
    the last one of its system does nothing.
    """
    found = one.outcome
    if found.repeated:
        return found
    if found.wrong and not wanted.good_rows:
        raise Refused(
            "wrong-rows",
            mark("{wrong} trong {rows} dòng có lỗi nên chưa ghi dòng nào; hãy sửa, hoặc chỉ nhập các dòng đúng."),
            values={"wrong": found.wrong, "rows": found.rows},
            field="file",
        )
    with transaction.atomic():
        _alone()
        run = Import.objects.create(
            source=wanted.system,
            file_name=wanted.file_name[:200],
            digest=one.source.digest,
            imported_at=act.now,
            imported_by_id=act.actor.user_id,
            counts=found.counts(),
        )
        span = one.checked.span()
        if span is not None:
            writer = ImportWriter(act, one.ground, run, span=span)
            done, of = 0, found.new + found.changed
            for rows in one.checked.chunks(companion=wanted.companion):
                writer.write(rows)
                done += len(rows)
                if progress is not None:
                    progress(done, of)
    return replace(found, written=True)


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _outcome(source: Source, checked: Checked, ground: ImportGround, wanted: Wanted) -> Outcome:
    last = Import.objects.filter(source=wanted.system).order_by("-id").first()
    rows, wrong = checked.count(), checked.wrong(companion=wanted.companion)
    if last is not None and last.digest == source.digest and not wrong:
        return Outcome(rows=rows, unchanged=rows, repeated=True)
    unchanged = checked.count(f"wrong = 0 AND known = '{SAME}'")
    changed = checked.changed() if wanted.companion else 0
    gone = _gone(checked, ground, wanted) if wanted.companion else ()
    return Outcome(
        rows=rows, wrong=wrong, unchanged=unchanged, changed=changed, new=rows - wrong - unchanged - changed, gone=gone
    )


def _gone(checked: Checked, ground: ImportGround, wanted: Wanted) -> tuple[str, ...]:
    """The dossiers of the system, at the units that the file speaks of, that it does not name."""
    units = [ground.units[code].pk for code in checked.units()]
    here = Dossier.objects.filter(imported__source=wanted.system, unit_id__in=units).order_by()
    numbers = [number for number in here.values_list("number", flat=True) if number]
    checked.bring(numbers)
    return tuple(checked.gone())
