"""Official and usual period reports that are tables of figures, each as data: titles, columns, source, confirmed.

A further form of this kind is a further entry of `SHEETS`: page, print, JSON, CSV, XLSX and command draw it from here.
What nobody has seen in its official print is `confirmed=False`, and every page and paper says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from caicach.kit.words import mark


@dataclass(frozen=True, slots=True)
class Column:
    """A counted column: its number, its key for machines, the figure it prints, its head."""

    number: int
    key: str
    figure: str
    head: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form: `name` as officials call it, what it is about, the unit its numbers are in, where its columns come from.

    `adds_up` tells whether rows add up to the total: what is counted once each (procedures) may stand in several rows.
    `equal` are identities of every line: a column is the sum of others.
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

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures of the columns, in their order."""
        return tuple(column.figure for column in self.columns)

    def balanced(self, counts: Sequence[int]) -> bool:
        """Whether the identities hold in a line."""
        at = {column.number: count for column, count in zip(self.columns, counts, strict=True)}
        return all(at[whole] == sum(at[part] for part in parts) for whole, parts in self.equal)


UNCONFIRMED = mark("Tên cột chưa đối chiếu với bản in chính thức của biểu mẫu.")
_DOSSIERS = mark("số hồ sơ")

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
    note=mark(
        "Cột (3) = (4) + (5) = (6) + (7) + (8) = (9) + (10). Đã xử lý gồm cả từ chối, chuyển cơ quan có thẩm quyền và "
        "chuyển theo luật khiếu nại, tố cáo."
    ),
)
PROCEDURES = Sheet(
    code="II.07b",
    name=mark("Biểu số II.07b/VPCP/KSTT"),
    title=mark("Số lượng thủ tục hành chính cung cấp"),
    unit=mark("số thủ tục hành chính"),
    source=mark("Biểu số II.07b, Thông tư 01/2020/TT-VPCP (theo bản đang dùng ở các tỉnh)"),
    confirmed=False,
    columns=(
        Column(3, "offered", "procedures.offered", mark("Tổng số thủ tục")),
        Column(4, "with_fee", "procedures.offered_with_fee", mark("Có phí, lệ phí")),
        Column(5, "online_payment", "procedures.open_to_online_payment", mark("Cho nộp phí, lệ phí trực tuyến")),
    ),
    adds_up=False,
    note=mark(
        "Mỗi thủ tục tính một lần, nên các dòng cộng lại có thể lớn hơn tổng. Số thủ tục làm tại một cửa và số quy "
        "trình nội bộ đã ban hành chưa có trong dữ kiện nên chưa in."
    ),
)
DIGITISATION = Sheet(
    code="II.08",
    name=mark("Biểu số II.08/VPCP/KSTT"),
    title=mark("Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính"),
    unit=_DOSSIERS,
    source=mark("Biểu số II.08, Thông tư 01/2020/TT-VPCP (chưa thấy bản in)"),
    confirmed=False,
    columns=(
        Column(3, "received", "dossiers.received_new", mark("Tiếp nhận mới trong kỳ")),
        Column(4, "resolved", "dossiers.resolved", mark("Đã giải quyết")),
        Column(5, "processed", "dossiers.processed_at_centre", mark("Có kết quả, tiếp nhận tại trung tâm")),
        Column(6, "digitised", "dossiers.digitised", mark("Đã số hóa thành phần và kết quả")),
        Column(7, "not_digitised", "dossiers.not_digitised", mark("Chưa số hóa đủ")),
    ),
    note=mark("Cột (5) = (6) + (7). Dữ kiện ghi chung thành phần hồ sơ và kết quả, chưa tách riêng từng loại."),
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
        Column(6, "with_fee", "dossiers.with_fee", mark("Có phí, lệ phí phải nộp")),
        Column(7, "paid_online", "dossiers.paid_online", mark("Đã nộp phí, lệ phí trực tuyến")),
    ),
    note=mark("Cột (3) = (4) + (5). Cột (6) không gồm hồ sơ được miễn."),
)
LATENESS = Sheet(
    code="qua-han",
    name=mark("Hồ sơ quá hạn"),
    title=mark("Hồ sơ giải quyết quá hạn: xin lỗi và giải trình"),
    unit=_DOSSIERS,
    source=mark("Điều 19 khoản 6 Nghị định 118/2025/NĐ-CP; cột do hệ thống đặt, mã nguyên nhân chưa được ghi"),
    confirmed=False,
    columns=(
        Column(3, "late", "dossiers.resolved_late", mark("Giải quyết quá hạn")),
        Column(4, "apology", "dossiers.late_with_apology", mark("Có thư xin lỗi")),
        Column(5, "silent", "dossiers.late_without_apology", mark("Không xin lỗi")),
        Column(6, "explained", "dossiers.late_with_explanation", mark("Có văn bản giải trình")),
        Column(7, "overdue", "dossiers.pending_overdue", mark("Đang giải quyết, quá hạn")),
    ),
    note=mark("Cột (3) = (4) + (5). Chậm mà không xin lỗi là vi phạm."),
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
SHEETS = {sheet.code: sheet for sheet in (FEEDBACK, LATENESS, PROCEDURES, DIGITISATION, ONLINE, TRANSFERS)}
"""The forms by their codes in addresses and commands."""
