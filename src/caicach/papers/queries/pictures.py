"""The pictures of signatures and seals that there are."""

from caicach.papers.models import Picture
from caicach.papers.queries.files import open_file


def picture_of(*, user_id: int | None = None, unit_id: int | None = None) -> Picture | None:
    """The picture of a person's signature or of a body's seal; one statement."""
    whose = {"user_id": user_id} if user_id is not None else {"unit_id": unit_id}
    return Picture.objects.select_related("file").filter(**whose).first()


def drawn_for(*, user_id: int | None = None, unit_id: int | None = None) -> bytes:
    """Its content (PNG); empty where there is none."""
    found = picture_of(user_id=user_id, unit_id=unit_id)
    if found is None:
        return b""
    with open_file(found.file) as content:
        return content.read()
