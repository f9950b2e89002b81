"""Publish a seal over everything committed that no seal knows yet."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from caicach.journal.models import Seal
from caicach.journal.queries import SEALER, last_seal, unsealed
from caicach.journal.rules import body as rules
from caicach.kit.merkle import root


def seal() -> Seal:
    """The newest seal, made now if committed lines wait for one. A transaction of its own: never call it inside one.

    The first call on an empty journal publishes an empty seal, so that even "nothing" has an instant.
    """
    newest = last_seal()
    if newest and not unsealed(newest, limit=1):
        return newest
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALER])
        cursor.execute("SELECT pg_current_snapshot()::text")
        snapshot: str = cursor.fetchone()[0]
        return _publish(last_seal(), snapshot)


def _publish(newest: Seal | None, snapshot: str) -> Seal:
    lines = unsealed(newest, within=snapshot)
    if newest and not lines:
        return newest
    no = newest.no + 1 if newest else 1
    prev = bytes(newest.hash) if newest else bytes(32)
    published_at = timezone.now()
    if newest and published_at <= newest.published_at:
        published_at = newest.published_at + timedelta(microseconds=1)
    merkle = root([rules.leaf(line_id, tx, line_hash) for line_id, tx, line_hash in lines])
    stated = rules.seal_hash(
        no=no, published_at=published_at, snapshot=snapshot, lines=len(lines), root=merkle, prev=prev
    )
    return Seal.objects.create(
        no=no, published_at=published_at, snapshot=snapshot, lines=len(lines), root=merkle, prev=prev, hash=stated
    )
