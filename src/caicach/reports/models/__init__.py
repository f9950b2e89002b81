"""Closed reports."""

from caicach.reports.models.edition import Edition

__all__ = ["Edition"]
