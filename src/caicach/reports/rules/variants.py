"""The three variants of form II.06: one table, another title. Only the first was seen in print; that is data here."""

from dataclasses import dataclass

from caicach.kit.words import mark
from caicach.reports.rules.ii06 import By

BY_WORDS = {
    By.FIELD: mark("Lĩnh vực"),
    By.PROCEDURE: mark("Thủ tục, xếp theo lĩnh vực"),
    By.AGENCY: mark("Cơ quan, đơn vị"),
    By.LEVEL: mark("Cơ quan, đơn vị, xếp theo cấp"),
}
ROW_HEADS = {
    By.FIELD: mark("Lĩnh vực giải quyết"),
    By.PROCEDURE: mark("Lĩnh vực, thủ tục"),
    By.AGENCY: mark("Cơ quan, đơn vị"),
    By.LEVEL: mark("Cấp, cơ quan, đơn vị"),
}
FLAT_HEADS = {**ROW_HEADS, By.PROCEDURE: mark("Thủ tục hành chính")}
"""The head of column (2) in forms that know no sections."""
PROVINCE = "province"
"""The kind of unit (`agencies.models.Kind`) whose report is the province's."""
UNCONFIRMED = mark("Tên biểu, tên cột chưa đối chiếu với bản in chính thức.")


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant: its letter, its name as officials call it, its title; whether that was seen in an official print."""

    letter: str
    name: str
    title: str
    confirmed: bool


HANDLES = Variant(
    "a",
    mark("Biểu số II.06a/VPCP/KSTT"),
    mark(
        "Tình hình, kết quả giải quyết thủ tục hành chính tại cơ quan, đơn vị trực tiếp giải quyết thủ tục hành chính"
    ),
    confirmed=True,
)
GATHERS = Variant(
    "b",
    mark("Biểu số II.06b/VPCP/KSTT"),
    mark("Tình hình, kết quả giải quyết thủ tục hành chính của cơ quan và các đơn vị trực thuộc"),
    confirmed=False,
)
WHOLE_PROVINCE = Variant(
    "c",
    mark("Biểu số II.06c/VPCP/KSTT"),
    mark("Tình hình, kết quả giải quyết thủ tục hành chính trên địa bàn tỉnh"),
    confirmed=False,
)
VARIANTS = (HANDLES, GATHERS, WHOLE_PROVINCE)


def variant_of(kind: str, *, own: bool, by: By) -> Variant:
    """The variant of a report: c for the province with all under it, b where the rows are units, else a."""
    if kind == PROVINCE and not own:
        return WHOLE_PROVINCE
    return GATHERS if by.flat is By.AGENCY and not own else HANDLES


@dataclass(frozen=True, slots=True)
class Level:
    """A level of government under which a province's agencies stand in form II.06c, with the kinds of unit in it."""

    code: str
    name: str
    kinds: frozenset[str]


LEVELS = (
    Level(
        "tinh",
        mark("Sở, ban, ngành và đơn vị cấp tỉnh"),
        frozenset({"province", "department", "office", "division", "centre"}),
    ),
    Level("huyen", mark("Cấp huyện (đến ngày 30/6/2025)"), frozenset({"district"})),
    Level("xa", mark("Cấp xã"), frozenset({"commune"})),
)


def level_of(kind: str) -> str:
    """The code of the level that a kind of unit stands under."""
    return next((level.code for level in LEVELS if kind in level.kinds), LEVELS[0].code)
