"""Recompute the whole journal: every body, every column beside it, every chain, every seal."""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from caicach.journal.models import Line, Personal, Seal
from caicach.journal.rules import body as rules
from caicach.kit.merkle import root
from caicach.kit.words import mark


@dataclass(frozen=True, slots=True)
class Finding:
    """The first place where the journal does not hold: line or seal, what is wrong with it (a marked text), and which
    column beside the body differs, if that is the fault.
    """

    line: int | None
    seal: int | None
    what: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification read, and the first broken place if there is one."""

    lines: int
    seals: int
    unsealed: int
    erased: int
    finding: Finding | None


def verify() -> Report:
    """Read everything once, as it stands at one instant, and say whether it holds. Nothing is written.

    A transaction of its own: never call it inside one.
    """
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            # Lines, their personal values and seals must be of one instant, whoever writes meanwhile.
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return _verify()


def _verify() -> Report:
    lines = erased = 0
    finding: Finding | None = None
    kept = {row.line_id: row for row in Personal.objects.all().iterator()}
    before: Line | None = None
    for line in Line.objects.order_by("kind", "subject_id", "seq").iterator(chunk_size=5000):
        lines += 1
        follows = before if before and (before.kind, before.subject_id) == (line.kind, line.subject_id) else None
        personal = kept.pop(line.id, None)
        fault = _line_fault(line, follows, personal)
        erased += personal is None and fault is None and '"personal":{}' not in line.body
        if fault and (finding is None or line.id < (finding.line or 0)):
            finding = fault
        before = line
    if finding is None and kept:
        finding = Finding(line=min(kept), seal=None, what=mark("giá trị cá nhân không có dòng nhật ký"))
    seals, sealed, seal_fault = _seals()
    return Report(
        lines=lines, seals=seals, unsealed=max(lines - sealed, 0), erased=erased, finding=finding or seal_fault
    )


def _line_fault(line: Line, before: Line | None, personal: Personal | None) -> Finding | None:
    """What is wrong with one line, if anything."""
    what, column = _body_fault(line)
    if not what:
        what = _chain_fault(line, before) or _personal_fault(line, personal)
    return Finding(line=line.id, seal=None, what=what, column=column) if what else None


def _body_fault(line: Line) -> tuple[str, str]:
    """What is wrong between the body, its hash and the columns beside it, and in which column."""
    if rules.line_hash(line.body) != bytes(line.hash):
        return mark("nội dung không khớp mã băm của nó"), ""
    body = rules.read(line.body)
    if body is None:
        return mark("nội dung không phải của một dòng nhật ký"), ""
    repeated = {name: getattr(line, name) for name in (*rules.COLUMNS, "tx")}
    repeated |= {name: rules.stamp(getattr(line, name)) for name in rules.MOMENTS}
    differs = next((name for name, value in repeated.items() if value != body[name]), "")
    return (mark("cột khác với nội dung"), differs) if differs else ("", "")


def _chain_fault(line: Line, before: Line | None) -> str:
    if line.seq != (before.seq + 1 if before else 1):
        return mark("thiếu một dòng trước nó")
    prev = bytes(before.hash).hex() if before else rules.NO_LINE
    body = rules.read(line.body) or {}
    return "" if body.get("prev") == prev else mark("không nối tiếp dòng trước")


def _personal_fault(line: Line, personal: Personal | None) -> str:
    """Erased values are no fault; kept ones must match their digests."""
    if personal is None:
        return ""
    # Written over, the column may hold anything that is JSON.
    values: Any = personal.values
    kept = values if isinstance(values, dict) and all(isinstance(value, str) for value in values.values()) else None
    found = kept is not None and {name: rules.digest(bytes(personal.key), kept[name]) for name in kept}
    body = rules.read(line.body) or {}
    return "" if found == body.get("personal") else mark("giá trị cá nhân không khớp dấu vết đã ghi")


def _seals() -> tuple[int, int, Finding | None]:
    """How many seals there are, how many lines they hold, and the first seal that does not hold."""
    before: Seal | None = None
    count = sealed = 0
    for seal in Seal.objects.order_by("no"):
        count += 1
        prev = bytes(before.hash) if before else bytes(32)
        stated = rules.seal_hash(
            no=seal.no,
            published_at=seal.published_at,
            snapshot=seal.snapshot,
            lines=seal.lines,
            root=bytes(seal.root),
            prev=bytes(seal.prev),
        )
        if stated != bytes(seal.hash) or bytes(seal.prev) != prev or seal.no != count:
            what = mark("dấu niêm phong không khớp mã băm hoặc chuỗi của nó")
            return count, sealed, Finding(line=None, seal=seal.no, what=what)
        # Only now: the database cannot even read a snapshot that was written over.
        leaves = _leaves(seal, before)
        sealed += len(leaves)
        if len(leaves) != seal.lines or root(leaves) != bytes(seal.root):
            what = mark("dòng đã niêm phong bị mất, bị thêm hoặc bị sửa")
            return count, sealed, Finding(line=None, seal=seal.no, what=what)
        before = seal
    return count, sealed, None


def _leaves(seal: Seal, before: Seal | None) -> list[bytes]:
    """Leaves of the lines that this seal knows and the one before did not, by id."""
    test, values = "pg_visible_in_snapshot(tx, %s::pg_snapshot)", [seal.snapshot]
    if before:
        test += " AND tx >= pg_snapshot_xmin(%s::pg_snapshot) AND NOT pg_visible_in_snapshot(tx, %s::pg_snapshot)"
        values += [before.snapshot, before.snapshot]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, tx::text, hash FROM journal_line WHERE {test} ORDER BY id", values)  # noqa: S608 (fixed texts)
        return [rules.leaf(row[0], int(row[1]), bytes(row[2])) for row in cursor.fetchall()]
