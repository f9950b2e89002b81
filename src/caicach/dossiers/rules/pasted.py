"""Lists pasted from a sheet: one line a row, cells parted by tabs. Pure; a line that cannot be read is named."""

from dataclasses import dataclass

from caicach.kit.refusal import Refused
from caicach.kit.words import mark

MOST_SUBJECTS, MOST_ROWS = 500, 100
LONGEST_NAME, LONGEST_TEXT = 200, 300
YES = frozenset({"x", "1", "đủ", "du", "có", "co", "yes", "y"})
NO = frozenset({"", "0", "thiếu", "thieu", "không", "khong", "no", "n"})


@dataclass(frozen=True, slots=True)
class Listed:
    """One person or body of a list: the name, and what else the sheet says (post, unit, proposal)."""

    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One dossier of a batch: line of the sheet, code of the procedure, owner, content, whether all papers are there.

    `unit` is the code of the competent unit, needed only where several are competent.
    """

    line: int
    code: str
    owner: str
    content: str
    complete: bool
    unit: str = ""


def read_subjects(text: str) -> tuple[Listed, ...]:
    """The list of a pasted text; a first cell that only numbers the lines is left out.

    Raises `Refused`: too many lines, a line without a name, a cell too long.
    """
    found = []
    for line, cells in _lines(text, MOST_SUBJECTS, field="listed"):
        told = cells[1:] if len(cells) > 1 and cells[0].rstrip(".").isdigit() else cells
        name, detail = told[0], ", ".join(cell for cell in told[1:] if cell)
        if not name:
            raise _refused("no-name", mark("Dòng {line} thiếu họ tên."), field="listed", line=line)
        if len(name) > LONGEST_NAME or len(detail) > LONGEST_TEXT:
            raise _refused("too-long", mark("Dòng {line} quá dài; mỗi dòng chỉ gồm tên và vài chữ về người đó."),
                           field="listed", line=line)  # fmt: skip
        found.append(Listed(name, detail))
    return tuple(found)


def read_rows(text: str) -> tuple[Row, ...]:
    """The rows of a batch: code of the procedure, owner, content, complete (x), code of the unit.

    Raises `Refused`: nothing pasted, too many lines, a line without code, an unclear mark for complete papers.
    """
    found = [_row(line, cells) for line, cells in _lines(text, MOST_ROWS, field="rows")]
    if not found:
        raise _refused("no-rows", mark("Hãy dán hoặc gõ ít nhất một dòng hồ sơ."), field="rows")
    return tuple(found)


def _row(line: int, cells: list[str]) -> Row:
    code, owner, content, complete, unit = [*cells, "", "", "", "", ""][:5]
    marked = complete.casefold()
    if not code:
        raise _refused("no-code", mark("Dòng {line} thiếu mã thủ tục."), field="rows", line=line)
    if marked not in YES | NO:
        raise _refused("unclear", mark("Dòng {line}: ô đủ giấy tờ ghi “{text}”; hãy ghi x hay để trống."), field="rows",
                       line=line, text=complete)  # fmt: skip
    if len(owner) > LONGEST_NAME or len(content) > LONGEST_TEXT:
        raise _refused("too-long", mark("Dòng {line} có ô quá dài."), field="rows", line=line)
    return Row(line, code, owner, content, marked in YES, unit)


def _lines(text: str, most: int, *, field: str) -> list[tuple[int, list[str]]]:
    found = [
        (number, [" ".join(cell.split()) for cell in line.split("\t")])
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    ]
    if len(found) > most:
        raise _refused("too-many", mark("Danh sách có {count} dòng; mỗi lần nhiều nhất {most} dòng."), field=field,
                       count=len(found), most=most)  # fmt: skip
    return found


def _refused(code: str, message: str, *, field: str, **values: object) -> Refused:
    return Refused(f"pasted-{code}", message, values=values, field=field)
