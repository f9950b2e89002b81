"""Compose a figure without code: another figure under conditions, owned by an agency (soạn số liệu)."""

from django.db import connection, transaction

from caicach.figures.models import Composed, Definition
from caicach.figures.permits import may_compose
from caicach.figures.queries.composed import check_askable
from caicach.figures.rules.expression import written
from caicach.figures.rules.narrowed import Draft, Narrowed, check_draft, own_code
from caicach.journal.queries import repeated
from caicach.journal.services.record import record
from caicach.journal.services.seal import seal as sealed
from caicach.kit.acts import Act, Change
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark

KIND, ACTION = "composed", "figures.compose"
LOCK = 7_201_780
"""Advisory lock: composed figures are written one after the other, so that no address and no version is given twice."""


def compose(act: Act, *, slug: str, unit_id: int, draft: Draft) -> Composed:
    """Record the figure `own.<slug>` of the unit with its first wording; from the next seal on it answers.

    Not to be called inside a transaction. Repeated with the same key it gives the figure made then. Raises
    `Unknown("unknown-unit")` for a unit whose figures the actor may not compose, and `Refused` with nothing written:
    no name, no conditions, an unknown or foreign base, a condition that the facts do not hold, an address taken.
    """
    known = repeated(act, KIND, ACTION)
    if known is not None:
        return Composed.objects.get(pk=known)
    if act.actor.user_id is None or not may_compose(act.actor, unit_id).allowed:
        raise Unknown("unknown-unit", mark("Không có đơn vị này trong phạm vi của anh/chị."), field="unit")
    code = own_code(slug)
    check_draft(draft)
    check_askable(code, draft, unit_id=unit_id, seal=sealed(), on=local_day(act.now))
    with transaction.atomic():
        one_after_the_other()
        if (known := repeated(act, KIND, ACTION)) is not None:
            return Composed.objects.get(pk=known)
        if Composed.objects.filter(code=code).exists():
            raise Refused(
                "slug-taken",
                mark("Mã “{code}” đã được dùng (mã đã rút cũng không dùng lại); hãy chọn mã khác."),
                values={"code": code},
                field="slug",
            )
        row = Composed.objects.create(code=code, unit_id=unit_id, composed_by_id=act.actor.user_id, composed_at=act.now)
        word(act, code, 1, draft)
        record(act, Change(kind=KIND, subject_id=row.pk, action=ACTION, details={"code": code, "version": 1}))
    return row


def one_after_the_other() -> None:
    """Wait for whoever writes a composed figure right now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def word(act: Act, code: str, version: int, draft: Draft) -> None:
    """Append a wording."""
    Definition.objects.create(code=code, version=version, fact_schema="{}", recorded_at=act.now, **texts(draft))


def texts(draft: Draft) -> dict[str, str]:
    """What is kept of a draft."""
    return {
        "title": draft.title.strip(),
        "words": draft.words.strip(),
        "expression": written(Narrowed(draft.base, draft.where)),
    }
