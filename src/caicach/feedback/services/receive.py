"""Receive a feedback: number it, set its terms (tiếp nhận phản ánh, kiến nghị)."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from caicach.accounts.models import User
from caicach.agencies.models import Unit
from caicach.calendars.queries import work_calendar
from caicach.dossiers.models import Dossier
from caicach.dossiers.rules.checks import check_not_future
from caicach.feedback.models import Feedback, Sender
from caicach.feedback.permits import may_receive_at
from caicach.feedback.queries.terms import terms_for
from caicach.feedback.rules.kinds import check_codes, required
from caicach.feedback.services.turn import Turn
from caicach.feedback.services.write import KIND, write
from caicach.journal.queries import repeated
from caicach.kit.acts import Act
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark
from caicach.procedures.models import Field, Procedure

ACTION = "feedback.receive"
SENDER = ("name", "address", "phone", "email")


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What is told at reception: `unit_id` is the agency that will answer, `unnamed` that the sender asks to stay so.

    With a procedure the field is the procedure's. `about_unit_id` and `about_user_id`: whom it is about.
    """

    received_unit_id: int
    unit_id: int
    channel: int
    kind: int
    text: str
    field_id: int | None = None
    procedure_id: int | None = None
    dossier_id: int | None = None
    about_unit_id: int | None = None
    about_user_id: int | None = None
    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    unnamed: bool = False


def receive(act: Act, intake: Intake) -> Feedback:
    """Receive it in one transaction with number, terms, journal line and fact; the same key answers the same feedback.

    Raises `Refused` when the actor may not receive at the unit, a code or the text is missing, nobody is named and
    nobody asked to stay unnamed, or no terms are known for the day.
    """
    verdict = may_receive_at(act.actor, intake.received_unit_id)
    if not verdict.allowed:
        raise Refused("not-permitted", verdict.reason, source=verdict.source)
    check_not_future(act.at, act.now)
    check_codes(kind=intake.kind, channel=intake.channel)
    text = required(intake.text, field="text")
    if not (intake.name.strip() or intake.unnamed):
        raise Refused(
            "no-sender", mark("Hãy ghi họ tên người gửi, hoặc đánh dấu người gửi đề nghị giấu tên."), field="name"
        )
    try:
        with transaction.atomic():
            return _before(act) or write(_turn(act, intake, text))
    except IntegrityError:
        earlier = _before(act)
        if earlier is None:
            raise
        return earlier


def _before(act: Act) -> Feedback | None:
    earlier = repeated(act, KIND, ACTION)
    return None if earlier is None else Feedback.objects.get(pk=earlier)


def _turn(act: Act, intake: Intake, text: str) -> Turn:
    units = Unit.objects.in_bulk([intake.received_unit_id, intake.unit_id])
    if len(units) != len({intake.received_unit_id, intake.unit_id}):
        raise Unknown("unknown-unit", mark("Không có đơn vị này."), field="unit")
    unit = units[intake.unit_id]
    _known(intake)
    feedback = Feedback(
        received_unit=units[intake.received_unit_id],
        unit=unit,
        handling_unit=unit,
        kind=intake.kind,
        channel=intake.channel,
        field_id=field_of(intake.field_id, intake.procedure_id),
        procedure_id=intake.procedure_id,
        dossier_id=intake.dossier_id,
        about_unit_id=intake.about_unit_id,
        about_user_id=intake.about_user_id,
        unnamed=intake.unnamed,
        text=text,
        received_at=act.at,
        calendar_known_at=act.now,
    )
    turn = Turn(
        act=act,
        action="receive",
        feedback=feedback,
        calendar=work_calendar(unit.schedule_id, known_at=act.now),
        terms=terms_for(local_day(act.at)),
    )
    values = {name: str(getattr(intake, name)).strip() for name in SENDER}
    if any(values.values()):
        turn.sender = Sender(**values)
    # A dossier or an official leads to people, so they too stand beside the journal, where they can be erased.
    told = {**{f"sender.{name}": value for name, value in values.items()}, "text": text}
    told |= {name: str(getattr(intake, name) or "") for name in ("dossier_id", "about_user_id")}
    turn.personal |= {name: value for name, value in told.items() if value}
    turn.details |= {
        "received_unit": feedback.received_unit.code,
        "unit": unit.code,
        "kind": intake.kind,
        "channel": intake.channel,
        "field": feedback.field_id,
        "procedure": intake.procedure_id,
        "about_unit": intake.about_unit_id,
        "unnamed": intake.unnamed,
    }
    turn.count()
    return turn


def _known(intake: Intake) -> None:
    """Raise `Unknown` for a dossier, a unit or a person that does not exist."""
    for model, pk, name in (
        (Dossier, intake.dossier_id, "dossier"),
        (Unit, intake.about_unit_id, "about_unit"),
        (User, intake.about_user_id, "about_user"),
    ):
        if pk is not None and not model._default_manager.filter(pk=pk).exists():
            raise Unknown("unknown", mark("Không tìm thấy mục đã chọn; hãy chọn lại."), field=name)


def field_of(field_id: int | None, procedure_id: int | None) -> int:
    """The field of work: the procedure's when one is named. Raises `Unknown("unknown-field")`."""
    if procedure_id is not None:
        field_id = Procedure.objects.filter(pk=procedure_id).values_list("field_id", flat=True).first()
    if field_id is None or not Field.objects.filter(pk=field_id).exists():
        raise Unknown("unknown-field", mark("Hãy chọn lĩnh vực, hoặc thủ tục có trong danh mục."), field="field")
    return field_id
