"""Write the morning digests: one a person and day, with the dossiers that need them, level by level (cảnh báo hạn)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from django.db import connection, transaction

from caicach.accounts.models import User
from caicach.accounts.queries import Held, away_on, held_roles
from caicach.accounts.rules import Role
from caicach.calendars.queries import work_calendar
from caicach.dossiers.models import Escalation
from caicach.dossiers.queries.centre_news import News, centre_news
from caicach.dossiers.queries.digest import KIND as DIGEST
from caicach.dossiers.queries.stages import NearEnd, stages_due
from caicach.dossiers.queries.warned import Watched, told_levels, watched
from caicach.dossiers.rules.warnings import (
    Level,
    Warns,
    When,
    days_late,
    last_day_to_look,
    last_working_day,
    levels_reached,
    papers_until,
    warning_of,
)
from caicach.kit.acts import Act
from caicach.kit.period import local_day
from caicach.kit.working_time import WorkCalendar
from caicach.notices.queries.outbox import known_keys
from caicach.notices.rules.address import Addressee
from caicach.notices.services.put import Said, put_all
from caicach.procedures.queries import warning_settings

LOCK = 7_201_840
"""Advisory lock: one builder of digests at a time."""
MOST_ROWS = 50
"""So many rows of a section stand in a digest; the number tells of all."""
ROLES: dict[Level, Role] = {
    Level.OFFICER: Role.PROCESSING_OFFICER,
    Level.HEAD: Role.DIVISION_HEAD,
    Level.LEADER: Role.AGENCY_LEADER,
    Level.CENTRE: Role.CENTRE_HEAD,
}

Rows = list[dict[str, object]]


def warn(act: Act) -> int:
    """Write the digests of the act's day that are not written yet; returns how many.

    Only people with a grant in force whose unit works today, and who have something to read; of those who are away
    their substitutes. Each gets the digest as a
    message, where an address is known, and on the home page. A level is told of a late dossier once for a deadline;
    where nobody of that level works today, the next working day. Nothing of a digest is written twice. The number of
    statements does not depend on the number of dossiers or people.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        morning = _Morning(act.now)
        digests = [digest for digest in morning.digests() if not digest.empty]
        put_all(act, [said for digest in digests for said in digest.said(morning.today)])
        Escalation.objects.bulk_create(morning.told, ignore_conflicts=True)
    return len(digests)


@dataclass
class _Digest:
    """What one person reads this morning, by section."""

    user: User
    unit_id: int
    sections: dict[str, Rows] = field(default_factory=lambda: defaultdict(list))

    @property
    def empty(self) -> bool:
        return not any(self.sections.values())

    def said(self, today: date) -> list[Said]:
        """The digest as a message and as a notice on the home page."""
        counts = {f"{name}_count": len(rows) for name, rows in self.sections.items()}
        values: dict[str, object] = {name: rows[:MOST_ROWS] for name, rows in self.sections.items()}
        urgent = sum(len(self.sections.get(name, [])) for name in (Warns.OVERDUE, Warns.TODAY, "escalated"))
        values |= {**counts, "on_day": today.isoformat(), "urgent": urgent, "name": str(self.user)}
        return [
            Said(
                kind=DIGEST,
                subject=("user", self.user.pk),
                to=Addressee(email=self.user.email, user_id=self.user.pk),
                key=_key(self.user.pk, today, inner=inner),
                values=values,
                unit_id=self.unit_id,
                language=self.user.language or "vi",
                inner=inner,
            )
            for inner in (False, True)
        ]


def _key(user_id: int, today: date, *, inner: bool) -> str:
    return f"digest{'-inner' if inner else ''}:{user_id}:{today.isoformat()}"


class _Morning:
    """Everything that is read for the digests of a morning, and the levels told by them."""

    def __init__(self, now: datetime) -> None:
        self.now, self.today = now, local_day(now)
        self.settings = {
            procedure: When(one.days_before, one.step_percent, one.levels)
            for procedure, one in warning_settings().items()
        }
        widest = max((when.days_before for when in self.settings.values()), default=When().days_before)
        self.dossiers = watched(until=last_day_to_look(self.today, widest))
        held = held_roles(ROLES.values(), on=self.today)
        schedules = {one.schedule_id for one in held} | {one.schedule_id for one in self.dossiers}
        self.calendars = {one: work_calendar(one, known_at=now) for one in sorted(schedules)}
        self.away = away_on(self.today)
        self.held = self._at_work(held)
        self.written: dict[int, _Digest] = {}
        self.told: list[Escalation] = []

    def _at_work(self, held: Sequence[Held]) -> list[Held]:
        """The roles of people who work today and have no digest yet."""
        working = [
            one
            for one in held
            if self.calendars[one.schedule_id].is_working(self.today) and one.user.pk not in self.away
        ]
        done = known_keys(_key(one.user.pk, self.today, inner=True) for one in working)
        return [one for one in working if _key(one.user.pk, self.today, inner=True) not in done]

    def when(self, procedure_id: int) -> When:
        """The setting of a procedure, or what holds for all."""
        return self.settings.get(procedure_id) or self.settings.get(None) or When()

    def digests(self) -> Iterable[_Digest]:
        """All of them; `told` is filled on the way."""
        officers = {one.user.pk for one in self.held if one.role == Role.PROCESSING_OFFICER}
        for dossier in self.dossiers:
            officer = self._officer(dossier.assignee_id)
            if officer in officers:
                self._for_officer(dossier, officer)
        self._for_levels()
        self._for_steps(officers)
        self._for_centres()
        return self.written.values()

    def _officer(self, assignee_id: int | None) -> int:
        """Who works on what is assigned to somebody: the officer, or who stands in today; 0 for nobody."""
        return self.away.get(assignee_id or 0, assignee_id or 0)

    def _of(self, user_id: int) -> _Digest:
        if user_id not in self.written:
            held = next(one for one in self.held if one.user.pk == user_id)
            self.written[user_id] = _Digest(held.user, held.unit_id)
        return self.written[user_id]

    def _for_officer(self, dossier: Watched, officer: int) -> None:
        calendar = self.calendars[dossier.schedule_id]
        mine = self._of(officer).sections
        if dossier.asked is not None:
            until = papers_until(dossier.asked) if dossier.closes else None
            mine["papers"].append(
                _row(dossier) | {"until": until and until.isoformat(), "asked": dossier.asked.isoformat()}
            )
        elif dossier.deadline is not None:
            found = warning_of(
                today=self.today, deadline=dossier.deadline, when=self.when(dossier.procedure_id), calendar=calendar
            )
            if found is not None:
                mine[found].append(self._late_row(dossier, calendar))

    def _late_row(self, dossier: Watched, calendar: WorkCalendar) -> dict[str, object]:
        if dossier.deadline is None:
            raise ValueError("a dossier whose clock stands is not late")
        late = days_late(today=self.today, deadline=dossier.deadline, calendar=calendar)
        return _row(dossier) | {"deadline": dossier.deadline.isoformat(), "late": late}

    def _for_levels(self) -> None:
        due = [one for one in self.dossiers if one.deadline is not None and one.deadline <= self.today]
        known = told_levels(one.id for one in due)
        people = {level: _by_unit(self.held, role) for level, role in ROLES.items()}
        for dossier in due:
            for level in self._levels(dossier):
                if dossier.deadline is None or (dossier.id, int(level), dossier.deadline) in known:
                    continue
                self._tell(dossier, dossier.deadline, level, people)

    def _levels(self, dossier: Watched) -> list[Level]:
        if dossier.deadline is None:
            return []
        calendar = self.calendars[dossier.schedule_id]
        when = self.when(dossier.procedure_id)
        return levels_reached(today=self.today, deadline=dossier.deadline, when=when, calendar=calendar)

    def _tell(
        self, dossier: Watched, deadline: date, level: Level, people: Mapping[Level, Mapping[int, set[int]]]
    ) -> None:
        """Put the dossier into the digests of a level, and keep that it was told, if anybody there reads it."""
        officer = self._officer(dossier.assignee_id)
        readers = _readers(dossier, level, people, officer=officer)
        for user_id in readers:
            if level is not Level.OFFICER or user_id != officer:
                rows = self._of(user_id).sections["escalated"]
                if not any(row["id"] == dossier.id for row in rows[-len(Level) :]):
                    rows.append(self._late_row(dossier, self.calendars[dossier.schedule_id]) | {"level": int(level)})
        if readers:
            self.told.append(
                Escalation(dossier_id=dossier.id, level=int(level), deadline_day=deadline, told_on=self.today)
            )

    def _for_centres(self) -> None:
        """What happened since the last morning on which the head of the centre read, which no list of theirs shows."""
        heads = [one for one in self.held if one.role == Role.CENTRE_HEAD]
        if not heads:
            return
        since = {one.user.pk: last_working_day(self.today, self.calendars[one.schedule_id]) for one in heads}
        for news in centre_news(since=min(since.values()), before=self.today):
            for one in heads:
                if news.received_unit_id in one.units and news.on >= since[one.user.pk]:
                    self._of(one.user.pk).sections[news.section].append(_news_row(news))

    def _for_steps(self, officers: set[int]) -> None:
        least = min((when.step_percent for when in self.settings.values()), default=When().step_percent)
        for near in stages_due(self.now, share=Fraction(least, 100)):
            officer = self._officer(near.stage.officer_id)
            dossier = near.stage.dossier
            if officer not in officers or near.share * 100 < self.when(dossier.procedure_id).step_percent:
                continue
            self._of(officer).sections["steps"].append(_step_row(near))


def _readers(
    dossier: Watched, level: Level, people: Mapping[Level, Mapping[int, set[int]]], *, officer: int
) -> set[int]:
    """Who reads of a late dossier at a level; where nobody is assigned, the division head stands for the officer."""
    if level is Level.OFFICER and officer:
        here = set().union(*people[Level.OFFICER].values())
        return {officer} & here
    place = {
        Level.OFFICER: (Level.HEAD, dossier.handling_unit_id),
        Level.HEAD: (Level.HEAD, dossier.handling_unit_id),
        Level.LEADER: (Level.LEADER, dossier.competent_unit_id),
        Level.CENTRE: (Level.CENTRE, dossier.received_unit_id),
    }[level]
    return people[place[0]].get(place[1], set())


def _by_unit(held: Iterable[Held], role: Role) -> dict[int, set[int]]:
    """The people who hold the role, by each unit that it reaches."""
    found: dict[int, set[int]] = defaultdict(set)
    for one in held:
        if one.role == role:
            for unit_id in one.units:
                found[unit_id].add(one.user.pk)
    return found


def _row(dossier: Watched) -> dict[str, object]:
    return {
        "id": dossier.id,
        "number": dossier.number,
        "procedure_vi": dossier.procedure_vi,
        "procedure_en": dossier.procedure_en,
    }


def _news_row(news: News) -> dict[str, object]:
    return {
        "id": news.id,
        "number": news.number,
        "procedure_vi": news.procedure_vi,
        "procedure_en": news.procedure_en,
        "day": news.day.isoformat(),
    }


def _step_row(near: NearEnd) -> dict[str, object]:
    dossier, step = near.stage.dossier, near.stage.step
    return {
        "id": dossier.pk,
        "number": dossier.number,
        "procedure_vi": step.name_vi,
        "procedure_en": step.name_en,
        "share": int(near.share * 100),
    }
