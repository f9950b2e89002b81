"""Reads of money: what a subject owes and has paid, what a clerk took on a day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, Sum

from caicach.payments.models import DayCount, Due, Receipt
from caicach.payments.rules import FeeState, Method, outstanding, state_of


@dataclass(slots=True)
class Account:
    """The fees of one subject and what was taken for them; rows may be new and not stored yet."""

    dues: list[Due] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)

    @property
    def outstanding(self) -> int:
        """What is still to be paid, in đồng."""
        return outstanding(self.dues, self.receipts)

    @property
    def state(self) -> FeeState:
        """How the fees stand."""
        return state_of(self.dues, self.receipts)

    @property
    def valid(self) -> list[Receipt]:
        """The receipts that were not cancelled."""
        return [receipt for receipt in self.receipts if not receipt.void]


def account_of(kind: str, subject_id: int | None) -> Account:
    """The fees of a subject, two statements; empty for one that is not stored yet."""
    if subject_id is None:
        return Account()
    dues = Due.objects.filter(subject_kind=kind, subject_id=subject_id).select_related("fee", "exemption")
    receipts = Receipt.objects.filter(subject_kind=kind, subject_id=subject_id).select_related("taken_by", "unit")
    return Account(list(dues.order_by("timing", "id")), list(receipts.order_by("taken_at", "id")))


@dataclass(frozen=True, slots=True)
class DayTotals:
    """What one clerk took at one unit on one day, by method, in đồng; cancelled receipts count only as cancelled."""

    receipts: int
    voided: int
    cash: int
    transfer: int
    online: int


def day_totals(unit_id: int, clerk_id: int, day: date) -> DayTotals:
    """The totals of a clerk's day; one statement."""
    valid = Q(voided_at=None)
    found = Receipt.objects.filter(unit_id=unit_id, taken_by_id=clerk_id, taken_day=day).aggregate(
        receipts=Count("pk", filter=valid),
        voided=Count("pk", filter=~valid),
        **{method.value: Sum("amount", filter=valid & Q(method=method.value), default=0) for method in Method},
    )
    return DayTotals(**found)


def taken_on(unit_ids: Iterable[int], clerk_id: int, day: date) -> list[Receipt]:
    """The receipts of a clerk's day at these units, as they were taken; one statement."""
    found = Receipt.objects.filter(unit_id__in=list(unit_ids), taken_by_id=clerk_id, taken_day=day)
    return list(found.order_by("taken_at", "id"))


def count_of(unit_id: int, clerk_id: int, day: date) -> DayCount | None:
    """The count that closed a clerk's day, if it was closed."""
    return DayCount.objects.filter(unit_id=unit_id, clerk_id=clerk_id, day=day).first()


def counts_at(unit_ids: Iterable[int], day: date) -> list[DayCount]:
    """The counts of all clerks of these units on a day, by name; one statement."""
    found = DayCount.objects.filter(unit_id__in=list(unit_ids), day=day).select_related("clerk", "unit")
    return list(found.order_by("clerk__full_name", "id"))


def uncounted_at(unit_ids: Iterable[int], day: date) -> list[tuple[int, str]]:
    """Ids and names of those who took money at these units on a day and have not counted it; one statement."""
    counted = DayCount.objects.filter(unit_id__in=list(unit_ids), day=day).values("clerk_id")
    found = Receipt.objects.filter(unit_id__in=list(unit_ids), taken_day=day).exclude(taken_by_id__in=counted)
    return list(found.values_list("taken_by_id", "taken_by__full_name").distinct().order_by("taken_by__full_name"))
