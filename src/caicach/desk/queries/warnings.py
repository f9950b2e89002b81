"""Warning settings: what holds for which procedure, and how many dossiers a setting would concern now."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from caicach.calendars.queries import work_calendar
from caicach.dossiers.queries.warned import watched
from caicach.dossiers.rules.warnings import Level, When, last_day_to_look, levels_reached, warning_of
from caicach.kit.period import local_day
from caicach.procedures.models import Version, WarningSetting
from caicach.procedures.queries import versions_on, warning_settings


@dataclass(frozen=True, slots=True)
class Held:
    """A procedure with what holds for it; `own` is empty where it has no setting of its own."""

    version: Version
    own: WarningSetting | None


def settings_now(*, now: datetime) -> tuple[WarningSetting | None, list[Held]]:
    """What holds for all, and each procedure in force, those with a setting of their own first; two statements."""
    known = warning_settings()
    rows = [Held(version, known.get(version.procedure_id)) for version in versions_on(local_day(now))]
    return known.get(None), sorted(rows, key=lambda row: (row.own is None, row.version.procedure.code))


def concerned(procedure_id: int | None, when: When, *, now: datetime) -> Mapping[str, int]:
    """How many open dossiers stand in a digest today by these numbers, and at how many each level is told.

    Of all procedures without a setting of their own where none is named. A statement, and one a working schedule.
    """
    today, own = local_day(now), set(warning_settings())
    calendars, counts = {}, Counter[str]()
    for one in watched(until=last_day_to_look(today, when.days_before)):
        mine = one.procedure_id == procedure_id if procedure_id is not None else one.procedure_id not in own
        if one.deadline is None or not mine:
            continue
        if one.schedule_id not in calendars:
            calendars[one.schedule_id] = work_calendar(one.schedule_id, known_at=now)
        calendar = calendars[one.schedule_id]
        found = warning_of(today=today, deadline=one.deadline, when=when, calendar=calendar)
        if found:
            counts[found.value] += 1
        for level in levels_reached(today=today, deadline=one.deadline, when=when, calendar=calendar):
            counts[Level(level).name.lower()] += 1
    return counts
