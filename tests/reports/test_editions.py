"""Closed reports: what was closed stays, whatever is entered later; and it can be shown to be so."""

import json
from argparse import Namespace
from collections.abc import Callable
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
from caicach.reports.queries.editions import faults, kept, report_of
from caicach.reports.rules.edition import canonical
from caicach.reports.services.close import close

YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))
ASKED = {"agency": "so-noi-vu", "from": "2023-01-01", "to": "2023-12-31"}


def act_of(username: str, key: str = "") -> Act:
    now = timezone.now()
    user = User.objects.get(username=username)
    return Act(actor=actor_of(user.pk, on=local_day(now)), at=now, now=now, key=key)


def closed(**more: str) -> Edition:
    return close(act_of("cai-cach"), agency="so-noi-vu", period=YEAR, **more)


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
    live = ii06(agency="so-noi-vu", period=YEAR, seal=seal())
    assert canonical(kept(live)) != first.cells
    with pytest.raises(Refused, match=r"đã được .* chốt ngày"):
        closed()
    second = closed(reason="Đính chính ngày kết thúc của một hồ sơ")
    assert (second.number, json.loads(second.cells)["total"][7]) == (2, 2)
    assert list(faults(second)) == []
    assert Line.objects.filter(action="reports.close").count() == 2


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
    made = [close(act, agency="so-noi-vu", period=YEAR).pk for _ in range(2)]
    assert made[0] == made[1]
    assert Edition.objects.count() == 1


def test_what_may_not_be_closed_is_refused(demo_copy: str) -> None:
    today = local_day(timezone.now())
    with pytest.raises(Refused, match="Kỳ báo cáo chưa kết thúc"):
        close(act_of("cai-cach"), agency="so-noi-vu", period=Period(today - timedelta(30), today))
    for username in ("thu-ly", "mot-cua", "quan-tri"):
        with pytest.raises(Unknown):
            close(act_of(username), agency="so-noi-vu", period=YEAR)
    assert not Edition.objects.exists()


def test_a_check_that_fails_must_be_explained(demo_copy: str, monkeypatch) -> None:
    from caicach.reports.rules import ii06 as form

    broken = (form.Check("Phép kiểm tra", (form.Breach(None, 3, 2),)),)
    monkeypatch.setattr(form, "check", lambda *_: broken)
    with pytest.raises(Refused, match="chênh 2"):
        closed()
    assert closed(explanation="Hai hồ sơ chưa rõ kênh.").explanation == "Hai hồ sơ chưa rõ kênh."


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
        cursor.execute("UPDATE reports_edition SET cells = replace(cells, '510', '509')")
        cursor.execute("DELETE FROM dossiers_fact WHERE subject_id = %s", [correctable()])
    assert "phiên bản dữ kiện" in verify(str(one.pk))[1][-1]
    with pytest.raises(Unknown):
        verify("999")


def correctable() -> int:
    return Dossier.objects.filter(unit__code="so-noi-vu", finished_at__year=2023).order_by("pk")[0].pk


def verify(which: str) -> tuple[int, list[str]]:
    code, document, _text = reports.run(Namespace(what="verify", edition=which, agency=None))
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
    old, new = Edition.objects.order_by("number")
    shown = client.get(f"/reports/editions/{old.pk}/").content.decode()
    assert "Đã có bản số 2 thay thế" in shown
    assert "509" in shown
    difference = client.get(f"/reports/editions/{new.pk}/difference/").content.decode()
    assert "Đính chính một hồ sơ" in difference
    assert "/figures/dossiers.resolved_late/difference/" in difference
    for suffix in ("/print/", ".xlsx", ".json"):
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
