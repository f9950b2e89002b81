"""Recompute the whole journal: every body, every column beside it, every chain, every seal."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import connection

from caicach.journal.models import Line, Personal, Seal
from caicach.journal.rules import body as rules
from caicach.kit.merkle import root


@dataclass(frozen=True, slots=True)
class Finding:
    """The first place where the journal does not hold: line or seal, and what is wrong with it."""

    line: int | None
    seal: int | None
    what: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification read, and the first broken place if there is one."""

    lines: int
    seals: int
    unsealed: int
    erased: int
    finding: Finding | None


def verify() -> Report:
    """Read everything once and say whether it holds. Nothing is written."""
    lines = erased = 0
    finding: Finding | None = None
    kept = {row.line_id: row for row in Personal.objects.all().iterator()}
    before: Line | None = None
    for line in Line.objects.order_by("kind", "subject_id", "seq").iterator(chunk_size=5000):
        lines += 1
        follows = before if before and (before.kind, before.subject_id) == (line.kind, line.subject_id) else None
        what, gone = _line_fault(line, follows, kept.pop(line.id, None))
        erased += gone
        if what and (finding is None or line.id < (finding.line or 0)):
            finding = Finding(line=line.id, seal=None, what=what)
        before = line
    if finding is None and kept:
        finding = Finding(line=min(kept), seal=None, what="personal values without their line")
    seals, sealed, seal_fault = _seals()
    return Report(
        lines=lines, seals=seals, unsealed=max(lines - sealed, 0), erased=erased, finding=finding or seal_fault
    )


def _line_fault(line: Line, before: Line | None, personal: Personal | None) -> tuple[str, bool]:
    """What is wrong with one line (empty when it holds), and whether its personal values were erased."""
    if rules.line_hash(line.body) != bytes(line.hash):
        return "body does not match its hash", False
    body: dict[str, Any] = json.loads(line.body)
    for name in (*rules.COLUMNS, "tx"):
        if getattr(line, name) != body[name]:
            return f"column {name} differs from the body", False
    for name in rules.MOMENTS:
        if rules.stamp(getattr(line, name)) != body[name]:
            return f"column {name} differs from the body", False
    if line.seq != (before.seq + 1 if before else 1):
        return "a line before it is missing", False
    if body["prev"] != (bytes(before.hash).hex() if before else rules.NO_LINE):
        return "it does not follow from the line before", False
    return _personal_fault(body["personal"], personal)


def _personal_fault(stated: dict[str, str], personal: Personal | None) -> tuple[str, bool]:
    if personal is None:
        return "", bool(stated)
    found = {name: rules.digest(bytes(personal.key), value) for name, value in personal.values.items()}
    return ("", False) if found == stated else ("personal values differ from their digests", False)


def _seals() -> tuple[int, int, Finding | None]:
    """How many seals there are, how many lines they hold, and the first seal that does not hold."""
    before: Seal | None = None
    count = sealed = 0
    for seal in Seal.objects.order_by("no"):
        count += 1
        leaves = _leaves(seal, before)
        sealed += len(leaves)
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
            return count, sealed, Finding(line=None, seal=seal.no, what="the seal does not match its hash or its chain")
        if len(leaves) != seal.lines or root(leaves) != bytes(seal.root):
            return count, sealed, Finding(line=None, seal=seal.no, what="sealed lines are missing, added or changed")
        before = seal
    return count, sealed, None


def _leaves(seal: Seal, before: Seal | None) -> list[bytes]:
    """Leaves of the lines that this seal knows and the one before did not, by id."""
    test, values = "pg_visible_in_snapshot(tx, %s::pg_snapshot)", [seal.snapshot]
    if before:
        test += " AND tx >= pg_snapshot_xmin(%s::pg_snapshot) AND NOT pg_visible_in_snapshot(tx, %s::pg_snapshot)"
        values += [before.snapshot, before.snapshot]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, tx::text::bigint, hash FROM journal_line WHERE {test} ORDER BY id", values)  # noqa: S608 (fixed texts)
        return [rules.leaf(row[0], row[1], bytes(row[2])) for row in cursor.fetchall()]
