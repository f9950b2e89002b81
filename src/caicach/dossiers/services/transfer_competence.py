"""Let another agency answer for procedures and their open dossiers, by decision (chuyển thẩm quyền giải quyết).

A dossier keeps its number, its clock, its promised date and the unit it is counted under; the new agency acts on it.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Q

from caicach.agencies.models import Unit
from caicach.agencies.queries import subtree
from caicach.dossiers.models import CompetenceMove, Dossier
from caicach.dossiers.permits import may_transfer
from caicach.dossiers.queries.document import document_on_its_way
from caicach.dossiers.queries.transfers import Moving, Planned, competent_for, open_with, plan_transfer
from caicach.dossiers.rules import checks
from caicach.dossiers.rules.transfer import check_may_move
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import begin, locked, only_when
from caicach.dossiers.services.write import KIND, write
from caicach.journal.models import Line
from caicach.journal.queries import repeated
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change, keyed_once
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.procedures.services.move_competence import Move, move_competence

NAME = "transfer_competence"
ACTION = f"dossiers.{NAME}"
UNIT = "unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """What a decision says: from which agency to which, from which day on, which procedures (ids; none: all).

    `division_id` is where the dossiers shall lie in the new agency, the agency itself where none is chosen.
    """

    from_unit_id: int
    to_unit_id: int
    day: date
    decision_no: str
    decision_date: date
    procedures: Collection[int] = ()
    division_id: int | None = None

    @property
    def decision(self) -> str:
        """The decision as the journal names it."""
        return f"{self.decision_no.strip()}, {self.decision_date:%d/%m/%Y}"


@dataclass(frozen=True, slots=True)
class Transferred:
    """What was moved: how many procedures, the dossiers; and those that stay until they are finished or withdrawn."""

    procedures: int
    moved: tuple[int, ...]
    kept: tuple[Moving, ...]


def preview_transfer(act: Act, transfer: Transfer) -> Planned:
    """What would be moved, after the same checks; nothing is written. Raises `Refused` as `transfer_competence`."""
    _check(act, transfer)
    return plan_transfer(
        from_unit_id=transfer.from_unit_id,
        to_unit_id=transfer.to_unit_id,
        day=transfer.day,
        procedures=transfer.procedures,
    )


def transfer_competence(act: Act, transfer: Transfer) -> Transferred:
    """Move all that can move, in one transaction; the same key again answers what was moved then.

    What stays behind with its reason is moved by the same decision later. Raises `Refused`: "not-permitted",
    "same-unit", "unit-not-standing", "future", "decision-later", "no-decision", "division-elsewhere",
    "nothing-to-transfer", and what `move_competence` refuses.
    """
    with transaction.atomic():
        _check(act, transfer)
        # Whoever moves something to or from the same units waits here, in the order of their ids.
        list(Unit.objects.select_for_update().filter(pk__in=_units(transfer)).order_by("pk"))
        if repeated(act, UNIT, ACTION, subject_id=transfer.to_unit_id) is not None:
            return _as_before(act, transfer)
        write_line = keyed_once(record)
        wanted = list(open_with(transfer.from_unit_id, transfer.procedures).order_by("pk").values_list("pk", flat=True))
        procedures = transfer.procedures or set(
            competent_for(transfer.from_unit_id, transfer.day).values_list("procedure_id", flat=True)
        )
        only_when(
            bool(wanted) or _holds(transfer, procedures),
            "nothing-to-transfer",
            mark("Cơ quan này không còn thẩm quyền và hồ sơ nào thuộc các thủ tục đã chọn."),
            field="procedures",
        )
        # The line of the whole act bears its key; it stands before those of procedures and dossiers.
        write_line(act, Change(kind=UNIT, subject_id=transfer.to_unit_id, action=ACTION, details=_told(transfer)))
        moved_procedures = move_competence(
            act=act,
            record=write_line,
            move=Move(
                from_unit_id=transfer.from_unit_id,
                to_unit_id=transfer.to_unit_id,
                procedures=procedures,
                day=transfer.day,
                decision=transfer.decision,
            ),
        )
        unkeyed = replace(act, key="")
        moved = tuple(number for number in wanted if _move(unkeyed, number, transfer))
        return Transferred(moved_procedures, moved, tuple(_kept(transfer)))


def _check(act: Act, transfer: Transfer) -> None:
    day = local_day(act.now)
    only_when(
        transfer.from_unit_id != transfer.to_unit_id,
        "same-unit",
        mark("Cơ quan nhận phải khác cơ quan đang có thẩm quyền."),
        field="to_unit",
    )
    verdict = may_transfer(act.actor, transfer.from_unit_id, transfer.to_unit_id)
    if not verdict.allowed:
        raise Refused("not-permitted", verdict.reason, source=verdict.source)
    checks.check_not_future(act.at, act.now)
    only_when(
        transfer.day <= day,
        "future",
        mark("Ngày chuyển thẩm quyền nằm trong tương lai; hãy ghi vào ngày quyết định có hiệu lực."),
        field="day",
    )
    only_when(bool(transfer.decision_no.strip()), "no-decision", mark("Hãy ghi số quyết định."), field="decision_no")
    only_when(
        transfer.decision_date <= day,
        "decision-later",
        mark("Ngày của quyết định nằm trong tương lai."),
        field="decision_date",
    )
    standing = Q(valid_to=None) | Q(valid_to__gte=day)
    only_when(
        Unit.objects.filter(standing, pk=transfer.to_unit_id, valid_from__lte=transfer.day).exists(),
        "unit-not-standing",
        mark("Cơ quan nhận chưa có hoặc đã chấm dứt hoạt động vào ngày này."),
        field="to_unit",
    )
    only_when(
        transfer.division_id is None or transfer.division_id in subtree(transfer.to_unit_id, on=day),
        "division-elsewhere",
        mark("Phòng được chọn không thuộc cơ quan nhận."),
        field="division",
    )


def _units(transfer: Transfer) -> set[int]:
    return {transfer.from_unit_id, transfer.to_unit_id}


def _holds(transfer: Transfer, procedures: Collection[int]) -> bool:
    held = competent_for(transfer.from_unit_id, transfer.day)
    return held.filter(procedure_id__in=procedures).exists()


def _told(transfer: Transfer) -> dict[str, object]:
    return {
        "competent_unit": [transfer.from_unit_id, transfer.to_unit_id],
        "on": transfer.day.isoformat(),
        "document_no": transfer.decision,
    }


def _move(act: Act, dossier_id: int, transfer: Transfer) -> bool:
    """Move one dossier, locked; whether it could be moved as it is now."""
    dossier = locked(dossier_id)
    if dossier.competent_unit_id != transfer.from_unit_id or dossier.finished_at is not None:
        return False
    turn = begin(act, NAME, dossier)
    try:
        check_may_move(
            document=dossier.document,
            decided=bool(dossier.decision),
            above=turn.is_above,
            part_of_new=any(part.unit_id == transfer.to_unit_id for part in turn.parts),
        )
    except Refused:
        return False
    change_agency(turn, transfer)
    write(turn)
    return True


def change_agency(turn: Turn, transfer: Transfer) -> None:
    """The new agency answers for the dossier from now on; it lies there, unassigned.

    What still lies at the counter stays there until it is passed on. A dossier that has not been accepted has neither
    number nor clock, so its unit of acceptance becomes the new one too.
    """
    dossier, target = turn.dossier, transfer.division_id or transfer.to_unit_id
    turn.details |= _told(transfer)
    dossier.competent_unit_id = transfer.to_unit_id
    if dossier.accepted_at is None:
        dossier.unit_id = transfer.to_unit_id
    else:
        _count_move(turn, dossier, transfer)
    waits = dossier.handling_unit_id == dossier.received_unit_id and dossier.assignee_id is None
    if not waits:
        turn.details |= {"handling_unit": [dossier.handling_unit_id, target]}
        dossier.handling_unit_id = target
    if dossier.assignee_id is not None:
        turn.details |= {"assignee": [dossier.assignee_id, None]}
        dossier.assignee_id = None
    if dossier.document:
        _hand_draft_over(turn, dossier, transfer)


def _count_move(turn: Turn, dossier: Dossier, transfer: Transfer) -> None:
    """Figures know from now on who gave it away and who took it over."""
    dossier.moves += 1
    turn.added.append(
        CompetenceMove(
            dossier=dossier,
            from_unit_id=transfer.from_unit_id,
            to_unit_id=transfer.to_unit_id,
            day=transfer.day,
            decision=transfer.decision,
        )
    )


def _hand_draft_over(turn: Turn, dossier: Dossier, transfer: Transfer) -> None:
    """The draft will be a paper of the new agency, with its register and its signature."""
    draft = document_on_its_way(dossier)
    if draft is not None:
        draft.unit_id = transfer.to_unit_id
        turn.changed.append((draft, ("unit",)))


def _kept(transfer: Transfer) -> list[Moving]:
    left = plan_transfer(
        from_unit_id=transfer.from_unit_id,
        to_unit_id=transfer.to_unit_id,
        day=transfer.day,
        procedures=transfer.procedures,
    )
    return left.blocked


def _as_before(act: Act, transfer: Transfer) -> Transferred:
    """What the act with this key moved: the lines of its transaction."""
    first = Line.objects.get(key=act.key)
    theirs = Line.objects.filter(tx=first.tx)
    moved = theirs.filter(kind=KIND, action=ACTION).order_by("subject_id").values_list("subject_id", flat=True)
    return Transferred(theirs.filter(kind="procedure").count(), tuple(moved), tuple(_kept(transfer)))
