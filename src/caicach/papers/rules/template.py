"""Templates of results: a text with places in double brackets, such as `[[người nộp]]`. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from caicach.kit.words import mark

PLACE = re.compile(r"\[\[([^\[\]]{1,40})\]\]")
UNFILLED = "……"

PLACES = (
    "số hồ sơ",
    "người nộp",
    "chủ hồ sơ",
    "địa chỉ",
    "thủ tục",
    "kết quả",
    "nội dung",
    "căn cứ",
    "cơ quan",
    "ngày tiếp nhận",
)
"""The places that every dossier fills; a template may name no others."""


@dataclass(frozen=True, slots=True)
class Template:
    """Mẫu kết quả: kind of paper, abstract, grounds and body, each with places."""

    kind: str
    title: str
    grounds: str
    body: str
    recipients: str


GRANT = Template(
    kind="decision",
    title="Về việc [[nội dung]]",
    grounds="Căn cứ [[căn cứ]];\nXét hồ sơ số [[số hồ sơ]] của [[chủ hồ sơ]].",
    body=(
        "Điều 1. Đồng ý giải quyết đề nghị của [[chủ hồ sơ]], địa chỉ: [[địa chỉ]], theo thủ tục “[[thủ tục]]”.\n"
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.\n"
        "Điều 3. [[chủ hồ sơ]] và các đơn vị liên quan chịu trách nhiệm thi hành Quyết định này."
    ),
    recipients="- Như Điều 3;\n- Bộ phận một cửa;\n- Lưu: VT, hồ sơ.",
)
"""The plain text offered when a procedure has no template of its own."""

DENY = Template(
    kind="notice",
    title="Về việc không giải quyết hồ sơ số [[số hồ sơ]]",
    grounds="Căn cứ [[căn cứ]];\nQua thẩm định hồ sơ số [[số hồ sơ]] của [[chủ hồ sơ]].",
    body=(
        "[[cơ quan]] thông báo hồ sơ của [[chủ hồ sơ]] theo thủ tục “[[thủ tục]]” không đủ điều kiện giải quyết.\n"
        "Lý do: ……\n"
        "[[cơ quan]] thông báo để [[người nộp]] biết."
    ),
    recipients="- Như trên;\n- Bộ phận một cửa;\n- Lưu: VT, hồ sơ.",
)

SHEET = (
    "Hồ sơ số [[số hồ sơ]] của [[chủ hồ sơ]], tiếp nhận ngày [[ngày tiếp nhận]].\n"
    "Thủ tục: [[thủ tục]].\n"
    "Kết quả thẩm định: thành phần hồ sơ đầy đủ, hợp lệ.\n"
    "Kính trình lãnh đạo xem xét, ký ban hành văn bản kèm theo."
)
"""Phiếu trình: the short submission sheet as it is offered."""


def template_of(stated: Mapping[str, str], *, outcome: str) -> Template:
    """A procedure's template, completed from the plain one; the answer to a denial is always the plain one."""
    if outcome == "denied":
        return DENY
    known = {name: stated.get(name) or getattr(GRANT, name) for name in Template.__dataclass_fields__}
    return Template(**known)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with each place filled; what is not known stays as dots to be filled in by hand."""
    return PLACE.sub(lambda found: values.get(found[1].strip(), "") or UNFILLED, text)


def unknown_places(stated: Mapping[str, str]) -> list[str]:
    """Places of a template that no dossier fills, in their order."""
    found = [place.strip() for text in stated.values() for place in PLACE.findall(text)]
    return [place for place in dict.fromkeys(found) if place not in PLACES]


UNKNOWN_PLACE = mark("Mẫu kết quả có chỗ trống không hiểu được: {places}.")
