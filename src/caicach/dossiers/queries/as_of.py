"""The list of dossiers as the facts knew them at a seal: what they were then, not what they are now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value

from caicach.agencies.models import Unit
from caicach.dossiers.models import Dossier, Fact, Standing
from caicach.dossiers.queries.lists import MANY, PAGE
from caicach.dossiers.queries.visible import visible_to
from caicach.journal.models import Seal
from caicach.kit.acts import Actor
from caicach.kit.period import local_day
from caicach.kit.words import mark
from caicach.procedures.models import Version

OPEN, OVERDUE, DONE = "open", "overdue", "done"
GROUPS = {
    OPEN: mark("Đang giải quyết"),
    OVERDUE: mark("Đang giải quyết, quá hạn"),
    DONE: mark("Đã xử lý xong"),
}
LATE = 2
"""`Standing.standing` of the overdue."""


class Known(Func):
    """Whether a transaction is seen in a database snapshot."""

    function = "pg_visible_in_snapshot"
    template = "%(function)s(%(expressions)s::pg_snapshot)"

    def __init__(self, seal: Seal) -> None:
        super().__init__(F("tx"), Value(seal.snapshot), output_field=BooleanField())


@dataclass(frozen=True, slots=True, kw_only=True)
class AskThen:
    """Which dossiers, as known at the seal; `group` is one of `GROUPS` or empty."""

    seal: Seal
    group: str = ""
    status: int | None = None
    unit_id: int | None = None
    field_id: int | None = None


@dataclass(frozen=True, slots=True)
class Then:
    """A dossier as its facts told it: what they do not hold (who submitted it, where it lay) is not here."""

    id: int
    number: str
    procedure: str
    unit: str
    fact: Fact
    overdue: bool


@dataclass(frozen=True, slots=True)
class ListedThen:
    """One page, how many there are (one more than `MANY` at most), and the id before which the next page begins."""

    rows: Sequence[Then]
    count: int
    next: int | None


def known_then(actor: Actor, ask: AskThen) -> QuerySet[Fact]:
    """The facts in force at the seal of the dossiers that the actor may see now, the newest dossier first."""
    day = local_day(ask.seal.published_at)
    newer = Fact.objects.filter(Known(ask.seal), subject_id=OuterRef("subject_id"), version__gt=OuterRef("version"))
    lasting = Q(to_day=None) | Q(to_day__gt=day)
    stands = Standing.objects.filter(
        lasting, subject_id=OuterRef("subject_id"), version=OuterRef("version"), from_day__lte=day
    )
    found = Fact.objects.filter(Known(ask.seal), ~Exists(newer), subject_id__in=visible_to(actor).values("pk"))
    for name in ("status", "unit_id", "field_id"):
        if getattr(ask, name) is not None:
            found = found.filter(**{name: getattr(ask, name)})
    found = found.annotate(stands=Subquery(stands.values("standing")[:1]))
    if ask.group == DONE:
        found = found.filter(finished_day__isnull=False)
    elif ask.group:
        found = found.filter(finished_day=None, accepted_day__isnull=False)
    return (found.filter(stands=LATE) if ask.group == OVERDUE else found).order_by("-subject_id")


def page_then(actor: Actor, ask: AskThen, *, before: int | None, size: int = PAGE) -> ListedThen:
    """One page; five statements."""
    found = known_then(actor, ask)
    facts = list((found.filter(subject_id__lt=before) if before else found)[: size + 1])
    rows, more = facts[:size], len(facts) > size
    count = found.order_by()[: MANY + 1].count()
    return ListedThen(list(told_then(rows)), count, rows[-1].subject_id if more else None)


def all_then(actor: Actor, ask: AskThen) -> Iterator[Then]:
    """All of them, `MANY` at most; four statements."""
    return told_then(list(known_then(actor, ask)[:MANY]))


def told_then(facts: Sequence[Fact]) -> Iterator[Then]:
    """The facts with the names of what they number; three statements."""
    numbers = dict(Dossier.objects.filter(pk__in=[one.subject_id for one in facts]).values_list("pk", "number"))
    versions = Version.objects.filter(procedure_id__in={one.procedure_id for one in facts})
    procedures = {one.procedure_id: one.name for one in versions.order_by("procedure_id", "valid_from")}
    units = Unit.objects.in_bulk({one.unit_id for one in facts})
    for fact in facts:
        yield Then(
            id=fact.subject_id,
            number=numbers.get(fact.subject_id) or f"#{fact.subject_id}",
            procedure=procedures.get(fact.procedure_id, ""),
            unit=units[fact.unit_id].name if fact.unit_id in units else "",
            fact=fact,
            overdue=cast(Any, fact).stands == LATE and fact.finished_day is None,
        )
