"""Somebody's digest of this morning."""

from collections.abc import Mapping
from datetime import datetime

from caicach.dossiers.queries.tabs import today_of
from caicach.kit.acts import Actor
from caicach.notices.queries.outbox import newest_inner

KIND = "dossiers.digest"


def digest_of(actor: Actor, *, now: datetime) -> Mapping[str, object] | None:
    """The values of today's digest for the actor; None when there is none. One statement."""
    if actor.user_id is None:
        return None
    found = newest_inner(actor.user_id, KIND, since=today_of(now).start)
    return found.values if found else None
