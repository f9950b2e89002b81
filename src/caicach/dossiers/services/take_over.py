"""Confirm that a dossier passed on has arrived (xác nhận đã nhận bàn giao)."""

from caicach.dossiers.permits import may_take_over
from caicach.dossiers.services.handovers import take
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark


@verb(permit=may_take_over)
def take_over(turn: Turn, *, note: str = "") -> None:
    """The receiving unit has the dossier with its papers; a note says what was amiss. The clock has run all along."""
    turn.require_accepted()
    only_when(
        turn.dossier.to_take_over,
        "nothing-to-take-over",
        mark("Hồ sơ này không có lần bàn giao nào đang chờ xác nhận."),
    )
    turn.details |= {"unit": turn.dossier.handling_unit_id}
    turn.say(note=note)
    take(turn)
