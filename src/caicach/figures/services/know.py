"""The instant of knowledge that an answer rests on."""

from datetime import datetime

from caicach.facts.queries import copy
from caicach.facts.services.copy import follow
from caicach.journal.models import Seal
from caicach.journal.queries import seal_at
from caicach.journal.services.seal import seal


def know(as_of: datetime | None) -> Seal:
    """The seal that "as of" the instant means; without an instant everything committed is sealed first, then known.

    Where the columnar copy rules, "now" is what it knows, at most `COPY_MAX_AGE` seconds ago; when it is older it is
    brought up here. Never call it inside a transaction. Raises `Refused` for an instant in the future or before the
    first seal.
    """
    if as_of is not None:
        return seal_at(as_of)
    if copy.rules(copy.current()):
        return copy.fresh() or (follow() and copy.fresh()) or seal()
    return seal()
