"""Receive a dossier: check its papers, number it, set its clock (tiếp nhận)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from caicach.agencies.models import Unit
from caicach.calendars.queries import work_calendar
from caicach.dossiers.models import Dossier, Paper, Party, Subject
from caicach.dossiers.permits import may_act_at_counter, may_receive_at
from caicach.dossiers.queries.intake import asked_of, limit_for, version_for
from caicach.dossiers.rules import checks
from caicach.dossiers.rules.checks import Given
from caicach.dossiers.rules.pasted import Listed
from caicach.dossiers.rules.regime import regime_on
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services import write
from caicach.dossiers.services.charge_fees import charge_fees
from caicach.dossiers.services.stages import plan_of
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import begin, done_before, locked, only_when
from caicach.journal.queries import repeated
from caicach.kit.acts import Act, Actor
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark
from caicach.kit.working_time import WorkCalendar
from caicach.procedures.models import Version

PERSONAL = ("name", "identity", "address", "phone", "email")


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A party as told at the counter: `role` submitter, owner or proxy; `kind` person, organisation or agency."""

    role: str
    kind: str
    name: str
    identity: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What is told and handed in at reception.

    `number` is given when another system numbered the dossier already; it is kept as it is. `helped_unit_id` is where
    the citizen was helped, when that is another place than the receiving unit. `listed` are the people or bodies that
    the dossier is about; without a list `subjects` says how many they are.
    """

    procedure_id: int
    unit_id: int
    received_unit_id: int
    channel: int
    parties: Sequence[Somebody]
    papers: Sequence[Given]
    summary: str = ""
    helped_unit_id: int | None = None
    number: str = ""
    subjects: int = 1
    listed: Sequence[Listed] = ()
    submitted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What reception needs to know beforehand: the version in force with its list, the units, the calendar."""

    version: Version
    unit: Unit
    received_unit: Unit
    calendar: WorkCalendar


def receive(act: Act, intake: Intake) -> Dossier:
    """Receive a dossier at the counter: one transaction with number, deadline, journal line, fact and notice.

    Raises `Refused` when a required component is missing, the procedure is not in force or the unit not competent,
    the business time lies ahead, or the actor may not receive at this unit. The same key answers the same dossier.
    """
    require_counter(act.actor, intake.received_unit_id)
    checks.check_not_future(act.at, act.now)
    try:
        with transaction.atomic():
            turn = open_turn(act, "receive", intake, ground_of(act, intake))
            turn.tell_stood_for(may_act_at_counter)
            accept(turn, intake.papers)
            return write.write(turn)
    except IntegrityError as failure:
        return _as_before(act, intake, failure)


def accept_submitted(act: Act, dossier_id: int, papers: Sequence[Given]) -> Dossier:
    """Receive a dossier that was submitted before (status 1, or 5 while papers were asked for at intake)."""
    try:
        with transaction.atomic():
            dossier = locked(dossier_id)
            if done_before(act, "receive", dossier_id):
                return dossier
            require_counter(act.actor, dossier.received_unit_id)
            turn = begin(act, "receive", dossier, resets_clock=True)
            turn.tell_stood_for(may_act_at_counter)
            accept_known(turn, papers)
            return write.write(turn)
    except IntegrityError:
        done_before(act, "receive", dossier_id)
        raise


def accept_known(turn: Turn, papers: Sequence[Given]) -> None:
    """Accept the submitted dossier of a turn: version and limit are those of the day of acceptance.

    Papers kept from the submission count, those of components that the version in force no longer asks for do not.
    """
    dossier = turn.dossier
    version = version_for(dossier.procedure_id, unit_id=dossier.unit_id, on=local_day(turn.at))
    dossier.rules_version = version
    _freeze(dossier, version)
    asked = asked_of(version)
    codes = {component.id for component in asked}
    held = [paper for paper in held_by(dossier) if paper.component_id in codes]
    fresh = not_yet(papers, held)
    checks.check_papers(asked, [*held, *fresh])
    _accept(turn, fresh)


def not_yet(papers: Sequence[Given], held: Iterable[Given]) -> list[Given]:
    """Those papers for whose component nothing was handed in before."""
    known = {paper.component_id for paper in held}
    return [paper for paper in papers if paper.component_id not in known]


def held_by(dossier: Dossier) -> list[Given]:
    """What was handed in for a stored dossier so far; one statement."""
    return [
        Given(paper.component_id, paper.originals, paper.copies, paper.electronic, paper.reused)
        for paper in dossier.papers.all()
    ]


def require_counter(actor: Actor, unit_id: int) -> None:
    """Raise `Refused("not-permitted")` when the actor may not receive at the unit."""
    verdict = may_receive_at(actor, unit_id)
    if not verdict.allowed:
        raise Refused("not-permitted", verdict.reason, source=verdict.source)


def ground_of(act: Act, intake: Intake) -> Ground:
    """Read what reception needs: four statements."""
    version = version_for(intake.procedure_id, unit_id=intake.unit_id, on=local_day(act.at))
    units = Unit.objects.in_bulk([intake.unit_id, intake.received_unit_id])
    if len(units) != len({intake.unit_id, intake.received_unit_id}):
        raise Unknown("unknown-unit", mark("Không có đơn vị này."), field="unit")
    unit = units[intake.unit_id]
    return Ground(
        version=version,
        unit=unit,
        received_unit=units[intake.received_unit_id],
        calendar=work_calendar(unit.schedule_id, known_at=act.now),
    )


def open_turn(act: Act, action: str, intake: Intake, ground: Ground) -> Turn:
    """The turn of a dossier that does not exist yet: status 1, its parties told."""
    if intake.channel not in Dossier.CHANNELS:
        raise Refused("unknown-channel", mark("Hình thức nộp không hợp lệ: 1 trực tiếp, 2 trực tuyến, 3 bưu chính."))
    only_when(
        any(party.role == "submitter" and party.name.strip() for party in intake.parties),
        "no-submitter",
        mark("Hãy ghi họ tên người nộp hoặc tên tổ chức nộp hồ sơ."),
        field="submitter_name",
    )
    dossier = Dossier(
        number=intake.number.strip() or None,
        number_given_elsewhere=bool(intake.number.strip()),
        procedure=ground.version.procedure,
        rules_version=ground.version,
        unit=ground.unit,
        competent_unit=ground.unit,
        received_unit=ground.received_unit,
        helped_unit_id=intake.helped_unit_id or intake.received_unit_id,
        handling_unit=ground.received_unit,
        channel=intake.channel,
        summary=intake.summary.strip(),
        subjects=len(intake.listed) or intake.subjects,
        submitted_at=intake.submitted_at or act.at,
    )
    turn = Turn(act=act, action=action, dossier=dossier, calendar=ground.calendar, known_at=act.now)
    for party in intake.parties:
        values = {name: getattr(party, name).strip() for name in PERSONAL}
        turn.new_parties.append(Party(dossier=dossier, role=party.role, kind=party.kind, **values))
        turn.personal |= {f"{party.role}.{name}": value for name, value in values.items() if value}
    turn.details |= {
        "procedure": ground.version.procedure.code,
        "unit": ground.unit.code,
        "received_unit": ground.received_unit.code,
        "channel": intake.channel,
    }
    _list(turn, intake.listed)
    _freeze(dossier, ground.version)
    dossier.search = write.search_text(dossier, turn.new_parties)
    return turn


def _list(turn: Turn, listed: Sequence[Listed]) -> None:
    """Keep the list; names stand beside the journal, erasable, as all that is personal."""
    if not listed:
        return
    turn.listed = [
        Subject(dossier=turn.dossier, position=place, name=one.name, detail=one.detail)
        for place, one in enumerate(listed, start=1)
    ]
    turn.added += turn.listed
    turn.details |= {"subjects": len(listed)}
    turn.personal |= {"subjects": "\n".join(f"{one.name}\t{one.detail}".strip() for one in listed)}


def _freeze(dossier: Dossier, version: Version) -> None:
    limit = limit_for(version, dossier.channel)
    dossier.limit_amount, dossier.limit_unit = limit.amount, limit.unit.value


def accept(turn: Turn, papers: Sequence[Given]) -> None:
    """Accept the dossier of a turn whose papers are complete (see `check_papers`): the clock starts."""
    checks.check_papers(asked_of(turn.dossier.rules_version), papers)
    _accept(turn, papers)


def _accept(turn: Turn, papers: Sequence[Given]) -> None:
    dossier = turn.dossier
    checks.check_order(turn.at, dossier.submitted_at, what=mark("thời điểm nộp"))
    turn.move_to(Status.RECEIVED)
    turn.plan = plan_of(dossier.rules_version)
    dossier.accepted_at = turn.at
    dossier.accepted_by_id = turn.act.actor.user_id
    dossier.regime = regime_on(local_day(turn.at)).code
    dossier.promised_at = None
    turn.set_due()
    dossier.promised_at = dossier.due_at
    keep_papers(turn, papers)
    charge_fees(turn)
    turn.details |= {
        "limit": [dossier.limit_amount, dossier.limit_unit],
        "regime": dossier.regime,
        "number": dossier.number,
    }
    turn.notice = "dossiers.received"


def keep_papers(turn: Turn, papers: Sequence[Given]) -> None:
    """Keep what was handed in, one row per component."""
    turn.new_papers += [
        Paper(
            dossier=turn.dossier,
            component_id=paper.component_id,
            originals=paper.originals,
            copies=paper.copies,
            electronic=paper.electronic,
            reused=paper.reused,
        )
        for paper in papers
        if paper.anything
    ]
    turn.details |= {"papers": len(turn.new_papers)}


def _as_before(act: Act, intake: Intake, failure: IntegrityError) -> Dossier:
    """The dossier that an earlier act with the same key received; else say which number was taken, or fail."""
    earlier = repeated(act, write.KIND, "dossiers.receive")
    if earlier is not None:
        return Dossier.objects.get(pk=earlier)
    number = intake.number.strip()
    if number and Dossier.objects.filter(number=number).exists():
        raise Refused(
            "number-taken",
            mark("Mã hồ sơ {number} đã có trong hệ thống; hãy mở hồ sơ đó thay vì tiếp nhận lại."),
            values={"number": number},
            source=mark("Điều 28 Nghị định 118/2025/NĐ-CP"),
            field="number",
        ) from failure
    raise failure
