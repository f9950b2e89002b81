"""Where a kept file lies, and opening it."""

from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.papers.models import File


def folder() -> Path:
    """The folder of all kept files."""
    return Path(settings.FILES_ROOT)


def place_of(sha256: str) -> Path:
    """Where the content with that hash lies, `ab/cd/abcd…`; nothing that a person typed is part of it."""
    return folder() / sha256[:2] / sha256[2:4] / sha256


def refuse_infected(file: File) -> None:
    """Raise `Refused("infected")` for a file in which the scanner found something: it is kept, and given to nobody."""
    if file.scan == File.INFECTED:
        raise Refused(
            "infected",
            mark("Tệp này có mã độc nên đã bị cách ly, không dùng được; hãy đề nghị người nộp gửi lại bản khác."),
            source=mark("Kết quả quét virus"),
            field="file",
        )


def open_file(file: File) -> BinaryIO:
    """The content of a kept file, opened for reading; the caller closes it. Raises as `refuse_infected`."""
    refuse_infected(file)
    return place_of(file.sha256).open("rb")
