"""Why a file is not taken, in words, and the limits that are asked of every file from outside."""

from collections.abc import Mapping

from caicach.kit.refusal import Refused
from caicach.kit.words import Marked, mark

MEGABYTE = 1024 * 1024
MOST_PIXELS = 80_000_000
"""A sheet of A3 scanned with 600 dots an inch has 70 million."""
MOST_FRAMES = 300
MOST_PAGES = 3000
MOST_OBJECTS = 400_000
MOST_ENTRIES = 10_000
MOST_UNPACKED = 256 * MEGABYTE
FREELY_PACKED, MOST_RATIO = 16 * MEGABYTE, 150
"""Above so many bytes unpacked, no document of words and tables is packed more than so many times."""
MOST_NESTED = 2
"""A picture in a document in a document; nothing that a person wrote lies deeper."""

RULE = mark("Quy định của hệ thống về tệp được nhận")

JAVASCRIPT = mark("mã JavaScript")
LAUNCH = mark("lệnh mở chương trình hoặc trang mạng")
EMBEDDED = mark("tệp nhúng bên trong")
MEDIA = mark("âm thanh, phim hoặc mô hình nhúng")
XFA = mark("biểu mẫu động XFA")
HARD = "file-too-hard"
PROGRAM, OLD_OFFICE, HEIC, ARCHIVE = "program", "old-office", "heic", "archive"

REASONS: Mapping[str, str] = {
    "file-kind": mark("Tệp «{name}» không thuộc loại được nhận; hãy nộp PDF, JPEG, PNG, TIFF, DOCX, XLSX hoặc ODT."),
    PROGRAM: mark("Tệp «{name}» theo nội dung là một chương trình, không phải giấy tờ, dù mang tên gì."),
    OLD_OFFICE: mark(
        "Tệp «{name}» là tệp Office kiểu cũ (DOC, XLS) hoặc có mật khẩu; "
        "hãy lưu lại thành DOCX, XLSX hoặc PDF, không đặt mật khẩu."
    ),
    HEIC: mark("Ảnh «{name}» ở định dạng HEIC của điện thoại; hãy lưu lại thành JPEG rồi nộp."),
    ARCHIVE: mark("Tệp «{name}» là tệp nén; hãy nộp từng giấy tờ thay vì gói lại."),
    "pdf-encrypted": mark("Tệp PDF «{name}» có mật khẩu hoặc bị khóa quyền; hãy bỏ mật khẩu rồi nộp lại."),
    "pdf-active": mark("Tệp PDF «{name}» chứa {what}; hãy in ra một tệp PDF mới rồi nộp lại."),
    "pdf-damaged": mark("Tệp PDF «{name}» bị hỏng, không đọc được; hãy quét hoặc lưu lại."),
    "pdf-too-long": mark("Tệp PDF «{name}» có {pages} trang, nhiều hơn {limit} trang; hãy chia thành nhiều tệp."),
    "office-macro": mark("Tệp «{name}» có macro; hãy lưu lại thành DOCX hoặc XLSX không có macro, hoặc PDF."),
    "office-active": mark(
        "Tệp «{name}» nhúng chương trình hoặc lấy nội dung từ nơi khác; hãy lưu lại thành PDF rồi nộp."
    ),
    "office-encrypted": mark("Tệp «{name}» có mật khẩu; hãy bỏ mật khẩu rồi nộp lại."),
    "office-damaged": mark("Tệp «{name}» bị hỏng, không đọc được; hãy lưu lại."),
    "zip-bomb": mark("Tệp «{name}» phình quá {limit} MB hoặc nén bất thường khi mở ra, nên không được nhận."),
    "image-too-large": mark(
        "Ảnh «{name}» có {width} × {height} điểm ảnh, nhiều hơn {limit} triệu; hãy chụp hoặc quét nhỏ hơn."
    ),
    "image-too-many": mark("Tệp ảnh «{name}» có hơn {limit} trang; hãy chia thành nhiều tệp."),
    "image-damaged": mark("Ảnh «{name}» bị hỏng, không đọc được; hãy chụp hoặc quét lại."),
    HARD: mark("Tệp «{name}» quá nặng để kiểm tra; hãy lưu lại đơn giản hơn, tốt nhất là PDF."),
}


class Unfit(Exception):
    """What a look into a file found against it: a code of `REASONS` and the values of its text (but the name)."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)


def refusal(code: str, values: Mapping[str, object], *, name: str) -> Refused:
    """The refusal for the reader, in words."""
    told = {key: Marked(value) if key == "what" else value for key, value in values.items()}
    return Refused(code, REASONS[code], values={**told, "name": name}, source=RULE, field="file")
