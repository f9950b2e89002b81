"""Take money for what is owed (thu phí, lệ phí)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.payments.models import Receipt
from caicach.payments.queries import Account, count_of
from caicach.payments.rules import Method, check_amount, check_papers


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """What was paid and how: amount in đồng; series and number of the official receipt; the gateway's reference."""

    amount: int
    method: str
    series: str = ""
    number: str = ""
    reference: str = ""


def take_payment(account: Account, payment: Payment, *, unit_id: int, clerk_id: int, at: datetime) -> Receipt:
    """The money as a new row on the account; whoever calls writes it with the subject.

    Raises `Refused`: nothing or less is owed, the number of the official receipt or the reference is missing.
    """
    check_amount(payment.amount, owed=account.outstanding)
    check_papers(payment.method, series=payment.series, number=payment.number, reference=payment.reference)
    receipt = Receipt(
        unit_id=unit_id,
        amount=payment.amount,
        method=payment.method,
        series=payment.series,
        number=payment.number,
        reference=payment.reference,
        taken_by_id=clerk_id,
        taken_at=at,
        taken_day=local_day(at),
    )
    account.receipts.append(receipt)
    return receipt


def require_new(payment: Payment) -> None:
    """Raise `Refused` when the receipt's number or the gateway's reference is on record already.

    The number is locked until the transaction ends, so that two desks do not record it at once.
    """
    if payment.number:
        _lock(f"receipt {payment.series} {payment.number}")
        if Receipt.objects.filter(series=payment.series, number=payment.number).exists():
            raise Refused(
                "receipt-number-used",
                mark("Biên lai ký hiệu {series} số {number} đã được ghi cho một khoản thu khác; hãy xem lại số."),
                values={"series": payment.series, "number": payment.number},
                field="number",
            )
    if payment.method == Method.ONLINE and payment.reference:
        _lock(f"reference {payment.reference}")
        if Receipt.objects.filter(method=Method.ONLINE.value, reference=payment.reference).exists():
            raise Refused(
                "reference-used",
                mark("Giao dịch {reference} đã được ghi nhận trước đó."),
                values={"reference": payment.reference},
                field="reference",
            )


def require_open_day(unit_id: int, clerk_id: int, day: date) -> None:
    """Raise `Refused("day-closed")` when the clerk's money of the day was counted and handed over.

    The clerk's day is locked until the transaction ends: a count and a receipt do not pass each other.
    """
    _lock(f"day {unit_id} {clerk_id} {day}")
    if count_of(unit_id, clerk_id, day) is not None:
        raise Refused(
            "day-closed",
            mark("Tiền ngày {day} đã được chốt và bàn giao cho thủ quỹ nên không ghi thu, hủy cho ngày đó được nữa."),
            values={"day": f"{day:%d/%m/%Y}"},
            field="at",
        )


def _lock(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7201768))", [name])
