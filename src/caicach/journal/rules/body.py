"""How a journal line is written down, hashed, and compared with the columns beside it."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

NO_LINE = "0" * 64
"""Stands for the line before the first one of a subject."""

COLUMNS = ("id", "kind", "subject_id", "seq", "action", "actor_id", "origin", "key")
"""Columns that repeat a value of the body as it is (the transaction id, `tx`, is repeated by the database)."""

MOMENTS = ("occurred_at", "recorded_at", "claimed_at")
"""Columns that repeat an instant of the body."""


def stamp(moment: datetime | None) -> str | None:
    """An instant as stored in a body: UTC, microseconds always written."""
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="microseconds")


def body_of(
    place: "Place",
    *,
    kind: str,
    subject_id: int,
    action: str,
    actor_id: int | None,
    occurred_at: str | None,
    recorded_at: str | None,
    origin: str,
    claimed_at: str | None,
    key: str | None,
    details: Mapping[str, object],
    personal: Mapping[str, str],
) -> dict[str, Any]:
    """The fields of a body; instants as `stamp` writes them, personal values as digests."""
    return {
        "id": place.line_id,
        "tx": place.tx,
        "kind": kind,
        "subject_id": subject_id,
        "seq": place.seq,
        "prev": place.prev,
        "action": action,
        "actor_id": actor_id,
        "occurred_at": occurred_at,
        "recorded_at": recorded_at,
        "origin": origin,
        "claimed_at": claimed_at,
        "key": key,
        "details": details,
        "personal": personal,
    }


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line goes: its id, its transaction, its place in the chain of its subject, the hash before it."""

    line_id: int
    tx: int
    seq: int
    prev: str


def written(fields: Mapping[str, object]) -> str:
    """The canonical JSON text of a body: keys sorted, no blanks, letters as they are."""
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def read(body: str) -> dict[str, Any] | None:
    """The fields of a body; None for a text that no line was ever written with."""
    try:
        fields = json.loads(body)
    except ValueError:
        return None
    complete = isinstance(fields, dict) and fields.keys() >= {*COLUMNS, *MOMENTS, "tx", "prev", "personal"}
    return fields if complete else None


def line_hash(body: str) -> bytes:
    """SHA-256 of a body as stored, with a prefix that no other hash of the system has."""
    return hashlib.sha256(b"caicach line 1\n" + body.encode()).digest()


def digest(key: bytes, value: str) -> str:
    """Keyed digest of a personal value: proves it while the key exists, says nothing once the key is erased."""
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def leaf(line_id: int, tx: int, line: bytes) -> bytes:
    """What a seal's Merkle tree holds of one line: its place, its transaction and its hash."""
    # Signed, so that a line whose id was overwritten by a negative one is told and not choked on.
    return line_id.to_bytes(8, "big", signed=True) + tx.to_bytes(8, "big") + line


def seal_hash(*, no: int, published_at: datetime, snapshot: str, lines: int, root: bytes, prev: bytes) -> bytes:
    """SHA-256 over everything a seal states, chained to the seal before."""
    stated = written(
        {
            "no": no,
            "published_at": stamp(published_at),
            "snapshot": snapshot,
            "lines": lines,
            "root": root.hex(),
            "prev": prev.hex(),
        }
    )
    return hashlib.sha256(b"caicach seal 1\n" + stated.encode()).digest()
