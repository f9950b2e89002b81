"""Units merge by decision, the calendar shows what moves before it is announced, sheets are tried before written."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

import world
from caicach.accounts.models import Grant, User
from caicach.agencies.models import Succession, Unit
from caicach.agencies.queries import subtree
from caicach.calendars.models import CalendarDay
from caicach.desk.forms.calendar import read_line
from caicach.dossiers.models import Dossier
from caicach.dossiers.services.receive import receive
from caicach.journal.models import Line
from caicach.journal.services.verify import verify
from caicach.kit.period import local_day
from caicach.procedures.models import Component, Procedure, Version
from caicach.procedures.queries import differences, with_parts

SignIn = Callable[[str], Any]


@pytest.fixture
def here(database: str) -> world.World:
    return world.build()


def test_two_divisions_become_one(here: world.World, sign_in: SignIn) -> None:
    """Previewed without writing; then both end the day before and count under the new unit."""
    client = sign_in("admin")
    on = local_day(timezone.now()) + timedelta(days=10)
    sent = {
        "ending": ["phong", "phong2"], "successor": "", "new_code": "phong-moi", "new_name_vi": "Phòng Mới",
        "on": on.isoformat(), "decision": "QĐ 45/QĐ-UBND", "request_key": "sap-nhap",
    }  # fmt: skip
    preview = client.post("/units/merge/", sent).content.decode()
    assert "Phòng bên" in preview
    assert not Unit.objects.filter(code="phong-moi").exists()
    answer = client.post("/units/merge/", sent | {"confirm": "1"})
    assert answer.url == "/units/phong-moi/"
    assert client.post("/units/merge/", sent | {"confirm": "1"}).status_code == 302
    assert Succession.objects.count() == 2
    new = Unit.objects.get(code="phong-moi")
    assert Unit.objects.get(code="phong").valid_to == on - timedelta(days=1)
    assert subtree(new.pk, on=on) >= {here.units["phong"].pk, here.units["phong2"].pk}
    assert new.pk in subtree(here.units["so"].pk, on=on)
    page = client.get("/units/phong-moi/").content.decode()
    assert "Phòng thử" in page
    again = client.post("/units/merge/", sent | {"request_key": "khac", "new_code": "khac", "confirm": "1"})
    assert again.status_code == 422
    assert "đã chấm dứt hoạt động từ trước" in again.content.decode()
    assert verify().finding is None


def test_a_merger_needs_a_successor_of_its_own(here: world.World, sign_in: SignIn) -> None:
    """Refused with what to do; nothing is written."""
    sent = {"ending": ["phong"], "successor": "phong", "on": "2027-01-01", "decision": "QĐ", "confirm": "1"}
    answer = sign_in("admin").post("/units/merge/", sent)
    assert answer.status_code == 422
    assert "không thể nằm trong" in answer.content.decode()
    none = sign_in("admin").post("/units/merge/", sent | {"successor": ""})
    assert none.status_code == 422
    assert Unit.objects.get(code="phong").valid_to is None


def test_a_day_off_is_shown_then_announced(here: world.World, sign_in: SignIn) -> None:
    """The preview names the dossiers that move and writes nothing; the announcement moves them."""
    now = timezone.now()
    received = local_day(now - timedelta(days=1))
    dossier = receive(here.act("clerk", f"{received.isoformat()}T09:00"), here.intake())
    due = local_day(dossier.due_at)
    sent = {"document": "TB 9", "days": f"{due:%d/%m/%Y}; nghỉ; Nghỉ thử | Trial", "request_key": "lich"}
    client = sign_in("admin")
    preview = client.post("/calendar/announce/", sent).content.decode()
    assert str(dossier.number) in preview
    assert not CalendarDay.objects.filter(document="TB 9").exists()
    assert Dossier.objects.get().due_at == dossier.due_at
    assert client.post("/calendar/announce/", sent | {"confirm": "1"}).url == "/calendar/"
    assert client.post("/calendar/announce/", sent | {"confirm": "1"}).status_code == 302
    assert CalendarDay.objects.filter(document="TB 9").count() == 1
    assert local_day(Dossier.objects.get().due_at) > due
    assert "Nghỉ thử" in client.get("/calendar/", {"year": due.year}).content.decode()
    assert verify().finding is None


def test_two_days_of_one_decision(here: world.World, sign_in: SignIn) -> None:
    """Several lines of one act; a line that cannot be read is named."""
    sent = {
        "document": "TB 10",
        "days": "01/02/2027; nghỉ; A\n2027-02-06; làm bù; B",
        "confirm": "1",
        "request_key": "k",
    }
    assert sign_in("admin").post("/calendar/announce/", sent).status_code == 302
    kinds = dict(CalendarDay.objects.filter(document="TB 10").values_list("date", "kind"))
    assert kinds == {date(2027, 2, 1): "off", date(2027, 2, 6): "work"}
    wrong = sign_in("admin").post("/calendar/announce/", {"document": "TB", "days": "31/02/2027; nghỉ; A"})
    assert wrong.status_code == 422
    assert "31/2/2027" in wrong.content.decode() or "31/02/2027" in wrong.content.decode()
    assert read_line("2027-01-01, off, Tết", "x").name_en == "Tết"


PEOPLE = "Tên đăng nhập\tHọ và tên\tThư điện tử\tMã đơn vị\tChức danh\tVai trò\tGồm trực thuộc\tTừ ngày\n"


def test_staff_come_in_from_a_sheet(here: world.World, sign_in: SignIn) -> None:
    """Tried first; written once, also when sent again; a bad row is named and nothing is written."""
    client = sign_in("admin")
    rows = PEOPLE + "a.mot\tA Một\t\tphong\tChuyên viên\tprocessing_officer\t\t01/03/2026\nb.hai\tB Hai\t\tso\t\t\t\t\n"
    preview = client.post("/import/people/", {"rows": rows})
    assert preview.status_code == 200
    assert "tài khoản mới" in preview.content.decode()
    assert not User.objects.filter(username="a.mot").exists()
    sent = {"rows": rows, "confirm": "1", "request_key": "nhap"}
    assert client.post("/import/people/", sent).url == "/people/"
    assert client.post("/import/people/", sent | {"request_key": "nhap-2"}).status_code == 302
    assert Grant.objects.get(user__username="a.mot").valid_from == date(2026, 3, 1)
    assert User.objects.filter(username__in=["a.mot", "b.hai"]).count() == 2
    bad = PEOPLE + "c.ba\tC Ba\t\tphong\t\t\t\t\nd.bon\tD Bốn\t\tkhong-co\t\t\t\t\n"
    answer = client.post("/import/people/", {"rows": bad})
    assert answer.status_code == 422
    assert "Dòng 2" in answer.content.decode()
    assert client.post("/import/people/", {"rows": bad, "confirm": "1"}).status_code == 422
    assert not User.objects.filter(username="c.ba").exists()
    assert verify().finding is None


def workbook(rows: list[list[object]]) -> SimpleUploadedFile:
    """A real workbook."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    book.close()
    return SimpleUploadedFile("bảng.xlsx", out.getvalue())


def test_a_body_is_given_its_abbreviation(here: world.World, sign_in: SignIn) -> None:
    """Once under each parent, in capitals; what a sheet does not say stays."""
    client = sign_in("admin")
    assert "/units/so/abbreviation/" in client.get("/units/so/").content.decode()

    def sent(code: str, text: str) -> Any:
        return client.post(f"/units/{code}/abbreviation/", {"abbreviation": text, "request_key": f"{code}{text}"})

    assert sent("so", "STH").url == "/units/so/"
    assert Line.objects.filter(action="agencies.set_abbreviation").count() == 1
    assert "STH" in client.get("/units/so/").content.decode()
    for code, text, told in (("so2", "STH", "Sở thử và Sở khác"), ("so2", "sth", "chữ in hoa")):
        answer = sent(code, text)
        assert (answer.status_code, told in answer.content.decode()) == (422, True), text
    assert sent("phong", "STH").status_code == 302, "under another parent"
    head = "Mã\tLoại\tTên\tTên viết tắt\tMã đơn vị cấp trên\tTừ ngày\tTên tiếng Anh\tMã định danh điện tử\tCăn cứ\n"
    for row, told in (("so3\tdepartment\tSở Ba\tSTH", "cùng cấp"), ("so3\tdepartment\tSở Ba\tS-3", "chữ in hoa")):
        answer = client.post("/import/units/", {"rows": f"{head}{row}\ttinh\t2026-01-01\n", "confirm": "1"})
        assert (answer.status_code, told in answer.content.decode()) == (422, True)
    good = f"{head}so3\tdepartment\tSở Ba\tSB\ttinh\t2026-01-01\n"
    assert client.post("/import/units/", {"rows": good, "confirm": "1", "request_key": "a"}).status_code == 302
    silent = good.replace("\tSB\t", "\t\t")
    assert client.post("/import/units/", {"rows": silent, "confirm": "1", "request_key": "b"}).status_code == 302
    assert dict(Unit.objects.exclude(abbreviation="").values_list("code", "abbreviation")) == {
        "so": "STH", "phong": "STH", "so3": "SB",
    }  # fmt: skip


def test_units_come_in_from_a_workbook(here: world.World, sign_in: SignIn) -> None:
    """The file is read at the preview; the confirmed form carries its rows."""
    head = ["Mã", "Loại", "Tên", "Tên tiếng Anh", "Mã định danh điện tử", "Mã đơn vị cấp trên", "Từ ngày", "Căn cứ"]
    rows: list[list[object]] = [head, ["phong-3", "division", "Phòng Ba", "", "", "so", "2026-01-01", "QĐ 3"]]
    client = sign_in("admin")
    preview = client.post("/import/units/", {"workbook": workbook(rows)})
    assert preview.status_code == 200
    assert not Unit.objects.filter(code="phong-3").exists()
    text = preview.context["text"] if preview.context else ""
    assert client.post("/import/units/", {"rows": text, "confirm": "1"}).url == "/units/"
    assert Unit.objects.get(code="phong-3").pk in subtree(here.units["so"].pk, on=date(2026, 6, 1))
    broken = client.post("/import/units/", {"workbook": SimpleUploadedFile("bảng.xlsx", b"khong phai")})
    assert broken.status_code == 422
    assert "bảng tính" in broken.content.decode()


PROCEDURES = (
    "Mã thủ tục\tMã lĩnh vực\tTên thủ tục\tThời hạn\tKết quả\tCăn cứ pháp lý\tMã cơ quan giải quyết\tÁp dụng từ\t"
    "Mức trực tuyến\tThanh toán trực tuyến\tPhí\tThành phần\tCác bước\tNguồn\n"
)
STEPS = "Tiếp nhận, intake_clerk, , 4; Thẩm định, processing_officer, phong, 28; Ký, agency_leader, , 8"


def test_a_procedure_comes_in_as_a_new_version(here: world.World, sign_in: SignIn) -> None:
    """A new one with papers, fee and steps; steps that miss the limit are refused in words."""
    client = sign_in("admin")
    said = "SYN-9|linh-vuc|Thủ tục chín|5 working days|Giấy|Luật|so|2026-01-01|full|có|50000|Đơn; Ảnh"
    row = said.replace("|", "\t") + f"\t{STEPS}\t"
    assert client.post("/import/procedures/", {"rows": PROCEDURES + row, "confirm": "1"}).url == "/procedures/"
    version = Version.objects.get(procedure__code="SYN-9")
    assert (version.online_payment, version.source_status) == (True, "memory")
    assert list(version.components.values_list("name_vi", flat=True)) == ["Đơn", "Ảnh"]
    assert version.fees.get().amount == 50_000
    again = client.post("/import/procedures/", {"rows": PROCEDURES + row, "confirm": "1"})
    assert again.status_code == 302
    assert Version.objects.filter(procedure__code="SYN-9").count() == 1
    short = row.replace("SYN-9", "SYN-8").replace(", 28;", ", 20;")
    wrong = client.post("/import/procedures/", {"rows": PROCEDURES + short})
    assert wrong.status_code == 422
    assert "không khớp với thời hạn" in wrong.content.decode()
    assert not Procedure.objects.filter(code="SYN-8").exists()
    assert verify().finding is None


def test_what_changed_between_two_versions(here: world.World, sign_in: SignIn) -> None:
    """The page names the parts that differ, and only those."""
    old = here.version
    Version.objects.filter(pk=old.pk).update(valid_to=date(2025, 12, 31))
    new = Version.objects.get(pk=old.pk)
    new.pk, new.valid_from, new.valid_to, new.legal_amount = None, date(2026, 1, 1), None, 3
    new.save()
    Component.objects.create(version=new, position=1, code="c1", name_vi="Giấy 1", name_en="Paper 1")
    read = {version.pk: version for version in with_parts(Version.objects.all())}
    found = differences(read[old.pk], read[new.pk])
    assert [one.label for one in found] == ["Thời hạn theo quy định", "Thành phần hồ sơ"]
    assert (found[0].old, found[0].new) == ("5 ngày làm việc", "3 ngày làm việc")
    page = sign_in("officer").get("/procedures/SYN-1/difference/2020-01-01/2026-01-01/")
    assert "3 ngày làm việc" in page.content.decode()
    assert sign_in("officer").get("/procedures/SYN-1/difference/2020-01-01/2019-01-01/").status_code == 404
    assert "So với phiên bản trước" in sign_in("officer").get("/procedures/SYN-1/").content.decode()
    assert Line.objects.filter(kind="procedure").count() == 0
