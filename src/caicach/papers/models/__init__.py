"""Tables of official papers: their texts, registers and numbers, and files."""

from caicach.papers.models.document import Document
from caicach.papers.models.file import File
from caicach.papers.models.number_series import NumberSeries
from caicach.papers.models.register import IssuedNumber, Register

__all__ = ["Document", "File", "IssuedNumber", "NumberSeries", "Register"]
