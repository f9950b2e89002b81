"""How far the worker is with a file of another system, and what may still be done with it."""

from enum import StrEnum

from caicach.kit.words import mark


class ImportState(StrEnum):
    """Tình trạng của việc nhập. From the upload to the writing; a job that ended stays as it is."""

    UPLOADED = "uploaded"
    CHECKING = "checking"
    CHECKED = "checked"
    CONFIRMED = "confirmed"
    WRITING = "writing"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


LABELS: dict[str, str] = {
    ImportState.UPLOADED: mark("Chờ kiểm tra"),
    ImportState.CHECKING: mark("Đang kiểm tra"),
    ImportState.CHECKED: mark("Đã kiểm tra, chưa ghi"),
    ImportState.CONFIRMED: mark("Chờ ghi"),
    ImportState.WRITING: mark("Đang ghi"),
    ImportState.DONE: mark("Đã xong"),
    ImportState.FAILED: mark("Không làm được"),
    ImportState.CANCELLED: mark("Đã hủy"),
}

WORKING = frozenset({ImportState.UPLOADED, ImportState.CHECKING, ImportState.CONFIRMED, ImportState.WRITING})
"""States in which the worker has it or will have it: whoever looks at the page waits."""
LIVE = WORKING | {ImportState.CHECKED}
"""States of a job that has not ended; the same file again leads to it."""
CANCELLABLE = frozenset({ImportState.UPLOADED, ImportState.CHECKING, ImportState.CHECKED, ImportState.CONFIRMED})
"""States before anything is written."""
CHECKS = {ImportState.UPLOADED, ImportState.CHECKING}
WRITES = {ImportState.CONFIRMED, ImportState.WRITING}
"""States in which the worker checks, and in which it writes; the second of each is that of a worker that was killed."""
