"""The shape of fact tables."""

from caicach.facts.models.version import FactVersion

__all__ = ["FactVersion"]
