"""The instant of knowledge that an answer rests on."""

from datetime import datetime

from django.utils import timezone

from caicach.facts.queries import copy
from caicach.facts.services.copy import follow
from caicach.figures.models import Definition
from caicach.figures.rules.narrowed import codes_in, is_own
from caicach.journal.models import Seal
from caicach.journal.queries import claimed_at, seal_at
from caicach.journal.services.seal import seal
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


def know(as_of: datetime | None, *, claimed: bool = False) -> Seal:
    """The seal that "as of" the instant means; without an instant everything committed is sealed first, then known.

    Where the columnar copy rules, "now" is what it knows, at most `COPY_MAX_AGE` seconds ago; when it is older it is
    brought up here. Never call it inside a transaction. Raises `Refused` for an instant in the future or before the
    first seal.

    `claimed`: of everything committed now, what claims to be entered by the instant; only imported and demo histories
    claim another entry time than the true one. Raises `Refused` without an instant.
    """
    if claimed:
        return claimed_at(_past(as_of), seal())
    if as_of is not None:
        return seal_at(as_of)
    if copy.rules(copy.current()):
        return copy.fresh() or (follow() and copy.fresh()) or seal()
    return seal()


def _past(as_of: datetime | None) -> datetime:
    if as_of is None or as_of > timezone.now():
        raise Refused(
            "claimed-when",
            mark("Hỏi theo thời điểm ghi đã khai thì phải nêu một thời điểm đã qua (as_of, --as-of)."),
            field="as_of",
        )
    return as_of


def know_figure(code: str, as_of: datetime | None, *, claimed: bool = False) -> Seal:
    """As `know`; a composed figure answers as soon as it is saved, even where the copy does not know of it yet."""
    known = know(as_of, claimed=claimed)
    own = [one for one in codes_in(code) if is_own(one)]
    if as_of is not None or not own:
        return known
    newer = Definition.objects.filter(code__in=own).extra(
        where=["NOT pg_visible_in_snapshot(tx, %s::pg_snapshot)"], params=[known.snapshot]
    )
    return seal() if newer.exists() else known
