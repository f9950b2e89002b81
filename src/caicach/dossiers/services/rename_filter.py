"""Give a saved list another name (đổi tên danh sách đã lưu)."""

from django.db import transaction

from caicach.dossiers.models import SavedFilter
from caicach.dossiers.services.save_filter import check_name, owner, tell
from caicach.kit.acts import Act
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark


@transaction.atomic
def rename_filter(act: Act, saved_id: int, *, name: str) -> SavedFilter:
    """Raises `Refused`: "no-name", "name-taken"; `Unknown("unknown-saved")` for anything but the actor's own."""
    saved = own(act, saved_id)
    name = check_name(name)
    if SavedFilter.objects.filter(user_id=owner(act), name=name).exclude(pk=saved.pk).exists():
        raise Refused("name-taken", mark("Anh/chị đã có danh sách mang tên này."), field="name")
    saved.name = name
    saved.save(update_fields=["name"])
    tell(act, saved, "rename_filter")
    return saved


def own(act: Act, saved_id: int) -> SavedFilter:
    """The actor's own saved list, locked. Raises `Unknown("unknown-saved")`."""
    saved = SavedFilter.objects.select_for_update().filter(pk=saved_id, user_id=owner(act)).first()
    if saved is None:
        raise Unknown("unknown-saved", mark("Không có danh sách đã lưu này."))
    return saved
