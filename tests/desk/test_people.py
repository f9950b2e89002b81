"""What an administrator does about people: accounts, dated rights, leaving; within reach, journalled, once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import world
from caicach.accounts.models import Grant, Post, User
from caicach.desk.services.leave import leave
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.forward import forward
from caicach.dossiers.services.receive import receive
from caicach.journal.models import Line
from caicach.journal.services.verify import verify
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused

SignIn = Callable[[str], Any]


@pytest.fixture
def here(database: str) -> world.World:
    return world.build()


def today() -> date:
    return local_day(timezone.now())


def test_somebody_is_hired_and_given_a_right(here: world.World, sign_in: SignIn) -> None:
    """Account, password, right; each a journal line; the form sent twice is done once."""
    admin = sign_in("admin")
    told = {
        "username": "moi", "full_name": "Người Mới", "email": "moi@example.com", "language": "vi",
        "unit": here.units["phong"].pk, "title": "Chuyên viên", "request_key": "mot-lan",
    }  # fmt: skip
    answer = admin.post("/people/new/", told)
    user = User.objects.get(username="moi")
    assert answer.url == f"/people/{user.pk}/"
    assert admin.post("/people/new/", told).status_code == 302
    assert User.objects.filter(full_name="Người Mới").count() == 1
    assert Post.objects.get(user=user).title == "Chuyên viên"
    weak = admin.post(f"/people/{user.pk}/password/", {"password": "123"})
    assert weak.status_code == 422
    admin.post(f"/people/{user.pk}/password/", {"password": "mat-khau-du-dai-2026"})
    user.refresh_from_db()
    assert user.check_password("mat-khau-du-dai-2026")
    right = {"role": "processing_officer", "unit": here.units["phong"].pk, "valid_from": today().isoformat()}
    assert admin.post(f"/people/{user.pk}/grant/", right).status_code == 422  # a right is given for a reason
    admin.post(f"/people/{user.pk}/grant/", right | {"reason": "QĐ 12"})
    grant = Grant.objects.get(user=user)
    assert (grant.role, grant.valid_to, grant.granted_by.username) == ("processing_officer", None, "admin")
    page = admin.get(f"/people/{user.pk}/").content.decode()
    assert "Công chức thụ lý" in page
    assert "Đang hiệu lực" in page
    end = f"/people/{user.pk}/grant/{grant.pk}/end/"
    admin.post(end, {"last_day": today().isoformat(), "reason": "chuyển việc"})
    grant.refresh_from_db()
    assert grant.valid_to == today()
    assert [line.action.partition(".")[2] for line in Line.objects.filter(kind="user", subject_id=user.pk)] == [
        "create_user", "set_password", "give_grant", "end_grant",
    ]  # fmt: skip
    assert verify().finding is None


def test_a_change_keeps_other_posts(here: world.World, sign_in: SignIn) -> None:
    """The first post is the one of the form."""
    officer = here.users["officer"]
    for unit, title in (("phong", "Cũ"), ("so", "Kiêm nhiệm")):
        Post.objects.create(user=officer, unit=here.units[unit], title=title)
    first = officer.posts.order_by("unit").first()
    assert first is not None
    told = {"full_name": "Tên Khác", "email": "", "language": "", "unit": first.unit_id, "title": "Mới"}
    answer = sign_in("admin").post(f"/people/{officer.pk}/change/", told)
    assert answer.status_code == 302
    assert set(officer.posts.values_list("title", flat=True)) == {"Mới", "Kiêm nhiệm" if first.title == "Cũ" else "Cũ"}
    officer.refresh_from_db()
    assert officer.full_name == "Tên Khác"


def test_who_leaves_hands_over_first(here: world.World, sign_in: SignIn) -> None:
    """Open work blocks; without it all rights end, and the account signs in no more."""
    now = timezone.now()
    at = f"{(now - timedelta(days=2)).date().isoformat()}T09:00"
    dossier = receive(here.act("clerk", at), here.intake())
    forward(here.act("clerk", at), dossier.pk, unit_id=here.units["phong"].pk)
    officer = here.users["officer"]
    assign(here.act("head", at), dossier.pk, officer_id=officer.pk)
    sent = {"last_day": today().isoformat(), "reason": "nghỉ hưu"}
    refused = sign_in("admin").post(f"/people/{officer.pk}/leave/", sent)
    assert refused.status_code == 422
    assert "còn giữ 1 hồ sơ" in refused.content.decode()
    officer.refresh_from_db()
    assert officer.is_active
    second = User.objects.create(username="second", full_name="Second")
    Grant.objects.create(
        user=second, role="processing_officer", unit=here.units["phong"], valid_from=world.BEGINNING, reason="test"
    )
    assign(here.act("head", at), dossier.pk, officer_id=second.pk)
    assert sign_in("admin").post(f"/people/{officer.pk}/leave/", sent).status_code == 302
    officer.refresh_from_db()
    assert not officer.is_active
    assert Grant.objects.get(user=officer).valid_to == today()
    back = sign_in("admin").post(f"/people/{officer.pk}/activate/", {"reason": "trở lại"})
    assert back.status_code == 302
    officer.refresh_from_db()
    assert officer.is_active
    assert verify().finding is None


def test_nobody_lets_themselves_leave(here: world.World) -> None:
    """So that somebody is left who can put things right."""
    with pytest.raises(Refused) as refused:
        leave(here.act("admin", "2026-11-20T09:00"), here.users["admin"].pk, last_day=today(), reason="x")
    assert refused.value.code == "oneself"


def test_an_administrator_of_a_part_reaches_that_part(here: world.World, sign_in: SignIn) -> None:
    """Neither gives rights elsewhere nor takes over the account of somebody who reaches further."""
    local = User.objects.create(username="local", full_name="Local")
    Grant.objects.create(
        user=local, role="administrator", unit=here.units["phong"], valid_from=world.BEGINNING, reason="t"
    )
    client = sign_in("local")
    assert client.get(f"/people/{here.users['officer'].pk}/change/").status_code == 200
    assert client.get(f"/people/{here.users['leader'].pk}/change/").status_code == 404
    assert client.get(f"/people/{here.users['admin'].pk}/password/").status_code == 404
    right = {
        "role": "agency_leader", "unit": here.units["so"].pk, "valid_from": today().isoformat(), "reason": "x",
    }  # fmt: skip
    assert client.post(f"/people/{local.pk}/grant/", right).status_code == 422
    assert Grant.objects.filter(user=local).count() == 1
    elsewhere = Grant.objects.get(user=here.users["sibling"])
    assert client.get(f"/people/{here.users['sibling'].pk}/grant/{elsewhere.pk}/end/").status_code == 404


def test_the_list_finds_and_costs_the_same(here: world.World, sign_in: SignIn) -> None:
    """By name, unit and activity; a fixed number of statements."""
    client = sign_in("admin")
    page = client.get("/people/", {"q": "offi"}).content.decode()
    assert "officer" in page
    assert "leader" not in page
    page = client.get("/people/", {"unit": here.units["phong2"].pk}).content.decode()
    assert "sibling" in page
    assert "officer" not in page
    with CaptureQueriesContext(connection) as few:
        client.get("/people/")
    User.objects.bulk_create(User(username=f"nguoi{no:03d}", full_name=f"Người {no}") for no in range(80))
    with CaptureQueriesContext(connection) as many:
        assert "Trang sau" in client.get("/people/").content.decode()
    assert len(few) == len(many)
