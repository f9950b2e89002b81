"""Who asks and what is asked for: everybody in every relation to one dossier, and that dossier in every state."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.test import Client
from django.utils import timezone

import world
from access.relations import RELATIONS, Relation
from access.sent_in import feedback_in
from caicach.accounts.models import Absence, Grant, User
from caicach.accounts.rules import Role
from caicach.agencies.models import Unit, UnitParent
from caicach.calendars.models import Schedule
from caicach.dossiers.models import Dossier, Pause
from caicach.dossiers.rules.parts import NewPart
from caicach.dossiers.rules.pasted import Listed
from caicach.dossiers.services.approve import approve
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.attach import attach
from caicach.dossiers.services.consult import consult
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.draft import draft
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.forward import forward
from caicach.dossiers.services.initial import initial
from caicach.dossiers.services.interlink import interlink
from caicach.dossiers.services.number import number
from caicach.dossiers.services.pause import pause
from caicach.dossiers.services.receive import Intake, Somebody, receive
from caicach.dossiers.services.receive_batch import receive_batch
from caicach.dossiers.services.report_loss import report_loss
from caicach.dossiers.services.report_wrong_result import report_wrong_result
from caicach.dossiers.services.request_supplement import request_supplement
from caicach.dossiers.services.return_result import return_result
from caicach.dossiers.services.send_by_post import send_by_post
from caicach.dossiers.services.sign import sign
from caicach.dossiers.services.submit import submit
from caicach.dossiers.services.submit_document import submit_document
from caicach.dossiers.services.take_fee import take_fee
from caicach.figures.models import Composed, Definition
from caicach.figures.rules.expression import written
from caicach.figures.rules.narrowed import Narrowed, Where
from caicach.journal.models import Line
from caicach.journal.services.seal import seal
from caicach.kit.acts import Act
from caicach.kit.period import local_day
from caicach.notices.models import Message
from caicach.papers.models import Document, File, Preparation
from caicach.papers.services.set_register import set_register
from caicach.procedures.models import Competence, Fee, FeeExemption, Procedure, Step

ABOVE = "SYN-ABOVE"
"""The procedure that the level above the department decides."""

NUMBER, NAME, SUMMARY = "dauvetso", "dauvetten", "dauvetviec"
IDENTITY, PHONE, STREET, MAIL = "079412345678", "0987612345", "dauvetpho", "dauvetthu"
MARKERS = (NUMBER, NAME, SUMMARY, IDENTITY, PHONE, STREET, MAIL)
"""What nobody may read anywhere who may not open the dossier; letters that no case folding or search changes."""

COMMON = "Nguyên"
"""A part of the submitter's name to search for: an answer may repeat what was searched."""

OWN = "own.cua-so"
"""A composed figure of the competent department."""
EVERYTHING, NOTHING, NOBODY = "everything", "nothing", "nobody"
"""The asker who holds every role at the top, the one signed in without a grant, and the one who has not signed in."""


@dataclass(frozen=True)
class Asker:
    """One who asks: a role held in one relation to the dossier, or one of the three above in the place of both."""

    name: str
    role: Role | None = None
    relation: Relation | None = None
    user: User | None = None
    session: str = ""


@dataclass
class Ground:
    """The world, the askers by name, the ids of dossier and feedback by state, and how many lines the journal has."""

    here: world.World
    askers: dict[str, Asker] = field(default_factory=dict)
    dossiers: dict[str, int] = field(default_factory=dict)
    feedback: dict[str, int] = field(default_factory=dict)
    batch: int = 0
    others: dict[str, int] = field(default_factory=dict)
    lines: int = 0
    message: int = 0
    """A message about a dossier that could not be sent."""


def build() -> Ground:
    """Write all of it into an empty database, and seal it, so that no page has anything to seal."""
    here = world.build()
    _more_units(here)
    _process(here)
    ground = Ground(here)
    for role in Role:
        for relation in RELATIONS:
            _enter(ground, f"{role} {relation}", role, relation)
    _enter(ground, EVERYTHING, None, None)
    _enter(ground, NOTHING, None, None)
    ground.askers[NOBODY] = Asker(NOBODY)
    for role in Role:
        _grant(ground.askers[EVERYTHING].user, role, here.units["tinh"], subtree=True)
    _dossiers(ground)
    ground.feedback = feedback_in(here, ground.askers[EVERYTHING].user, name=f"{COMMON} {NAME}", text=SUMMARY)
    ground.message = _failed_message(here)
    _composed(ground)
    seal()
    ground.lines = Line.objects.count()
    return ground


def _composed(ground: Ground) -> None:
    """A figure of the competent department, composed without code."""
    so, at = ground.here.units["so"], timezone.now()
    user = ground.askers[EVERYTHING].user
    row = Composed.objects.create(code=OWN, unit=so, composed_by=user, composed_at=at)
    Definition.objects.create(
        code=row.code, version=1, title="Hồ sơ của sở", words="Hồ sơ do sở giải quyết.", fact_schema="{}",
        expression=written(Narrowed("dossiers.received", Where(unit=(so.pk,)))), recorded_at=at,
    )  # fmt: skip


def _process(here: world.World) -> None:
    """An internal process, and another procedure whose process has a step above the department."""
    above = Procedure.objects.create(code=ABOVE, field=here.procedure.field)
    Competence.objects.create(procedure=above, unit=here.units["so"], valid_from=world.BEGINNING)
    version = copy(here.version)
    version.pk, version.procedure = None, above
    version.save(force_insert=True)
    for one, unit in ((here.version, None), (version, here.units["tinh"])):
        steps = [
            (Role.INTAKE_CLERK, None), (Role.PROCESSING_OFFICER, None), (Role.AGENCY_LEADER, unit),
            (Role.RESULT_DESK, None),
        ]  # fmt: skip
        Step.objects.bulk_create(
            Step(version=one, position=place, role=role, unit=at, hours=10, name_vi=f"Bước {place}")
            for place, (role, at) in enumerate(steps, start=1)
        )


def _more_units(here: world.World) -> None:
    """A place that helps citizens, and a unit under each unit of the dossier's route."""
    for code, parent in [("point", "tinh"), ("asked", "tinh"), ("under-centre", "centre"), ("under-phong", "phong")]:
        here.units[code] = Unit.objects.create(
            code=code, electronic_id="", kind="division", name_vi=code, name_en=code,
            schedule=Schedule.objects.get(code="office"), valid_from=world.BEGINNING, source="test",
        )  # fmt: skip
        UnitParent.objects.create(unit=here.units[code], parent=here.units[parent], valid_from=world.BEGINNING)


def _enter(ground: Ground, name: str, role: Role | None, relation: Relation | None) -> None:
    user = User.objects.create(username=name.replace(" ", "."), full_name=name)
    if role is not None and relation is not None:
        _relate(ground.here, user, role, relation)
    client = Client()
    client.force_login(user)
    ground.askers[name] = Asker(name, role, relation, user, client.cookies["sessionid"].value)


def _relate(here: world.World, user: User, role: Role, relation: Relation) -> None:
    today = local_day(timezone.now())
    if relation is Relation.STANDS_IN:
        away = here.users["officer"]
        Absence.objects.create(person=away, substitute=user, first_day=today, last_day=today + timedelta(days=3))
    for unit, subtree, first, last in {
        Relation.ASSIGNED: [("so2", False, world.BEGINNING, None)],
        Relation.STANDS_IN: [("so2", False, world.BEGINNING, None)],
        Relation.RECEIVED: [("centre", False, world.BEGINNING, None)],
        Relation.HELPED: [("point", False, world.BEGINNING, None)],
        Relation.HANDLING: [("phong", False, world.BEGINNING, None)],
        Relation.COMPETENT: [("so", False, world.BEGINNING, None)],
        Relation.COMPETENT_TREE: [("so", True, world.BEGINNING, None)],
        Relation.TOP: [("tinh", False, world.BEGINNING, None)],
        Relation.TOP_TREE: [("tinh", True, world.BEGINNING, None)],
        Relation.ASKED: [("asked", False, world.BEGINNING, None)],
        Relation.BELOW: [(unit, True, world.BEGINNING, None) for unit in ("under-centre", "under-phong")],
        Relation.BESIDE: [("phong2", True, world.BEGINNING, None)],
        Relation.STRANGER: [("so2", True, world.BEGINNING, None)],
        Relation.EXPIRED: [("tinh", True, world.BEGINNING, today - timedelta(days=1))],
        Relation.FUTURE: [("tinh", True, today + timedelta(days=2), None)],
    }[relation]:
        _grant(user, role, here.units[unit], subtree=subtree, first=first, last=last)


def _grant(
    user: User | None, role: Role, unit: Unit, *, subtree: bool, first: date = world.BEGINNING, last: date | None = None
) -> None:
    Grant.objects.create(
        user=user, role=role.value, unit=unit, subtree=subtree, valid_from=first, valid_to=last, reason="test"
    )


def _dossiers(ground: Ground) -> None:
    """The same route for each: helped at the point, received at the centre, competent the department, in a division."""
    here = ground.here
    at = (timezone.now() - timedelta(days=1)).replace(second=0, microsecond=0)
    phong, officer = here.units["phong"].pk, here.users["officer"].pk

    def act(name: str) -> Act:
        return Act(actor=here.actor(name, local_day(at)), at=at, now=timezone.now(), key=str(uuid4()))

    def running(state: str) -> int:
        dossier = receive(act("clerk"), _intake(here, state))
        forward(act("clerk"), dossier.pk, unit_id=phong)
        assign(act("head"), dossier.pk, officer_id=officer)
        ground.dossiers[state] = dossier.pk
        return dossier.pk

    submitted = submit(act("clerk"), _intake(here, "submitted"))
    # At the counter a dossier has no division yet; here it gets one, so that all relations mean the same everywhere.
    Dossier.objects.filter(pk=submitted.pk).update(handling_unit=phong, assignee=officer)
    ground.dossiers["submitted"] = submitted.pk
    running("running")
    # Passed on and assigned by hand, so that the relation to the officer holds here too.
    handed = receive(act("clerk"), _intake(here, "handed"))
    forward(act("clerk"), handed.pk, unit_id=phong)
    Dossier.objects.filter(pk=handed.pk).update(assignee=officer)
    ground.dossiers["handed"] = handed.pk
    request_supplement(act("officer"), running("waiting"), reason="thiếu")
    pause(act("officer"), running("paused"), kind="obligation", reason="chờ")
    decide(act("officer"), running("decided"), decision="granted")
    fee = Fee.objects.create(version=here.version, name_vi="Phí", name_en="Fee", amount=30_000, timing=1)
    FeeExemption.objects.create(fee=fee, name_vi="Hộ nghèo", name_en="Poor")
    running("owing")
    attach(act("clerk"), running("filed"), kind="other", secret_number="12/BC")
    take_fee(act("clerk"), running("paid"), amount=30_000, method="cash", series="01P", number="1")
    running("listed")
    ground.batch = receive_batch(act("clerk"), [_intake(here, "batch")]).pk
    Dossier.objects.filter(batch=ground.batch).update(handling_unit=phong, assignee=officer)
    _papers(ground, running, act)
    finished = running("finished")
    decide(act("officer"), finished, decision="granted")
    finish(act("officer"), finished)
    asked = here.units["asked"].pk
    part = NewPart(asked, "xác minh", 8)
    interlink(act("officer"), running("interlinked"), order="sequence", parts=[part])
    consult(act("officer"), running("consulted"), content="hỏi", due_on=local_day(at), unit_id=asked)
    posted = running("posted")
    decide(act("officer"), posted, decision="granted")
    finish(act("officer"), posted)
    ground.others["bundle_id"] = send_by_post(act("clerk"), {posted: "RB1"}, unit_id=here.units["centre"].pk).pk
    _befallen(here, act, running, at)
    # Asked or not, here all dossiers have the same partner, so that all relations mean the same everywhere.
    Dossier.objects.update(partner_units=[asked])


def _failed_message(here: world.World) -> int:
    """Sent in the name of the centre, as all messages about dossiers received there."""
    message = Message.objects.filter(unit=here.units["centre"]).earliest("pk")
    Message.objects.filter(pk=message.pk).update(state="failed", last_error="550 5.1.1")
    return message.pk


def _befallen(here: world.World, act: Callable[..., Act], running: Callable[[str], int], at: datetime) -> None:
    """What befalls a dossier beside the plain path; columns are moved back where a verb would need days to pass."""
    month = timedelta(days=30)
    unanswered, late = running("unanswered"), running("late")
    request_supplement(act("officer"), unanswered, reason="thiếu")
    Pause.objects.filter(dossier_id=unanswered).update(started_at=at - month, reminded_at=at - month / 2)
    Dossier.objects.filter(pk=unanswered).update(paused_since=at - month, accepted_at=at - 2 * month)
    Dossier.objects.filter(pk=late).update(due_at=at - month)
    for state in ("wrong", "returned"):
        number = running(state)
        decide(act("officer"), number, decision="granted")
        finish(act("officer"), number)
        if state == "wrong":
            report_wrong_result(act("officer"), number, what="sai", responsible_unit_id=here.units["phong"].pk)
        else:
            return_result(act("clerk"), number)
    report_loss(act("officer"), running("lost"), what="bản vẽ", apology="xin lỗi", remedy="xin bản sao")


def _papers(ground: Ground, running: Callable[[str], int], act: Callable[[str], Act]) -> None:
    """A dossier with its paper at each place of its way, a register of our own, and what a token was to sign."""
    way: list[tuple[str, Callable[[int], object]]] = [
        ("drafted", lambda pk: draft(
            act("officer"), pk, kind="decision", outcome="granted", title=SUMMARY, body=f"{NAME} {NUMBER}"
        )),
        ("submitted", lambda pk: submit_document(act("officer"), pk, sheet=SUMMARY)),
        ("initialled", lambda pk: initial(act("head"), pk)),
        ("approved", lambda pk: approve(act("leader"), pk)),
        ("signed", lambda pk: sign(act("leader"), pk)),
        ("numbered", lambda pk: number(act("records"), pk, number=1)),
    ]  # fmt: skip
    for place, (state, _) in enumerate(way, start=1):
        dossier = running(f"p-{state}")
        for _, step in way[:place]:
            step(dossier)
    for step in [work for _, work in way[:3]]:
        step(ground.dossiers.get("to-above") or running("to-above"))
    unit = ground.here.units["so"]
    ground.others["register_id"] = set_register(act("records"), unit=unit, kind="notice", year=2026, way="own").pk
    document = Document.objects.get(subject_id=ground.dossiers["p-approved"])
    file = File.objects.create(sha256="0" * 64, size=1, media_type="application/pdf", created_at=timezone.now())
    ground.others["preparation_id"] = Preparation.objects.create(
        document=document, role="leader", file=file, text_digest="", document_digest=b"", region_start=0, region_end=0,
        attributes=b"", certificates=[], prepared_by=ground.here.users["leader"], prepared_at=timezone.now(),
    ).pk  # fmt: skip


def _intake(here: world.World, state: str) -> Intake:
    plain, above = here.intake(), state == "to-above"
    submitter = Somebody(
        role="submitter", kind="person", name=f"{COMMON} {NAME}", identity=IDENTITY, address=f"12 {STREET}",
        phone=PHONE, email=f"{MAIL}@example.vn",
    )  # fmt: skip
    return Intake(
        procedure_id=Procedure.objects.get(code=ABOVE).pk if above else plain.procedure_id, unit_id=plain.unit_id,
        received_unit_id=plain.received_unit_id, helped_unit_id=here.units["point"].pk, channel=1,
        parties=[submitter], papers=() if above else plain.papers, summary=SUMMARY, number=f"{NUMBER}-{state}",
        listed=(Listed("Người Một"), Listed("Người Hai")) if state == "listed" else (),
    )  # fmt: skip


def typed(moment: datetime) -> str:
    """A moment as a browser types it."""
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"
