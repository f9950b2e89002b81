"""Official and usual period reports that are tables of figures, each as data: titles, columns, source, confirmed.

A further form of this kind is a further entry of `SHEETS`: page, print, JSON, CSV, XLSX and command draw it from here.
What nobody has seen in its official print is `confirmed=False`, and every page and paper says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caicach.dossiers.rules.causes import CAUSES, UNTOLD, UNTOLD_WORDS
from caicach.kit.ratio import Ratio
from caicach.kit.words import mark
from caicach.procedures.rules import LEVEL_TITLES


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its number, its key for machines, the figure it prints, its head, perhaps one head with neighbours.

    `only` narrows the figure to rows of these values (late by one cause). A rate is told by `share`, the numbers of
    the two columns that make it; `figure` is that rate. A column without a figure is left empty, to be filled by hand.
    """

    number: int
    key: str
    figure: str
    head: str
    group: str = ""
    only: tuple[tuple[str, int], ...] = ()
    share: tuple[int, int] | None = None

    @property
    def counted(self) -> bool:
        """Whether it is asked for: a rate comes from its two columns, an empty column from nowhere."""
        return bool(self.figure) and self.share is None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form: `name` as officials call it, what it is about, the unit its numbers are in, where its columns come from.

    `adds_up` tells whether rows add up to the total: what is counted once each (procedures) may stand in several rows.
    `equal` are identities of every line: a column is the sum of others. `levels`: rows by procedure tell how far each
    can be done online. `by_procedure`: whether its records know a procedure; if not, its rows are fields instead.
    """

    code: str
    name: str
    title: str
    unit: str
    source: str
    confirmed: bool
    columns: tuple[Column, ...]
    adds_up: bool = True
    note: str = ""
    equal: tuple[tuple[int, tuple[int, ...]], ...] = ()
    levels: bool = False
    by_procedure: bool = True

    @property
    def asked(self) -> Mapping[str, tuple[str, Mapping[str, int]]]:
        """What is asked of the figures: by column, the code and what it is narrowed to."""
        return {column.key: (column.figure, dict(column.only)) for column in self.columns if column.counted}

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures that are counted, each once, in the order of the columns."""
        return tuple(dict.fromkeys(column.figure for column in self.columns if column.counted))

    def told(self, counts: Sequence[int]) -> list[int | Ratio | None]:
        """A line as it is printed: counts, rates of two of them, and none where the column is left empty."""
        at = {column.number: count for column, count in zip(self.columns, counts, strict=True)}
        return [
            Ratio(at[column.share[0]], at[column.share[1]])
            if column.share
            else at[column.number]
            if column.figure
            else None
            for column in self.columns
        ]

    def balanced(self, counts: Sequence[int]) -> bool:
        """Whether the identities hold in a line."""
        at = {column.number: count for column, count in zip(self.columns, counts, strict=True)}
        return all(at[whole] == sum(at[part] for part in parts) for whole, parts in self.equal)


UNCONFIRMED = mark("Tên cột chưa đối chiếu với bản in chính thức của biểu mẫu.")
_DOSSIERS = mark("số hồ sơ")
_COMPONENTS = mark("Thành phần hồ sơ")
_RESULTS = mark("Kết quả giải quyết")


def _by_cause(first: int, figure: str) -> tuple[Column, ...]:
    """A column for each cause of the list, and one for those without."""
    told = [(cause.number, cause.code, cause.words) for cause in CAUSES]
    told.append((UNTOLD, "untold", UNTOLD_WORDS))
    return tuple(
        Column(place, code, figure, words, group=mark("Chia theo nguyên nhân"), only=(("cause", number),))
        for place, (number, code, words) in enumerate(told, start=first)
    )


def _by_level(first: int, key: str, figure: str, group: str) -> tuple[Column, ...]:
    """The total and a column for each level of government."""
    return (
        Column(first, key, figure, mark("Tổng số"), group=group),
        *(
            Column(first + int(level), f"{key}_{int(level)}", figure, words, group=group, only=(("level", int(level)),))
            for level, words in LEVEL_TITLES.items()
        ),
    )


FEEDBACK = Sheet(
    code="II.05",
    name=mark("Biểu số II.05/VPCP/KSTT"),
    title=mark("Kết quả tiếp nhận, xử lý phản ánh, kiến nghị về quy định hành chính và hành vi của cán bộ, công chức"),
    unit=mark("số phản ánh, kiến nghị"),
    source=mark("Biểu số II.05, Thông tư 01/2020/TT-VPCP (chưa thấy bản in)"),
    confirmed=False,
    columns=(
        Column(3, "received_total", "feedback.received_total", mark("Tiếp nhận: tổng số")),
        Column(4, "carried_over", "feedback.carried_over", mark("Từ kỳ trước chuyển sang")),
        Column(5, "received", "feedback.received", mark("Tiếp nhận trong kỳ")),
        Column(6, "conduct", "feedback.about_conduct", mark("Về hành vi")),
        Column(7, "regulations", "feedback.about_regulations", mark("Về quy định")),
        Column(8, "both", "feedback.about_both", mark("Về cả hai")),
        Column(9, "handled", "feedback.handled", mark("Đã xử lý")),
        Column(10, "in_process", "feedback.in_process", mark("Đang xử lý")),
        Column(11, "published", "feedback.published", mark("Đã công khai kết quả")),
    ),
    equal=((3, (4, 5)), (3, (6, 7, 8)), (3, (9, 10))),
    by_procedure=False,
    note=mark(
        "Cột (3) = (4) + (5) = (6) + (7) + (8) = (9) + (10). Đã xử lý gồm cả từ chối, chuyển cơ quan có thẩm quyền và "
        "chuyển theo luật khiếu nại, tố cáo."
    ),
)
CAUSES_OF_LATENESS = Sheet(
    code="II.07",
    name=mark("Biểu số II.07/VPCP/KSTT"),
    title=mark("Nguyên nhân quá hạn trong giải quyết thủ tục hành chính"),
    unit=_DOSSIERS,
    source=mark("Biểu số II.07, Thông tư 01/2020/TT-VPCP (chưa thấy bản in); nguyên nhân theo danh mục gợi ý"),
    confirmed=False,
    columns=(
        Column(3, "late", "dossiers.late", mark("Hồ sơ quá hạn")),
        *_by_cause(4, "dossiers.late"),
        Column(5 + len(CAUSES), "note", "", mark("Ghi chú")),
    ),
    equal=((3, tuple(range(4, 5 + len(CAUSES)))),),
    note=mark(
        "Cột (3) gồm hồ sơ giải quyết quá hạn trong kỳ và hồ sơ cuối kỳ chưa xong đã quá hạn; bằng tổng các cột "
        "nguyên nhân. Nguyên nhân lấy từ lần giải trình gần nhất của hồ sơ. Cột ghi chú để ghi tay."
    ),
)
PROCEDURES = Sheet(
    code="II.07b",
    name=mark("Biểu số II.07b/VPCP/KSTT"),
    title=mark("Số lượng thủ tục hành chính, thực hiện tại bộ phận một cửa, quy trình nội bộ"),
    unit=mark("số thủ tục hành chính"),
    source=mark("Biểu số II.07b, Thông tư 01/2020/TT-VPCP (theo bản đang dùng ở các tỉnh)"),
    confirmed=False,
    columns=(
        *_by_level(3, "offered", "procedures.offered", mark("Thủ tục hành chính")),
        *_by_level(7, "one_stop", "procedures.offered_at_one_stop", mark("Thực hiện tại bộ phận một cửa")),
        *_by_level(11, "process", "procedures.offered_with_process", mark("Quy trình nội bộ đã ban hành")),
    ),
    adds_up=False,
    note=mark(
        "Mỗi thủ tục tính một lần, nên các dòng, các cấp cộng lại có thể lớn hơn tổng. Cấp là cấp của đơn vị có thẩm "
        "quyền; thực hiện tại một cửa là quy trình nội bộ có bước của bộ phận một cửa. Tất cả lấy từ danh mục thủ tục."
    ),
)
DIGITISATION = Sheet(
    code="II.08",
    name=mark("Biểu số II.08/VPCP/KSTT"),
    title=mark("Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính"),
    unit=mark("số hồ sơ, số thành phần"),
    source=mark("Biểu số II.08, Thông tư 01/2020/TT-VPCP (chưa thấy bản in)"),
    confirmed=False,
    columns=(
        Column(3, "received", "dossiers.received_new", mark("Tiếp nhận mới trong kỳ")),
        Column(4, "resolved", "dossiers.resolved", mark("Đã giải quyết")),
        Column(5, "processed", "dossiers.processed_at_centre", mark("Có kết quả, tiếp nhận tại trung tâm")),
        Column(6, "components", "dossiers.components", mark("Phải số hóa"), _COMPONENTS),
        Column(7, "components_digitised", "dossiers.components_digitised", mark("Đã số hóa"), _COMPONENTS),
        Column(8, "components_left", "dossiers.components_not_digitised", mark("Chưa số hóa"), _COMPONENTS),
        Column(9, "components_reused", "dossiers.components_reused", mark("Dùng lại dữ liệu đã có"), _COMPONENTS),
        Column(10, "components_national", "", mark("Dùng lại từ kho quốc gia"), _COMPONENTS),
        Column(11, "results", "dossiers.results_digitised", mark("Đã số hóa"), _RESULTS),
        Column(12, "results_left", "dossiers.results_not_digitised", mark("Chưa số hóa"), _RESULTS),
        Column(13, "digitised", "dossiers.digitised", mark("Hồ sơ đã số hóa đủ thành phần và kết quả")),
    ),
    equal=((5, (11, 12)), (6, (7, 8))),
    note=mark(
        "Cột (5) = (11) + (12), cột (6) = (7) + (8); cột (9) nằm trong cột (7). Thành phần là của hồ sơ ở cột (5). "
        "Hệ thống không ghi dữ liệu lấy từ kho quốc gia nên cột (10) để trống. Hồ sơ nhập từ hệ thống khác, hoặc xử lý "
        "xong trước khi có phép đếm này, không có số thành phần."
    ),
)
ONLINE = Sheet(
    code="truc-tuyen",
    name=mark("Báo cáo trực tuyến"),
    title=mark("Nộp hồ sơ trực tuyến và nộp phí, lệ phí trực tuyến"),
    unit=_DOSSIERS,
    source=mark("Quyết định 766/QĐ-TTg, nhóm chỉ số dịch vụ trực tuyến; cột do hệ thống đặt"),
    confirmed=False,
    columns=(
        Column(3, "received", "dossiers.received_new", mark("Tiếp nhận mới trong kỳ")),
        Column(4, "online", "dossiers.received_online", mark("Nộp trực tuyến")),
        Column(5, "direct_or_post", "dossiers.received_direct_or_post", mark("Nộp trực tiếp, qua bưu chính")),
        Column(6, "online_rate", "dossiers.received_online_rate", mark("Tỷ lệ nộp trực tuyến"), share=(4, 3)),
        Column(7, "with_fee", "dossiers.with_fee", mark("Có phí, lệ phí phải nộp")),
        Column(8, "paid_online", "dossiers.paid_online", mark("Đã nộp phí, lệ phí trực tuyến")),
        Column(9, "paid_rate", "dossiers.paid_online_rate", mark("Tỷ lệ nộp phí, lệ phí trực tuyến"), share=(8, 7)),
    ),
    equal=((3, (4, 5)),),
    note=mark(
        "Cột (3) = (4) + (5); cột (6) = (4) : (3); cột (9) = (8) : (7). Cột (7) không gồm hồ sơ được miễn. "
        "Chọn mỗi dòng là thủ tục để xem mức độ dịch vụ công trực tuyến của từng thủ tục vào ngày cuối kỳ."
    ),
    levels=True,
)
LATENESS = Sheet(
    code="qua-han",
    name=mark("Hồ sơ quá hạn"),
    title=mark("Hồ sơ giải quyết quá hạn: xin lỗi và giải trình"),
    unit=_DOSSIERS,
    source=mark("Điều 19 khoản 6 Nghị định 118/2025/NĐ-CP; cột do hệ thống đặt"),
    confirmed=False,
    columns=(
        Column(3, "late", "dossiers.resolved_late", mark("Giải quyết quá hạn")),
        Column(4, "apology", "dossiers.late_with_apology", mark("Có thư xin lỗi")),
        Column(5, "silent", "dossiers.late_without_apology", mark("Không xin lỗi")),
        Column(6, "explained", "dossiers.late_with_explanation", mark("Có văn bản giải trình")),
        Column(7, "overdue", "dossiers.pending_overdue", mark("Đang giải quyết, quá hạn")),
    ),
    equal=((3, (4, 5)),),
    note=mark("Cột (3) = (4) + (5). Chậm mà không xin lỗi là vi phạm. Nguyên nhân: biểu II.07."),
)
TRANSFERS = Sheet(
    code="luan-chuyen",
    name=mark("Hồ sơ chuyển thẩm quyền"),
    title=mark("Hồ sơ theo cơ quan đang giữ thẩm quyền: chuyển vào, chuyển ra"),
    unit=_DOSSIERS,
    source=mark("Cột do hệ thống đặt, từ các lần chuyển thẩm quyền đã ghi"),
    confirmed=False,
    columns=(
        Column(3, "held_at_start", "dossiers.held_at_start", mark("Đầu kỳ")),
        Column(4, "received", "dossiers.received_new", mark("Tiếp nhận mới trong kỳ")),
        Column(5, "transferred_in", "dossiers.transferred_in", mark("Chuyển vào")),
        Column(6, "resolved", "dossiers.resolved_by_holder", mark("Đã giải quyết")),
        Column(7, "transferred_out", "dossiers.transferred_out", mark("Chuyển ra")),
        Column(8, "held_at_end", "dossiers.held_at_end", mark("Cuối kỳ")),
    ),
    note=mark(
        "Cột (3) + (4) + (5) = (6) + (7) + (8). Biểu II.06 tính hồ sơ cho cơ quan có thẩm quyền lúc tiếp nhận; "
        "ở đây tính cho cơ quan đang giữ thẩm quyền."
    ),
)
SHEETS = {
    sheet.code: sheet for sheet in (FEEDBACK, LATENESS, CAUSES_OF_LATENESS, PROCEDURES, DIGITISATION, ONLINE, TRANSFERS)
}
"""The forms by their codes in addresses and commands."""
