"""What is recorded of figures: the versions of their definitions, and who composed which without code."""

from caicach.figures.models.composed import Composed
from caicach.figures.models.definition import Definition

__all__ = ["Composed", "Definition"]
