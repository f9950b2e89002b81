"""Note that somebody was told what a procedure needs, without a dossier (hướng dẫn)."""

from django.db import transaction

from caicach.dossiers.models import Guidance
from caicach.dossiers.rules import checks
from caicach.dossiers.services.receive import require_counter
from caicach.dossiers.services.verb import only_when
from caicach.journal.queries import repeated
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change
from caicach.kit.words import mark

KIND, ACTION = "guidance", "dossiers.guide"


def guide(act: Act, *, procedure_id: int, unit_id: int, channel: int, question: str = "") -> Guidance:
    """Note the guidance; what was asked may name somebody, so it stays out of the journal's body.

    Raises `Refused` where the actor is not at that counter, or the channel is none. The same key answers the same.
    """
    require_counter(act.actor, unit_id)
    checks.check_not_future(act.at, act.now)
    only_when(channel in Guidance.CHANNELS, "unknown-channel", mark("Hãy chọn hình thức hướng dẫn."), field="channel")
    with transaction.atomic():
        earlier = repeated(act, KIND, ACTION)
        if earlier is not None:
            return Guidance.objects.get(pk=earlier)
        made = Guidance.objects.create(
            procedure_id=procedure_id,
            unit_id=unit_id,
            given_by_id=act.actor.user_id or 0,
            given_at=act.at,
            channel=channel,
            question=question.strip(),
        )
        details = {"procedure": procedure_id, "unit": unit_id, "channel": channel}
        personal = {"question": made.question} if made.question else {}
        record(act, Change(kind=KIND, subject_id=made.pk, action=ACTION, details=details, personal=personal))
        return made
