"""Write a letter as a DOCX that an officer completes (soạn thảo văn bản): 02, 03, 04 and the notice 05.

The templates in `papers/layouts/docx/` are made by `tools/docx_templates.py`; whoever changes one in an office
program keeps the names in double braces.
"""

from io import BytesIO
from pathlib import Path

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from caicach.papers.rules.letters import plain
from caicach.papers.rules.values import Sheet, values_of
from caicach.papers.services.draw import code_of

TEMPLATES = Path(__file__).parent.parent / "layouts" / "docx"
EDITABLE = frozenset(path.stem for path in TEMPLATES.glob("*.docx"))
"""The templates that there are, by the names of their sheets."""
CODE_SIDE = 20


def write_docx(sheet: Sheet) -> bytes:
    """The sheet as the bytes of a DOCX; every value stays text, whatever it holds. Raises `ValueError` without one."""
    if sheet.TEMPLATE not in EDITABLE:
        raise ValueError(f"no document for {sheet.TEMPLATE!r}")
    template = DocxTemplate(TEMPLATES / f"{sheet.TEMPLATE}.docx")
    values = values_of(sheet, plain)
    payload = values["head"].get("payload")
    values["code"] = InlineImage(template, _code(payload), width=Mm(CODE_SIDE)) if payload else ""
    # Off by default: an "&" in a name would break the file.
    template.render(values, autoescape=True)
    stream = BytesIO()
    template.save(stream)
    return stream.getvalue()


def _code(payload: str) -> BytesIO:
    stream = BytesIO()
    code_of(payload).save(stream, kind="png", scale=8, border=2)
    stream.seek(0)
    return stream
