"""Tables of official papers: their numbers, and files."""

from caicach.papers.models.file import File
from caicach.papers.models.number_series import NumberSeries

__all__ = ["File", "NumberSeries"]
