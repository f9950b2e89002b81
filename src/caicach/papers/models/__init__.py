"""Tables of official papers: their texts, signatures, registers and numbers, and files."""

from caicach.papers.models.document import Document
from caicach.papers.models.file import File
from caicach.papers.models.number_series import NumberSeries
from caicach.papers.models.picture import Picture
from caicach.papers.models.register import IssuedNumber, Register
from caicach.papers.models.signature import Preparation, Signature

__all__ = ["Document", "File", "IssuedNumber", "NumberSeries", "Picture", "Preparation", "Register", "Signature"]
