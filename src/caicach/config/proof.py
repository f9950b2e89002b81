"""What came back from a backup, proved: the journal holds, nothing is missing, every kept file is what it was."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from caicach.config.archive import member_of
from caicach.facts.queries.loose import first_loose
from caicach.journal.services.record import record_system
from caicach.journal.services.verify import verify
from caicach.kit.words import mark


def proved(*, lines: int, seals: int) -> dict[str, object]:
    """Whether everything holds, how much there is, and what does not hold (the first fault, in words)."""
    report = verify()
    what = ""
    if report.finding is not None:
        what = _(report.finding.what)
    elif first_loose() is not None:
        what = _(mark("phiên bản dữ kiện và dòng nhật ký không đi cùng nhau"))
    elif report.lines < lines or report.seals < seals:
        what = _(mark("thiếu dòng nhật ký hoặc dấu niêm phong so với bản sao lưu"))
    elif (damaged := _damaged_file()) is not None:
        what = _(mark("tệp {name} thiếu hoặc hỏng")).format(name=damaged)
    record_system("config.restore", details={"lines": report.lines, "holds": not what})
    return {"holds": not what, "lines": report.lines, "seals": report.seals, "what": what}


def _damaged_file() -> str | None:
    """The first kept file whose content is not what its name says."""
    root = Path(settings.FILES_ROOT)
    for path in sorted(one for one in root.rglob("*") if one.is_file() and not one.name.startswith(".")):
        if member_of(path).sha256 != path.name:
            return path.name
    return None
