"""`caicach journal verify|seal`: check the whole journal, or publish a seal now."""

import argparse

from django.utils.translation import gettext as _

from caicach.facts.queries.loose import first_loose
from caicach.journal.services import seal as sealing
from caicach.journal.services import verify as verifying
from caicach.kit.words import mark

HELP = mark("kiểm chứng toàn bộ nhật ký (verify) hoặc niêm phong ngay (seal)")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`verify` recomputes everything; `seal` publishes what is committed."""
    parser.add_argument("what", choices=["verify", "seal"])


def run(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """Exit code 0 when the journal holds, 1 when a line or a seal does not, naming the first."""
    if args.what == "seal":
        seal = sealing.seal()
        document: dict[str, object] = {
            "seal": seal.no,
            "published_at": seal.published_at.isoformat(),
            "lines": seal.lines,
        }
        told = _("Dấu niêm phong số {no}, lúc {when}, số dòng: {lines}")
        return 0, document, told.format(no=seal.no, when=seal.published_at.isoformat(), lines=seal.lines)
    report = verifying.verify()
    found = report.finding or _loose()
    document = {
        "holds": found is None,
        "lines": report.lines,
        "seals": report.seals,
        "unsealed": report.unsealed,
        "erased": report.erased,
        "broken": found
        and {"line": found.line, "seal": found.seal, "column": found.column or None, "what": _(found.what)},
    }
    if found is None:
        told = _("Nhật ký nguyên vẹn. Dòng: {lines}; dấu niêm phong: {seals}; dòng chưa niêm phong: {unsealed}")
        return 0, document, told.format(lines=report.lines, seals=report.seals, unsealed=report.unsealed)
    place = _place(found)
    return (
        1,
        document,
        _("Nhật ký KHÔNG nguyên vẹn tại {place}: {what}").format(
            place=place, what=f"{_(found.what)} {found.column}".strip()
        ),
    )


def _place(found: verifying.Finding) -> str:
    if found.line is not None:
        return _("dòng {no}").format(no=found.line)
    return _("dấu niêm phong {no}").format(no=found.seal) if found.seal is not None else found.column


def _loose() -> verifying.Finding | None:
    """A fact and a line that do not belong together, told like a broken line."""
    loose = first_loose()
    if loose is None:
        return None
    what = mark("phiên bản dữ kiện và dòng nhật ký không đi cùng nhau:")
    place = f"{loose.relation} subject_id={loose.subject_id} version={loose.version}"
    return verifying.Finding(line=loose.line, seal=None, what=what, column=place)
