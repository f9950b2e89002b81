"""One sheet of each kind, filled in everywhere, as on a day; all names are invented."""

from datetime import date, datetime

from caicach.papers.rules import forms
from caicach.papers.rules.books import (
    Entered,
    Handed,
    HandoverList,
    Posted,
    PostList,
    ResultList,
    Settled,
    TrackingBook,
)
from caicach.papers.rules.forms import form_on
from caicach.papers.rules.sheets import Code, Head, Signer
from caicach.papers.rules.slips import (
    Apology,
    Contact,
    ControlSlip,
    Handing,
    Item,
    Judged,
    Person,
    Receipt,
    Refusal,
    ResultReceipt,
    StopNotice,
    SubjectResults,
    SupplementRequest,
    Taken,
    Wanted,
)

OLD, NEW = date(2024, 3, 4), date(2025, 10, 6)
"""A day of the forms of 2018 and one of those of 2025."""

NUMBER, CENTRE, AGENCY = "H99.02-251006-0001", "Trung tâm thử", "Sở thử"
SUBMITTER = Person(
    name="Y Bhăm Niê", identity="066000000001", address="12 Lê Duẩn", phone="0912345678", email="ybham@example.vn"
)
OWNER = Person(name="Hội Khuyến học", identity="H99-HKH", address="Thị trấn thử", phone="0987654321")
ITEMS = (
    Item(name="Đơn đề nghị", originals=1),
    Item(name="Danh sách ban vận động", originals=2, copies=3),
    Item(name="Xác nhận trụ sở", photocopies=4, note="bản điện tử"),
)
WANTED = (
    Wanted(name="Đơn đề nghị", originals=1, what="Chưa ký", ground="Danh mục đã công bố"),
    Wanted(name="Giấy tờ khác", copies=3, what="Văn bản ủy quyền", ground="Điều 138 BLDS"),
)
CONTACT = Contact(name="Lê Thị Hỏi", phone="0262 3900 900", site="dichvucong.example.vn")
RECEIVED, DUE, AGAIN = datetime(2025, 10, 6, 9, 5), datetime(2025, 11, 5, 9, 5), datetime(2025, 11, 12, 9, 5)
SIGNER = Signer(title="Giám đốc", name="Nguyễn Thị Ký")
TAKEN = Taken(
    number=NUMBER, content="Công nhận ban vận động (1.012672)", unit=AGENCY, owner=OWNER, items=ITEMS, limit="30 ngày",
    received=RECEIVED, due=DUE,
)  # fmt: skip


def head(word: str, day: date, *, number: str | None = None) -> tuple[Head, str]:
    """The head of a paper of a day, and its title."""
    form = form_on(word, day)
    assert form
    code = Code(dossier=NUMBER, procedure="1.012672", identity=SUBMITTER.identity, document=form.title)
    return (
        Head(
            agency_above="Văn phòng thử", agency=CENTRE, number=number, place="Đắk Lắk", day=day, code=code,
            form=form.note,
        ),
        form.title,
    )  # fmt: skip


def receipt(day: date, *, dossiers: tuple[Taken, ...] = (TAKEN,), a5: bool = False) -> Receipt:
    """Form 01."""
    top, title = head(forms.RECEIPT, day)
    return Receipt(
        head=top, title=title, receiver=CENTRE, submitter=SUBMITTER, channel="Trực tiếp", dossiers=dossiers,
        result_at="Quầy số 3", look_up=CONTACT, clerk="Trần Văn Nhận", a5=a5,
    )  # fmt: skip


def supplement_request(day: date) -> SupplementRequest:
    """Form 02."""
    top, title = head(forms.SUPPLEMENT_REQUEST, day, number="5/HDHS")
    return SupplementRequest(
        head=top, title=title, receiver=CENTRE, owner=SUBMITTER, number=NUMBER, content=TAKEN.content,
        stage="Thẩm định hồ sơ", count=1, items=WANTED, reason="Đơn chưa ký.", basis="Điều 19 khoản 5",
        contact=CONTACT, officer="Lê Văn Thẩm",
    )  # fmt: skip


def refusal(day: date) -> Refusal:
    """Form 03."""
    top, title = head(forms.REFUSAL, day, number="6/TCHS")
    return Refusal(
        head=top, title=title, receiver=CENTRE, owner=SUBMITTER, number=NUMBER, submitted=RECEIVED,
        content=TAKEN.content, reason="Không thuộc thẩm quyền.", contact=CONTACT, submitter=SUBMITTER.name,
        officer="Lê Văn Thẩm",
    )  # fmt: skip


def apology(day: date) -> Apology:
    """Form 04."""
    top, title = head(forms.APOLOGY, day, number="7/XL")
    return Apology(
        head=top, title=title, asks=day == NEW, subject="Về việc chậm trả kết quả", addressee=SUBMITTER.name,
        number=NUMBER, content=TAKEN.content, received=RECEIVED, due=DUE, at_fault="Phòng thử",
        reason="Phải xác minh thêm.", new_due=AGAIN, result_at="Quầy số 3", recipients=("Như trên", "Lưu: VT"),
        signer=SIGNER,
    )  # fmt: skip


def stop_notice(day: date) -> StopNotice:
    """Form 05 of 2025."""
    top, title = head(forms.STOP_NOTICE, day, number="8/TB")
    return StopNotice(
        head=top, title=title, subject="Về việc dừng giải quyết hồ sơ", addressee=SUBMITTER.name, number=NUMBER,
        content=TAKEN.content, received=RECEIVED, ground="Người nộp yêu cầu rút hồ sơ", reason="Đổi nhu cầu.",
        basis="Điều 21", contact=CONTACT, recipients=("Như trên", "Lưu: VT"), signer=SIGNER,
    )  # fmt: skip


def control_slip(day: date) -> ControlSlip:
    """Form 05 of 2018, 06 of 2025."""
    top, title = head(forms.CONTROL_SLIP, day)
    handings = (
        Handing(giver=SUBMITTER.name, receiver=CENTRE, at=RECEIVED),
        Handing(giver=CENTRE, receiver="Phòng thử", at=datetime(2025, 10, 6, 15, 40), note="Đủ giấy tờ"),
        Handing(giver="Phòng thử", receiver=CENTRE, at=datetime(2025, 11, 3, 8, 0), result="Trước hạn"),
    )
    return ControlSlip(
        head=top, title=title, number=NUMBER, content=TAKEN.content, submitter=SUBMITTER, owner=OWNER, unit=AGENCY,
        received=RECEIVED, limit="30 ngày", due=DUE, items=ITEMS, handings=handings, spare=1,
    )  # fmt: skip


def result_receipt(day: date) -> ResultReceipt:
    """The result is handed over."""
    top, title = head(forms.RESULT_RECEIPT, day)
    return ResultReceipt(
        head=top, title=title, number=NUMBER, content=TAKEN.content, unit=AGENCY, owner=OWNER, taker=SUBMITTER,
        results=("Quyết định công nhận",), returned=("Bằng khen",), given=AGAIN, giver="Trần Văn Nhận",
    )  # fmt: skip


def subject_results(day: date) -> SubjectResults:
    """Forty asked, thirty-eight granted: here four and two."""
    top, title = head(forms.SUBJECT_RESULTS, day, number="9/TB")
    rows = (
        Judged(name="H'Bia Êban", detail="Giáo viên, Xã Thử", result="Đồng ý"),
        Judged(name="Nguyễn Văn Hai", detail="Bác sĩ", result="Đồng ý"),
        Judged(name="Trần Thị Ba", detail="", result="Không đồng ý", reason="Trùng đề nghị năm trước"),
        Judged(name="Lê Bốn", detail="Kỹ sư", result="Chưa ghi"),
    )
    return SubjectResults(
        head=top, title=title, addressee=SUBMITTER.name, number=NUMBER, content=TAKEN.content,
        paper="văn bản kết quả số 12/QĐ-ST ngày 06/10/2025", rows=rows, granted=2, denied=1,
        recipients=("Như trên", "Lưu: VT"), signer=SIGNER,
    )  # fmt: skip


def tracking_book(day: date, *, rows: int = 2) -> TrackingBook:
    """Form 06 of 2018, 07 of 2025."""
    top, title = head(forms.TRACKING_BOOK, day)
    entered = tuple(
        Entered(
            number=f"H99.02-251006-{place:04d}", content=TAKEN.content, owner=OWNER.name, address=OWNER.address,
            phone=OWNER.phone, received=RECEIVED, due=DUE, returned=None if place % 2 else AGAIN,
            officer="Trần Văn Nhận", note="Quá hạn",
        )
        for place in range(1, rows + 1)
    )  # fmt: skip
    return TrackingBook(
        head=top, title=title, unit=CENTRE, first=date(2025, 10, 1), last=date(2025, 10, 31), rows=entered
    )


def handover_list(day: date) -> HandoverList:
    """From the counter to the agency."""
    top, title = head(forms.HANDOVER_LIST, day)
    row = Handed(number=NUMBER, content=TAKEN.content, owner=OWNER.name, at=RECEIVED, due=DUE, items=7, note="Gấp")
    return HandoverList(head=top, title=title, giver=CENTRE, receiver=AGENCY, day=day, rows=(row,))


def result_list(day: date) -> ResultList:
    """From the agency to the counter."""
    top, title = head(forms.RESULT_LIST, day)
    row = Settled(
        number=NUMBER, content=TAKEN.content, result="Quyết định", owner=OWNER.name, address=OWNER.address, fee=True,
        post=False,
    )  # fmt: skip
    return ResultList(head=top, title=title, giver=AGENCY, receiver=CENTRE, day=day, rows=(row,))


def post_list(day: date) -> PostList:
    """From the counter to the post."""
    top, title = head(forms.POST_LIST, day)
    row = Posted(
        number=NUMBER, content=TAKEN.content, result="Quyết định", owner=OWNER.name, address=OWNER.address,
        phone=OWNER.phone, tracking="RB123456789VN",
    )  # fmt: skip
    return PostList(head=top, title=title, number="07/2025", giver=CENTRE, day=day, receipt="PG-0099", rows=(row,))
