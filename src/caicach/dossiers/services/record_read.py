"""Note that somebody opened a personal file (ghi lượt đọc tệp)."""

from caicach.dossiers.models import Attachment, Read
from caicach.kit.acts import Act


def record_read(act: Act, attachment: Attachment) -> None:
    """One row in the list of reads, before the file is given out; reads are no lines of the dossier's journal."""
    Read.objects.create(
        dossier_id=attachment.dossier_id, attachment=attachment, user_id=act.actor.user_id or 0, at=act.at
    )
