"""Take the first sheet of a workbook out as CSV (lấy bảng tính ra), whatever the workbook is made to do."""

from pathlib import Path

from caicach.papers.content.confined import first_sheet
from caicach.papers.rules.unfit import Unfit, refusal


def unpack_sheet(path: Path, out: Path, *, name: str) -> int:
    """Write the rows up to the last one that holds anything to `out`; how many do.

    The workbook is opened in the confined process: one that unpacks to more than may be, or needs more memory or time
    than an honest one, hurts nothing else. Raises `Refused` as for any file that is not taken; `name` is said there.
    """
    try:
        return first_sheet(path, out)
    except Unfit as found:
        raise refusal(found.code, found.values, name=name) from None
