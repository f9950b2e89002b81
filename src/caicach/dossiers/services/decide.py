"""Decide on a dossier: grant or deny (quyết định giải quyết)."""

from caicach.dossiers.permits import may_process
from caicach.dossiers.rules.checks import check_reason
from caicach.dossiers.rules.status import Status
from caicach.dossiers.services.turn import Turn
from caicach.dossiers.services.verb import only_when, verb
from caicach.kit.words import mark

DECISIONS = ("granted", "denied")


def _agency_decides(turn: Turn, *, decision: str, reason: str = "") -> None:  # noqa: ARG001
    """Raise `Refused("signed-above")` where the level above decides; of old records some went there without a paper."""
    only_when(
        turn.higher is None or turn.is_above,
        "signed-above",
        mark("Thủ tục này do cấp trên quyết định: hãy soạn dự thảo, trình ký rồi dùng «Trình cấp trên»."),
        source=mark("Quy trình nội bộ giải quyết thủ tục hành chính"),
    )


@verb(permit=may_process, known=_agency_decides)
def decide(turn: Turn, *, decision: str, reason: str = "") -> None:
    """Record the decision, `granted` or `denied` (then with its reason); the processing ends by `finish`.

    Decree 118/2025/NĐ-CP Art. 19(3): not eligible is answered inside the time limit, with the reason.
    """
    turn.require_accepted()
    turn.require_no_parts()
    only_when(
        turn.dossier.document in ("", "approved"),
        "document-on-its-way",
        mark("Hồ sơ đang có văn bản trình ký; quyết định được ghi khi lãnh đạo duyệt văn bản."),
    )
    only_when(
        decision in DECISIONS,
        "unknown-decision",
        mark("Hãy chọn đồng ý hoặc không đồng ý giải quyết."),
        field="decision",
    )
    only_when(
        turn.dossier.finished_at is None and not turn.waits,
        "clock-not-running",
        mark("Chỉ quyết định được khi hồ sơ đang xử lý, không chờ bổ sung hay nghĩa vụ tài chính."),
    )
    if decision == "denied":
        check_reason(reason)
    if turn.dossier.status != Status.IN_PROCESS:
        turn.move_to(Status.IN_PROCESS)
    turn.dossier.decision, turn.dossier.decided_at = decision, turn.at
    turn.details |= {"decision": decision}
    turn.say(reason=reason)
