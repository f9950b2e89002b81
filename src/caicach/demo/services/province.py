"""The demo province as read once from what is loaded: who works where, what is offered on a day, and its calendar."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from random import Random

from caicach.accounts.models import User
from caicach.accounts.queries import actor_of
from caicach.accounts.rules import Role
from caicach.agencies.models import Unit
from caicach.calendars.queries import work_calendar
from caicach.demo.rules.moments import due_day
from caicach.demo.rules.quotas import WEIGHT, WEIGHTS
from caicach.demo.rules.staff import CENTRE, STAFF
from caicach.kit.acts import Actor
from caicach.kit.working_time import Limit, WorkCalendar
from caicach.procedures.models import Competence, Version
from caicach.procedures.queries import limit_for, with_parts


@dataclass(frozen=True, slots=True)
class Offer:
    """A version that a unit is competent for, from day to day, and the division that handles it."""

    version: Version
    unit_id: int
    division: str
    first: date
    last: date
    last_competent: date

    @property
    def field(self) -> str:
        """The code of the field of work."""
        return self.version.procedure.field.code

    @property
    def weight(self) -> int:
        """How often it is asked for, against the others."""
        return WEIGHTS.get(self.version.procedure.code, WEIGHT)

    def limit(self, channel: int) -> Limit:
        """The time limit by channel."""
        return limit_for(self.version, channel)


class Province:
    """What the histories need to know; nothing here is written."""

    def __init__(self, *, now: datetime, today: date) -> None:
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self.calendar: WorkCalendar = work_calendar(self.units["so-noi-vu"].schedule_id, known_at=now)
        self.centre_id = self.units[CENTRE].pk
        self._offers = _offers(self.units)
        self._people = _people(today)
        self._communes = [unit for unit in self.units.values() if unit.kind == "commune"]
        self._offered = lru_cache(maxsize=None)(self._offered_on)
        self.due_day = lru_cache(maxsize=None)(lambda day, limit: due_day(day, limit, self.calendar))

    def offers(self, unit: str, day: date) -> tuple[Offer, ...]:
        """What the unit offers on the day."""
        return self._offered(self.units[unit].pk, day)

    def _offered_on(self, unit_id: int, day: date) -> tuple[Offer, ...]:
        return tuple(offer for offer in self._offers if offer.unit_id == unit_id and offer.first <= day <= offer.last)

    def people(self, role: Role, unit: str) -> list[Actor]:
        """Who sits at the unit in the role, in the order of `STAFF`."""
        return self._people[role, unit]

    def commune(self, random: Random, day: date) -> str:
        """The name of a commune that stands on the day."""
        standing = [
            unit
            for unit in self._communes
            if unit.valid_from <= day and (unit.valid_to is None or day <= unit.valid_to)
        ]
        return random.choice(standing).name_vi


def _offers(units: dict[str, Unit]) -> tuple[Offer, ...]:
    """Every version by every competence, in the order of the catalogue."""
    codes = {unit.pk: code for code, unit in units.items()}
    competent: dict[int, list[Competence]] = defaultdict(list)
    for competence in Competence.objects.order_by("pk"):
        competent[competence.procedure_id].append(competence)
    versions = with_parts(Version.objects.select_related("procedure__field").order_by("pk"))
    return tuple(
        Offer(
            version=version,
            unit_id=competence.unit_id,
            division=_division(version, codes),
            first=max(version.valid_from, competence.valid_from),
            last=min(version.valid_to or date.max, competence.valid_to or date.max),
            last_competent=competence.valid_to or date.max,
        )
        for version in versions
        for competence in competent[version.procedure_id]
    )


def _division(version: Version, codes: dict[int, str]) -> str:
    """Where the internal process puts the processing officer."""
    return next(
        codes[step.unit_id] for step in version.steps.all() if step.role == Role.PROCESSING_OFFICER and step.unit_id
    )


def _people(today: date) -> dict[tuple[Role, str], list[Actor]]:
    ids = dict(User.objects.values_list("username", "pk"))
    people: dict[tuple[Role, str], list[Actor]] = defaultdict(list)
    for employee in STAFF:
        people[employee.role, employee.unit].append(actor_of(ids[employee.username], on=today))
    return people
