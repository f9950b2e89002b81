"""Make the templates of the letters that officers complete: `python -m tools.docx_templates`.

They stand in `papers/layouts/docx/` as package data. A test makes them anew and compares, so that what is shipped is
what this file says.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FOLDER = Path(__file__).parent.parent / "src" / "caicach" / "papers" / "layouts" / "docx"
FACE = "Times New Roman"
DOTS = "……………………"
Paper = Any


def field(label: str, name: str) -> str:
    """A labelled line; dots where nothing is known."""
    return f"{label}: {{{{ {name} or '{DOTS}' }}}}"


def contact(label: str) -> str:
    """Whom to ask."""
    return (
        f"{label}: {{{{ contact.name or '{DOTS}' }}}}; điện thoại {{{{ contact.phone or '{DOTS}' }}}}"
        "{% if contact.site %}; {{ contact.site }}{% endif %}"
    )


def paper() -> Paper:
    """An empty A4 with the margins and the face of Decree 30/2020/NĐ-CP."""
    made = Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(18)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    style = made.styles["Normal"]
    style.font.name, style.font.size = FACE, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FACE)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)
    style.paragraph_format.space_after = Pt(4)
    told = made.core_properties
    told.author, told.title, told.comments = "CaiCach", "{{ title }}", ""
    told.created = told.modified = datetime(2025, 9, 15, tzinfo=UTC).replace(tzinfo=None)
    return made


def line(where: Paper, text: str, *, align: Any = None, size: float = 13, bold: bool = False, italic: bool = False,
         underline: bool = False, indent: bool = False) -> None:  # fmt: skip
    """One paragraph."""
    paragraph = where.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(3)
    if indent:
        paragraph.paragraph_format.first_line_indent = Mm(10)
        paragraph.alignment = ALIGN.JUSTIFY
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic, run.underline = Pt(size), bold, italic, underline


def columns(made: Paper, *widths: int, rows: int = 1) -> Any:
    """A table with columns of so many millimetres."""
    table = made.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def begun(*cells: Any) -> None:
    """A new cell begins with an empty paragraph; take it away."""
    for cell in cells:
        cell._element.remove(cell.paragraphs[0]._element)


def head(made: Paper, *, subject: str = "", title: str = "{{ title|upper }}") -> None:
    """The code at the top left, the national head, the title."""
    line(made, "{{ code }}", align=ALIGN.LEFT)
    left, right = columns(made, 66, 96).rows[0].cells
    line(left, "{{ head.agency_above|upper }}", align=ALIGN.CENTER, size=12)
    line(left, "{{ head.agency|upper }}", align=ALIGN.CENTER, size=12, bold=True, underline=True)
    line(left, "{% if head.number is not none %}Số: {{ head.number or '……/……' }}{% endif %}", align=ALIGN.CENTER)
    line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", align=ALIGN.CENTER, size=12, bold=True)
    line(right, "Độc lập - Tự do - Hạnh phúc", align=ALIGN.CENTER, bold=True, underline=True)
    day = "{{ head.day.long if head.day else 'ngày …… tháng …… năm ………' }}"
    line(right, f"{{{{ head.place or '{DOTS}' }}}}, {day}", align=ALIGN.CENTER, italic=True)
    begun(left, right)
    line(made, title, align=ALIGN.CENTER, size=14, bold=True)
    if subject:
        line(made, subject, align=ALIGN.CENTER, bold=True)


def items(made: Paper) -> None:
    """The table of what is to be added or mended."""
    heads = ("TT", "Tên giấy tờ", "Bản chính", "Bản sao", "Nội dung cần bổ sung, hoàn thiện", "Căn cứ")
    names = ("{{ loop.index }}", "{{ row.name }}", "{{ row.originals or '' }}", "{{ row.copies or '' }}",
             "{{ row.what }}", "{{ row.ground }}")  # fmt: skip
    table = columns(made, 10, 42, 16, 16, 44, 34, rows=4)
    table.style = "Table Grid"
    table.rows[1].cells[0].text = "{%tr for row in items %}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    for cell, words in zip(table.rows[0].cells, heads, strict=True):
        cell.text = words
    for cell, name in zip(table.rows[2].cells, names, strict=True):
        cell.text = name


def signatures(made: Paper, left: tuple[str, str] | None, right: tuple[str, str]) -> None:
    """Two columns of signers: title and name."""
    for cell, signer in zip(columns(made, 81, 81).rows[0].cells, (left, right), strict=True):
        if signer:
            line(cell, signer[0], align=ALIGN.CENTER, bold=True)
            line(cell, "(Ký, ghi rõ họ tên)", align=ALIGN.CENTER, italic=True)
            line(cell, "\n\n")
            line(cell, signer[1], align=ALIGN.CENTER, bold=True)
            begun(cell)


def closing(made: Paper) -> None:
    """Recipients and the signer."""
    left, right = columns(made, 81, 81).rows[0].cells
    line(left, "Nơi nhận:", size=12, bold=True, italic=True)
    line(left, "{%p for one in recipients %}", size=11)
    line(left, "- {{ one }}", size=11)
    line(left, "{%p endfor %}", size=11)
    line(right, "{%p if signer.authority %}")
    line(right, "{{ signer.authority|upper }}", align=ALIGN.CENTER, bold=True)
    line(right, "{%p endif %}")
    line(right, "{{ signer.title|upper }}", align=ALIGN.CENTER, bold=True)
    line(right, "\n\n\n")
    line(right, "{{ signer.name }}", align=ALIGN.CENTER, bold=True)
    begun(left, right)


def note(made: Paper) -> None:
    """Which form it is."""
    line(made, "{{ head.form }}", size=9.5, italic=True)


def supplement_request() -> Paper:
    """Form 02."""
    made = paper()
    head(made)
    for text in (
        field("Bộ phận tiếp nhận và trả kết quả", "receiver"), field("Hồ sơ của", "owner.name"),
        field("Nội dung yêu cầu giải quyết", "content"), field("Mã hồ sơ", "number"),
        field("Địa chỉ", "owner.address"), field("Số điện thoại", "owner.phone"),
        field("Thư điện tử", "owner.email"), "Giai đoạn: {{ stage }}; yêu cầu lần thứ {{ count }}",
        "Yêu cầu bổ sung, hoàn thiện hồ sơ gồm những nội dung sau:",
    ):  # fmt: skip
        line(made, text)
    items(made)
    for text in (
        field("Lý do", "reason"), field("Căn cứ", "basis"),
        contact("Trong quá trình hoàn thiện hồ sơ, nếu có vướng mắc xin liên hệ"),
    ):  # fmt: skip
        line(made, text)
    signatures(made, None, ("NGƯỜI HƯỚNG DẪN", "{{ officer }}"))
    note(made)
    return made


def refusal() -> Paper:
    """Form 03."""
    made = paper()
    head(made)
    for text in (
        field("Bộ phận tiếp nhận và trả kết quả", "receiver"), field("Tiếp nhận hồ sơ của", "owner.name"),
        field("Mã hồ sơ", "number"), field("Thời điểm nộp", "(submitted or {}).long"),
        field("Số định danh cá nhân/tổ chức", "owner.identity"), field("Địa chỉ", "owner.address"),
        field("Số điện thoại", "owner.phone"), field("Thư điện tử", "owner.email"),
        field("Nội dung yêu cầu giải quyết", "content"),
        "Qua xem xét, {{ receiver }} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:",
        field("Lý do", "reason"), contact("Cần hướng dẫn thêm, xin liên hệ"),
        "Xin thông báo cho Ông/Bà/Tổ chức được biết và thực hiện.",
    ):  # fmt: skip
        line(made, text)
    signatures(made, ("NGƯỜI NỘP HỒ SƠ", "{{ submitter }}"), ("NGƯỜI TIẾP NHẬN HỒ SƠ", "{{ officer }}"))
    note(made)
    return made


def apology() -> Paper:
    """Form 04."""
    made = paper()
    head(made, subject="{{ subject }}")
    line(made, "Kính gửi: {{ addressee }}", align=ALIGN.CENTER)
    for text in (
        "Hồi {{ received.long }}, {{ head.agency }} đã tiếp nhận hồ sơ của Ông/Bà/Tổ chức về việc: {{ content }}; "
        "mã hồ sơ: {{ number }}.",
        "Thời gian hẹn trả kết quả: {{ due.long }}.",
        "{% if asks %}Tuy nhiên, {{ head.agency }} chưa thể trả kết quả{% else %}Tuy nhiên đến nay, {{ head.agency }} "
        "vẫn chưa trả kết quả{% endif %} giải quyết hồ sơ đúng thời hạn ghi trên Giấy tiếp nhận hồ sơ và hẹn trả "
        "kết quả.",
        field("Cơ quan, đơn vị chịu trách nhiệm", "at_fault"),
        field("Lý do", "reason"),
        "Sự chậm trễ này đã gây phiền hà, tốn kém chi phí, công sức của Ông/Bà/Tổ chức. {{ head.agency }} xin lỗi "
        "Ông/Bà/Tổ chức.",
        "{% if asks %}{{ head.agency }} đề nghị gia hạn thời gian giải quyết hồ sơ và sẽ trả kết quả{% else %}"
        "{{ head.agency }} hẹn trả kết quả{% endif %} vào {{ new_due.long }}, tại {{ result_at }}.",
        "Mong nhận được sự thông cảm của Ông/Bà/Tổ chức./.",
    ):
        line(made, text, indent=True)
    closing(made)
    note(made)
    return made


def stop_notice() -> Paper:
    """Form 05 of 2025."""
    made = paper()
    head(made, subject="{{ subject }}", title="THÔNG BÁO")
    line(made, "Kính gửi: {{ addressee }}", align=ALIGN.CENTER)
    for text in (
        "{% if received %}Hồi {{ received.long }}, {{ head.agency }} đã tiếp nhận{% else %}{{ head.agency }} đã nhận "
        "được{% endif %} hồ sơ của Ông/Bà/Tổ chức về việc: {{ content }}{% if number %}; mã hồ sơ: {{ number }}"
        "{% endif %}.",
        "{{ head.agency }} thông báo dừng giải quyết hồ sơ nêu trên.",
        field("Trường hợp", "ground"),
        field("Lý do", "reason"),
        field("Căn cứ", "basis"),
        contact("Cần hướng dẫn thêm, xin liên hệ"),
        "Xin thông báo để Ông/Bà/Tổ chức được biết./.",
    ):
        line(made, text, indent=True)
    closing(made)
    note(made)
    return made


TEMPLATES = {made.__name__: made for made in (supplement_request, refusal, apology, stop_notice)}


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in TEMPLATES.items():
        make().save(str(FOLDER / f"{name}.docx"))


if __name__ == "__main__":
    main()
