"""Announce days off and on and move the due dates they move, first shown, then written (công bố lịch nghỉ)."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from caicach.calendars.rules import NewDay
from caicach.calendars.services.announce_day import announce
from caicach.dossiers.services.recompute import Move, preview, recompute
from caicach.journal.services.record import record
from caicach.kit.acts import Act, keyed_once


def plan_days(act: Act, days: Sequence[NewDay]) -> list[Move]:
    """The open dossiers whose due date the days would move. Everything is taken back: nothing stays written.

    Raises what `announce` refuses.
    """
    with transaction.atomic():
        announce(act=act, record=record, days=days)
        moves = preview(known_at=act.now)
        transaction.set_rollback(True)
    return moves


def announce_days(act: Act, days: Sequence[NewDay]) -> list[Move]:
    """Announce the days and move the due dates, in one transaction; the moves made."""
    with transaction.atomic():
        announce(act=act, record=keyed_once(record), days=days)
        return recompute(replace(act, key=""))
