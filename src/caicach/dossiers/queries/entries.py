"""The journal of one dossier with the names behind its ids, in one statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import BigIntegerField, JSONField, Max, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce

from caicach.accounts.models import User
from caicach.agencies.models import Unit
from caicach.dossiers.models import Fact
from caicach.dossiers.queries.names import unit_name
from caicach.journal.models import Line, Personal

KIND = "dossier"
SAID = ("body", "content", "answer", "what", "apology", "remedy", "explanation", "reason", "exception", "note")
"""What somebody wrote with an act, told in the timeline; it is kept beside the journal, erasable."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal with the names behind its ids.

    `said` is what somebody wrote, `told` are the personal values of the parties (`submitter.name` …), both as long as
    they are kept; `absent` is the person in whose place it was done.
    """

    action: str
    who: str
    origin: str
    occurred_at: datetime
    recorded_at: datetime
    claimed_at: datetime | None
    details: Mapping[str, Any]
    said: Mapping[str, str]
    told: Mapping[str, str]
    officer: str
    unit: str
    absent: str


def meanwhile(dossier_id: int, seen: int) -> list[Entry]:
    """What has been done to a dossier since it stood at version `seen`, oldest first; two statements."""
    known = Line.objects.filter(
        kind=KIND,
        subject_id=dossier_id,
        tx__in=Fact.objects.filter(subject_id=dossier_id, version=seen).values("tx"),
    )
    last = known.aggregate(last=Max("seq"))["last"]
    return journal_of(dossier_id, after=last or 0)


def journal_of(dossier_id: int, *, after: int = 0) -> list[Entry]:
    """The lines in their order; only those after the one with that place in it."""
    details = KeyTransform("details", Cast("body", JSONField()))
    names = User.objects.filter(pk=OuterRef("actor_id")).values("full_name")
    lines = (
        Line.objects.filter(kind=KIND, subject_id=dossier_id, seq__gt=after)
        .order_by("seq")
        .annotate(
            details=details,
            kept=Subquery(Personal.objects.filter(line_id=OuterRef("pk")).values("values")),
            given_to=_id(KeyTextTransform("1", KeyTransform("assignee", details))),
            in_place_of=_id(KeyTextTransform("stands_for", details)),
            passed_to=Coalesce(
                _id(KeyTextTransform("1", KeyTransform("competent_unit", details))),
                _id(KeyTextTransform("1", KeyTransform("handling_unit", details))),
                _id(KeyTextTransform("asked_unit", details)),
            ),
        )
        .annotate(
            who=Subquery(names),
            officer=Subquery(User.objects.filter(pk=OuterRef("given_to")).values("full_name")),
            absent=Subquery(User.objects.filter(pk=OuterRef("in_place_of")).values("full_name")),
            unit=Subquery(Unit.objects.filter(pk=OuterRef("passed_to")).values(name=unit_name())),
        )
        .values(
            "action", "who", "origin", "occurred_at", "recorded_at", "claimed_at", "details", "kept", "officer", "unit",
            "absent",
        )
    )  # fmt: skip
    return [_entry(**row) for row in cast(QuerySet[Any], lines)]


def _entry(*, kept: Mapping[str, str] | None, who: str, **row: Any) -> Entry:
    said = {name: text for name, text in (kept or {}).items() if name in SAID}
    told = {name: text for name, text in (kept or {}).items() if "." in name}
    row |= {name: row[name] or "" for name in ("officer", "unit", "absent")}
    return Entry(**row, said=said, told=told, who=who or "CaiCach")


def _id(text: KeyTextTransform) -> Cast:
    return Cast(text, BigIntegerField())
