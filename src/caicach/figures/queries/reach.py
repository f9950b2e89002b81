"""Of which units a reader may ask figures, for the fields in which a unit is chosen."""

from caicach.accounts.rules import Role
from caicach.agencies.models import Unit
from caicach.kit.acts import Actor
from caicach.kit.vietnamese import fold


def units_asked(actor: Actor) -> list[tuple[str, str]]:
    """Code and name of the units whose figures the actor may ask for, by name; one statement."""
    units = Unit.objects.filter(pk__in=actor.reach(Role))
    return [(unit.code, unit.name) for unit in sorted(units, key=lambda one: (fold(one.name), one.code))]


def usual_unit(actor: Actor) -> str:
    """The code of the unit of the actor's widest grant; empty without grants. One statement."""
    widest = max(actor.grants, key=lambda grant: (len(grant.units), -grant.id), default=None)
    return Unit.objects.values_list("code", flat=True).get(pk=widest.unit_id) if widest else ""
