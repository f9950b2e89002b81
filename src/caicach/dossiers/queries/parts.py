"""The parts of interlinked dossiers: who can be a partner, what runs, and all of them for the page."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from caicach.agencies.models import Kind, Unit
from caicach.dossiers.models import Dossier, Part


def partners_for(dossier: Dossier, *, on: date) -> list[Unit]:
    """The standing units that can be given a part: neither the lead nor the centres; one statement."""
    standing = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    found = Unit.objects.filter(standing).exclude(pk=dossier.competent_unit_id).exclude(kind=Kind.CENTRE)
    return list(found.order_by("kind", "name_vi"))


def running_parts(dossier: Dossier) -> list[Part]:
    """The parts that run now, with their units; one statement."""
    running = dossier.parts.filter(started_at__isnull=False, finished_at=None)
    return list(running.select_related("unit").order_by("rank", "id"))


def running_units(dossier: Dossier) -> list[int]:
    """The units whose parts run now; read `with_parts` without a statement, otherwise by one."""
    known = getattr(dossier, "all_parts", None)
    if known is None:
        running = dossier.parts.filter(started_at__isnull=False, finished_at=None)
        return list(running.values_list("unit_id", flat=True))
    return [row["unit_id"] for row in cast(Any, known) if row["started"] and not row["finished"]]


def with_parts(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The dossiers with an array for `parts_of`, in the same statement."""
    parts = Part.objects.filter(dossier=OuterRef("pk")).order_by("id").values(
        row=JSONObject(rank="rank", unit_id="unit_id", task="task", hours="hours", vi="unit__name_vi",
                       en="unit__name_en", officer="officer__full_name", started="started_at", due="due_at",
                       taken="taken_at", finished="finished_at", result="result", outcome="outcome")
    )  # fmt: skip
    return dossiers.annotate(all_parts=ArraySubquery(parts))


def parts_of(dossier: Dossier) -> list[Mapping[str, Any]]:
    """The parts of a dossier read `with_parts`, in the order they were opened, with instants."""
    moments = ("started", "due", "taken", "finished")
    return [
        {**row, **{name: datetime.fromisoformat(row[name]) if row[name] else None for name in moments}}
        for row in cast(Any, dossier).all_parts
    ]
