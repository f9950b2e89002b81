"""The way of a paper from draft to release: its states and which may follow which. Pure."""

from enum import StrEnum

from caicach.kit.refusal import Refused
from caicach.kit.words import mark


class DocumentState(StrEnum):
    """Trạng thái văn bản. Approving, signing, numbering and releasing are four events (Decree 30/2020/NĐ-CP)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    INITIALLED = "initialled"
    APPROVED = "approved"
    SIGNED = "signed"
    NUMBERED = "numbered"
    RELEASED = "released"
    RETURNED = "returned"
    DISCARDED = "discarded"


S = DocumentState

STATE_LABELS: dict[str, str] = {
    S.DRAFT: mark("Dự thảo"),
    S.SUBMITTED: mark("Đã trình"),
    S.INITIALLED: mark("Đã ký nháy"),
    S.APPROVED: mark("Đã duyệt"),
    S.SIGNED: mark("Đã ký"),
    S.NUMBERED: mark("Đã cấp số"),
    S.RELEASED: mark("Đã phát hành"),
    S.RETURNED: mark("Bị trả lại"),
    S.DISCARDED: mark("Đã bỏ dự thảo"),
}

WITH_OFFICER = frozenset({S.DRAFT, S.RETURNED})
"""States in which the text may be changed."""
CLOSED = frozenset({S.RELEASED, S.DISCARDED})

FOLLOWS: dict[str, frozenset[str]] = {
    S.DRAFT: frozenset({S.SUBMITTED, S.DISCARDED}),
    S.SUBMITTED: frozenset({S.INITIALLED, S.APPROVED, S.RETURNED}),
    S.INITIALLED: frozenset({S.APPROVED, S.RETURNED}),
    S.APPROVED: frozenset({S.SIGNED, S.RETURNED}),
    S.SIGNED: frozenset({S.NUMBERED, S.RETURNED}),
    S.NUMBERED: frozenset({S.RELEASED, S.SIGNED}),
    S.RELEASED: frozenset(),
    S.RETURNED: frozenset({S.SUBMITTED, S.DISCARDED}),
    S.DISCARDED: frozenset(),
}
"""From numbered back to signed leads only a cancelled number."""


def check_follows(state: str, to: str) -> None:
    """Raise `Refused("document-state")` when the paper cannot get there from where it is."""
    if to not in FOLLOWS[state]:
        raise Refused(
            "document-state",
            mark("Văn bản đang ở bước «{state}» nên không chuyển sang «{to}» được; hãy tải lại trang."),
            values={"state": STATE_LABELS[state], "to": STATE_LABELS[to]},
            source=mark("Trình tự ban hành văn bản, Nghị định 30/2020/NĐ-CP"),
        )


class Way(StrEnum):
    """Cách ký: on paper with ink, or with a digital signature."""

    WET = "wet"
    DIGITAL = "digital"


WAY_LABELS: dict[str, str] = {Way.WET: mark("Ký tay trên giấy"), Way.DIGITAL: mark("Ký số")}


class NumberWay(StrEnum):
    """Cách cấp số: another system gives the numbers, or our own register does; never both (see `papers.Register`)."""

    GIVEN = "given"
    OWN = "own"


NUMBER_WAYS: dict[str, str] = {
    NumberWay.GIVEN: mark("Lấy số từ hệ thống quản lý văn bản"),
    NumberWay.OWN: mark("Lấy số từ sổ trong hệ thống này"),
}


class NumberState(StrEnum):
    """What became of a number of a register."""

    TAKEN = "taken"
    RESERVED = "reserved"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


NUMBER_STATES: dict[str, str] = {
    NumberState.TAKEN: mark("Đã dùng"),
    NumberState.RESERVED: mark("Giữ trước"),
    NumberState.SKIPPED: mark("Bỏ qua"),
    NumberState.CANCELLED: mark("Hủy"),
}
