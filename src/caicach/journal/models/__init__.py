"""The journal's tables, one noun a file."""

from caicach.journal.models.append_only import append_only
from caicach.journal.models.fields import CurrentTransaction, TransactionId
from caicach.journal.models.line import Line, Personal
from caicach.journal.models.seal import Seal

__all__ = ["CurrentTransaction", "Line", "Personal", "Seal", "TransactionId", "append_only"]
