"""Fees on a dossier: charged at acceptance, taken with the official receipt, exempt, cancelled; each act once."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

import world
from caicach.dossiers.models import Dossier, Fact
from caicach.dossiers.services.exempt_fee import exempt_fee
from caicach.dossiers.services.receive import receive
from caicach.dossiers.services.take_fee import take_fee
from caicach.dossiers.services.void_fee import void_fee
from caicach.journal.models import Line, Personal
from caicach.kit.refusal import Refused
from caicach.payments.models import DayCount, Due, Receipt
from caicach.payments.services.count_day import count_day
from caicach.procedures.models import FeeExemption
from payments.conftest import DAY

CASH = {"amount": 30_000, "method": "cash", "series": "01P-26E", "number": "0000123"}


def _count(here: world.World, **changes: object) -> DayCount:
    asked = {
        "unit_id": here.units["centre"].pk,
        "day": date(2026, 11, 19),
        "counted": 30_000,
        "handed_to": "Trần Thủ Quỹ",
    }
    return count_day(here.act("clerk", "2026-11-19T17:00"), **{**asked, **changes})  # type: ignore[arg-type]


def test_a_fee_is_charged_at_acceptance_and_taken(here: world.World, dossier: Dossier) -> None:
    assert (dossier.fee, Due.objects.get().amount) == (1, 30_000)
    act = here.act("clerk", "2026-11-19T09:05")
    taken = take_fee(act, dossier.pk, **CASH)
    assert (taken.fee, taken.fee_day) == (2, date(2026, 11, 19))
    fact = Fact.objects.filter(subject_id=dossier.pk).latest("version")
    assert (fact.fee, fact.fee_day, fact.online_payment) == (2, date(2026, 11, 19), True)
    assert '"0000123' not in Line.objects.get(action="dossiers.receive").body
    assert "01P-26E 0000123" in Line.objects.get(action="dossiers.take_fee").body
    # The same form sent twice is one payment.
    assert take_fee(act, dossier.pk, **CASH).version == taken.version
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"amount": 40_000}, "wrong-amount"),
        ({"number": ""}, "no-receipt-number"),
        ({"method": "online"}, "no-reference"),
    ],
)
def test_what_is_refused_writes_nothing(
    here: world.World, dossier: Dossier, changes: dict[str, object], code: str
) -> None:
    lines = Line.objects.count()
    with pytest.raises(Refused) as refused:
        take_fee(here.act("clerk", "2026-11-19T09:05"), dossier.pk, **{**CASH, **changes})  # type: ignore[arg-type]
    assert (refused.value.code, Receipt.objects.count(), Line.objects.count()) == (code, 0, lines)


def test_a_number_of_the_official_receipt_is_used_once_for_ever(here: world.World, dossier: Dossier) -> None:
    take_fee(here.act("clerk", "2026-11-19T09:05"), dossier.pk, **CASH)
    voided = void_fee(
        here.act("clerk", "2026-11-19T09:10"),
        dossier.pk,
        receipt_id=Receipt.objects.get().pk,
        reason="Lê Văn Sai trả lại",
    )
    assert (voided.fee, voided.fee_day) == (1, None)
    assert "Sai" not in Line.objects.get(action="dossiers.void_fee").body
    with pytest.raises(Refused) as refused:
        take_fee(here.act("clerk", "2026-11-19T09:15"), dossier.pk, **CASH)
    assert refused.value.code == "receipt-number-used"
    again = take_fee(here.act("clerk", "2026-11-19T09:15"), dossier.pk, **{**CASH, "number": "0000124"})
    assert again.fee == 2


def test_online_money_is_known_by_the_gateways_reference(here: world.World, dossier: Dossier) -> None:
    online = {"amount": 30_000, "method": "online", "reference": "DVCQG-1"}
    assert take_fee(here.act("clerk", "2026-11-19T09:05"), dossier.pk, **online).fee == 3  # type: ignore[arg-type]
    other = receive(here.act("clerk", DAY), here.intake())
    with pytest.raises(Refused) as refused:
        take_fee(here.act("clerk", "2026-11-19T09:05"), other.pk, **online)  # type: ignore[arg-type]
    assert refused.value.code == "reference-used"


def test_who_is_exempt_is_recorded_as_exempt(here: world.World, dossier: Dossier) -> None:
    ground = FeeExemption.objects.get()
    done = exempt_fee(here.act("clerk", "2026-11-19T09:05"), dossier.pk, exemption_id=ground.pk, note="Sổ hộ nghèo")
    assert (done.fee, Due.objects.get().exemption) == (4, ground)
    assert Personal.objects.filter(values__note="Sổ hộ nghèo").exists()
    with pytest.raises(Refused) as refused:
        take_fee(here.act("clerk", "2026-11-19T09:06"), dossier.pk, **CASH)
    assert refused.value.code == "nothing-owed"


def test_a_counted_day_takes_no_more(here: world.World, dossier: Dossier) -> None:
    other = receive(here.act("clerk", DAY), here.intake())
    take_fee(here.act("clerk", "2026-11-19T09:05"), dossier.pk, **CASH)
    with pytest.raises(Refused) as refused:
        _count(here, counted=29_000)
    assert refused.value.code == "difference-unexplained"
    counted = _count(here, counted=29_000, reason="thiếu tiền lẻ")
    assert (counted.cash, counted.difference, counted.receipts) == (30_000, -1_000, 1)
    line = Line.objects.get(action="payments.count_day")
    assert "Thủ Quỹ" not in line.body
    for refuse in (
        lambda: take_fee(here.act("clerk", "2026-11-19T18:00"), other.pk, **{**CASH, "number": "5"}),
        lambda: void_fee(
            here.act("clerk", "2026-11-20T08:00"), dossier.pk, receipt_id=Receipt.objects.get().pk, reason="x"
        ),
        lambda: _count(here),
    ):
        with pytest.raises(Refused) as refused:
            refuse()
        assert refused.value.code == "day-closed"
    # The next day is open.
    assert take_fee(here.act("clerk", "2026-11-20T08:00"), other.pk, **{**CASH, "number": "5"}).fee == 2


def test_a_count_sent_twice_is_one_count(here: world.World, dossier: Dossier) -> None:
    take_fee(here.act("clerk", "2026-11-19T09:05"), dossier.pk, **CASH)
    act = here.act("clerk", "2026-11-19T17:00")
    asked = {"unit_id": here.units["centre"].pk, "day": date(2026, 11, 19), "counted": 30_000, "handed_to": "Thủ quỹ"}
    assert count_day(act, **asked) == count_day(act, **asked)  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        count_day(replace(act, key="another"), **{**asked, "unit_id": here.units["so"].pk})  # type: ignore[arg-type]
    assert refused.value.code == "not-permitted"


def test_pages_take_the_fee_and_print_our_slip(here: world.World, dossier: Dossier, client: Client) -> None:
    client.force_login(here.users["clerk"])
    page = client.get(f"/dossiers/{dossier.pk}/").content.decode()
    assert "Chưa nộp" in page
    assert f"/dossiers/{dossier.pk}/take_fee/" in page
    assert client.get(f"/dossiers/{dossier.pk}/fee_slip/").status_code == 404
    form = client.get(f"/dossiers/{dossier.pk}/take_fee/").content.decode()
    assert 'value="30000"' in form
    wrong = client.post(f"/dossiers/{dossier.pk}/take_fee/", {"amount": "30000", "method": "cash"})
    assert wrong.status_code == 422
    assert "CaiCach không cấp biên lai" in wrong.content.decode()
    sent = {"amount": "30000", "method": "cash", "series": "01P-26E", "number": "0000123"}
    assert client.post(f"/dossiers/{dossier.pk}/take_fee/", sent).status_code == 303
    slip = client.get(f"/dossiers/{dossier.pk}/fee_slip/").content.decode()
    for printed in ("PHIẾU XÁC NHẬN THU", "không phải là biên lai", "01P-26E 0000123", "30.000", "Y Bhăm Niê"):
        assert printed in slip, printed
