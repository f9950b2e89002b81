"""What a file of another system is checked against: units, procedures, and which version an agency handled when."""

from dataclasses import dataclass
from datetime import date

from caicach.agencies.models import Kind, Unit
from caicach.dossiers.permits import may_import_for
from caicach.kit.acts import SYSTEM, Actor
from caicach.kit.vietnamese import fold
from caicach.kit.working_time import Limit
from caicach.procedures.models import Competence, Procedure, Version
from caicach.procedures.queries import limit_for

LAST = date(9999, 12, 31)
CHANNELS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Handled:
    """An agency handled a procedure by a version from one day to another, both included."""

    procedure_id: int
    unit_id: int
    first: date
    last: date
    version_id: int


class ImportGround:
    """Read once: six statements whatever the size of the catalogue."""

    def __init__(self, actor: Actor) -> None:
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self.reached = {
            code for code, unit in self.units.items() if actor == SYSTEM or may_import_for(actor, unit.pk).allowed
        }
        self.centres = {unit.pk for unit in self.units.values() if unit.kind == Kind.CENTRE}
        self.procedures = dict(Procedure.objects.values_list("code", "pk"))
        found = Version.objects.select_related("procedure").prefetch_related("channel_terms")
        self.versions = {version.pk: version for version in found}

    def handled(self) -> list[Handled]:
        """The spans in which a competence and a version are both in force; those of one pair never overlap."""
        by_procedure: dict[int, list[Version]] = {}
        for version in self.versions.values():
            by_procedure.setdefault(version.procedure_id, []).append(version)
        spans = []
        ends: dict[tuple[int, int, int], date] = {}
        for one in Competence.objects.order_by("valid_from"):
            for version in by_procedure.get(one.procedure_id, []):
                key = (one.procedure_id, one.unit_id, version.pk)
                first = max(one.valid_from, version.valid_from)
                last = min(one.valid_to or LAST, version.valid_to or LAST)
                if first <= last and first > ends.get(key, date.min):
                    ends[key] = last
                    spans.append(Handled(*key[:2], first, last, version.pk))
        return spans

    def tables(self) -> dict[str, dict[str, list[object]]]:
        """All of it by table and column, as the checks and the writing ask for it."""
        units, handled, versions = list(self.units.values()), self.handled(), list(self.versions.values())
        limits = [(one.pk, channel, limit_for(one, channel)) for one in versions for channel in CHANNELS]
        return {
            "units": {
                "id": [unit.pk for unit in units],
                "code": [unit.code for unit in units],
                "reached": [unit.code in self.reached for unit in units],
                "schedule_id": [unit.schedule_id for unit in units],
                "centre": [unit.pk in self.centres for unit in units],
            },
            "procedures": {"id": list(self.procedures.values()), "code": list(self.procedures)},
            "versions": {
                "id": [one.pk for one in versions],
                "procedure_id": [one.procedure_id for one in versions],
                "field_id": [one.procedure.field_id for one in versions],
                "online_payment": [one.online_payment for one in versions],
                "name": [one.name_vi for one in versions],
                "folded": [fold(one.name_vi) for one in versions],
            },
            "limits": _limits(limits),
            "handled": {
                "procedure_id": [one.procedure_id for one in handled],
                "unit_id": [one.unit_id for one in handled],
                "first": [one.first for one in handled],
                "last": [one.last for one in handled],
                "version_id": [one.version_id for one in handled],
            },
        }


def _limits(limits: list[tuple[int, int, Limit]]) -> dict[str, list[object]]:
    return {
        "version_id": [version for version, _, _ in limits],
        "channel": [channel for _, channel, _ in limits],
        "amount": [limit.amount for _, _, limit in limits],
        "unit": [limit.unit.value for _, _, limit in limits],
    }


COLUMN_TYPES = {
    "id": "BIGINT",
    "procedure_id": "BIGINT",
    "unit_id": "BIGINT",
    "schedule_id": "BIGINT",
    "field_id": "BIGINT",
    "version_id": "BIGINT",
    "channel": "TINYINT",
    "amount": "INTEGER",
    "reached": "BOOLEAN",
    "centre": "BOOLEAN",
    "online_payment": "BOOLEAN",
    "first": "DATE",
    "last": "DATE",
}
"""Types of the columns of `ImportGround.tables`; the others are texts."""
