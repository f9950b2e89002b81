"""Kinds of papers that end a procedure, with the abbreviations that begin their symbols."""

from dataclasses import dataclass

from caicach.kit.words import mark


@dataclass(frozen=True, slots=True)
class PaperKind:
    """Loại văn bản: its words, the heading printed above the abstract, and the abbreviation in its symbol.

    `source` says where the abbreviation comes from; those of licences and certificates are each agency's custom, so
    the symbol of a register stays free to be typed.
    """

    code: str
    label: str
    heading: str
    abbreviation: str
    source: str


ANNEX = "Phụ lục III Nghị định 30/2020/NĐ-CP"
CUSTOM = "Thông lệ của cơ quan, cần xác nhận"

KINDS = {
    kind.code: kind
    for kind in (
        PaperKind("decision", mark("Quyết định"), "QUYẾT ĐỊNH", "QĐ", ANNEX),
        PaperKind("notice", mark("Thông báo"), "THÔNG BÁO", "TB", ANNEX),
        PaperKind("letter", mark("Công văn"), "", "", ANNEX),
        PaperKind("certificate", mark("Giấy chứng nhận"), "GIẤY CHỨNG NHẬN", "GCN", CUSTOM),
        PaperKind("licence", mark("Giấy phép"), "GIẤY PHÉP", "GP", CUSTOM),
        PaperKind("confirmation", mark("Giấy xác nhận"), "GIẤY XÁC NHẬN", "GXN", CUSTOM),
    )
}


def symbol_of(kind: str, short_name: str) -> str:
    """The symbol (ký hiệu) that stands after the number: "QĐ-SNV"; a letter has the body's abbreviation only.

    Decree 30/2020/NĐ-CP Annex I, part II, section I.3.
    """
    return "-".join(filter(None, [KINDS[kind].abbreviation, short_name]))
