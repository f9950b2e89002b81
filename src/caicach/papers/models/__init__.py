"""Tables of official papers; so far their numbers."""

from caicach.papers.models.number_series import NumberSeries

__all__ = ["NumberSeries"]
