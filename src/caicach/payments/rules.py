"""Money taken for the state: which methods there are, how the fees of a subject stand, what is still owed. Pure."""

from collections.abc import Iterable
from enum import IntEnum, StrEnum
from typing import Protocol

from caicach.kit.refusal import Refused
from caicach.kit.words import mark


class Method(StrEnum):
    """How money came in: cash at the desk, a bank transfer, or online through a gateway."""

    CASH = "cash"
    TRANSFER = "transfer"
    ONLINE = "online"


METHOD_TITLES: dict[str, str] = {
    Method.CASH: mark("Tiền mặt"),
    Method.TRANSFER: mark("Chuyển khoản"),
    Method.ONLINE: mark("Trực tuyến"),
}


class FeeState(IntEnum):
    """How the fees of a subject stand, with the codes that `Dossier.fee` keeps."""

    NONE = 0
    DUE = 1
    PAID = 2
    ONLINE = 3
    EXEMPT = 4


class Owed(Protocol):
    """A fee that was charged."""

    amount: int

    @property
    def exempt(self) -> bool:
        """Whether the payer is exempt from it."""


class Taken(Protocol):
    """Money that was taken."""

    amount: int
    method: str

    @property
    def void(self) -> bool:
        """Whether the receipt was cancelled."""


def outstanding(owed: Iterable[Owed], taken: Iterable[Taken]) -> int:
    """What is still to be paid, in đồng: what was charged and not exempt, without what was taken and not cancelled."""
    charged = sum(due.amount for due in owed if not due.exempt)
    return charged - sum(receipt.amount for receipt in taken if not receipt.void)


def state_of(owed: Iterable[Owed], taken: Iterable[Taken]) -> FeeState:
    """How the fees stand; an exempt payer is exempt, not somebody without fees (Decree 118/2025/NĐ-CP Art. 24).

    Paid online counts as such once any part of a settled fee came in through a gateway.
    """
    dues, receipts = list(owed), [receipt for receipt in taken if not receipt.void]
    if not any(due.amount for due in dues):
        return FeeState.NONE
    if outstanding(dues, receipts) > 0:
        return FeeState.DUE
    if not receipts:
        return FeeState.EXEMPT
    return FeeState.ONLINE if any(receipt.method == Method.ONLINE for receipt in receipts) else FeeState.PAID


def check_amount(amount: int, *, owed: int) -> None:
    """Raise `Refused` where nothing is owed, or another amount than what is owed or a part of it is to be taken."""
    if owed <= 0:
        raise Refused("nothing-owed", mark("Hồ sơ này không còn khoản phí, lệ phí nào phải nộp."))
    if not 0 < amount <= owed:
        raise Refused(
            "wrong-amount",
            mark("Số tiền phải lớn hơn 0 và không vượt quá {owed} đồng còn phải nộp."),
            values={"owed": f"{owed:,}".replace(",", ".")},
            field="amount",
        )


def check_papers(method: str, *, series: str, number: str, reference: str) -> None:
    """Raise `Refused` where the official receipt or the gateway's reference is missing.

    A receipt (biên lai) is a controlled document from the book or from the e-receipt provider: its series and number
    are recorded, never given here. What comes in online is known by the gateway's reference; its receipt may follow.
    """
    if method not in set(Method):
        raise Refused("unknown-method", mark("Hãy chọn hình thức nộp tiền."), field="method")
    if method == Method.ONLINE and not reference:
        raise Refused(
            "no-reference",
            mark("Khoản nộp trực tuyến phải có mã giao dịch của cổng thanh toán."),
            source=mark("Điều 24 Nghị định 118/2025/NĐ-CP"),
            field="reference",
        )
    if bool(series) != bool(number) or (method != Method.ONLINE and not number):
        raise Refused(
            "no-receipt-number",
            mark("Hãy ghi đủ ký hiệu và số của biên lai đã lập; CaiCach không cấp biên lai."),
            field="number" if series else "series",
        )


def check_count(*, expected: int, counted: int, reason: str) -> None:
    """Raise `Refused("difference-unexplained")` when the cash counted is not the cash receipted and nobody says why."""
    if counted != expected and not reason.strip():
        raise Refused(
            "difference-unexplained",
            mark("Tiền đếm được lệch {difference} đồng so với biên lai; hãy ghi lý do chênh lệch."),
            values={"difference": f"{counted - expected:+,}".replace(",", ".")},
            field="reason",
        )
