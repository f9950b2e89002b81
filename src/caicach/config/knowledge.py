"""What a command says of the knowledge behind an answer: claimed entry times, and what was loaded later."""

from datetime import datetime

from django.utils.translation import gettext as _

from caicach.journal.models import Seal
from caicach.journal.queries import loaded_later


def knowledge(seal: Seal, as_of: datetime | None) -> dict[str, object]:
    """For machines: `claimed` and `loaded_later`, each only where it is so."""
    if seal.claimed:
        return {"claimed": True}
    return {"loaded_later": True} if as_of is not None and loaded_later(as_of) else {}


def knowledge_words(seal: Seal, as_of: datetime | None) -> list[str]:
    """The same for people, in their language."""
    said = knowledge(seal, as_of)
    if "claimed" in said:
        return [_("Hồ sơ nạp sau được tính theo thời điểm ghi mà chúng khai, không theo lúc nạp vào đây.")]
    if "loaded_later" in said:
        return [
            _(
                "Có hồ sơ khai được ghi trước thời điểm này nhưng sau đó mới nạp vào hệ thống, nên chưa được tính; "
                "thêm --claimed để hỏi theo thời điểm ghi đã khai."
            )
        ]
    return []
