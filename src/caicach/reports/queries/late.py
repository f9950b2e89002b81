"""The list of late dossiers of a unit and a period: how late, why, apologised for or not, who has them.

What is counted and what stands in the list are one figure, `dossiers.late`. Facts are as the seal knows them; number,
letters and names come from the records as they are now, and only to readers who may open the dossier.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from caicach.agencies.models import Unit
from caicach.calendars.queries import work_calendar
from caicach.dossiers.queries.late import Record, records_of
from caicach.facts.queries.known import values_known
from caicach.facts.register import fact_table
from caicach.figures.queries.answers import subjects, tabulate
from caicach.figures.queries.scope import Filters, Scope
from caicach.journal.models import Seal
from caicach.kit.acts import Actor
from caicach.kit.period import Period, local_day
from caicach.kit.working_time import WorkCalendar, working_days_between
from caicach.reports.queries.lines import UNNAMED, Named, names
from caicach.reports.rules.ii06 import By

LATE, RESOLVED, PENDING = "dossiers.late", "dossiers.resolved_late", "dossiers.pending_overdue"
FACTS = ("unit_id", "procedure_id", "accepted_day", "deadline_day", "finished_day", "cause", "apology", "explained")
OVERDUE = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose late dossiers of which period, as known when; `cause` narrows them to one cause (0: none on record)."""

    scope: Scope
    period: Period
    seal: Seal
    cause: int | None = None

    @property
    def filters(self) -> Filters:
        """What the figures are narrowed to."""
        return {} if self.cause is None else {"cause": self.cause}


@dataclass(frozen=True, slots=True)
class Late:
    """One late dossier. `finished` is none where it was still open when the period ended (or the seal was published).

    `days` are working days past the deadline; `apology` is 0 none, 1 in time, 2 late. `record` is none where the
    reader may not open the dossier.
    """

    id: int
    procedure: str
    procedure_vi: str
    unit: str
    unit_vi: str
    accepted: date
    deadline: date
    finished: date | None
    days: int
    cause: int
    apology: int
    explained: bool
    record: Record | None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many there are in all, ended and still open, and by cause; the list is as long as `total`."""

    total: int
    resolved: int
    pending: int
    causes: Mapping[int, int]


def counted(asked: Asked) -> Counted:
    """The figures above the list."""
    question: dict[str, Any] = {"scope": asked.scope, "period": asked.period, "seal": asked.seal}
    told = tabulate([LATE, RESOLVED, PENDING], by=None, filters=asked.filters, **question)[None]
    causes = {cause or 0: row[LATE] for cause, row in tabulate([LATE], by="cause", **question).items() if row[LATE]}
    return Counted(told[LATE], told[RESOLVED], told[PENDING], dict(sorted(causes.items())))


def listed(asked: Asked, actor: Actor, *, after: int | None = None, limit: int | None = None) -> list[Late]:
    """The dossiers in the order of their ids, the first `limit` of those beyond `after`; a fixed number of statements.

    (One more for each further schedule of opening hours among the units.)
    """
    ids = subjects(
        LATE, scope=asked.scope, period=asked.period, seal=asked.seal, filters=asked.filters, after=after, limit=limit
    )
    facts = values_known(fact_table("dossiers"), ids, FACTS, asked.seal)
    overdue = _overdue_since(asked, ids)
    units = Unit.objects.in_bulk({row[1] for row in facts})
    unit_names = {pk: Named(one.code, one.name_vi, one.name) for pk, one in units.items()}
    procedures = names(By.PROCEDURE, {row[2] for row in facts}, on=asked.period.last)
    calendars = _calendars(unit.schedule_id for unit in units.values())
    records = records_of(actor, ids)
    return [
        _late(
            row,
            asked,
            overdue.get(row[0]),
            procedures.get(row[2], Named("", UNNAMED, _(UNNAMED))),
            unit_names[row[1]],
            calendars[units[row[1]].schedule_id],
            records.get(row[0]),
        )
        for row in facts
    ]


def _late(
    row: Sequence[Any],
    asked: Asked,
    overdue: date | None,
    procedure: Named,
    unit: Named,
    calendar: WorkCalendar,
    record: Record | None,
) -> Late:
    subject, _unit_id, _procedure_id, accepted, deadline, finished, cause, apology, explained = row
    if finished is not None and finished >= asked.period.end:
        finished = None
    until = finished or min(asked.period.last, local_day(asked.seal.claimed or asked.seal.published_at))
    if finished is None and overdue is not None and deadline >= until:
        # It stood overdue at the end of the period, and has got a later deadline since.
        deadline = overdue
    return Late(
        id=subject,
        procedure=procedure.name,
        procedure_vi=procedure.name_vi,
        unit=unit.name,
        unit_vi=unit.name_vi,
        accepted=accepted,
        deadline=deadline,
        finished=finished,
        days=max(0, working_days_between(deadline, until, calendar)),
        cause=cause,
        apology=apology,
        explained=explained,
        record=record,
    )


def _overdue_since(asked: Asked, ids: Collection[int]) -> dict[int, date]:
    """The last day in time of those that stood overdue at the end of the period."""
    runs = values_known(fact_table("standing"), ids, ("standing", "from_day", "to_day"), asked.seal)
    end = asked.period.end
    return {
        subject: date.fromordinal(first.toordinal() - 1)
        for subject, standing, first, left in runs
        if standing == OVERDUE and first < end and (left is None or left >= end)
    }


def _calendars(schedules: Collection[int] | Any) -> dict[int, WorkCalendar]:
    now = timezone.now()
    return {schedule: work_calendar(schedule, known_at=now) for schedule in sorted(set(schedules))}
