"""What a plain QR scanner types from a Vietnamese identity card (căn cước công dân, căn cước).

`number|old number|name|ddmmyyyy|sex|address|ddmmyyyy of issue`, joined by upright bars; the old number (chứng minh nhân
dân) may be empty or left out, newer cards append more fields, which are not read. Nothing is kept that a form does not
ask for. Pure: the day of reading is an argument.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from caicach.kit.refusal import Refused
from caicach.kit.words import mark

NUMBER = re.compile(r"[0-9]{12}")
"""Số định danh cá nhân (Law on Identity 26/2023/QH15 Art. 12): 12 natural digits."""
OLD_NUMBER = re.compile(r"([0-9]{9}|[0-9]{12})?")
DAY = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
FEWEST, LONGEST = 7, 500


@dataclass(frozen=True, slots=True)
class Card:
    """A card as read: number, name, day of birth, address. `issued` is None where the card does not say it."""

    number: str
    name: str
    born: date
    address: str
    issued: date | None


def read_card(text: str, *, today: date) -> Card:
    """The card behind a scan. Raises `Refused`: not a card, a number that is none, a day that cannot be."""
    plain = unicodedata.normalize("NFC", text.strip())
    parts = [" ".join(part.split()) for part in plain.split("|")]
    if len(plain) > LONGEST or len(parts) < 2:
        raise _refused("not-a-card", mark("Chuỗi quét không phải mã QR trên thẻ căn cước; hãy quét lại hoặc nhập tay."))
    if not NUMBER.fullmatch(parts[0]):
        raise _refused("bad-number", mark("Số trên thẻ phải có đúng 12 chữ số; hãy quét lại hoặc nhập tay."))
    if not OLD_NUMBER.fullmatch(parts[1]):
        # Some cards leave the field of the old number out.
        parts.insert(1, "")
    if len(parts) < FEWEST - 1:
        raise _refused("cut-off", mark("Chuỗi quét bị thiếu phần cuối; hãy quét lại, giữ thẻ yên cho đến tiếng bíp."))
    name, address = parts[2], parts[5]
    if not name or any(letter.isdigit() for letter in name):
        raise _refused("no-name", mark("Không đọc được họ tên trên thẻ; hãy tắt bộ gõ tiếng Việt rồi quét lại."))
    born = _day(parts[3], today, what=mark("ngày sinh"))
    issued = _day(parts[6], today, what=mark("ngày cấp")) if len(parts) > FEWEST - 1 and parts[6] else None
    if issued is not None and issued < born:
        raise _refused("order", mark("Ngày cấp thẻ không thể trước ngày sinh; hãy quét lại."))
    return Card(parts[0], name, born, address, issued)


def _day(text: str, today: date, *, what: str) -> date:
    found = DAY.fullmatch(text)
    try:
        day = date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        day = None
    if day is None or not date(1900, 1, 1) <= day <= today:
        raise _refused("bad-day", mark("Trên thẻ, {what} “{text}” không đúng; hãy quét lại."), what=what, text=text)
    return day


def _refused(code: str, message: str, **values: object) -> Refused:
    return Refused(f"card-{code}", message, values=values, field="card")
