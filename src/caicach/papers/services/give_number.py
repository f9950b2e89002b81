"""Give a paper its number and day, from the one place its register allows (cấp số văn bản)."""

from datetime import date

from caicach.kit.acts import Act
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.papers.models import Document, IssuedNumber, Register
from caicach.papers.queries.documents import last_day
from caicach.papers.rules.document import NumberState, NumberWay
from caicach.papers.services.set_register import ONE_SOURCE, counter_of, opened
from caicach.papers.services.take_number import take_number


def give_number(
    act: Act,
    document: Document,
    *,
    day: date,
    number: int | None = None,
    symbol: str = "",
    reserved_id: int | None = None,
) -> IssuedNumber:
    """Number a paper in its body's register of the day's year, in the caller's transaction.

    Where another system rules, `number` is the one it gave; where our register rules, none may be typed: the next one
    is taken, or one that was reserved. Raises `Refused`: "number-missing", "number-not-ours", "number-used",
    "number-day".
    """
    register = opened(document.unit, document.kind, year=day.year)
    if register.way == NumberWay.GIVEN:
        issued = _given(register, document, number)
    else:
        issued = _own(register, number, reserved_id, day)
    issued.way, issued.state, issued.document = register.way, NumberState.TAKEN.value, document
    issued.day, issued.entered_by_id, issued.entered_at = day, act.actor.user_id or document.drafted_by_id, act.now
    issued.save()
    document.number, document.issued_on = issued.number, day
    document.symbol = symbol.strip() or register.symbol
    return issued


def _given(register: Register, document: Document, number: int | None) -> IssuedNumber:
    if not number:
        raise Refused(
            "number-missing",
            mark("Loại văn bản này lấy số từ hệ thống quản lý văn bản; hãy ghi số đã cấp ở đó."),
            source=ONE_SOURCE,
            field="number",
        )
    used = IssuedNumber.objects.filter(register=register, number=number).exclude(state=NumberState.CANCELLED.value)
    if used.exists():
        raise Refused(
            "number-used",
            mark("Số {number} đã dùng trong sổ năm {year}; hãy kiểm tra lại số đã cấp."),
            values={"number": number, "year": register.year},
            source=mark("Điều 15 Nghị định 30/2020/NĐ-CP"),
            field="number",
        )
    return IssuedNumber(register=register, number=number, document=document)


def _own(register: Register, number: int | None, reserved_id: int | None, day: date) -> IssuedNumber:
    if number:
        raise Refused(
            "number-not-ours",
            mark("Loại văn bản này lấy số từ sổ trong hệ thống; để trống ô số, hệ thống cấp số tiếp theo."),
            source=ONE_SOURCE,
            field="number",
        )
    if reserved_id is not None:
        kept = IssuedNumber.objects.select_for_update().filter(pk=reserved_id, register=register).first()
        if kept is None or kept.state != NumberState.RESERVED:
            raise Refused("number-used", mark("Số giữ trước này không còn; hãy chọn số khác."), field="reserved")
        return kept
    newest = last_day(register)
    if newest is not None and day < newest:
        raise Refused(
            "number-day",
            mark("Sổ đã cấp số đến ngày {newest}; số tiếp theo không thể mang ngày {day}. Hãy dùng một số giữ trước."),
            values={"newest": f"{newest:%d/%m/%Y}", "day": f"{day:%d/%m/%Y}"},
            source=mark("Điều 15 Nghị định 30/2020/NĐ-CP"),
            field="issued_on",
        )
    return IssuedNumber(register=register, number=take_number(**counter_of(register)))
