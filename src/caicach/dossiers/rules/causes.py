"""Why a dossier is late (nguyên nhân quá hạn): a list with dates and sources, as form II.07 tells them apart.

A cause that is no longer used gets a last day here and keeps its number, for dossiers and figures keep the number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caicach.kit.refusal import Refused
from caicach.kit.words import mark

UNTOLD = 0
"""No cause on record."""
UNTOLD_WORDS = mark("Chưa ghi nguyên nhân")
FIRST = date(2018, 6, 21)
"""Decree 61/2018/NĐ-CP in force: since then a late dossier is to be explained (Art. 19)."""
SUGGESTED = mark("Danh mục gợi ý theo biểu 06 Thông tư 02/2017/TT-VPCP, chưa đối chiếu với bản in")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One cause: `number` stands in facts, `code` in files and the journal, `words` (marked) on pages and papers.

    In force from `valid_from` to `valid_to`, both included (None: until now). `status` is "sure", or "memory" where no
    official print was compared. `needs_text`: only together with a few words of its own.
    """

    number: int
    code: str
    words: str
    needs_text: bool = False
    valid_from: date = FIRST
    valid_to: date | None = None
    source: str = SUGGESTED
    status: str = "memory"


CAUSES: Sequence[Cause] = (
    Cause(number=1, code="agency", words=mark("Cơ quan giải quyết chậm")),
    Cause(number=2, code="partner", words=mark("Cơ quan phối hợp chậm")),
    Cause(number=3, code="staff", words=mark("Thiếu nhân lực, năng lực cán bộ hạn chế")),
    Cause(number=4, code="system", words=mark("Lỗi hệ thống, cập nhật hệ thống không kịp thời")),
    Cause(number=5, code="regulation", words=mark("Quy định chưa rõ ràng")),
    Cause(number=6, code="applicant", words=mark("Do người nộp hồ sơ")),
    Cause(number=7, code="other", words=mark("Nguyên nhân khác"), needs_text=True),
)
BY_NUMBER = {cause.number: cause for cause in CAUSES}


def causes_on(day: date) -> list[Cause]:
    """The causes in force on a day, in their order; on a day before the first list that one."""
    day = max(day, FIRST)
    return [cause for cause in CAUSES if cause.valid_from <= day <= (cause.valid_to or day)]


def check_cause(code: str, text: str, *, on: date) -> Cause:
    """The cause of that code in force on a day. Raises `Refused`: "unknown-cause", "cause-text-needed"."""
    found = next((cause for cause in causes_on(on) if cause.code == code), None)
    if found is None:
        raise Refused(
            "unknown-cause",
            mark("Hãy chọn một nguyên nhân trong danh mục đang áp dụng."),
            source=SUGGESTED,
            field="cause",
        )
    if found.needs_text and not text.strip():
        raise Refused("cause-text-needed", mark("Hãy ghi rõ nguyên nhân khác là gì."), field="cause_text")
    return found


def words_of(code: str) -> str:
    """The cause of that code in words (marked); the code itself where there is none such."""
    return next((cause.words for cause in CAUSES if cause.code == code), code)


def cause_words(number: int) -> str:
    """The cause of that number in words (marked); of 0, or a number of a newer release, that none is on record."""
    found = BY_NUMBER.get(number)
    return found.words if found else UNTOLD_WORDS
