"""A clerk's day: money counted and handed over, guidance noted, what is settled on the spot."""

import pytest
from django.test import Client
from django.utils import timezone

import world
from caicach.accounts.models import Grant
from caicach.accounts.rules import Role
from caicach.dossiers.models import Dossier, Guidance
from caicach.dossiers.services.take_fee import take_fee
from caicach.journal.models import Line
from caicach.kit.period import local_day
from caicach.notices.models import Message
from caicach.payments.models import DayCount
from caicach.procedures.models import Fee
from dossiers import pages


def _paid(here: world.World) -> Dossier:
    Fee.objects.create(version=here.version, name_vi="Phí", name_en="Fee", amount=30_000, timing=1)
    now = pages.ago(minutes=0)
    dossier = pages.received(here, at=now)
    return take_fee(
        pages.acting(here, "clerk", now), dossier.pk, amount=30_000, method="cash", series="01P", number="7"
    )


def test_the_day_is_counted_once_and_the_head_of_the_centre_sees_it(here: world.World, client: Client) -> None:
    dossier = _paid(here)
    today = local_day(timezone.now()).isoformat()
    pages.entered_in(client, here, "clerk")
    page = client.get("/payments/day/").content.decode()
    for told in (dossier.number, "01P 7", "30.000", "Đã tiếp nhận 1 hồ sơ"):
        assert str(told) in page, told
    sent = {"unit": str(here.units["centre"].pk), "day": today, "counted": "29000", "handed_to": "Trần Quỹ"}
    wrong = client.post("/payments/day/", sent)
    assert wrong.status_code == 422
    assert "ghi lý do chênh lệch" in wrong.content.decode()
    assert client.post("/payments/day/", {**sent, "reason": "trả nhầm tiền lẻ"}).status_code == 303
    assert DayCount.objects.get().difference == -1_000
    assert "Đã chốt lúc" in client.get("/payments/day/").content.decode()
    Grant.objects.create(user=here.users["leader"], role=Role.CENTRE_HEAD.value, unit=here.units["centre"],
                         valid_from=world.BEGINNING, reason="test")  # fmt: skip
    pages.entered_in(client, here, "leader")
    page = client.get("/payments/day/").content.decode()
    for told in ("Clerk", "trả nhầm tiền lẻ", "Trần Quỹ"):
        assert told in page, told
    assert str(dossier.number) not in page


def test_the_pages_of_the_day_cost_the_same_however_much_was_taken(here: world.World, client: Client) -> None:
    _paid(here)
    pages.entered_in(client, here, "clerk")
    client.get("/payments/day/")
    before, _ = pages.counted(client, "/payments/day/")
    now = pages.ago(minutes=0)
    for number in range(3):
        dossier = pages.received(here, at=now)
        take_fee(
            pages.acting(here, "clerk", now),
            dossier.pk,
            amount=30_000,
            method="cash",
            series="01P",
            number=f"9{number}",
        )
    after, _ = pages.counted(client, "/payments/day/")
    assert after == before


def test_guidance_is_noted_without_who_asked(here: world.World, client: Client) -> None:
    pages.entered_in(client, here, "clerk")
    sent = {"unit": str(here.units["centre"].pk), "procedure": "syn-1", "channel": "2", "question": "Lê Thị Hỏi cần gì",
            "request_key": "guide-1"}  # fmt: skip
    for _ in range(2):
        assert client.post("/dossiers/guide/", sent).status_code == 303
    assert Guidance.objects.count() == 1
    assert "Hỏi" not in Line.objects.get(action="dossiers.guide").body
    page = client.get("/dossiers/guide/").content.decode()
    assert "Hôm nay đã hướng dẫn 1 lượt." in page
    assert client.post("/dossiers/guide/", {**sent, "procedure": "SYN-9"}).status_code == 422
    assert (
        client.post("/dossiers/guide/", {**sent, "request_key": "g2", "unit": str(here.units["so"].pk)}).status_code
        == 422
    )


@pytest.mark.parametrize("by", ["catalogue", "grant"])
def test_what_is_settled_on_the_spot_has_its_whole_story(here: world.World, client: Client, by: str) -> None:
    address = f"/dossiers/receive/{here.procedure.pk}/"
    pages.entered_in(client, here, "clerk")
    refused = client.post(address, pages.filled(here, act="spot"))
    assert refused.status_code == 422
    assert "không thuộc loại giải quyết ngay" in refused.content.decode()
    assert "Giải quyết và trả kết quả ngay" not in client.get(address).content.decode()
    if by == "catalogue":
        here.version.on_spot = True
        here.version.save()
    else:
        Grant.objects.create(user=here.users["clerk"], role=Role.PROCESSING_OFFICER.value, unit=here.units["so"],
                             valid_from=world.BEGINNING, reason="test")  # fmt: skip
    assert "Giải quyết và trả kết quả ngay" in client.get(address).content.decode()
    form = pages.filled(here, act="spot")
    for _ in range(2):  # a form sent twice is one dossier
        assert client.post(address, form).status_code == 303
    dossier = Dossier.objects.get()
    assert (dossier.status, dossier.ending, dossier.decision) == (10, 1, "granted")
    told = list(Line.objects.filter(kind="dossier").order_by("seq").values_list("action", flat=True))
    assert told == ["dossiers.receive", "dossiers.decide", "dossiers.finish", "dossiers.return_result"]
    assert not Message.objects.exists()
