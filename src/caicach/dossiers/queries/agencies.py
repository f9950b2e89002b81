"""What the head of a one-stop unit asks: which agencies are late with what was received there, and who was reminded."""

from collections.abc import Collection
from datetime import datetime

from caicach.accounts.rules import Role
from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.tabs import DEADLINE, in_tab
from caicach.journal.models import Line
from caicach.kit.acts import Actor
from caicach.notices.models import Message


def overdue_of(actor: Actor, agency_id: int, *, now: datetime) -> int:
    """How many overdue dossiers of an agency were received where the actor heads the one-stop unit; one statement."""
    received = Dossier.objects.filter(received_unit_id__in=actor.reach([Role.CENTRE_HEAD]), competent_unit_id=agency_id)
    return in_tab(received.annotate(deadline=DEADLINE), "overdue", now=now).count()


def reminded_with(keys: Collection[str]) -> set[int]:
    """The agencies whose reminders have these keys; one statement."""
    return set(Line.objects.filter(key__in=keys).values_list("subject_id", flat=True))


def reminders_to(actor: Actor, *, since: datetime) -> list[Message]:
    """The reminders that somebody got lately, newest first; one statement."""
    mine = Message.objects.filter(recipient_id=actor.user_id, kind="dossiers.urged", created_at__gte=since)
    return list(mine.order_by("-created_at"))
