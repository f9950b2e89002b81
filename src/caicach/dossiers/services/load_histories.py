"""Load whole histories of dossiers (demo, import): same rules and same lines as at the desk, written in bulk."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db import transaction

from caicach.agencies.models import Unit
from caicach.calendars.queries import work_calendar
from caicach.dossiers.models import Dossier, Fact, Standing
from caicach.dossiers.queries.intake import version_for
from caicach.dossiers.services import write
from caicach.dossiers.services.digitise import live_attachments
from caicach.dossiers.services.receive import Ground, Intake, accept, open_turn
from caicach.dossiers.services.stages import advance
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import Verb
from caicach.journal.services.record import record_series
from caicach.kit.acts import Act, Actor, Change
from caicach.kit.period import Period, local_day
from caicach.kit.working_time import WorkCalendar
from caicach.procedures.models import Competence, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One verb of a history: who did it, when it happened, with which arguments."""

    verb: Verb[...]
    actor: Actor
    at: datetime
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A dossier from reception on, in the order things happened."""

    intake: Intake
    actor: Actor
    received_at: datetime
    steps: Sequence[Step]


def load_histories(histories: Iterable[History], *, now: datetime, origin: str) -> list[Dossier]:
    """Write the histories in one transaction: every rule checked, a journal line and a fact version per verb.

    The true entry time is `now`; each line also carries the entry time it claims (the business time) and its
    `origin`. Permits are not asked: who loads has answered for them. Raises `Refused` at the first history that a rule
    does not allow, with nothing written.
    """
    grounds = _Grounds(now)
    told: list[_Told] = []
    with transaction.atomic():
        for history in histories:
            told.append(_tell(history, grounds, now=now, origin=origin))
        _number(told)
        Dossier.objects.bulk_create([one.dossier for one in told], batch_size=500)
        write.write_ledger([turn for one in told for turn in one.turns])
        series: list[tuple[Act, Change]] = []
        for one in told:
            one.turns[0].details |= {"number": one.dossier.number}
            series += [(turn.act, write.change_of(turn)) for turn in one.turns]
            for fact in [*one.facts, *one.standings]:
                fact.subject_id = one.dossier.pk
        record_series(series)
        write.write_facts([fact for one in told for fact in one.facts], [run for one in told for run in one.standings])
    return [one.dossier for one in told]


class _Told:
    """A history carried out in memory: the dossier, its turns, and the facts after each of them."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.turns: list[Turn] = []
        self.facts: list[Fact] = []
        self.standings: list[Standing] = []

    def take(self, turn: Turn) -> None:
        """Keep a turn and what stands after it."""
        write.settle(self.dossier)
        advance(turn)
        self.dossier.version += 1
        self.turns.append(turn)
        self.facts.append(write.fact_of(turn))
        self.standings += write.standings_of(turn)


class _Grounds:
    """Versions, units and calendars, read once each."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.units = Unit.objects.in_bulk()
        self.competences = list(Competence.objects.values_list("procedure_id", "unit_id", "valid_from", "valid_to"))
        self.versions: dict[tuple[int, int], list[tuple[Period, Version]]] = defaultdict(list)
        self.calendars: dict[int, WorkCalendar] = {}

    def ground(self, intake: Intake, at: datetime) -> Ground:
        """What reception needs to know, as it was on the day."""
        unit = self.units[intake.unit_id]
        if unit.schedule_id not in self.calendars:
            self.calendars[unit.schedule_id] = work_calendar(unit.schedule_id, known_at=self.now)
        return Ground(
            version=self._version(intake.procedure_id, intake.unit_id, local_day(at)),
            unit=unit,
            received_unit=self.units[intake.received_unit_id],
            calendar=self.calendars[unit.schedule_id],
        )

    def _version(self, procedure_id: int, unit_id: int, day: date) -> Version:
        """The version of the day, asked for once while neither it nor the competence changes."""
        spans = self.versions[procedure_id, unit_id]
        for span, version in spans:
            if span.first <= day <= span.last:
                return version
        version = version_for(procedure_id, unit_id=unit_id, on=day)
        first, last = next(
            (first, last or date.max)
            for procedure, unit, first, last in self.competences
            if (procedure, unit) == (procedure_id, unit_id) and first <= day <= (last or date.max)
        )
        span = Period(max(first, version.valid_from), min(last, version.valid_to or date.max))
        spans.append((span, version))
        return version


def _tell(history: History, grounds: _Grounds, *, now: datetime, origin: str) -> _Told:
    """Carry a history out in memory."""

    def act(actor: Actor, at: datetime) -> Act:
        return Act(actor=actor, at=at, now=now, origin=origin, claimed_at=at)

    ground = grounds.ground(history.intake, history.received_at)
    turn = open_turn(act(history.actor, history.received_at), "receive", history.intake, ground)
    told = _Told(turn.dossier)
    accept(turn, history.intake.papers)
    told.take(turn)
    for step in history.steps:
        turn = Turn(
            act=act(step.actor, step.at),
            action=step.verb.name,
            dossier=told.dossier,
            calendar=ground.calendar,
            known_at=now,
            pauses=turn.pauses,
            extension=turn.extension,
            handover=turn.handover,
            plan=turn.plan,
            stages=turn.stages,
            account=turn.account,
            consultations=turn.consultations,
            parts=turn.parts,
            correction=turn.correction,
            loss=turn.loss,
            listed=turn.listed,
            papers=[*(turn.papers or []), *turn.new_papers],
            attachments=live_attachments(turn),
        )
        step.verb.change(turn, **step.values)
        told.take(turn)
    return told


def _number(told: Sequence[_Told]) -> None:
    """Number the dossiers that no other system numbered, by unit and day, in the order of receipt."""

    def accepted(dossier: Dossier) -> datetime:
        if dossier.accepted_at is None:
            raise ValueError("a loaded history begins with reception")
        return dossier.accepted_at

    def register(dossier: Dossier) -> tuple[int, date]:
        return dossier.unit_id, local_day(accepted(dossier))

    write.keep_numbers(one.dossier for one in told)
    unnumbered = sorted((one.dossier for one in told if one.dossier.number is None), key=accepted)
    for _, group in groupby(sorted(unnumbered, key=register), key=register):
        write.give_numbers(list(group))
    for one in told:
        one.dossier.search = write.search_text(one.dossier, one.turns[0].new_parties)
