"""Messages of the demo's last days in all their states, and the digests of its last morning. Nothing of it is sent."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta

from django.db.models import Prefetch

from caicach.dossiers.models import Dossier, Party
from caicach.dossiers.services.warn import warn
from caicach.kit.acts import Act
from caicach.kit.period import instant, local_day
from caicach.notices.models import Message
from caicach.notices.rules.address import Addressee
from caicach.notices.rules.state import State
from caicach.notices.services.deliver import BROKEN_OFF
from caicach.notices.services.put import Said, put_all

MORNING = time(7)
RECENT = 60
"""So many dossiers, the last ones received, have told their submitters."""
BROKEN = {
    ("email", 3): (State.FAILED, "550 5.1.1 Recipient address rejected: User unknown", 1),
    ("sms", 5): (State.FAILED, "HTTP 400 no such number", 1),
    ("sms", 12): (State.IN_DOUBT, BROKEN_OFF, 1),
    ("email", 8): (State.CANCELLED, "", 0),
}
"""Messages that did not simply arrive, by channel and place: state, the provider's words, attempts."""
STILL_WAITING = 5
"""So many of the newest messages wait."""


def load_notices(act: Act) -> int:
    """Write the messages and the digests of the act's day; returns how many messages there are."""
    submitters = Prefetch("parties", Party.objects.filter(role="submitter"), to_attr="submitters")
    newest = (
        Dossier.objects.filter(accepted_at__isnull=False)
        .select_related("rules_version", "received_unit", "unit")
        .prefetch_related(submitters)
        .order_by("-accepted_at", "-id")[:RECENT]
    )
    put_all(act, [said for dossier in newest for said in _told(dossier)])
    _settle(act)
    seven = instant(datetime.combine(local_day(act.at), MORNING))
    morning = replace(act, now=min(act.at, seven))
    warn(morning)
    Message.objects.filter(kind="dossiers.digest", state=State.WAITING).update(
        state=State.SENT, attempts=1, sent_at=morning.now, next_at=None
    )
    return Message.objects.count()


def _told(dossier: Dossier) -> Iterable[Said]:
    """What the dossier's submitter was told at its reception, and of its result."""
    submitter = next(iter(getattr(dossier, "submitters", [])), None)
    if submitter is None or dossier.due_at is None:
        return
    values: dict[str, object] = {
        "name": submitter.name,
        "number": str(dossier),
        "procedure_vi": dossier.rules_version.name_vi,
        "procedure_en": dossier.rules_version.name_en,
        "unit_vi": dossier.received_unit.name_vi,
        "unit_en": dossier.received_unit.name_en,
        "agency_vi": dossier.unit.name_vi,
        "agency_en": dossier.unit.name_en,
        "deadline_at": dossier.due_at.isoformat(),
    }
    kinds = ["dossiers.received"]
    if dossier.status in (9, 10):
        kinds.append("dossiers.finished")
    for kind in kinds:
        yield Said(
            kind=kind,
            subject=("dossier", dossier.pk),
            to=Addressee(email=submitter.email, phone=submitter.phone),
            key=f"{kind}:{dossier.pk}:demo",
            values=values,
            unit_id=dossier.received_unit_id,
        )


def _settle(act: Act) -> None:
    """Most have arrived, some not, the newest wait; each bears the moment of what it tells of."""
    messages = list(Message.objects.order_by("subject_id", "pk"))
    told = Dossier.objects.in_bulk({message.subject_id for message in messages})
    for message in messages:
        dossier = told[message.subject_id]
        finished = dossier.finished_at if message.kind == "dossiers.finished" else None
        message.created_at = finished or dossier.accepted_at or act.at
    messages.sort(key=lambda message: (message.created_at, message.pk))
    seen: Counter[str] = Counter()
    for place, message in enumerate(messages):
        seen[message.channel] += 1
        if place >= len(messages) - STILL_WAITING:
            message.next_at = message.created_at
            continue
        state, words, attempts = BROKEN.get((message.channel, seen[message.channel]), (State.SENT, "", 1))
        message.state, message.last_error, message.attempts, message.next_at = state.value, words, attempts, None
        if state is State.SENT:
            message.sent_at = message.created_at + timedelta(seconds=40 + place)
            message.reference = f"250 2.0.0 Ok: queued as {place:06X}"
    Message.objects.bulk_update(
        messages, ["created_at", "state", "last_error", "attempts", "next_at", "sent_at", "reference"]
    )
