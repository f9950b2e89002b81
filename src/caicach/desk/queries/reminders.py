"""Reminders of overdue dossiers: those that were sent today, and those that somebody got lately."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from caicach.accounts.rules import Role
from caicach.dossiers.queries.agencies import reminded_with, reminders_to
from caicach.dossiers.services.urge import key_of
from caicach.dossiers.tags import list_url
from caicach.kit.acts import Act, Actor
from caicach.notices.models import Message

REMINDED = (Role.DIVISION_HEAD, Role.AGENCY_LEADER)
KEPT = timedelta(days=3)
"""So long a reminder stands on the home page."""


def reminded_today(actor: Actor, agencies: Iterable[int], *, now: datetime) -> set[int]:
    """Those of the agencies that were reminded today for what was received at the actor's centres; one statement."""
    act = Act(actor=actor, at=now, now=now)
    return reminded_with([key_of(act, agency) for agency in agencies])


def reminders(actor: Actor, *, now: datetime) -> list[dict[str, object]]:
    """What was put to the actor within the last days, with the list it speaks of; one statement."""
    return [_told(message) for message in reminders_to(actor, since=now - KEPT)]


def _told(message: Message) -> dict[str, object]:
    return {
        "at": message.created_at,
        "by": message.values.get("by", ""),
        "count": message.values.get("count", 0),
        "url": list_url(tab="overdue"),
    }
