"""Reads PDFs as a test needs them: their text, their faces, their marks; with pikepdf only."""

import re
from io import BytesIO
from typing import Any

import pikepdf

SUBSET = re.compile(r"^/?(?:[A-Z]{6}\+)?")
WEIGHT = re.compile(r"-(Regular|Bold|Italic|BoldItalic|Semibold|SemiboldItalic)(-Identity-H)?$")


def opened(content: bytes) -> pikepdf.Pdf:
    """The PDF of the bytes."""
    return pikepdf.Pdf.open(BytesIO(content))


def pages(content: bytes) -> int:
    """How many pages it has."""
    return len(opened(content).pages)


def faces(content: bytes) -> set[str]:
    """The names of all faces in it, such as `LibertinusSerif-Bold`."""
    return {
        SUBSET.sub("", str(font.BaseFont), count=1)
        for page in opened(content).pages
        for font in page.get("/Resources", {}).get("/Font", {}).values()
    }


def families(content: bytes) -> set[str]:
    """The families of all faces in it, without weight and slant."""
    return {WEIGHT.sub("", name) for name in faces(content)}


def text(content: bytes) -> str:
    """What is written in it, page by page; where the text jumps there is one blank."""
    return " ".join(" ".join(_page(page).replace("\u200b", "").split()) for page in opened(content).pages)


def _page(page: Any) -> str:
    fonts = {name: _letters(font) for name, font in page.get("/Resources", {}).get("/Font", {}).items()}
    written: list[str] = []
    letters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "Tf":
            letters = fonts[str(operands[0])]
        elif name == "Tj":
            written.append(_read(bytes(operands[0]), letters))
        elif name == "TJ":
            written += [_read(bytes(one), letters) for one in operands[0] if isinstance(one, pikepdf.String)]
        elif name in ("Td", "Tm", "T*", "BT"):
            written.append(" ")
    return "".join(written)


def _read(codes: bytes, letters: dict[int, str]) -> str:
    return "".join(letters.get(int.from_bytes(codes[at : at + 2]), "") for at in range(0, len(codes), 2))


def _letters(font: Any) -> dict[int, str]:
    """Code → text by the font's own table."""
    table = bytes(font.ToUnicode.read_bytes()).decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, told in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(told).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, told in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            start = int.from_bytes(bytes.fromhex(told))
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = (start + step).to_bytes(len(told) // 2).decode("utf-16-be")
    return found


ALTERNATIVE = "Mã QR: "


def code_told(content: bytes) -> str:
    """What the code on the first page says of itself to who cannot see it; empty where there is none."""
    pdf = opened(content)
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        if str(operator) == "BDC" and isinstance(operands[1], pikepdf.Dictionary):
            told = str(operands[1].get("/Alt", ""))
            if told.startswith(ALTERNATIVE):
                return told.removeprefix(ALTERNATIVE)
    return ""


def code_drawn(content: bytes) -> set[tuple[int, int]]:
    """The dark modules of that code as they are drawn: row and column, counted from its quiet zone's corner."""
    dark: set[tuple[int, int]] = set()
    inside, begin = False, (0.0, 0.0)
    pdf = opened(content)
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        name = str(operator)
        if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary):
            inside = inside or str(operands[1].get("/Alt", "")).startswith(ALTERNATIVE)
        elif name == "EMC" and inside:
            return dark
        elif inside and name == "cm":
            dark.clear()  # what was before is the frame it is cut to
        elif inside and name == "m":
            begin = float(operands[0]), float(operands[1])
        elif inside and name == "l" and float(operands[1]) == begin[1]:
            dark |= {(int(begin[1]), column) for column in range(round(begin[0]), round(float(operands[0])))}
    return dark
