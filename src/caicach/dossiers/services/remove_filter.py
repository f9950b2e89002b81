"""Remove a saved list (bỏ danh sách đã lưu)."""

from django.db import transaction

from caicach.dossiers.services.rename_filter import own
from caicach.dossiers.services.save_filter import tell
from caicach.kit.acts import Act


@transaction.atomic
def remove_filter(act: Act, saved_id: int) -> None:
    """The dossiers in it are not touched. Raises `Unknown("unknown-saved")` for anything but the actor's own."""
    saved = own(act, saved_id)
    tell(act, saved, "remove_filter")
    saved.delete()
