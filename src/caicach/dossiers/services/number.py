"""The records clerk gives the signed paper its number and day (cấp số, ngày văn bản)."""

from datetime import date

from caicach.dossiers.permits import may_number
from caicach.dossiers.rules.checks import check_not_future
from caicach.dossiers.services.draft import move_paper, paper_of
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.period import local_day
from caicach.kit.words import mark
from caicach.papers.rules.document import DocumentState, check_follows
from caicach.papers.services.give_number import give_number


@verb(permit=may_number)
def number(
    turn: Turn,
    *,
    number: int | None = None,
    symbol: str = "",
    issued_on: date | None = None,
    reserved_id: int | None = None,
) -> None:
    """Enter the paper in the register of its kind and year (Decree 30/2020/NĐ-CP Art. 15).

    `number` is the one given by the document system, where that rules; it stays empty where our register rules. The
    day is that of the act unless another one is typed; it lies not before the signature.
    """
    document = paper_of(turn)
    turn.require_open()
    check_follows(document.state, DocumentState.NUMBERED)
    check_not_future(turn.at, turn.act.now)
    day = issued_on or local_day(turn.at)
    signed = document.signed_at and local_day(document.signed_at)
    only_when(
        reserved_id is not None or signed is None or signed <= day <= local_day(turn.act.now),
        "number-day",
        mark("Ngày văn bản không được trước ngày ký và không được ở tương lai."),
        source=mark("Điều 15 Nghị định 30/2020/NĐ-CP"),
        field="issued_on",
    )
    issued = give_number(turn.act, document, day=day, number=number, symbol=symbol, reserved_id=reserved_id)
    move_paper(turn, document, DocumentState.NUMBERED.value, "number", "symbol", "issued_on")
    turn.details |= {"paper": [issued.number, document.symbol, day.isoformat()]}
