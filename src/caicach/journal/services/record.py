"""Write journal lines, in the transaction of the change they tell of."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from caicach.journal.models import Line, Personal
from caicach.journal.rules import body as rules
from caicach.journal.services.copy_in import copy_in
from caicach.kit.acts import SYSTEM, Act, Change

HOUSE = "house"
"""The subject of lines about the house itself."""
HOUSE_LOCK = 7_201_767
FEW = 100
"""More lines than that are written by COPY."""

_PLACES = """
SELECT nextval('journal_line_id_seq'), pg_current_xact_id()::text::bigint, last.seq, last.hash
FROM unnest(%s::text[], %s::bigint[]) WITH ORDINALITY AS subject(kind, id, place)
LEFT JOIN LATERAL (
    SELECT seq, hash FROM journal_line WHERE kind = subject.kind AND subject_id = subject.id ORDER BY seq DESC LIMIT 1
) AS last ON TRUE
ORDER BY place
"""


def record(act: Act, change: Change) -> None:
    """Write one line. The caller holds the subject's lock (or has just created it) in the same transaction."""
    record_all(act, [change])


def record_system(action: str, *, details: Mapping[str, object]) -> None:
    """Write one line about the house itself (a backup, a restore), in a transaction of its own."""
    now = timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [HOUSE_LOCK])
        record(Act(actor=SYSTEM, at=now, now=now), Change(kind=HOUSE, subject_id=1, action=action, details=details))


def record_all(act: Act, changes: Sequence[Change]) -> None:
    """Write one line per change, in order; each subject appears once. The act's key goes to the first line."""
    record_series([(act, change) for change in changes])


def record_series(series: Sequence[tuple[Act, Change]]) -> None:
    """Write lines of several acts at once; a subject may appear several times, oldest first.

    Two statements whatever the number of lines, a third where personal values are kept.
    """
    places = _places([change for _, change in series])
    heads: dict[tuple[str, int], tuple[int, str]] = {}
    keys: set[str] = set()
    lines, personal = [], []
    for (act, change), found in zip(series, places, strict=True):
        subject = (change.kind, change.subject_id)
        before, prev = heads.get(subject, (found.seq - 1, found.prev))
        secret = secrets.token_bytes(32)
        body = rules.body_of(
            replace(found, seq=before + 1, prev=prev),
            kind=change.kind,
            subject_id=change.subject_id,
            action=change.action,
            actor_id=act.actor.user_id,
            occurred_at=rules.stamp(act.at),
            recorded_at=rules.stamp(act.now),
            origin=act.origin,
            claimed_at=rules.stamp(act.claimed_at),
            key=None if act.key in keys else act.key or None,
            details=dict(change.details),
            personal={name: rules.digest(secret, value) for name, value in change.personal.items()},
        )
        line = _line(body)
        keys.add(act.key)
        heads[subject] = (line.seq, line.hash.hex())
        lines.append(line)
        if change.personal:
            personal.append(Personal(line_id=found.line_id, key=secret, values=dict(change.personal)))
    if len(lines) > FEW:
        copy_in(lines, without=("tx",))
        copy_in(personal)
        return
    Line.objects.bulk_create(lines)
    if personal:
        Personal.objects.bulk_create(personal)


def _line(body: dict[str, Any]) -> Line:
    text = rules.written(body)
    moments = {name: body[name] and datetime.fromisoformat(body[name]) for name in rules.MOMENTS}
    columns = {name: body[name] for name in rules.COLUMNS}
    return Line(**columns, **moments, body=text, hash=rules.line_hash(text))


def _places(changes: Sequence[Change]) -> list[rules.Place]:
    """Where the next line of each subject goes; a fresh id for each, in order."""
    return places_of([change.kind for change in changes], [change.subject_id for change in changes])


def places_of(kinds: Sequence[str], subjects: Sequence[int]) -> list[rules.Place]:
    """Where the next line of each subject goes; the caller holds their locks, or has just created them."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, [list(kinds), list(subjects)])
        return [
            rules.Place(line_id, tx, (seq or 0) + 1, bytes(last).hex() if last else rules.NO_LINE)
            for line_id, tx, seq, last in cursor.fetchall()
        ]
