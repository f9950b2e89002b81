"""The file in which another one-stop system tells of its dossiers: columns, words, and what may be wrong with a row."""

from dataclasses import dataclass

from caicach.dossiers.rules.outcome import Ending
from caicach.dossiers.rules.regime import OBLIGATION, STOP, SUPPLEMENT
from caicach.dossiers.rules.status import Status
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """One column: its name in code, its head in the file, what it holds, and whether each row must fill it."""

    name: str
    head: str
    meaning: str
    needed: bool = False


COLUMNS = (
    ImportColumn("number", "Số hồ sơ", mark("số của hệ thống kia, giữ nguyên"), needed=True),
    ImportColumn("procedure", "Mã thủ tục", mark("mã trong danh mục thủ tục ở đây"), needed=True),
    ImportColumn("unit", "Mã cơ quan giải quyết", mark("mã đơn vị có thẩm quyền"), needed=True),
    ImportColumn("received_unit", "Mã nơi tiếp nhận", mark("mã đơn vị tiếp nhận"), needed=True),
    ImportColumn("channel", "Kênh", mark("1 trực tiếp, 2 trực tuyến, 3 bưu chính; hoặc viết bằng chữ"), needed=True),
    ImportColumn(
        "accepted", "Tiếp nhận lúc", mark("2026-03-31 14:05 hoặc 31/03/2026 14:05, giờ Việt Nam"), needed=True
    ),
    ImportColumn("received", "Nộp lúc", mark("bỏ trống: như lúc tiếp nhận")),
    ImportColumn("due", "Hạn trả", mark("bỏ trống: tính theo thời hạn của thủ tục và lịch làm việc")),
    ImportColumn("extended", "Gia hạn đến", mark("chỉ khi đã gia hạn")),
    ImportColumn("paused", "Dừng từ", mark("chỉ khi đang dừng hoặc chờ")),
    ImportColumn("pause_kind", "Lý do dừng", mark("bổ sung, nghĩa vụ, tạm dừng; bỏ trống: bổ sung")),
    ImportColumn("finished", "Giải quyết xong lúc", mark("bỏ trống khi còn giải quyết")),
    ImportColumn(
        "ending", "Kết thúc", mark("đã giải quyết, rút, dừng, từ chối, không bổ sung; bỏ trống: đã giải quyết")
    ),
    ImportColumn("returned", "Trả kết quả lúc", mark("bỏ trống khi chưa trả")),
    ImportColumn("apology", "Xin lỗi", mark("0 không, 1 trước khi quá hạn, 2 sau khi quá hạn")),
    ImportColumn("applicant_kind", "Loại người nộp", mark("cá nhân, tổ chức, cơ quan; bỏ trống: cá nhân")),
    ImportColumn("applicant", "Người nộp", mark("không bắt buộc; được giữ ở phần xóa được")),
)
HEADS = {column.name: column.head for column in COLUMNS}
ROW_HEAD, ERROR_HEAD = "Dòng", "Lỗi"
"""The heads of the columns that a correction file has more: the row of the file, and what is wrong with it."""

MOMENTS = ("received", "accepted", "due", "extended", "paused", "finished", "returned")

CHANNEL_WORDS = {"1": 1, "2": 2, "3": 3, "truc tiep": 1, "truc tuyen": 2, "buu chinh": 3, "buu chinh cong ich": 3}
ENDING_WORDS: dict[str, int] = {
    **{str(int(one)): int(one) for one in Ending if one is not Ending.OPEN},
    "da giai quyet": Ending.PROCESSED.value,
    "rut": Ending.WITHDRAWN.value,
    "dung": Ending.STOPPED.value,
    "tu choi": Ending.REFUSED.value,
    "khong bo sung": Ending.CLOSED.value,
}
PAUSE_WORDS = {"bo sung": SUPPLEMENT, "nghia vu": OBLIGATION, "tam dung": STOP, "dung": STOP}
APPLICANT_WORDS = {"ca nhan": "person", "to chuc": "organisation", "doanh nghiep": "organisation", "co quan": "agency"}

PAUSED_STATUS = {
    SUPPLEMENT: Status.PAPERS_REQUESTED,
    OBLIGATION: Status.OBLIGATION_REQUESTED,
    STOP: Status.STOPPED,
}
ENDED_STATUS = {
    Ending.WITHDRAWN: Status.WITHDRAWN,
    Ending.STOPPED: Status.STOPPED,
    Ending.REFUSED: Status.STOPPED,
    Ending.CLOSED: Status.STOPPED,
}

WRONG: dict[str, str] = {
    "empty": mark("bỏ trống, nhưng phải có"),
    "too-long": mark("dài quá {most} ký tự"),
    "twice": mark("số hồ sơ này có ở nhiều dòng trong tệp"),
    "own": mark("số này là của một hồ sơ do hệ thống này hoặc nguồn khác quản lý"),
    "differs": mark("đã nhập trước đây với nội dung khác; muốn cập nhật thì thêm --companion"),
    "unknown-procedure": mark("không có thủ tục này trong danh mục"),
    "unknown-unit": mark("không có đơn vị này"),
    "out-of-reach": mark("đơn vị này không thuộc phạm vi được nhập của anh/chị"),
    "not-competent": mark("đơn vị không có thẩm quyền, hoặc thủ tục chưa có hiệu lực, vào ngày tiếp nhận"),
    "unknown-word": mark("không phải một trong các giá trị được dùng"),
    "bad-moment": mark("không đọc được thời điểm; dùng 2026-03-31 14:05 hoặc 31/03/2026 14:05"),
    "future": mark("nằm trong tương lai"),
    "too-early": mark("trước năm 1990; hãy xem lại năm"),
    "before-accepted": mark("trước thời điểm tiếp nhận"),
    "after-accepted": mark("sau thời điểm tiếp nhận"),
    "before-due": mark("trước hạn trả"),
    "paused-and-finished": mark("hồ sơ đã xong thì không còn dừng; hãy xóa một trong hai"),
    "not-finished": mark("có giá trị nhưng hồ sơ chưa xong; hãy ghi thời điểm giải quyết xong"),
    "before-finished": mark("trước khi giải quyết xong"),
}
"""What may be wrong with a cell, as said behind the name of its column."""

LONGEST = {"number": 60, "applicant": 200}
EARLIEST = "1990-01-01"
"""No one-stop unit kept dossiers before; and from here on Vietnam's clock has been seven hours ahead, always."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong cell: row of the file (the head is row 1), name of the column, code of `WRONG`, and what is there."""

    row: int
    column: str
    code: str
    value: str


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def status_of(*, ending: int, finished: bool, returned: bool, pause: str) -> Status:
    """The national status of what a row tells."""
    if not finished:
        return PAUSED_STATUS[pause] if pause else Status.IN_PROCESS
    if ending == Ending.PROCESSED:
        return Status.RETURNED if returned else Status.PROCESSED
    return ENDED_STATUS[Ending(ending)]


def kept_elsewhere() -> Refused:
    """The refusal of every act on a dossier that another system keeps."""
    return Refused(
        "kept-elsewhere",
        mark("Hồ sơ này do hệ thống khác quản lý, ở đây chỉ để xem; hãy xử lý trên hệ thống đó rồi nhập tệp mới."),
        source=mark("Hồ sơ nhập từ hệ thống khác"),
    )
