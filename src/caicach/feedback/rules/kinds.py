"""What a feedback is about, how it came, how it stands and how it ended: the codes of record, facts and forms."""

from enum import IntEnum, StrEnum

from caicach.kit.refusal import Refused
from caicach.kit.words import mark


class Kind(IntEnum):
    """Nội dung phản ánh, kiến nghị (form II.05): about an official's conduct, about regulations, or about both."""

    CONDUCT = 1
    REGULATIONS = 2
    BOTH = 3


KINDS = {
    Kind.CONDUCT: mark("Hành vi của cán bộ, công chức"),
    Kind.REGULATIONS: mark("Quy định, thủ tục hành chính"),
    Kind.BOTH: mark("Cả hành vi và quy định"),
}

CHANNELS = {
    1: mark("Trực tiếp"),
    2: mark("Trực tuyến"),
    3: mark("Bưu chính"),
    4: mark("Điện thoại"),
    5: mark("Thư điện tử"),
}
"""The first three are the codes that dossiers have too."""


class State(StrEnum):
    """How a feedback stands: nobody has it yet, an officer has it, more was asked of the sender, or it has ended."""

    NEW = "new"
    ASSIGNED = "assigned"
    WAITING = "waiting"
    ENDED = "ended"


STATES = {
    State.NEW: mark("Chưa phân công"),
    State.ASSIGNED: mark("Đang xử lý"),
    State.WAITING: mark("Chờ người gửi bổ sung"),
    State.ENDED: mark("Đã xử lý"),
}


class Outcome(IntEnum):
    """How a feedback ended; `OPEN` while it has not."""

    OPEN = 0
    ANSWERED = 1
    REFUSED = 2
    FORWARDED = 3
    HANDED_OVER = 4


OUTCOMES = {
    Outcome.OPEN: mark("Chưa xử lý xong"),
    Outcome.ANSWERED: mark("Đã trả lời"),
    Outcome.REFUSED: mark("Đã từ chối"),
    Outcome.FORWARDED: mark("Đã chuyển cơ quan có thẩm quyền"),
    Outcome.HANDED_OVER: mark("Đã chuyển theo luật khiếu nại, tố cáo"),
}

MATTERS = {"complaint": mark("Khiếu nại"), "denunciation": mark("Tố cáo")}
"""What is not taken as feedback: the Law on Complaints 2011 and the Law on Denunciations 2018 rule it."""


def check_codes(*, kind: int, channel: int) -> None:
    """Raise `Refused("unknown-kind")` or `Refused("unknown-channel")` for codes that do not exist."""
    if kind not in KINDS:
        raise Refused("unknown-kind", mark("Hãy chọn nội dung phản ánh, kiến nghị."), field="kind")
    if channel not in CHANNELS:
        raise Refused("unknown-channel", mark("Hãy chọn hình thức gửi phản ánh, kiến nghị."), field="channel")


def required(text: str, *, field: str) -> str:
    """The text without outer blanks. Raise `Refused("empty")`, naming the field, when nothing is left."""
    if not text.strip():
        raise Refused("empty", mark("Hãy ghi nội dung; không để trống."), field=field)
    return text.strip()
