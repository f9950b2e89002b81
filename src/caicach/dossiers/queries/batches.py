"""Batches: what their rows mean, and what was received in one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.db.models import Q

from caicach.accounts.rules import Role
from caicach.dossiers.models import Batch, Dossier
from caicach.dossiers.permits import AT_COUNTER_SEE
from caicach.dossiers.queries.printed import first_due, party_row
from caicach.dossiers.rules.pasted import Row
from caicach.kit.acts import Actor
from caicach.procedures.models import Competence, Version
from caicach.procedures.queries import versions_on


@dataclass(frozen=True, slots=True)
class Meant:
    """What a row means: the version in force, and the competent units (code and id)."""

    row: Row
    version: Version | None
    units: dict[str, int]

    @property
    def unit_id(self) -> int | None:
        """The competent unit: the one named, or the only one."""
        if self.row.unit:
            return self.units.get(self.row.unit)
        return next(iter(self.units.values())) if len(self.units) == 1 else None


def meant(rows: Sequence[Row], *, on: date) -> list[Meant]:
    """What the rows mean on a day; three statements however many there are."""
    codes = {row.code.upper() for row in rows}
    versions = versions_on(on).filter(procedure__code__in=codes).prefetch_related("components")
    known = {version.procedure.code: version for version in versions}
    standing = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    units: dict[str, dict[str, int]] = {}
    competent = Competence.objects.filter(standing, procedure__code__in=codes)
    for procedure, unit, unit_id in competent.values_list("procedure__code", "unit__code", "unit_id"):
        units.setdefault(procedure, {})[unit] = unit_id
    return [Meant(row, known.get(row.code.upper()), units.get(row.code.upper(), {})) for row in rows]


def batch_seen(actor: Actor, batch_id: int) -> Batch | None:
    """A batch received at a counter of the actor; one statement."""
    reach = actor.reach(AT_COUNTER_SEE)
    found = Batch.objects.filter(pk=batch_id, received_unit_id__in=reach)
    return found.select_related("received_unit", "received_by").first()


def dossiers_of(batch: Batch) -> list[Dossier]:
    """The dossiers of a batch in the order of their rows, with parties and the first promise; one statement."""
    found = Dossier.objects.filter(batch=batch).annotate(
        submitter=party_row("submitter"), owner=party_row("owner"), told_due=first_due()
    )
    return list(found.select_related("rules_version", "unit", "procedure", "received_unit").order_by("pk"))


def clerk_reach(actor: Actor) -> frozenset[int]:
    """The counters at which the actor receives."""
    return actor.reach([Role.INTAKE_CLERK])


def promised_to(dossier: Dossier) -> datetime | None:
    """The date of return that the slip of a dossier from `dossiers_of` told first (an instant)."""
    told = cast(Any, dossier).told_due
    return datetime.fromisoformat(told) if told else dossier.promised_at
