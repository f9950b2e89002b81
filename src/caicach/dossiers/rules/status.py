"""The ten national statuses of a dossier, and which may follow which."""

from enum import IntEnum

from caicach.kit.refusal import Refused
from caicach.kit.words import mark


class Status(IntEnum):
    """Trạng thái hồ sơ. Codes as exchanged with the national portal."""

    SUBMITTED = 1
    RECEIVED = 2
    NOT_ACCEPTED = 3
    IN_PROCESS = 4
    PAPERS_REQUESTED = 5
    OBLIGATION_REQUESTED = 6
    WITHDRAWN = 7
    STOPPED = 8
    PROCESSED = 9
    RETURNED = 10


LABELS: dict[int, str] = {
    Status.SUBMITTED: mark("Mới đăng ký"),
    Status.RECEIVED: mark("Được tiếp nhận"),
    Status.NOT_ACCEPTED: mark("Không được tiếp nhận"),
    Status.IN_PROCESS: mark("Đang xử lý"),
    Status.PAPERS_REQUESTED: mark("Yêu cầu bổ sung giấy tờ"),
    Status.OBLIGATION_REQUESTED: mark("Yêu cầu thực hiện nghĩa vụ tài chính"),
    Status.WITHDRAWN: mark("Công dân yêu cầu rút hồ sơ"),
    Status.STOPPED: mark("Dừng xử lý"),
    Status.PROCESSED: mark("Đã xử lý xong"),
    Status.RETURNED: mark("Đã trả kết quả"),
}

TRANSITIONS: dict[int, frozenset[int]] = {
    Status.SUBMITTED: frozenset({2, 3, 5, 7}),
    Status.RECEIVED: frozenset({4, 5, 6, 7, 8, 9}),
    Status.NOT_ACCEPTED: frozenset(),
    Status.IN_PROCESS: frozenset({4, 5, 6, 7, 8, 9}),
    Status.PAPERS_REQUESTED: frozenset({2, 4, 7, 8}),
    Status.OBLIGATION_REQUESTED: frozenset({4, 7, 8, 9}),
    Status.WITHDRAWN: frozenset(),
    Status.STOPPED: frozenset({4, 7, 8}),
    Status.PROCESSED: frozenset({10}),
    Status.RETURNED: frozenset({9}),
}
"""Which status may follow which; a step inside "in process" keeps it, a stop for a while may become one for good.

A citizen may withdraw until the decision, whatever the dossier waits for (Decree 118/2025/NĐ-CP Art. 21); a result that
the post brings back waits again.
"""

OPEN = frozenset({2, 4, 5, 6, 8})
"""Statuses in which an accepted dossier may still be pending (8 only while it is stopped for a while)."""


def check_transition(now: int, then: int) -> None:
    """Raise `Refused("transition")` when the national statuses do not allow the step."""
    if then not in TRANSITIONS[now]:
        raise Refused(
            "transition",
            mark("Hồ sơ đang ở trạng thái «{now}» nên không chuyển sang «{then}» được."),
            values={"now": LABELS[now], "then": LABELS[then]},
            source=mark("Danh mục 10 trạng thái hồ sơ dùng chung với Cổng Dịch vụ công quốc gia"),
        )
