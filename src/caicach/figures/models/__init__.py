"""What is recorded of figures: the versions of their definitions."""

from caicach.figures.models.definition import Definition

__all__ = ["Definition"]
