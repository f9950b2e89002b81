"""At which step of the common process a dossier is: who has to do something next (Decree 118/2025/NĐ-CP Art. 17–22)."""

from enum import StrEnum

from caicach.dossiers.rules.status import Status
from caicach.kit.words import mark


class ProcessStep(StrEnum):
    """Bước xử lý: the work list in which a dossier stands."""

    RECEIVE = "receive"
    FORWARD = "forward"
    ASSIGN = "assign"
    EXAMINE = "examine"
    SIGN = "sign"
    NUMBER = "number"
    RETURN = "return"
    DONE = "done"


STEP_LABELS: dict[str, str] = {
    ProcessStep.RECEIVE: mark("Tiếp nhận"),
    ProcessStep.FORWARD: mark("Chuyển xử lý"),
    ProcessStep.ASSIGN: mark("Phân công"),
    ProcessStep.EXAMINE: mark("Thẩm định"),
    ProcessStep.SIGN: mark("Trình ký"),
    ProcessStep.NUMBER: mark("Vào sổ, phát hành"),
    ProcessStep.RETURN: mark("Trả kết quả"),
    ProcessStep.DONE: mark("Kết thúc"),
}

TO_SIGN = frozenset({"submitted", "initialled", "approved"})
"""States of the result (`papers.rules.document`) in which a head or a leader has it; returned, it is examined again."""
TO_NUMBER = frozenset({"signed", "numbered"})
"""States of the result in which the records clerk has it."""


def step_of(
    *, status: int, accepted: bool, finished: bool, assigned: bool, at_counter: bool, document: str
) -> ProcessStep:
    """The step by what is on record; `document` is the state of the result (empty while there is none)."""
    if status == Status.PROCESSED:
        return ProcessStep.RETURN
    if finished or status in (Status.NOT_ACCEPTED, Status.WITHDRAWN, Status.RETURNED):
        return ProcessStep.DONE
    if not accepted:
        return ProcessStep.RECEIVE
    if document in TO_SIGN:
        return ProcessStep.SIGN
    if document in TO_NUMBER:
        return ProcessStep.NUMBER
    if assigned:
        return ProcessStep.EXAMINE
    return ProcessStep.FORWARD if at_counter else ProcessStep.ASSIGN
