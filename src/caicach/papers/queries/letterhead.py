"""What stands at the head of a body's papers: the body above it and the place."""

from datetime import date

from django.db.models import Q

from caicach.agencies.models import Kind, UnitParent

COMMITTEE = "Ủy ban nhân dân"


def letterhead(unit_id: int, *, on: date) -> tuple[str, str]:
    """The line above the body's name and the place written before the day; one statement.

    A department stands under its province's people's committee; what has no province above it has neither line.
    """
    standing = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    above = (
        UnitParent.objects.filter(standing, unit_id=unit_id, parent__kind=Kind.PROVINCE)
        .values_list("parent__name_vi", flat=True)
        .first()
    )
    if above is None:
        return "", ""
    kind, _, place = above.partition(" ")
    return f"{COMMITTEE} {kind.lower()} {place}", place
