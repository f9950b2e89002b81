"""Write rows of another system's file: dossier, journal line, fact version and runs of days, many at once by COPY."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
from django.db import connection, models

from caicach.calendars.queries import work_calendar
from caicach.dossiers.models import Dossier, Fact, Import, Imported, Party, Standing
from caicach.dossiers.queries.import_ground import ImportGround
from caicach.dossiers.rules.clock import Stretch
from caicach.dossiers.rules.imported import status_of
from caicach.dossiers.rules.outcome import deadline_of
from caicach.dossiers.rules.regime import REGIMES, regime_on
from caicach.dossiers.rules.standing import Extended, standings
from caicach.dossiers.services import write
from caicach.dossiers.services.check_import import OTHER, Row
from caicach.journal.services.copy_in import copy_in
from caicach.journal.services.record import record_series
from caicach.kit.acts import Act, Change
from caicach.kit.period import instant, local
from caicach.kit.working_time import LimitUnit
from caicach.kit.working_times import WorkingTimes, tables
from caicach.procedures.models import Version

ACTION = "dossiers.import_dossier"
AHEAD = timedelta(days=800)
"""How far beyond the last acceptance a computed deadline may lie."""


class ImportWriter:
    """Writes chunk after chunk in the caller's transaction."""

    def __init__(self, act: Act, ground: ImportGround, run: Import, *, span: tuple[datetime, datetime]) -> None:
        self.act, self.ground, self.run = act, ground, run
        self.first, self.end = span[0].date() - timedelta(days=1), (span[1] + AHEAD).date()
        self._tables: dict[int, WorkingTimes] = {}

    def write(self, rows: Sequence[Row]) -> None:
        """Add the new dossiers and change the known ones."""
        dues = self._dues(rows)
        known = {
            dossier.number: dossier
            for dossier in Dossier.objects.select_for_update().filter(
                number__in=[row.number for row in rows if row.known == OTHER], kept_elsewhere=True
            )
        }
        fresh = sum(row.number not in known for row in rows)
        keys = iter(_keys(Dossier, fresh))
        told = []
        for row, due in zip(rows, dues, strict=True):
            dossier = known.get(row.number) or Dossier(pk=next(keys), number=row.number)
            self._tell(dossier, row, due)
            told.append((row, dossier))
        copy_in([dossier for row, dossier in told if row.number not in known])
        self._change([(row, dossier) for row, dossier in told if row.number in known])
        copy_in([self._kept(row, dossier) for row, dossier in told if row.number not in known])
        parties = [_party(row, dossier) for row, dossier in told if row.applicant and row.number not in known]
        copy_in(parties, without=("id",))
        record_series([self._line(row, dossier) for row, dossier in told])
        copy_in([self._fact(dossier, row) for row, dossier in told], without=("id", "tx"))
        copy_in([run for row, dossier in told for run in self._runs(dossier, row)], without=("id", "tx"))
        write.keep_numbers(dossier for row, dossier in told if row.number not in known)

    def _dues(self, rows: Sequence[Row]) -> list[datetime]:
        """The deadline of each row: as told, else counted; the counted ones of one limit all at once."""
        groups: dict[tuple[int, int, str], list[int]] = defaultdict(list)
        found: list[datetime | None] = [row.due for row in rows]
        for place, row in enumerate(rows):
            if row.due is None:
                limit = self.ground.limit(row.version_id, row.channel)
                groups[self.ground.units[row.unit].schedule_id, limit.amount, limit.unit.value].append(place)
        for (schedule, amount, unit), places in groups.items():
            if schedule not in self._tables:
                calendar = work_calendar(schedule, known_at=self.act.now)
                self._tables[schedule] = tables(calendar, self.first, self.end)
            received = np.array([rows[place].accepted for place in places], dtype="datetime64[m]")
            counted = self._tables[schedule].deadlines(received, amount, LimitUnit(unit)).tolist()
            for place, due in zip(places, counted, strict=True):
                found[place] = due
        return [due for due in found if due is not None]

    def _tell(self, dossier: Dossier, row: Row, due: datetime) -> None:
        """Let the dossier be what the row says."""
        version, unit = self.ground.versions[row.version_id], self.ground.units[row.unit]
        received_unit, limit = self.ground.units[row.received_unit], self.ground.limit(row.version_id, row.channel)
        finished, returned, paused = (value and instant(value) for value in (row.finished, row.returned, row.paused))
        dossier.number_given_elsewhere = dossier.kept_elsewhere = True
        dossier.procedure_id, dossier.rules_version_id = version.procedure_id, version.pk
        dossier.unit_id = dossier.competent_unit_id = dossier.handling_unit_id = unit.pk
        dossier.received_unit_id = dossier.helped_unit_id = received_unit.pk
        dossier.channel, dossier.apology = row.channel, row.apology
        dossier.regime = regime_on(row.accepted.date()).code
        dossier.accepted_at = instant(row.accepted)
        dossier.submitted_at = instant(row.received) if row.received else dossier.accepted_at
        dossier.limit_amount, dossier.limit_unit = limit.amount, limit.unit.value
        dossier.promised_at = dossier.due_at = instant(due)
        dossier.extended_to = instant(row.extended) if row.extended else None
        dossier.calendar_known_at, dossier.paused_since = self.act.now, paused
        dossier.finished_at, dossier.returned_at = finished, returned
        dossier.ending = row.ending if finished else 0
        dossier.status = status_of(
            ending=row.ending, finished=bool(finished), returned=bool(returned), pause=row.pause_kind if paused else ""
        ).value
        dossier.search = _search(row, version)
        dossier.version += 1
        write.settle(dossier)

    def _change(self, told: Sequence[tuple[Row, Dossier]]) -> None:
        """Update the known ones, and note for all what their rows said."""
        if told:
            names = [field.name for field in Dossier._meta.concrete_fields if not field.primary_key]
            Dossier.objects.bulk_update([dossier for _, dossier in told], names, batch_size=500)
            kept = [self._kept(row, dossier) for row, dossier in told]
            Imported.objects.bulk_update(kept, ["content", "last_import"], batch_size=500)

    def _kept(self, row: Row, dossier: Dossier) -> Imported:
        return Imported(dossier=dossier, source=self.run.source, content=row.content, last_import=self.run)

    def _line(self, row: Row, dossier: Dossier) -> tuple[Act, Change]:
        happened = max(instant(one) for one in (row.accepted, row.paused, row.finished, row.returned) if one)
        details = {
            "number": row.number,
            "row": row.place,
            "import": self.run.pk,
            "source": self.run.source,
            "status": dossier.status,
            "ending": dossier.ending,
            "due": dossier.due_at and dossier.due_at.isoformat(),
            "counted": row.due is None,
        }
        personal = {"submitter.name": row.applicant} if row.applicant else {}
        act = replace(self.act, at=min(happened, self.act.now), key="", origin="import", claimed_at=happened)
        change = Change(kind=write.KIND, subject_id=dossier.pk, action=ACTION, details=details, personal=personal)
        return act, change

    def _fact(self, dossier: Dossier, row: Row) -> Fact:
        version = self.ground.versions[row.version_id]
        return write.fact_row(
            dossier,
            deadline=_deadline(dossier),
            field_id=version.procedure.field_id,
            online_payment=version.online_payment,
            at_centre=dossier.received_unit_id in self.ground.centres,
        )

    def _runs(self, dossier: Dossier, row: Row) -> list[Standing]:
        due = local(dossier.due_at) if dossier.due_at else row.accepted
        stretches = [Stretch(row.accepted, row.paused, due)]
        if row.paused:
            stretches.append(Stretch(row.paused, None, None))
        # When an extension was decided is not told: it counts from acceptance on.
        counts = row.extended is not None and REGIMES[dossier.regime].extension_counts
        extension = Extended(row.accepted, row.extended) if row.extended and counts else None
        runs = standings(stretches, extension=extension, finished=row.finished.date() if row.finished else None)
        return [
            Standing(
                subject_id=dossier.pk,
                version=dossier.version,
                standing=int(run.stands),
                from_day=run.from_day,
                to_day=run.to_day,
            )
            for run in runs
        ]


def _deadline(dossier: Dossier) -> datetime:
    if dossier.due_at is None:
        raise ValueError("an imported dossier has a due date")
    return deadline_of(REGIMES[dossier.regime], due=dossier.due_at, extended=dossier.extended_to)


def _search(row: Row, version: Version) -> str:
    return write.folded([row.number, version.name_vi, row.applicant])


def _party(row: Row, dossier: Dossier) -> Party:
    return Party(dossier=dossier, role="submitter", kind=row.applicant_kind, name=row.applicant)


def _keys(model: type[models.Model], count: int) -> list[int]:
    """So many fresh keys of a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]
