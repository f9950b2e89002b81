"""Bring in the dossiers of another one-stop system from its file (nhập hồ sơ): first tried, then written."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from caicach.dossiers.models import Dossier, Import
from caicach.dossiers.queries.import_ground import ImportGround
from caicach.dossiers.queries.import_source import Source, source_of
from caicach.dossiers.services.check_import import Checked
from caicach.dossiers.services.write_imported import ImportWriter, Progress
from caicach.kit.acts import Act
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.papers.services.unpack_sheet import unpack_sheet

LOCK = 7_201_770
"""One import at a time: two files could name the same dossier."""


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
    """A file that has been read and checked; nothing is written yet. `newest` is the last import before the check."""

    source: Source
    checked: Checked
    outcome: Outcome
    newest: int


@contextmanager
def tried(act: Act, path: Path, wanted: Wanted) -> Iterator[Tried]:
    """Read and check a file; what it is laid out in is gone afterwards. Raises `Refused` when it cannot be read."""
    with tempfile.TemporaryDirectory(prefix="caicach-import-") as scratch:
        source = source_of(path, Path(scratch), unpack=partial(unpack_sheet, name=wanted.file_name or path.name))
        newest, ground = _newest(), ImportGround(act.actor)
        checked = Checked(source, ground, scratch=Path(scratch), now=act.now, origin=wanted.system)
        try:
            yield Tried(source, checked, _outcome(source, checked, wanted), newest)
        finally:
            checked.close()


def import_dossiers(
    act: Act,
    one: Tried,
    wanted: Wanted,
    *,
    progress: Progress | None = None,
    then: Callable[[Import], None] | None = None,
) -> Outcome:
    """Write what was tried, in one transaction: per dossier that is new or changed a journal line and a fact version.

    `then` is done last, in the same transaction.

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
    with _numbers_kept_free(), transaction.atomic():
        _alone()
        if _newest() != one.newest:
            raise Refused(
                "another-import",
                mark("Một tệp khác vừa được ghi sau khi tệp này được kiểm tra; hãy kiểm tra lại rồi ghi."),
                field="file",
            )
        run = Import.objects.create(
            source=wanted.system,
            file_name=wanted.file_name[:200],
            digest=one.source.digest,
            imported_at=act.now,
            imported_by_id=act.actor.user_id,
            counts=found.counts(),
        )
        ImportWriter(act, one.checked, run).write(changed=wanted.companion, progress=progress)
        if then is not None:
            then(run)
    return replace(found, written=True)


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@contextmanager
def _numbers_kept_free() -> Iterator[None]:
    """A number that was given to a dossier here between the check and the writing is told, not a fault of ours."""
    try:
        yield
    except IntegrityError as fault:
        raise Refused(
            "number-taken",
            mark("Trong lúc ghi, một số hồ sơ của tệp vừa được dùng ở đây nên chưa ghi gì; hãy kiểm tra lại tệp."),
            field="file",
        ) from fault


def _newest() -> int:
    return Import.objects.aggregate(newest=Max("id"))["newest"] or 0


def _outcome(source: Source, checked: Checked, wanted: Wanted) -> Outcome:
    last = Import.objects.filter(source=wanted.system).order_by("-id").first()
    counts = checked.counts(companion=wanted.companion)
    if last is not None and last.digest == source.digest and not counts.wrong:
        return Outcome(rows=counts.rows, unchanged=counts.rows, repeated=True)
    changed = counts.changed if wanted.companion else 0
    return Outcome(
        rows=counts.rows,
        wrong=counts.wrong,
        unchanged=counts.unchanged,
        changed=changed,
        new=counts.rows - counts.wrong - counts.unchanged - changed,
        gone=_gone(checked, wanted) if wanted.companion else (),
    )


def _gone(checked: Checked, wanted: Wanted) -> tuple[str, ...]:
    """The dossiers of the system, at the units that the file speaks of, that it does not name."""
    here = Dossier.objects.filter(imported__source=wanted.system, unit_id__in=checked.units()).order_by()
    numbers = [number for number in here.values_list("number", flat=True) if number]
    checked.bring(numbers)
    return tuple(checked.gone())
