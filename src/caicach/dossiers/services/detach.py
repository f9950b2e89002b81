"""Take an attached file off a dossier (gỡ tệp): a correction, nothing is lost."""

from caicach.dossiers.models import Attachment
from caicach.dossiers.permits import may_attach
from caicach.dossiers.rules.checks import check_order, check_reason
from caicach.dossiers.services.digitise import redigitise
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import verb
from caicach.kit.refusal import Unknown
from caicach.kit.words import mark


@verb(permit=may_attach)
def detach(turn: Turn, *, attachment_id: int, reason: str) -> None:
    """Take off what was attached by mistake; the file and the row stay and are told in the dossier's history.

    Raises `Unknown("attachment-unknown")`, also for one that is off already, and `Refused("reason")`.
    """
    row = attached(turn, attachment_id)
    turn.say(reason=check_reason(reason))
    take_off(turn, row)
    redigitise(turn)


def attached(turn: Turn, attachment_id: int) -> Attachment:
    """An attachment of the turn's dossier that is in place. Raises `Unknown("attachment-unknown")`."""
    found = Attachment.objects.select_related("file").filter(
        pk=attachment_id, dossier=turn.dossier, detached_at__isnull=True
    )
    row = found.first()
    if row is None:
        raise Unknown("attachment-unknown", mark("Hồ sơ không có tệp này, hoặc tệp đã được gỡ."))
    return row


def take_off(turn: Turn, row: Attachment) -> None:
    """Note that an attachment is off from the turn on."""
    check_order(turn.at, row.attached_at, what=mark("thời điểm đính kèm"))
    row.detached_at = turn.at
    turn.changed.append((row, ("detached_at",)))
    before = turn.details.get("detached")
    told = {"attachment": row.pk, "sha256": row.file.sha256 if row.file else ""}
    turn.details |= {"detached": [*(before if isinstance(before, list) else []), told]}
