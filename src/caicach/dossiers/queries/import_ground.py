"""What a file of another system is checked against: units, procedures, and which version an agency handled when."""

from dataclasses import dataclass
from datetime import date

from caicach.agencies.models import Kind, Unit
from caicach.dossiers.permits import may_import_for
from caicach.kit.acts import SYSTEM, Actor
from caicach.kit.working_time import Limit
from caicach.procedures.models import Competence, Procedure, Version
from caicach.procedures.queries import limit_for

LAST = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Handled:
    """An agency handled a procedure by a version from one day to another, both included."""

    procedure: str
    unit: str
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
        self.procedures = set(Procedure.objects.values_list("code", flat=True))
        found = Version.objects.select_related("procedure").prefetch_related("channel_terms")
        self.versions = {version.pk: version for version in found}
        self._limits: dict[tuple[int, int], Limit] = {}

    def handled(self) -> list[Handled]:
        """The spans in which a competence and a version are both in force; those of one pair never overlap."""
        by_procedure: dict[int, list[Version]] = {}
        for version in self.versions.values():
            by_procedure.setdefault(version.procedure_id, []).append(version)
        spans = []
        competences = Competence.objects.select_related("procedure", "unit").order_by("valid_from")
        ends: dict[tuple[str, str, int], date] = {}
        for one in competences:
            for version in by_procedure.get(one.procedure_id, []):
                key = (one.procedure.code, one.unit.code, version.pk)
                first = max(one.valid_from, version.valid_from)
                last = min(one.valid_to or LAST, version.valid_to or LAST)
                if first <= last and first > ends.get(key, date.min):
                    ends[key] = last
                    spans.append(Handled(*key[:2], first, last, version.pk))
        return spans

    def limit(self, version_id: int, channel: int) -> Limit:
        """The time limit of a version when submitted by that channel."""
        if (version_id, channel) not in self._limits:
            self._limits[version_id, channel] = limit_for(self.versions[version_id], channel)
        return self._limits[version_id, channel]
