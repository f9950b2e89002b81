"""Count the money of a clerk's day and hand it over (chốt tiền cuối ngày, bàn giao thủ quỹ)."""

from dataclasses import asdict
from datetime import date

from django.db import transaction

from caicach.journal.queries import repeated
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.payments.models import DayCount
from caicach.payments.permits import may_take_money_at
from caicach.payments.queries import day_totals
from caicach.payments.rules import check_count
from caicach.payments.services.take_payment import require_open_day

KIND, ACTION = "day_count", "payments.count_day"


def count_day(act: Act, *, unit_id: int, day: date, counted: int, handed_to: str, reason: str = "") -> DayCount:
    """Close the actor's own day at a unit: totals by method, cash counted, a difference with its reason, the cashier.

    Raises `Refused`: not a place of the actor, the day lies ahead or is closed, nothing was taken, no cashier is
    named, the difference is not explained. The same key answers the same count.
    """
    clerk = act.actor.user_id
    verdict = may_take_money_at(act.actor, unit_id)
    if clerk is None or not verdict.allowed:
        raise Refused("not-permitted", verdict.reason, source=verdict.source)
    with transaction.atomic():
        earlier = repeated(act, KIND, ACTION)
        if earlier is not None:
            return DayCount.objects.get(pk=earlier)
        require_open_day(unit_id, clerk, day)
        if day > local_day(act.now):
            raise Refused("future", mark("Ngày chốt tiền không được ở tương lai."), field="day")
        if not handed_to.strip():
            raise Refused("no-cashier", mark("Hãy ghi họ tên thủ quỹ nhận tiền."), field="handed_to")
        totals = day_totals(unit_id, clerk, day)
        if not totals.receipts and not totals.voided:
            raise Refused("nothing-taken", mark("Ngày này chưa có khoản thu nào để chốt."), field="day")
        check_count(expected=totals.cash, counted=counted, reason=reason)
        told = {name: value for name, value in asdict(totals).items() if name != "voided"}
        made = DayCount.objects.create(
            unit_id=unit_id,
            clerk_id=clerk,
            day=day,
            counted=counted,
            reason=reason.strip() if counted != totals.cash else "",
            handed_to=handed_to.strip(),
            confirmed_at=act.at,
            **told,
        )
        personal = {"handed_to": made.handed_to} | ({"reason": made.reason} if made.reason else {})
        details = {"unit": unit_id, "day": day.isoformat(), "counted": counted, **told}
        change = Change(kind=KIND, subject_id=made.pk, action=ACTION, details=details, personal=personal)
        record(act, change)
        return made
