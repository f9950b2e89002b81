"""Whose reports an actor may draw: those of every unit whose figures the actor may ask for (`figures.permits`)."""

from caicach.accounts.rules import Role
from caicach.kit.acts import Actor


def drawable(actor: Actor) -> frozenset[int]:
    """Ids of the units whose reports the actor may draw: all that a grant in force reaches, whatever the role."""
    return actor.reach(Role)
