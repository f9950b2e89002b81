"""Attach what somebody uploads (tải tệp lên hồ sơ): looked into and kept first, then attached."""

from collections.abc import Sequence
from typing import BinaryIO

from caicach.dossiers.models import Attachment, Dossier
from caicach.dossiers.services.attach import About, attach, refuse_secret_upload
from caicach.kit.acts import Act
from caicach.papers.services.join_files import join_files


def attach_upload(
    act: Act,
    dossier_id: int,
    *,
    kind: str,
    component_id: int | None = None,
    uploads: Sequence[tuple[str, BinaryIO]] = (),
    source: str = Attachment.UPLOAD,
    secret: bool = False,
    secret_number: str = "",
    label: str = "",
) -> Dossier:
    """Keep the upload, then `attach` it; of a secret paper only the number, and nothing of it touches the disk.

    Several uploads, each with its name, are the pages of one paper (`papers.join_files`). A file that was kept for an
    act that is refused afterwards belongs to no dossier and is used when it comes again.
    Raises what `join_files` and `attach` raise.
    """
    refuse_secret_upload(secret=secret, uploaded=bool(uploads))
    file = join_files(act, uploads) if uploads else None
    return attach(
        act,
        dossier_id,
        kind=kind,
        component_id=component_id,
        file=file,
        source=source,
        secret_number=secret_number if secret else "",
        about=About(label=label),
    )
