"""The official forms as data: which one holds on a day, under which number and title, and how sure that is.

Circular 01/2018/TT-VPCP (annex, in force 6 January 2019) and Circular 03/2025/TT-VPCP (annex I, in force 15 September
2025). A paper follows the forms of the day of the act that it tells, whatever day it is printed.
"""

from dataclasses import dataclass
from datetime import date

from caicach.kit.words import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of one circular: `valid_from` to `valid_to`, both included (None: until now).

    `number` is empty for papers that are common but no numbered form. `status` says for the number and the title
    whether they are "sure" or from "memory" (an official has to confirm them). `title` is a marked text: papers print
    it in Vietnamese, pages translate it.
    """

    word: str
    number: str
    title: str
    circular: str
    valid_from: date
    valid_to: date | None
    status: str

    @property
    def note(self) -> str:
        """How the paper names its form; empty for a paper that is no form."""
        return f"Mẫu số {self.number} ban hành kèm theo {self.circular}" if self.number else ""


RECEIPT = "receipt"
SUPPLEMENT_REQUEST = "supplement_request"
REFUSAL = "refusal"
APOLOGY = "apology"
STOP_NOTICE = "stop_notice"
CONTROL_SLIP = "control_slip"
TRACKING_BOOK = "tracking_book"
RESULT_RECEIPT = "result_receipt"
RESULT_LIST = "result_list"
HANDOVER_LIST = "handover_list"
SUBJECT_RESULTS = "subject_results"
POST_LIST = "post_list"

CIRCULAR_2018 = ("Thông tư 01/2018/TT-VPCP", date(2019, 1, 6), date(2025, 9, 14))
CIRCULAR_2025 = ("Thông tư 03/2025/TT-VPCP (Phụ lục I)", date(2025, 9, 15), None)
NO_CIRCULAR = ("", date(2019, 1, 6), None)


def _form(word: str, number: str, title: str, circular: tuple[str, date, date | None], status: str) -> Form:
    name, first, last = circular
    return Form(word=word, number=number, title=title, circular=name, valid_from=first, valid_to=last, status=status)


FORMS = (
    _form(RECEIPT, "01", mark("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"), CIRCULAR_2018, "memory"),
    _form(SUPPLEMENT_REQUEST, "02", mark("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"), CIRCULAR_2018, "sure"),
    _form(REFUSAL, "03", mark("Phiếu từ chối tiếp nhận giải quyết hồ sơ"), CIRCULAR_2018, "memory"),
    _form(APOLOGY, "04", mark("Phiếu xin lỗi và hẹn lại ngày trả kết quả"), CIRCULAR_2018, "memory"),
    _form(CONTROL_SLIP, "05", mark("Phiếu kiểm soát quá trình giải quyết hồ sơ"), CIRCULAR_2018, "memory"),
    _form(TRACKING_BOOK, "06", mark("Sổ theo dõi hồ sơ"), CIRCULAR_2018, "memory"),
    _form(RECEIPT, "01", mark("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"), CIRCULAR_2025, "sure"),
    _form(SUPPLEMENT_REQUEST, "02", mark("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"), CIRCULAR_2025, "sure"),
    _form(REFUSAL, "03", mark("Phiếu từ chối tiếp nhận giải quyết hồ sơ"), CIRCULAR_2025, "sure"),
    _form(APOLOGY, "04", mark("Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"), CIRCULAR_2025, "sure"),
    _form(STOP_NOTICE, "05", mark("Thông báo dừng giải quyết hồ sơ"), CIRCULAR_2025, "sure"),
    _form(CONTROL_SLIP, "06", mark("Phiếu kiểm soát quá trình giải quyết hồ sơ"), CIRCULAR_2025, "sure"),
    _form(TRACKING_BOOK, "07", mark("Sổ theo dõi hồ sơ"), CIRCULAR_2025, "sure"),
    _form(RESULT_RECEIPT, "", mark("Phiếu giao nhận kết quả"), NO_CIRCULAR, "memory"),
    _form(RESULT_LIST, "", mark("Danh sách bàn giao kết quả giải quyết hồ sơ"), NO_CIRCULAR, "memory"),
    _form(HANDOVER_LIST, "", mark("Danh sách bàn giao hồ sơ"), NO_CIRCULAR, "memory"),
    _form(SUBJECT_RESULTS, "", mark("Thông báo kết quả từng trường hợp"), NO_CIRCULAR, "memory"),
    _form(POST_LIST, "", mark("Danh sách bàn giao kết quả qua dịch vụ bưu chính công ích"), NO_CIRCULAR, "memory"),
)


def form_on(word: str, day: date) -> Form | None:
    """The form in force on a day; on a day before the first circular that one; None where there is no such form yet."""
    day = max(day, CIRCULAR_2018[1])
    return next(
        (one for one in FORMS if one.word == word and one.valid_from <= day and day <= (one.valid_to or day)), None
    )
