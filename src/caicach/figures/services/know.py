"""The instant of knowledge that an answer rests on."""

from datetime import datetime

from caicach.journal.models import Seal
from caicach.journal.queries import seal_at
from caicach.journal.services.seal import seal


def know(as_of: datetime | None) -> Seal:
    """The seal that "as of" the instant means; without an instant everything committed is sealed first, then known.

    Never call it inside a transaction. Raises `Refused` for an instant in the future or before the first seal.
    """
    return seal() if as_of is None else seal_at(as_of)
