"""What is recorded of the state's units: the unit, where it hangs, and which unit took over from it."""

from caicach.agencies.models.parent import UnitParent
from caicach.agencies.models.succession import Succession
from caicach.agencies.models.unit import Kind, Unit
from caicach.agencies.models.version import PlaceVersion

__all__ = ["Kind", "PlaceVersion", "Succession", "Unit", "UnitParent"]
