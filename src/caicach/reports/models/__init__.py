"""Closed reports, and what is aimed at."""

from caicach.reports.models.edition import Edition
from caicach.reports.models.target import Target

__all__ = ["Edition", "Target"]
