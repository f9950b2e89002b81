"""Withdraw a composed figure: it answers no more, but as of an instant before (rút số liệu tự soạn)."""

from django.db import transaction

from caicach.figures.models import Composed, Definition
from caicach.figures.queries.composed import composed_by_units
from caicach.figures.rules.expression import WITHDRAWN
from caicach.figures.services.compose import KIND, one_after_the_other
from caicach.figures.services.recompose import mine
from caicach.journal.queries import repeated
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

ACTION = "figures.withdraw"


def withdraw(act: Act, code: str) -> Composed:
    """End a composed figure; its address is never used again.

    Repeated with the same key it does nothing. Raises `Unknown` for a figure that is not the actor's to change, and
    `Refused("base-of-own")` while another composed figure of the agency starts from it.
    """
    with transaction.atomic():
        one_after_the_other()
        known = repeated(act, KIND, ACTION)
        if known is not None:
            return Composed.objects.get(pk=known)
        found = mine(act, code)
        above = [one.row.code for one in composed_by_units([found.row.unit_id]) if one.narrowed.base == code]
        if above:
            raise Refused(
                "base-of-own",
                mark("Còn số liệu tự soạn khác dựa vào số liệu này: {codes}; hãy sửa hoặc rút chúng trước."),
                values={"codes": ", ".join(above)},
            )
        row, last = found.row, found.definition
        row.withdrawn_at = act.now
        row.save(update_fields=["withdrawn_at"])
        Definition.objects.create(
            code=code, version=last.version + 1, title=last.title, words=last.words, expression=WITHDRAWN,
            fact_schema="{}", recorded_at=act.now,
        )  # fmt: skip
        record(act, Change(kind=KIND, subject_id=row.pk, action=ACTION, details={"code": code}))
    return row
