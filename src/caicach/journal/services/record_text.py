"""Journal lines as text for COPY: a load of a million makes them beside the transaction that writes them.

The bodies are those of `record`, made by the same functions; only the way into the database differs.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat

from django.db import connection

from caicach.journal.rules import body as rules
from caicach.kit.acts import Act

COLUMNS = ("id", "kind", "subject_id", "seq", "action", "actor_id", "origin", "key", *rules.MOMENTS)
LINES = f"COPY journal_line ({', '.join(COLUMNS)}, body, hash) FROM STDIN"
PERSONAL = 'COPY journal_personal (line_id, key, "values") FROM STDIN'

_FRESH = """
SELECT array_agg(nextval('journal_line_id_seq')), pg_current_xact_id()::text::bigint FROM generate_series(1, %s)
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What one line says; instants as `rules.body.stamp` writes them."""

    subject_id: int
    occurred_at: str
    claimed_at: str | None
    details: Mapping[str, object]
    personal: Mapping[str, str]


def fresh_places(count: int) -> list[rules.Place]:
    """Where the first lines of so many new subjects go."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_FRESH, [count])
        ids, tx = cursor.fetchone()
    return list(map(rules.Place, ids, repeat(tx), repeat(1), repeat(rules.NO_LINE)))


def lines_as_text(act: Act, *, kind: str, action: str, told: Iterable[tuple[rules.Place, Told]]) -> tuple[bytes, bytes]:
    """What goes into `LINES` and into `PERSONAL`; each subject appears once. Asks the database nothing."""
    recorded, actor_id, lines, personal = rules.stamp(act.now), act.actor.user_id, [], []
    for place, one in told:
        secret = secrets.token_bytes(32) if one.personal else b""
        body = rules.body_of(
            place,
            kind=kind,
            subject_id=one.subject_id,
            action=action,
            actor_id=actor_id,
            occurred_at=one.occurred_at,
            recorded_at=recorded,
            origin=act.origin,
            claimed_at=one.claimed_at,
            key=None,
            details=one.details,
            personal={name: rules.digest(secret, value) for name, value in one.personal.items()},
        )
        text = rules.written(body)
        columns = "\t".join([_text(body[name]) for name in COLUMNS])
        lines.append(f"{columns}\t{_escaped(text)}\t\\\\x{rules.line_hash(text).hex()}\n")
        if one.personal:
            values = _escaped(json.dumps(dict(one.personal), ensure_ascii=False))
            personal.append(f"{place.line_id}\t\\\\x{secret.hex()}\t{values}\n")
    return "".join(lines).encode(), "".join(personal).encode()


def _text(value: object) -> str:
    return "\\N" if value is None else str(value)


def _escaped(text: str) -> str:
    """As COPY reads it; JSON holds neither line breaks nor tabs of its own."""
    return text.replace("\\", "\\\\")
