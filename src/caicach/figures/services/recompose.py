"""Change a composed figure: its next wording; what was printed keeps the one it had (sửa số liệu tự soạn)."""

from django.db import transaction

from caicach.figures.models import Composed
from caicach.figures.permits import may_compose
from caicach.figures.queries.composed import Current, check_askable, composed
from caicach.figures.rules.narrowed import Draft, check_draft
from caicach.figures.services.compose import KIND, one_after_the_other, texts, word
from caicach.journal.queries import repeated
from caicach.journal.services.record import record
from caicach.journal.services.seal import seal as sealed
from caicach.kit.acts import Act, Change
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark

ACTION = "figures.recompose"


def recompose(act: Act, code: str, *, draft: Draft) -> Composed:
    """Append the next wording of a composed figure; nothing is written when it says the same as before.

    `act.seen` is the version that was changed. Not to be called inside a transaction. Raises `Unknown` for a figure
    that is not the actor's to change, `Refused("changed")` when somebody else changed it meanwhile, and as `compose`.
    """
    known = repeated(act, KIND, ACTION)
    if known is not None:
        return Composed.objects.get(pk=known)
    unit_id = mine(act, code).row.unit_id
    check_draft(draft)
    check_askable(code, draft, unit_id=unit_id, seal=sealed(), on=local_day(act.now))
    with transaction.atomic():
        one_after_the_other()
        if (known := repeated(act, KIND, ACTION)) is not None:
            return Composed.objects.get(pk=known)
        now = mine(act, code)
        version = now.definition.version
        if act.seen is not None and act.seen != version:
            raise Refused("changed", mark("Số liệu này vừa được người khác sửa; hãy mở lại trang rồi sửa tiếp."))
        if all(getattr(now.definition, name) == text for name, text in texts(draft).items()):
            return now.row
        word(act, code, version + 1, draft)
        details = {"code": code, "version": version + 1}
        record(act, Change(kind=KIND, subject_id=now.row.pk, action=ACTION, details=details))
    return now.row


def mine(act: Act, code: str) -> Current:
    """The composed figure, if the actor may change it. Raises `Unknown("unknown-figure")`."""
    found = composed(code)
    if act.actor.user_id is None or not may_compose(act.actor, found.row.unit_id).allowed:
        raise Unknown(
            "unknown-figure", mark("Không có số liệu tự soạn mang mã “{code}”."), values={"code": code}, field="code"
        )
    return found
