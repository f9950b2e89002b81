"""The counter's and the officer's day in a real browser, by one walk for each way a dossier may go."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

import world
from caicach.accounts.models import Grant, User
from caicach.accounts.rules import Role
from caicach.agencies.models import Unit, UnitParent
from caicach.dossiers.models import Batch, Dossier, Part, Subject
from caicach.kit.period import local, local_day
from dossiers import pages
from dossiers.desk_work import in_process
from journeys.walking import Walk

pytestmark = pytest.mark.browser

DESK, PHONE = 1280, 390
RECEIPT = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
CONTROL = "Phiếu kiểm soát quá trình giải quyết hồ sơ"
EXTENSION = "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"
NAME, IDENTITY = "H'Bia Êban", "066000000123"
Walks = Callable[[int, str], Walk]


@pytest.fixture
def here(database: str, settings: Any, tmp_path: Any) -> world.World:
    """The small province; papers are signed with ink."""
    settings.SIGNING_URL = settings.SIGNING_ROOTS = ""
    settings.FILES_ROOT = tmp_path / "files"
    return world.build()


@pytest.fixture
def walks(open_page: Callable[..., Any], site: str) -> Walks:
    """A walk at a width, in a language."""
    return lambda width, language: Walk(open_page, site, width=width, language=language)


def code_of(dossier: Dossier, document: str, identity: str = IDENTITY) -> str:
    """What the code on a paper of the dossier tells."""
    return f"{dossier.number or ''}|SYN-1|{identity}|{document}"


def receive(walk: Walk, here: world.World, *, button: str = "receive", **more: str) -> Dossier:
    """The clerk takes in a dossier, from the entry of the navigation to the slip."""
    page = walk.sit(here.users["clerk"], "/dossiers/receive/")
    with page.expect_navigation():
        page.click(f'main a[href="/dossiers/receive/{here.procedure.pk}/"]')
    walk.fill(submitter_name=NAME, submitter_identity=IDENTITY, submitter_email="bia@example.vn", **more)
    given = here.components[:1] if button == "submit" else here.components
    walk.fill(**{f"paper-{one.pk}-originals": "1" for one in given})
    walk.look()
    walk.send(f'main .actions button[value="{button}"]')
    found = Dossier.objects.latest("pk")
    assert f"/dossiers/{found.pk}/" in page.url, page.inner_text("main")
    return found


def on_desk(walk: Walk, here: world.World, dossier: Dossier, **at: str) -> None:
    """Passed to the division, given to its officer."""
    walk.act(here.users["clerk"], dossier.pk, "forward", unit=str(here.units["phong"].pk), **at)
    walk.act(here.users["head"], dossier.pk, "assign", officer=str(here.users["officer"].pk), **at)


def test_from_reception_to_the_returned_result(here: world.World, walks: Walks) -> None:
    walk = walks(PHONE, "vi")
    dossier = receive(walk, here)
    walk.look()
    wanted = ("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", dossier.number, NAME, "5 ngày làm việc", "Clerk")
    walk.paper(walk.papers("receipt")[0], wanted, code=code_of(dossier, RECEIPT))
    on_desk(walk, here, dossier)
    walk.act(here.users["officer"], dossier.pk, "draft", title="Về việc cấp giấy", body="Điều 1. Đồng ý.")
    walk.act(
        here.users["officer"], dossier.pk, "submit_document", sheet="Kính trình", leader=str(here.users["leader"].pk)
    )
    walk.act(here.users["head"], dossier.pk, "initial")
    walk.act(here.users["leader"], dossier.pk, "approve")
    walk.act(here.users["leader"], dossier.pk, "sign")
    walk.act(here.users["records"], dossier.pk, "number", number="41", symbol="QĐ-ST")
    walk.act(here.users["records"], dossier.pk, "release")
    walk.sit(here.users["clerk"], f"/dossiers/{dossier.pk}/")
    walk.look()
    receipt = walk.papers("result_receipt")
    assert len(receipt) == 1, "it is signed when the result is handed over, so it is there before"
    walk.paper(
        receipt[0], ("Thời gian giao kết quả: .", "số 41/QĐ-ST"), code=code_of(dossier, "Phiếu giao nhận kết quả")
    )
    walk.act(here.users["clerk"], dossier.pk, "return_result")
    walk.look()
    assert Dossier.objects.get(pk=dossier.pk).status == 10
    told = ("Số: 41/QĐ-ST", "Về việc cấp giấy", "Leader")
    code = code_of(dossier, "Quyết định về việc cấp giấy")
    walk.paper(f"/dossiers/{dossier.pk}/document/", told, code=code, link=False)
    slip = walk.paper(
        walk.papers("control_slip")[0],
        ("Trước hạn",),
        code=code_of(dossier, CONTROL),
    )
    for hands in (
        "Nhận: Trung tâm",
        "Nhận: Phòng thử",
        "Nhận: Officer",
        "Giao: Sở thử 2. Nhận: Trung tâm",
        f"Nhận: {NAME}",
    ):
        assert hands in slip, hands


@pytest.mark.parametrize(
    ("day", "circular", "width", "language"),
    [("2025-06-0", "01/2018/TT-VPCP", DESK, "vi"), ("2025-10-0", "03/2025/TT-VPCP", PHONE, "en")],
)
def test_papers_asked_for_start_the_clock_again(
    here: world.World, walks: Walks, day: str, circular: str, width: int, language: str
) -> None:
    """Under the decree of the day of acceptance; what happened then is entered now, with its time."""
    walk = walks(width, language)
    june = day.startswith("2025-06")
    first, second, third = (f"{day}{one}T09:00" for one in ("235" if june else "678"))
    dossier = receive(walk, here, at=first)
    assert dossier.regime == (61 if june else 118)
    on_desk(walk, here, dossier, at=first)
    walk.act(here.users["officer"], dossier.pk, "request_supplement", reason="Đơn chưa ký", at=second)
    walk.look()
    address = walk.papers("supplement_request")[0]
    walk.paper(address, ("Đơn chưa ký", circular), code=code_of(dossier, "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"))
    walk.act(here.users["clerk"], dossier.pk, "supplement", at=third)
    walk.look()
    before, after = walk.papers("receipt")
    walk.paper(before, (circular, "ngày 09 tháng 6" if june else "ngày 13 tháng 10"), code=code_of(dossier, RECEIPT))
    walk.paper(after, ("ngày 12 tháng 6" if june else "ngày 15 tháng 10",), code=code_of(dossier, RECEIPT))
    due = Dossier.objects.get(pk=dossier.pk).due_at
    assert f"{local(due):%Y-%m-%d %H:%M}" == ("2025-06-12 09:00" if june else "2025-10-15 09:00")


def test_an_extension_apologises_in_the_same_letter(here: world.World, walks: Walks) -> None:
    walk = walks(PHONE, "vi")
    dossier = pages.assigned(here)
    new = local_day(dossier.due_at) + timedelta(days=7)
    walk.act(here.users["head"], dossier.pk, "extend", new_date=f"{new}", reason="Phải xác minh thực địa")
    walk.look()
    assert f"{new:%d/%m/%Y}" in walk.page.inner_text("main")
    wanted = ("VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN", "Phải xác minh thực địa", f"ngày {new:%d} tháng {new.month}")
    walk.paper(walk.papers("apology")[0], wanted, code=code_of(dossier, EXTENSION, "066000000001"))


def test_a_late_dossier_is_apologised_for_and_explained(here: world.World, walks: Walks) -> None:
    walk = walks(DESK, "en")
    dossier = in_process(here, "2025-10-06T09:00")
    walk.act(
        here.users["head"], dossier.pk, "apologise", new_date="2025-10-16", reason="Thiếu người", at="2025-10-14T09:00"
    )
    walk.act(here.users["head"], dossier.pk, "explain", cause="staff", document="12/GT", explanation="Đã kiểm điểm")
    walk.act(here.users["officer"], dossier.pk, "decide", decision="granted", at="2025-10-15T09:00")
    walk.act(here.users["officer"], dossier.pk, "finish", at="2025-10-15T10:00")
    walk.look()
    found = Dossier.objects.get(pk=dossier.pk)
    assert (found.explained, found.ending, found.apology) == (True, 1, 2)
    told = walk.page.inner_text("main")
    assert "Đã kiểm điểm" in told
    assert "Too few staff" in told
    walk.paper(walk.papers("apology")[0], ("Thiếu người",), code=code_of(dossier, EXTENSION, "066000000001"))
    walk.paper(
        walk.papers("control_slip")[0],
        ("Quá hạn",),
        code=code_of(dossier, CONTROL, "066000000001"),
    )


def test_a_submitter_takes_a_dossier_back(here: world.World, walks: Walks) -> None:
    walk = walks(PHONE, "en")
    dossier = receive(walk, here)
    walk.act(here.users["clerk"], dossier.pk, "withdraw", reason="Nộp nhầm")
    walk.look()
    assert Dossier.objects.get(pk=dossier.pk).ending == 2
    wanted = ("THÔNG BÁO", "Người nộp yêu cầu rút hồ sơ", "Nộp nhầm")
    walk.paper(walk.papers("stop_notice")[0], wanted, code=code_of(dossier, "Thông báo dừng giải quyết hồ sơ"))


def test_the_counter_refuses_in_writing(here: world.World, walks: Walks) -> None:
    walk = walks(DESK, "vi")
    dossier = receive(walk, here, button="submit")
    walk.act(here.users["clerk"], dossier.pk, "refuse", reason="Không thuộc thẩm quyền")
    walk.look()
    wanted = ("PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", "Không thuộc thẩm quyền", NAME)
    title = "Phiếu từ chối tiếp nhận giải quyết hồ sơ"
    walk.paper(walk.papers("refusal")[0], wanted, code=code_of(dossier, title))


def partner(here: world.World, code: str, name: str) -> User:
    """Somebody at another agency, which stands since the beginning."""
    unit = here.units.get(code)
    if unit is None:
        like = here.units["so2"]
        unit = here.units[code] = Unit.objects.create(
            code=code, electronic_id="H99.04", kind=like.kind, name_vi=name, name_en=name, schedule=like.schedule,
            valid_from=world.BEGINNING, source="test",
        )  # fmt: skip
        UnitParent.objects.create(unit=unit, parent=here.units["tinh"], valid_from=world.BEGINNING)
    user = User.objects.create(username=f"partner-{code}", full_name=f"Partner {code}")
    Grant.objects.create(
        user=user, role=Role.PROCESSING_OFFICER.value, unit=unit, valid_from=world.BEGINNING, reason="test"
    )
    return user


def test_two_agencies_work_side_by_side_for_the_lead(here: world.World, walks: Walks) -> None:
    walk = walks(DESK, "en")
    second, third = partner(here, "so2", ""), partner(here, "so3", "Sở thứ ba")
    dossier = pages.assigned(here)
    parts = {"unit_1": str(here.units["so2"].pk), "task_1": "Xác minh", "hours_1": "16",
             "unit_2": str(here.units["so3"].pk), "task_2": "Thẩm tra", "hours_2": "24"}  # fmt: skip
    walk.act(here.users["officer"], dossier.pk, "interlink", order="parallel", **parts)
    walk.look()
    for user, result in ((third, "Đã thẩm tra"), (second, "Đã xác minh")):
        assert Dossier.objects.get(pk=dossier.pk).partners == (2 if user is third else 1)
        part = str(Part.objects.get(unit__grants__user=user).pk)
        walk.act(user, dossier.pk, "take_part", part=part)
        walk.look()
        walk.act(user, dossier.pk, "finish_part", part=part, result=result)
    walk.sit(here.users["officer"], f"/dossiers/{dossier.pk}/")
    walk.look()
    assert Dossier.objects.get(pk=dossier.pk).partners == 0
    assert set(Part.objects.values_list("rank", "outcome")) == {(1, "early")}
    walk.paper(
        walk.papers("control_slip")[0],
        (
            "1. Giao: Sở thử 2. Nhận: Sở khác",
            "1. Giao: Sở thử 2. Nhận: Sở thứ ba",
            "1. Giao: Sở thứ ba 2. Nhận: Sở thử",
        ),
        code=code_of(dossier, CONTROL, "066000000001"),
    )  # fmt: skip


def test_one_slip_for_many_dossiers(here: world.World, walks: Walks) -> None:
    walk = walks(PHONE, "vi")
    page = walk.sit(here.users["clerk"], "/dossiers/receive/many/")
    rows = "SYN-1\tHội A\tcấp mới\tx\nSYN-1\tHội B\tcấp lại\tx\nSYN-1\t\tgia hạn\tx"
    walk.fill(kind="agency", name="Trường Thử", rows=rows)
    walk.send('main .actions button[value="preview"]')
    walk.look()
    walk.send('main .actions button[value="receive"]')
    walk.look()
    found = list(Batch.objects.get().dossiers.order_by("pk"))
    assert [one.number in page.inner_text("body") for one in found] == [True] * 3
    with page.expect_navigation():
        page.click(f'a[href="/dossiers/{found[1].pk}/"]')
    walk.paper(
        walk.papers("receipt")[0], ("Trường Thử", "Hội B", "cấp lại"),
        code=code_of(found[1], RECEIPT, ""),
    )  # fmt: skip


def test_forty_are_proposed_and_thirty_eight_approved(here: world.World, walks: Walks) -> None:
    walk = walks(DESK, "vi")
    forty = "\n".join(f"{place}.\tNgười Thứ {place}\tGiáo viên" for place in range(1, 41))
    dossier = receive(walk, here, listed=forty)
    on_desk(walk, here, dossier)
    walk.act(
        here.users["officer"], dossier.pk, "judge_subjects",
        **{"subject-39-result": "denied", "subject-40-result": "denied", "subject-40-note": "Trùng lần trước"},
    )  # fmt: skip
    walk.look()
    assert "Đồng ý 38, không đồng ý 2" in walk.page.inner_text("main")
    assert Subject.objects.filter(result="approved").count() == 38
    assert Dossier.objects.get().subjects == 40
