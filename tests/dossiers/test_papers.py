"""The papers of a dossier: which ones it has, what they tell, and that an old one is printed as it was."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

import pdfs
import world
from caicach.accounts.models import Grant, Post, User
from caicach.accounts.rules import Role
from caicach.dossiers.models import Dossier
from caicach.dossiers.rules.missing import Missing
from caicach.dossiers.rules.parts import NewPart
from caicach.dossiers.rules.pasted import Listed
from caicach.dossiers.services.apologise import apologise
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.close_unanswered import close_unanswered
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.extend import extend
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.finish_part import finish_part
from caicach.dossiers.services.forward import forward
from caicach.dossiers.services.interlink import interlink
from caicach.dossiers.services.judge_subjects import judge_subjects
from caicach.dossiers.services.receive import Somebody, receive
from caicach.dossiers.services.refuse import refuse
from caicach.dossiers.services.remind import remind
from caicach.dossiers.services.request_supplement import request_supplement
from caicach.dossiers.services.return_result import return_result
from caicach.dossiers.services.stop import stop
from caicach.dossiers.services.submit import submit
from caicach.dossiers.services.supplement import supplement
from caicach.dossiers.services.take_part import take_part
from caicach.dossiers.services.withdraw import withdraw
from caicach.dossiers.views.papers import PAPERS
from caicach.journal.models import Personal
from papers.test_files import written

OLD, NEW = "2024-03-04T09:00", "2025-10-06T09:00"


@pytest.fixture
def desk(here: world.World, client: Client) -> Client:
    """The clerk of the counter."""
    client.force_login(here.users["clerk"])
    return client


def open_at(here: world.World, at: str) -> Dossier:
    """Received, passed on and given to the officer, the owner being somebody else."""
    plain = here.intake()
    parties = [
        Somebody(
            role="submitter", kind="person", name="Y Bhăm Niê", identity="066000000001", address="12 Lê Duẩn",
            phone="0912345678", email="a@example.vn",
        ),
        Somebody(role="owner", kind="organisation", name="Hội Khuyến học", identity="H99-HKH"),
    ]  # fmt: skip
    values = {name: getattr(plain, name) for name in plain.__dataclass_fields__} | {"parties": parties}
    found = receive(here.act("clerk", at), type(plain)(**values))
    forward(here.act("clerk", at[:-5] + "10:00"), found.pk, unit_id=here.units["phong"].pk, note="Đủ giấy tờ")
    return assign(here.act("head", at[:-5] + "10:30"), found.pk, officer_id=here.users["officer"].pk)


def address(dossier: Dossier, word: str, ending: str = "pdf") -> str:
    """Where the paper is."""
    return f"/dossiers/{dossier.pk}/papers/{word}.{ending}"


def printed(desk: Client, dossier: Dossier, word: str, **asked: Any) -> str:
    """What stands on the paper."""
    answer = desk.get(address(dossier, word), asked)
    assert answer.status_code == 200, word
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert pdfs.families(answer.content) == {"LibertinusSerif"}
    return pdfs.text(answer.content)


def lacking(told: str, *wanted: str) -> list[str]:
    """What is not there."""
    return [text for text in wanted if text not in told]


@pytest.mark.parametrize(("at", "circular"), [(OLD, "01/2018/TT-VPCP"), (NEW, "03/2025/TT-VPCP (Phụ lục I)")])
def test_the_receipt_tells_the_promise_in_the_form_of_its_day(
    here: world.World, desk: Client, at: str, circular: str
) -> None:
    """With head, parties, papers, times and clerk; the second size tells the same."""
    dossier = open_at(here, at)
    day = "04 tháng 3 năm 2024" if at == OLD else "06 tháng 10 năm 2025"
    due = "09 giờ 00 phút, ngày 11 tháng 3 năm 2024" if at == OLD else "09 giờ 00 phút, ngày 13 tháng 10 năm 2025"
    wanted = (
        "ỦY BAN NHÂN DÂN TỈNH THỬ", "TRUNG TÂM", f"thử, ngày {day}", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        f"Mã hồ sơ: {dossier.number}", "Y Bhăm Niê", "066000000001", "12 Lê Duẩn", "0912345678", "a@example.vn",
        "Hội Khuyến học", "Trực tiếp", "Thủ tục thử (SYN-1). Đề nghị cấp giấy", "Sở thử", "1 Giấy 1 1", "2 Giấy 2 1",
        "5 ngày làm việc", f"09 giờ 00 phút, ngày {day}", due, "Clerk",
        f"Mẫu số 01 ban hành kèm theo Thông tư {circular}",
    )  # fmt: skip
    assert lacking(printed(desk, dossier, "receipt"), *wanted) == []
    assert lacking(printed(desk, dossier, "receipt", size="a5"), *wanted) == []


def test_an_old_receipt_is_printed_as_it_was(here: world.World, desk: Client) -> None:
    """After the clock began anew there are two: each with its own promise and its own papers."""
    plain = here.intake()
    dossier = open_at(here, NEW)
    before = printed(desk, dossier, "receipt")
    request_supplement(here.act("officer", "2025-10-07T09:00"), dossier.pk, reason="Đơn chưa ký")
    supplement(here.act("clerk", "2025-10-20T14:00"), dossier.pk, papers=plain.papers)
    told = printed(desk, dossier, "receipt")
    assert "14 giờ 00 phút, ngày 27 tháng 10 năm 2025" in told
    assert printed(desk, dossier, "receipt", line=1) == before
    assert desk.get(address(dossier, "receipt"), {"line": 2}).status_code == 404, "the line of another act"
    page = desk.get(f"/dossiers/{dossier.pk}/").content.decode()
    assert page.count("papers/receipt.pdf?line=1&amp;size=a5") == 1
    assert page.count("papers/receipt.pdf?line=") == 4


def test_a_request_tells_what_is_missing_its_stage_and_its_reason(here: world.World, desk: Client) -> None:
    """At intake from the counter, with the components that were not there."""
    dossier = submit(here.act("clerk", NEW), here.intake(papers=(here.intake().papers[0],)))
    request_supplement(here.act("clerk", "2025-10-06T10:00"), dossier.pk, reason="Thiếu giấy thứ hai")
    told = printed(desk, dossier, "supplement_request")
    wanted = (
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", "TRUNG TÂM", "Y Bhăm Niê", "Tiếp nhận hồ sơ; yêu cầu lần thứ 1",
        "1 Giấy 2", "Thiếu giấy thứ hai", "Điều 19 khoản 5 Nghị định 118/2025/NĐ-CP", "Clerk", "Mẫu số 02",
    )  # fmt: skip
    assert lacking(told, *wanted) == []
    assert "Giấy 1" not in told
    assert lacking(written(desk.get(address(dossier, "supplement_request", "docx")).content), *wanted) == []


def test_a_request_tells_item_by_item_what_is_missing_and_by_which_ground(here: world.World, desk: Client) -> None:
    """What was asked for, not what the list still lacks; the ground that was named, the contact that was named."""
    dossier = open_at(here, NEW)
    listed = here.version.components.order_by("position")[1]
    items = [
        Missing(component_id=listed.pk, originals=2, what="Chưa có chữ ký"), Missing(copies=1, what="Văn bản ủy quyền"),
    ]  # fmt: skip
    request_supplement(
        here.act("officer", "2025-10-07T09:00"), dossier.pk, reason="Thiếu", items=items,
        legal_basis="Điều 138 Bộ luật Dân sự", contact="0262 3900 111",
    )  # fmt: skip
    wanted = (
        "1 Giấy 2 2 Chưa có chữ ký Danh mục đã công bố của thủ tục SYN-1",
        "2 Giấy tờ khác 1 Văn bản ủy quyền Điều 138 Bộ luật Dân sự", "Căn cứ: Điều 138 Bộ luật Dân sự", "0262 3900 111",
    )  # fmt: skip
    assert lacking(printed(desk, dossier, "supplement_request"), *wanted) == []
    as_docx = written(desk.get(address(dossier, "supplement_request", "docx")).content)
    assert lacking(as_docx, "Chưa có chữ ký", "Văn bản ủy quyền", "Điều 138 Bộ luật Dân sự") == []


def test_each_request_has_its_paper(here: world.World, desk: Client) -> None:
    """The second one, an exception, is told as the second; during appraisal it comes from the agency."""
    dossier = open_at(here, NEW)
    request_supplement(here.act("officer", "2025-10-07T09:00"), dossier.pk, reason="Đơn chưa ký")
    supplement(here.act("clerk", "2025-10-08T09:00"), dossier.pk)
    request_supplement(here.act("officer", "2025-10-09T09:00"), dossier.pk, reason="Thiếu trang", exception="văn bản")
    second = printed(desk, dossier, "supplement_request")
    first = printed(desk, dossier, "supplement_request", line=4)
    assert lacking(second, "SỞ THỬ", "Thẩm định hồ sơ; yêu cầu lần thứ 2", "Thiếu trang", "Officer") == []
    assert lacking(first, "yêu cầu lần thứ 1", "Đơn chưa ký") == []


def test_a_refusal_tells_its_reason(here: world.World, desk: Client) -> None:
    """For one that came online with the time of its submission."""
    dossier = submit(here.act("clerk", NEW), here.intake(channel=2))
    refuse(here.act("clerk", "2025-10-06T10:00"), dossier.pk, reason="Không thuộc thẩm quyền & <b>")
    told = printed(desk, dossier, "refusal")
    wanted = (
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", "09 giờ 00 phút, ngày 06 tháng 10 năm 2025", "066000000001",
        "Không thuộc thẩm quyền & <b>", "Mẫu số 03",
    )  # fmt: skip
    assert lacking(told, *wanted) == []
    assert lacking(written(desk.get(address(dossier, "refusal", "docx")).content), *wanted) == []


def test_an_extension_gives_the_apology_of_its_day(here: world.World, desk: Client) -> None:
    """2025: with the request for an extension, signed by the leader of the agency by his post."""
    Post.objects.create(user=here.users["leader"], unit=here.units["so"], title="Giám đốc")
    dossier = open_at(here, NEW)
    act = here.act("head", "2025-10-08T09:00")
    extend(
        act, dossier.pk, new_date=date(2025, 10, 20), reason="Phải xác minh", responsible_unit_id=here.units["so2"].pk
    )
    told = printed(desk, dossier, "apology")
    wanted = (
        "ỦY BAN NHÂN DÂN TỈNH THỬ", "SỞ THỬ", "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
        "Kính gửi: Y Bhăm Niê", "09 giờ 00 phút, ngày 13 tháng 10 năm 2025", "Sở khác", "Phải xác minh",
        "đề nghị gia hạn thời gian giải quyết hồ sơ", "09 giờ 00 phút, ngày 20 tháng 10 năm 2025", "GIÁM ĐỐC", "Leader",
        "Mẫu số 04",
    )  # fmt: skip
    assert lacking(told, *wanted) == []
    assert lacking(written(desk.get(address(dossier, "apology", "docx")).content), *wanted) == []


def test_an_apology_of_2018_sets_a_new_day(here: world.World, desk: Client) -> None:
    """After the day has passed."""
    dossier = open_at(here, OLD)
    apologise(here.act("head", "2024-03-12T09:00"), dossier.pk, new_date=date(2024, 3, 15), reason="Thiếu người")
    told = printed(desk, dossier, "apology")
    wanted = (
        "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", "ngày 11 tháng 3 năm 2024", "ngày 15 tháng 3 năm 2024",
        "Thiếu người", "01/2018/TT-VPCP",
    )  # fmt: skip
    assert lacking(told, *wanted) == []


@pytest.mark.parametrize("how", ["withdrawn", "closed", "unanswered", "stopped"])
def test_a_dossier_that_is_stopped_has_the_notice_from_2025_on(here: world.World, desk: Client, how: str) -> None:
    """With its ground; in 2024 there was no such form."""
    for at, code in ((OLD, 404), (NEW, 200)):
        dossier = open_at(here, at)
        if how == "withdrawn":
            withdraw(here.act("clerk", at[:8] + "07T09:00"), dossier.pk, reason="Đổi ý")
        elif how == "stopped" or at == OLD:
            stop(here.act("head", at[:8] + "07T09:00"), dossier.pk, reason="Đổi ý")
        elif how == "unanswered":
            request_supplement(here.act("officer", "2025-10-07T09:00"), dossier.pk, reason="Thiếu")
            remind(here.act("officer", "2025-10-20T09:00"), dossier.pk)
            close_unanswered(here.act("head", "2025-11-05T09:00"), dossier.pk)
        else:
            request_supplement(here.act("officer", "2025-10-07T09:00"), dossier.pk, reason="Thiếu")
            remind(here.act("officer", "2025-10-17T09:00"), dossier.pk)
            stop(here.act("head", "2025-11-05T09:00"), dossier.pk, reason="Đổi ý", without_papers=True)
        assert desk.get(address(dossier, "stop_notice")).status_code == code
    told = printed(desk, dossier, "stop_notice")
    ground = {
        "withdrawn": "Người nộp yêu cầu rút hồ sơ",
        "closed": "Không bổ sung, hoàn thiện hồ sơ trong thời gian quy định",
        "unanswered": "Không bổ sung, hoàn thiện hồ sơ trong thời gian quy định",
        "stopped": "Cơ quan giải quyết dừng xử lý hồ sơ",
    }[how]  # fmt: skip
    reason = "đã nhắc trước khi đóng" if how == "unanswered" else "Đổi ý"
    assert lacking(told, "THÔNG BÁO", "Kính gửi: Y Bhăm Niê", dossier.number, ground, reason, "Mẫu số 05") == []


def test_the_control_slip_tells_every_hand_over_by_the_journal(here: world.World, desk: Client) -> None:
    """Who gave to whom and when, with note, and early, on time or late at the end."""
    dossier = open_at(here, NEW)
    assert "Trước hạn" not in printed(desk, dossier, "control_slip")
    decide(here.act("officer", "2025-10-08T09:00"), dossier.pk, decision="granted")
    finish(here.act("officer", "2025-10-09T09:00"), dossier.pk)
    return_result(here.act("clerk", "2025-10-10T09:00"), dossier.pk)
    told = printed(desk, dossier, "control_slip")
    wanted = (
        "1. Giao: Y Bhăm Niê 2. Nhận: Trung tâm 09 giờ 00 phút, ngày 06 tháng 10 năm 2025",
        "1. Giao: Trung tâm 2. Nhận: Phòng thử 10 giờ 00 phút, ngày 06 tháng 10 năm 2025", "Đủ giấy tờ",
        "1. Giao: Phòng thử 2. Nhận: Officer (Phòng thử) 10 giờ 30 phút, ngày 06 tháng 10 năm 2025",
        "1. Giao: Sở thử 2. Nhận: Trung tâm 09 giờ 00 phút, ngày 09 tháng 10 năm 2025", "Trước hạn",
        "1. Giao: Trung tâm 2. Nhận: Y Bhăm Niê 09 giờ 00 phút, ngày 10 tháng 10 năm 2025", "Mẫu số 06",
    )  # fmt: skip
    assert lacking(told, *wanted) == []


def test_the_control_slip_tells_what_partners_had(here: world.World, desk: Client) -> None:
    """From the lead agency and back, each in its own time."""
    dossier = open_at(here, NEW)
    so2 = here.units["so2"].pk
    partner = User.objects.create(username="partner", full_name="Partner")
    Grant.objects.create(
        user=partner, role=Role.PROCESSING_OFFICER, unit_id=so2, valid_from=world.BEGINNING, reason="test"
    )
    here.users["partner"] = partner
    part = NewPart(so2, "Xác minh", 8)
    interlink(here.act("officer", "2025-10-06T11:00"), dossier.pk, order="sequence", parts=[part])
    take_part(here.act("partner", "2025-10-06T14:00"), dossier.pk)
    finish_part(here.act("partner", "2025-10-08T09:00"), dossier.pk, result="đã xác minh")
    told = printed(desk, dossier, "control_slip")
    wanted = (
        "1. Giao: Sở thử 2. Nhận: Sở khác 14 giờ 00 phút, ngày 06 tháng 10 năm 2025",
        "1. Giao: Sở khác 2. Nhận: Sở thử 09 giờ 00 phút, ngày 08 tháng 10 năm 2025", "Quá hạn",
    )  # fmt: skip
    assert lacking(told, *wanted) == []


def test_the_result_receipt_waits_for_the_result(here: world.World, desk: Client) -> None:
    """Before it is handed out the moment is left to be written; afterwards it is told."""
    dossier = open_at(here, NEW)
    assert desk.get(address(dossier, "result_receipt")).status_code == 404
    decide(here.act("officer", "2025-10-08T09:00"), dossier.pk, decision="granted")
    finish(here.act("officer", "2025-10-09T09:00"), dossier.pk)
    assert "Thời gian giao kết quả: ." in printed(desk, dossier, "result_receipt")
    return_result(here.act("clerk", "2025-10-10T09:00"), dossier.pk)
    told = printed(desk, dossier, "result_receipt")
    assert lacking(told, "09 giờ 00 phút, ngày 10 tháng 10 năm 2025", "Giấy", "Hội Khuyến học", "Clerk") == []


def test_the_result_receipt_names_who_took_it_and_the_originals_given_back(here: world.World, desk: Client) -> None:
    """Each original in a row; the number of whoever took it only for who works on it."""
    dossier = open_at(here, NEW)
    decide(here.act("officer", "2025-10-08T09:00"), dossier.pk, decision="granted")
    finish(here.act("officer", "2025-10-09T09:00"), dossier.pk)
    return_result(
        here.act("clerk", "2025-10-10T09:00"), dossier.pk, receiver="proxy", name="Trần Nhận Hộ",
        identity="066000000777", originals="Bằng khen; Sổ hộ khẩu",
    )  # fmt: skip
    wanted = (
        "Người nhận kết quả: Trần Nhận Hộ", "Giấy tờ gốc trả lại gồm:", "1 Bằng khen", "2 Sổ hộ khẩu", "066000000777",
    )  # fmt: skip
    assert lacking(printed(desk, dossier, "result_receipt"), *wanted) == []
    desk.force_login(here.users["reformer"])
    told = printed(desk, dossier, "result_receipt")
    assert lacking(told, "Trần Nhận Hộ") == []
    assert [text for text in ("066000000777", "Bằng khen") if text in told] == []


def test_each_subject_of_a_list_is_told_its_result_and_its_reason(here: world.World, desk: Client) -> None:
    """Once the result is there; a dossier about one has no such paper."""
    names = ("H'Bia Êban", "Nguyễn Văn Hai", "Trần Thị Ba")
    plain = here.intake()
    values = {name: getattr(plain, name) for name in plain.__dataclass_fields__}
    listed = type(plain)(**values | {"listed": tuple(Listed(name, "giáo viên") for name in names)})
    dossier = receive(here.act("clerk", NEW), listed)
    forward(here.act("clerk", "2025-10-06T10:00"), dossier.pk, unit_id=here.units["phong"].pk)
    assign(here.act("head", "2025-10-06T10:30"), dossier.pk, officer_id=here.users["officer"].pk)
    results = {1: ("approved", ""), 2: ("approved", ""), 3: ("denied", "Trùng đề nghị")}
    judge_subjects(here.act("officer", "2025-10-07T09:00"), dossier.pk, results=results)
    decide(here.act("officer", "2025-10-08T09:00"), dossier.pk, decision="granted")
    assert desk.get(address(dossier, "subject_results")).status_code == 404
    finish(here.act("officer", "2025-10-09T09:00"), dossier.pk)
    wanted = (
        "SỞ THỬ", "Kính gửi: Y Bhăm Niê", "đề nghị: 3; đồng ý: 2; không đồng ý: 1. Cụ thể",
        "1 H'Bia Êban giáo viên Đồng ý", "3 Trần Thị Ba giáo viên Không đồng ý Trùng đề nghị",
    )  # fmt: skip
    assert lacking(printed(desk, dossier, "subject_results"), *wanted) == []
    alone = open_at(here, NEW)
    decide(here.act("officer", "2025-10-08T09:00"), alone.pk, decision="granted")
    finish(here.act("officer", "2025-10-09T09:00"), alone.pk)
    assert desk.get(address(alone, "subject_results")).status_code == 404


def test_a_reader_who_does_not_work_on_it_prints_no_personal_numbers(here: world.World, client: Client) -> None:
    """As the page hides them; nor does the code tell them."""
    dossier = open_at(here, NEW)
    client.force_login(here.users["reformer"])
    told = printed(client, dossier, "receipt")
    assert lacking(told, "Y Bhăm Niê", "•••") == []
    for text in ("066000000001", "0912345678", "12 Lê Duẩn", "a@example.vn"):
        assert text not in told


def test_what_has_been_erased_leaves_a_line_to_be_written_on(here: world.World, desk: Client) -> None:
    """The reason is gone with the personal values, the parties come from the dossier."""
    dossier = open_at(here, NEW)
    request_supplement(here.act("officer", "2025-10-07T09:00"), dossier.pk, reason="Đơn của ông X chưa ký")
    Personal.objects.all().delete()
    told = printed(desk, dossier, "supplement_request")
    assert "ông X" not in told
    assert lacking(told, "Hội Khuyến học", "Lý do: .") == []


def test_papers_are_vietnamese_on_english_pages_too(here: world.World, desk: Client) -> None:
    """Titles in the list are English, the paper is not."""
    dossier = open_at(here, NEW)
    desk.cookies["django_language"] = "en"
    page = desk.get(f"/dossiers/{dossier.pk}/").content.decode()
    with override("en"):
        assert "Receipt" in page
    assert "5 ngày làm việc" in printed(desk, dossier, "receipt")


def test_a_dossier_without_such_an_act_has_no_such_paper(here: world.World, desk: Client) -> None:
    """Nor is there a paper, a line or a document of another name."""
    dossier = open_at(here, NEW)
    for word in ("supplement_request", "refusal", "apology", "stop_notice", "nothing"):
        assert desk.get(address(dossier, word)).status_code == 404
        assert desk.get(address(dossier, word, "docx")).status_code == 404
    for line in ("0", "-1", "x", "99999999999999999999", "²"):
        assert desk.get(address(dossier, "receipt"), {"line": line}).status_code == 404
    assert desk.get(address(dossier, "receipt", "docx")).status_code == 404


def test_every_paper_of_the_table_is_printed_here() -> None:
    """A row that no test prints would be a guess."""
    assert {entry.word for entry in PAPERS} == {
        "receipt", "supplement_request", "refusal", "apology", "stop_notice", "control_slip", "result_receipt",
        "subject_results",
    }  # fmt: skip
