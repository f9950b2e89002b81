"""Note that somebody opened a file, a result or a printed form of a dossier (ghi lượt đọc)."""

from collections.abc import Iterable

from caicach.dossiers.models import Attachment, Read
from caicach.kit.acts import Act
from caicach.papers.models import Document
from caicach.papers.rules.forms import RECEIPT


def record_read(
    act: Act,
    dossier_id: int,
    *,
    attachment: Attachment | None = None,
    document: Document | None = None,
    paper: str = "",
) -> None:
    """One row in the list of reads, before it is given out; reads are no lines of the dossier's journal.

    Exactly one of the three is what was opened; `paper` is the word of a printed form, such as `receipt`.
    """
    Read.objects.create(
        dossier_id=dossier_id,
        attachment=attachment,
        document=document,
        paper=paper,
        user_id=act.actor.user_id or 0,
        at=act.at,
    )


def record_slip_read(act: Act, dossier_ids: Iterable[int]) -> None:
    """A row for each dossier on one slip (form 01 of a batch); one statement."""
    user_id = act.actor.user_id or 0
    Read.objects.bulk_create(Read(dossier_id=one, paper=RECEIPT, user_id=user_id, at=act.at) for one in dossier_ids)
