"""Closed reports: what was closed stays, whatever is entered later; and it can be shown to be so."""

import html
import json
import re
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test import Client
from django.utils import timezone

from caicach.accounts.models import User
from caicach.accounts.queries import actor_of
from caicach.config.commands import facts, reports
from caicach.dossiers.models import Dossier
from caicach.dossiers.services.correct_finish import correct_finish
from caicach.facts.queries import copy
from caicach.journal.models import Line
from caicach.journal.services.seal import seal
from caicach.kit.acts import Act
from caicach.kit.period import Period, local_day
from caicach.kit.refusal import Refused, Unknown
from caicach.reports.models import Edition
from caicach.reports.queries.drawn import ii06
from caicach.reports.queries.editions import kept, report_of
from caicach.reports.queries.verified import faults
from caicach.reports.rules import closing
from caicach.reports.rules import ii06 as form
from caicach.reports.rules.edition import canonical, sha256
from caicach.reports.services.close import close, require_explained
from reports import drawn

YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))
ASKED = {"agency": "so-noi-vu", "from": "2023-01-01", "to": "2023-12-31", "by": "agency"}
"""The demo has closed this year by fields; here it is closed by agencies."""


def act_of(username: str, key: str = "") -> Act:
    now = timezone.now()
    user = User.objects.get(username=username)
    return Act(actor=actor_of(user.pk, on=local_day(now)), at=now, now=now, key=key)


def closed(**more: str) -> Edition:
    return close(act_of("cai-cach"), agency="so-noi-vu", period=YEAR, by="agency", **more)


def correct_one() -> Dossier:
    """One dossier that was early is found to have been finished later: when it was handed out, after its deadline."""
    dossier = Dossier.objects.filter(
        unit__code="so-noi-vu", finished_at__year=2023, ending=1, returned_at__year=2023, extended_to=None,
        returned_at__gt=F("due_at") + timedelta(days=1), finished_at__lt=F("due_at") - timedelta(days=1),
    ).order_by("pk")[0]  # fmt: skip
    correct_finish(act_of("lanh-dao"), dossier.pk, finished_at=dossier.returned_at, reason="Ghi nhầm ngày")
    return dossier


@pytest.fixture
def enter(client: Client, demo_copy: str) -> Callable[[str], Client]:
    def entered(username: str) -> Client:
        client.force_login(User.objects.get(username=username))
        return client

    return entered


def test_what_was_closed_stays_and_a_revision_says_where_it_differs(demo_copy: str) -> None:
    first = closed()
    assert first.number == 1
    told = json.loads(first.cells)
    assert (told["total"][0], told["total"][4:8]) == (538, [526, 509, 16, 1])
    correct_one()
    assert list(faults(first)) == []
    assert canonical(kept(report_of(first))) == first.cells
    live = ii06(agency="so-noi-vu", period=YEAR, seal=seal(), by="agency")
    assert canonical(kept(live)) != first.cells
    with pytest.raises(Refused, match=r"đã được .* chốt ngày"):
        closed()
    second = closed(reason="Đính chính ngày kết thúc của một hồ sơ")
    assert (second.number, json.loads(second.cells)["total"][7]) == (2, 2)
    code, found, text = reports.run(Namespace(what="difference", edition=str(second.pk), agency=None, all=False))
    total = [(cell["column"], cell["before"], cell["after"]) for cell in found["cells"] if cell["line"] == "Tổng cộng"]
    assert (code, total) == (0, [(8, 509, 508), (10, 1, 2)])
    assert "01/01/2023 – 31/12/2023: Đính chính" in text
    assert list(faults(second)) == []
    assert Line.objects.filter(action="reports.close", subject_id__in=[first.pk, second.pk]).count() == 2


def test_it_is_drawn_again_from_the_copy_as_it_was(demo_copy: str, tmp_path, settings) -> None:
    one = closed()
    correct_one()
    settings.COPY_ROOT, settings.COPY_FROM_ROWS = tmp_path / "copy", 0
    facts.run(Namespace(what="rebuild", days=30, spark=None))
    assert copy.rules(copy.current())
    assert copy.current().seal_no > one.seal_no
    assert list(faults(one)) == []


def test_the_same_act_closes_once(demo_copy: str) -> None:
    act = act_of("cai-cach", key="chot-1")
    before = Edition.objects.count()
    made = [close(act, agency="so-noi-vu", period=YEAR, by="agency").pk for _ in range(2)]
    assert made[0] == made[1]
    assert Edition.objects.count() == before + 1


def test_what_may_not_be_closed_is_refused(demo_copy: str) -> None:
    today = local_day(timezone.now())
    with pytest.raises(Refused, match="Kỳ báo cáo chưa kết thúc"):
        close(act_of("cai-cach"), agency="so-noi-vu", period=Period(today - timedelta(30), today))
    for username in ("thu-ly", "mot-cua", "quan-tri"):
        with pytest.raises(Unknown):
            close(act_of(username), agency="so-noi-vu", period=YEAR, by="agency")
    assert not Edition.objects.filter(by="agency").exists()


def test_a_check_that_fails_must_be_explained(demo_copy: str, monkeypatch) -> None:
    broken = (form.Check("Phép kiểm tra", (form.Breach(None, 3, 2),)),)
    monkeypatch.setattr(form, "check", lambda *_: broken)
    with pytest.raises(Refused, match="chênh 2"):
        closed()
    assert closed(explanation="Hai hồ sơ chưa rõ kênh.").explanation == "Hai hồ sơ chưa rõ kênh."


@pytest.mark.parametrize("place", range(form.COLUMNS[0].number, form.COLUMNS[-1].number + 1))
def test_no_identity_fails_without_an_explanation(place: int) -> None:
    """Whichever cell of the total is wrong, some check says so, and closing is refused until it is explained."""
    counts = list(drawn.GOOD.counts)
    counts[place - 3] += 1
    wrong = drawn.report(total=form.Cells(tuple(counts)))
    with pytest.raises(Refused, match="chênh"):
        require_explained(wrong, " ")
    require_explained(wrong, "Đã rõ")
    require_explained(drawn.report(), "")


def test_each_check_alone_stops_a_closing() -> None:
    """The five of the table, the sum of sections, stock and flow, and the borders with other editions."""
    section = form.Section(None, "tinh", "Cấp tỉnh", "", drawn.ROWS[0].cells)
    rows = tuple(replace(one, under="tinh") for one in drawn.ROWS)
    checks = form.check(drawn.GOOD, rows, [section])
    flow = form.flow(drawn.GOOD, rows, opening=12, openings={1: 10, 2: 2})
    lines = {form.TOTAL: None}
    border = closing.border(lines, {form.TOTAL: drawn.GOOD}, {form.TOTAL: drawn.GOOD}, edition=1, before=True)
    assert [check.name for check in checks if not check.holds] == [form.SECTIONS_SUM]
    assert border.difference == 20 - 12
    assert all(check.holds for check in flow)
    every = [*checks, *flow, border]
    assert len({check.name for check in every}) == 9
    for check in every:
        broken = replace(check, breaches=(form.Breach(None, 3, 7),))
        with pytest.raises(Refused, match="chênh 7"):
            require_explained(replace(drawn.report(), checks=(broken,)), "")


def test_a_period_begins_with_what_the_closed_one_before_it_ended_with(demo_copy: str, enter) -> None:
    """A dossier of 2023 turns out to have been done in 2024 only: closing 2024 again must explain the difference."""
    months = Period(date(2024, 1, 1), date(2024, 7, 31))
    early = Dossier.objects.filter(
        unit__code="so-noi-vu", finished_at__year=2023, ending=1, extended_to=None, returned_at__year=2024
    ).order_by("pk")[0]
    correct_finish(act_of("lanh-dao"), early.pk, finished_at=early.returned_at, reason="Ghi nhầm năm")
    with pytest.raises(Refused) as refused:
        close(act_of("cai-cach"), agency="so-noi-vu", period=months, reason="Đính chính")
    assert refused.value.values["check"] == closing.FOLLOWS
    told = "Hồ sơ này năm 2023 đã tính là xong; năm 2023 sẽ chốt lại."
    made = close(act_of("cai-cach"), agency="so-noi-vu", period=months, reason="Đính chính", explanation=told)
    [broken] = [check for check in report_of(made).checks if not check.holds]
    assert (broken.name, broken.difference) == (closing.FOLLOWS, 1)
    assert list(faults(made)) == []
    page = enter("cai-cach").get(f"/reports/editions/{made.pk}/").content.decode()
    why = re.search(r'href="(/figures/dossiers.carried_over/difference/[^"]*)"', page)
    assert why
    client = enter("cai-cach")
    assert str(early) in html.unescape(client.get(html.unescape(why[1])).content.decode())
    # Once 2023 is closed again too, nothing is left to explain.
    year = close(act_of("cai-cach"), agency="so-noi-vu", period=YEAR, reason="Đính chính")
    assert all(check.holds for check in report_of(year).checks)
    assert {check.name for check in report_of(year).checks} >= {closing.LEADS}


def test_files_of_an_edition_come_from_what_it_keeps(demo_copy: str, tmp_path) -> None:
    """Whatever was entered since, and without counting again."""
    one = closed()
    written = {}
    for moment in ("before", "after"):
        for suffix in ("pdf", "xlsx", "csv", "json"):
            path = tmp_path / f"{moment}.{suffix}"
            asked = Namespace(what="export", edition=str(one.pk), output=path, public=False, agency=None, all=False)
            assert reports.run(asked)[0] == 0
            written.setdefault(suffix, []).append(path.read_bytes())
        correct_one()
    assert [suffix for suffix, (first, second) in written.items() if first != second] == []
    told = json.loads(written["json"][0])
    assert (told["total"]["resolved"]["early"], told["edition"], told["variant"]) == (509, 1, "b")
    with pytest.raises(Refused, match="đuôi"):
        reports.run(Namespace(what="export", edition=str(one.pk), output=tmp_path / "a.doc", public=False))
    with pytest.raises(Unknown):
        reports.run(Namespace(what="export", edition=str(one.pk), output=tmp_path / "a.csv", public=True))


@pytest.mark.parametrize("by", ["procedure", "level"])
def test_a_report_with_sections_is_kept_whole(demo_copy: str, by: str) -> None:
    """Its sections too, and it is drawn again exactly so."""
    one = close(act_of("cai-cach"), agency="so-noi-vu", period=YEAR, by=by)
    told = json.loads(one.cells)
    assert sum(section["cells"][0] for section in told["sections"]) == told["total"][0] == 538
    again = report_of(one)
    assert canonical(kept(again)) == one.cells
    assert again.holds
    assert list(faults(one)) == []


def test_verify_finds_what_was_written_over(demo_copy: str) -> None:
    one = closed()
    assert verify("all") == (0, [])
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.update(number=7)
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE reports_edition DISABLE TRIGGER USER; ALTER TABLE dossiers_fact DISABLE TRIGGER USER"
        )
        cursor.execute("UPDATE reports_edition SET cells = replace(cells, '509', '510')")
    code, words = verify(str(one.pk))
    assert code == 1
    assert "mã băm" in words[0]
    assert "509" in words[1]
    with connection.cursor() as cursor:
        # Whoever writes the hash over too is found by the journal.
        found = sha256(Edition.objects.get(pk=one.pk).cells)
        cursor.execute("UPDATE reports_edition SET cells_sha256 = %s WHERE id = %s", [found, one.pk])
        assert "nhật ký" in verify(str(one.pk))[1][0]
        cursor.execute("UPDATE reports_edition SET cells_sha256 = %s WHERE id = %s", [one.cells_sha256, one.pk])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reports_edition SET cells = replace(cells, '510', '509')")
        cursor.execute("DELETE FROM dossiers_fact WHERE subject_id = %s", [correctable()])
    assert "phiên bản dữ kiện" in verify(str(one.pk))[1][-1]
    with pytest.raises(Unknown):
        verify("999")


def correctable() -> int:
    return Dossier.objects.filter(unit__code="so-noi-vu", finished_at__year=2023).order_by("pk")[0].pk


def verify(which: str) -> tuple[int, list[str]]:
    code, document, _text = reports.run(Namespace(what="verify", edition=which, agency=None, all=False))
    told = [f"{fault['words']} {fault['where']}" for one in document["editions"] for fault in one["faults"]]
    return code, told


def test_the_pages_close_show_and_compare(enter, django_assert_max_num_queries) -> None:
    client = enter("cai-cach")
    page = client.get("/reports/II.06/", ASKED).content.decode()
    assert "/reports/close/?" in page
    form = client.get("/reports/close/", ASKED).content.decode()
    assert 'name="reason"' not in form
    assert client.post(f"/reports/close/?{asked()}", {"request_key": "c1"}).status_code == 302
    assert client.post(f"/reports/close/?{asked()}", {"request_key": "c2"}).status_code == 422
    correct_one()
    assert "Số liệu trên trang khác bản chốt" in client.get("/reports/II.06/", ASKED).content.decode()
    again = {"request_key": "c3", "reason": "Đính chính một hồ sơ"}
    assert client.post(f"/reports/close/?{asked()}", again).status_code == 302
    old, new = Edition.objects.filter(by="agency").order_by("number")
    shown = client.get(f"/reports/editions/{old.pk}/").content.decode()
    assert "Đã có bản số 2 thay thế" in shown
    assert "509" in shown
    difference = client.get(f"/reports/editions/{new.pk}/difference/").content.decode()
    assert "Đính chính một hồ sơ" in difference
    assert "/figures/dossiers.resolved_late/difference/" in difference
    for suffix in ("/print/", ".xlsx", ".json", ".csv", ".pdf"):
        assert client.get(f"/reports/editions/{old.pk}{suffix}").status_code == 200
    with django_assert_max_num_queries(12):
        listed = client.get("/reports/editions/").content.decode()
    assert listed.count("/reports/editions/") >= 2


def asked() -> str:
    return "&".join(f"{name}={value}" for name, value in ASKED.items())


def test_another_agencys_edition_is_not_found(enter) -> None:
    one = closed()
    stranger = User.objects.create(username="nguoi-la", full_name="Người Lạ")
    client = enter("cai-cach")
    client.force_login(stranger)
    assert client.get(f"/reports/editions/{one.pk}/").status_code == 404
    assert f"/reports/editions/{one.pk}/" not in client.get("/reports/editions/").content.decode()
    assert client.get("/reports/close/", ASKED).status_code == 404
