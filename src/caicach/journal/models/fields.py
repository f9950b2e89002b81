"""Database columns that Django has no field for."""

from typing import Any

from django.db import models
from django.db.models import Func


class CurrentTransaction(Func):
    """The 64-bit id of the running database transaction."""

    function = "pg_current_xact_id"
    arity = 0

    def __init__(self) -> None:
        super().__init__(output_field=TransactionId())


class TransactionId(models.Field):
    """`xid8`: the 64-bit id of the transaction that wrote a row; never repeats within a database cluster."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002 (Django's signature)
        """The column type in PostgreSQL."""
        return "xid8"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> int | None:  # noqa: ARG002
        """Transaction ids are numbers in Python."""
        return None if value is None else int(value)

    def get_prep_value(self, value: Any) -> Any:
        """PostgreSQL reads an `xid8` from text."""
        return str(value) if isinstance(value, int) else value
