"""Say how a body abbreviates itself in the symbols of its papers (ghi tên viết tắt của cơ quan)."""

from django.db import transaction

from caicach.agencies.models import Unit, UnitParent
from caicach.agencies.queries import check_abbreviations
from caicach.agencies.rules import checked_abbreviation
from caicach.kit.acts import Act, Change, Recorder


def set_abbreviation(*, act: Act, record: Recorder, unit: Unit, abbreviation: str) -> Unit:
    """The unit with its abbreviation; empty takes it back. Registers that are open keep the symbol they have.

    Raises `Refused`: "bad-abbreviation", "abbreviation-used" for one of another body under the same parent.
    """
    wanted = checked_abbreviation(abbreviation)
    with transaction.atomic():
        above = UnitParent.objects.filter(unit=unit).values("parent_id")
        # Two clerks who name two bodies under one parent wait for each other here.
        list(Unit.objects.select_for_update().filter(pk__in=above))
        held = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
        held.abbreviation = wanted
        held.save(update_fields=["abbreviation"])
        check_abbreviations()
        details = {"abbreviation": [unit.abbreviation, wanted]}
        record(act, Change(kind="unit", subject_id=held.pk, action="agencies.set_abbreviation", details=details))
    return held
