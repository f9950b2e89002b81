"""Pass a dossier on to another unit (chuyển hồ sơ)."""

from caicach.agencies.queries import subtree
from caicach.dossiers.permits import may_forward
from caicach.dossiers.services.handovers import give
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.period import local_day
from caicach.kit.words import mark


def _within_reach(turn: Turn, *, unit_id: int, note: str = "") -> None:  # noqa: ARG001 (the verb's own arguments)
    """Raise `Refused("unit-not-in-route")` unless the unit is the receiving one or stands under the competent one."""
    reached = subtree(turn.dossier.competent_unit_id, on=local_day(turn.at)) | {turn.dossier.received_unit_id}
    only_when(
        unit_id in reached,
        "unit-not-in-route",
        mark("Chỉ chuyển được tới đơn vị thuộc cơ quan có thẩm quyền hoặc nơi tiếp nhận."),
        source=mark("Quy trình nội bộ giải quyết thủ tục hành chính"),
        field="unit",
    )


@verb(permit=may_forward, known=_within_reach)
def forward(turn: Turn, *, unit_id: int, note: str = "") -> None:
    """Pass the dossier on; it lies with the other unit, unassigned, until that unit gives it to an officer.

    Decree 118/2025/NĐ-CP Art. 18: at once, paper taken after 15:00 at the start of the next working day.
    """
    turn.require_accepted()
    only_when(turn.dossier.finished_at is None, "finished", mark("Hồ sơ đã kết thúc xử lý nên không chuyển tiếp được."))
    only_when(turn.dossier.handling_unit_id != unit_id, "already-there", mark("Hồ sơ đang ở đơn vị này."), field="unit")
    turn.details |= {"handling_unit": [turn.dossier.handling_unit_id, unit_id]}
    turn.say(note=note)
    give(turn, unit_id)
    turn.dossier.handling_unit_id = unit_id
    turn.dossier.assignee_id = None
