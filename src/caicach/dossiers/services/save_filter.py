"""Save a list under a name (lưu danh sách): the tab and filters as they stand in its address."""

from django.db import transaction

from caicach.dossiers.models import SavedFilter
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

KIND = "saved_filter"
MOST = 8
"""So many lists a person keeps at most: each is counted whenever the list of dossiers is shown."""
LONGEST = 500


@transaction.atomic
def save_filter(act: Act, *, name: str, query: str) -> SavedFilter:
    """The list under the name, in place of an earlier one of that name. What was searched may name people.

    Raises `Refused`: "no-name", "too-long", "too-many".
    """
    name = check_name(name)
    if len(query) > LONGEST:
        raise Refused("too-long", mark("Bộ lọc này quá dài để lưu; hãy bớt từ tìm kiếm."), field="name")
    user_id = owner(act)
    mine = SavedFilter.objects.filter(user_id=user_id)
    saved = mine.filter(name=name).first()
    if saved is None and mine.count() >= MOST:
        raise Refused(
            "too-many",
            mark("Mỗi người lưu nhiều nhất {most} danh sách; hãy bỏ bớt một danh sách cũ."),
            values={"most": MOST},
            field="name",
        )
    saved = saved or SavedFilter(user_id=user_id, name=name)
    saved.query = query
    saved.save()
    tell(act, saved, "save_filter")
    return saved


def owner(act: Act) -> int:
    """Whose lists an act speaks of. Raises `Refused("nobody")` for the system."""
    if act.actor.user_id is None:
        raise Refused("nobody", mark("Chỉ người đã đăng nhập mới lưu danh sách."))
    return act.actor.user_id


def check_name(name: str) -> str:
    """The name without blanks around it. Raises `Refused("no-name")`."""
    name = " ".join(name.split())
    if not 0 < len(name) <= 60:
        raise Refused("no-name", mark("Hãy đặt tên từ 1 đến 60 ký tự cho danh sách."), field="name")
    return name


def tell(act: Act, saved: SavedFilter, word: str) -> None:
    """One journal line; name and query beside it, erasable."""
    personal = {"name": saved.name, "query": saved.query}
    record(act, Change(kind=KIND, subject_id=saved.pk, action=f"dossiers.{word}", personal=personal))
