"""What each role works through on its home page; every pile and count is a tab of the list of dossiers."""

from dataclasses import dataclass

from caicach.accounts.rules import Role
from caicach.kit.words import mark


@dataclass(frozen=True, slots=True)
class Pile:
    """A pile to show: the place in the dossier's route, the tab, its title, and what is said when nothing waits."""

    place: str
    tab: str
    title: str
    nothing: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What one role works through: the tabs whose counts it needs, its piles, and by what its load is spread."""

    role: Role
    place: str
    title: str
    tabs: tuple[str, ...]
    piles: tuple[Pile, ...]
    spread: str = ""


_RESULT = Pile("counter", "return", mark("Kết quả chờ trả"), mark("Không có kết quả nào đang chờ trả."))
_NOT_TAKEN = mark("Mọi hồ sơ đã chuyển đều được xác nhận bàn giao.")

DESKS = (
    Desk(
        Role.INTAKE_CLERK, "counter", mark("Bộ phận một cửa"),
        ("receive", "received", "forward", "handover", "today", "overdue", "papers", "return"),
        (
            Pile("counter", "receive", mark("Hồ sơ nộp, chờ tiếp nhận"), mark("Không có hồ sơ nào chờ tiếp nhận.")),
            Pile("counter", "received", mark("Tiếp nhận hôm nay"), mark("Hôm nay chưa tiếp nhận hồ sơ nào.")),
            _RESULT,
        ),
    ),
    Desk(
        Role.CENTRE_HEAD, "counter", mark("Điều hành bộ phận một cửa"),
        ("receive", "received", "forward", "handover", "overdue", "papers", "return"),
        (Pile("counter", "handover", mark("Đã chuyển, cơ quan chưa xác nhận nhận"), _NOT_TAKEN), _RESULT),
        spread="competent_unit",
    ),
    Desk(Role.RESULT_DESK, "counter", mark("Trả kết quả"), ("return", "fee"), (_RESULT,)),
    Desk(
        Role.PROCESSING_OFFICER, "mine", mark("Hồ sơ tôi thụ lý"),
        ("examine", "today", "overdue", "soon", "papers", "consult", "partners"),
        (
            Pile("mine", "examine", mark("Đang xử lý, theo hạn trả"), mark("Anh/chị không có hồ sơ nào đang xử lý.")),
            Pile("mine", "papers", mark("Đang chờ bổ sung"), mark("Không có hồ sơ nào đang chờ bổ sung.")),
        ),
    ),
    Desk(
        Role.DIVISION_HEAD, "desk", mark("Phòng của tôi"),
        ("handover", "assign", "examine", "sign", "today", "overdue", "soon", "papers"),
        (
            Pile("desk", "assign", mark("Chờ phân công"), mark("Mọi hồ sơ của phòng đã được phân công.")),
            Pile("desk", "sign", mark("Chờ xem xét, ký nháy"), mark("Không có dự thảo nào chờ xem xét, ký nháy.")),
            Pile("desk", "overdue", mark("Quá hạn"), mark("Phòng không có hồ sơ quá hạn.")),
        ),
        spread="assignee",
    ),
    Desk(
        Role.AGENCY_LEADER, "agency", mark("Cơ quan của tôi"),
        ("sign", "assign", "examine", "today", "overdue", "no_apology", "soon", "papers"),
        (
            Pile("agency", "sign", mark("Chờ ký"), mark("Không có kết quả nào chờ ký.")),
            Pile("agency", "no_apology", mark("Quá hạn, cần xin lỗi"), mark("Hồ sơ quá hạn đều đã có thư xin lỗi.")),
            Pile("agency", "overdue", mark("Quá hạn"), mark("Cơ quan không có hồ sơ quá hạn.")),
        ),
        spread="handling_unit",
    ),
    Desk(
        Role.RECORDS_CLERK, "agency", mark("Văn thư"), ("number", "sign"),
        (
            Pile(
                "agency", "number", mark("Đã ký, chờ vào sổ và phát hành"),
                mark("Không có văn bản nào chờ vào sổ, phát hành."),
            ),
        ),
    ),
)  # fmt: skip
