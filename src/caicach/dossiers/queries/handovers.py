"""Which dossiers and results went from which unit to which on a day, by the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django.db.models import BigIntegerField, Count, JSONField, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast

from caicach.agencies.models import Unit
from caicach.dossiers.models import Dossier, Paper
from caicach.dossiers.queries.entries import KIND
from caicach.dossiers.queries.printed import party_row
from caicach.dossiers.queries.visible import visible_to
from caicach.dossiers.rules.outcome import RESULT_READY
from caicach.journal.models import Line, Personal
from caicach.kit.acts import Actor
from caicach.kit.period import instant

DOSSIERS, RESULTS = "dossiers", "results"
PASSED_ON = ("dossiers.forward", "dossiers.send_back", "dossiers.transfer_competence")


@dataclass(frozen=True, slots=True)
class Passed:
    """One dossier or result that changed hands; the dossier has `owner`, `submitter` and `sheets` (papers)."""

    dossier: Dossier
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Handover:
    """What went from one unit to another on a day: `kind` is dossiers or results."""

    kind: str
    giver: Unit
    receiver: Unit
    passed: Sequence[Passed]


def handovers(actor: Actor, day: date) -> list[Handover]:
    """All hand-overs of a day of dossiers that the actor may see, the earliest first; three statements."""
    lines = list(_lines(actor, day))
    dossiers = {one.pk: one for one in _dossiers({line["subject_id"] for line in lines})}
    grouped: dict[tuple[str, int, int], list[Passed]] = {}
    for line in lines:
        dossier = dossiers[line["subject_id"]]
        passed = Passed(dossier, line["occurred_at"], (line["kept"] or {}).get("note", ""))
        if line["action"] in RESULT_READY:
            key = (RESULTS, dossier.competent_unit_id, dossier.received_unit_id)
        else:
            key = (DOSSIERS, line["giver"], line["receiver"])
        grouped.setdefault(key, []).append(passed)
    units = Unit.objects.in_bulk({unit for _, *pair in grouped for unit in pair})
    return [Handover(kind, units[giver], units[to], passed) for (kind, giver, to), passed in grouped.items()]


def _lines(actor: Actor, day: date) -> QuerySet[Any]:
    start = instant(datetime.combine(day, time.min))
    change = KeyTransform("handling_unit", KeyTransform("details", Cast("body", JSONField())))
    return (
        Line.objects.filter(
            kind=KIND, action__in=(*PASSED_ON, *RESULT_READY), occurred_at__gte=start,
            occurred_at__lt=start + timedelta(days=1), subject_id__in=visible_to(actor).values("pk"),
        )
        .annotate(
            giver=Cast(KeyTextTransform("0", change), BigIntegerField()),
            receiver=Cast(KeyTextTransform("1", change), BigIntegerField()),
            kept=Subquery(Personal.objects.filter(line_id=OuterRef("pk")).values("values")),
        )
        .order_by("occurred_at", "id")
        .values("subject_id", "action", "occurred_at", "giver", "receiver", "kept")
    )  # fmt: skip


def _dossiers(ids: set[int]) -> QuerySet[Dossier]:
    sheets = Paper.objects.filter(dossier=OuterRef("pk")).order_by().values("dossier").annotate(n=Count("pk"))
    return (
        Dossier.objects.filter(pk__in=ids)
        .select_related("rules_version", "procedure")
        .annotate(
            owner=party_row("owner"),
            submitter=party_row("submitter"),
            sheets=Subquery(sheets.values("n")),
        )
    )


def sheets_of(dossier: Dossier) -> int:
    """How many papers were handed in for a dossier of `handovers`."""
    return cast(Any, dossier).sheets or 0
