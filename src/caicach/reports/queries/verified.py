"""Whether a closed report can still be trusted: its hashes, what the journal says of it, and counting it again."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from caicach.journal.queries import history
from caicach.kit.period import Period
from caicach.kit.words import mark
from caicach.reports.models import Edition
from caicach.reports.queries.drawn import ii06
from caicach.reports.queries.editions import definitions, fingerprint, kept, seal_of
from caicach.reports.rules.edition import Changed, changes, sha256

KIND, ACTION = "edition", "reports.close"
HASHES = ("cells_sha256", "closing_sha256")
"""What the journal keeps of an edition, where it was kept then."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an edition cannot be trusted: in words, with the cell that differs where it is one."""

    words: str
    cell: Changed | None = None


def faults(one: Edition) -> Iterator[Fault]:
    """Everything that keeps the edition from being drawn again exactly, the gravest first; nothing when it holds."""
    if sha256(one.cells) != one.cells_sha256 or (one.closing and sha256(one.closing) != one.closing_sha256):
        yield Fault(mark("nội dung bản chốt không khớp mã băm của nó"))
    if not _journalled(one):
        yield Fault(mark("mã băm của bản chốt không khớp nhật ký"))
    seal = seal_of(one)
    if seal is None:
        yield Fault(mark("dấu niêm phong mà bản chốt dựa vào không còn hoặc đã khác"))
        return
    if definitions(seal) != json.loads(one.definitions):
        yield Fault(mark("phiên bản định nghĩa của số liệu đã khác"))
    again = ii06(agency=one.agency.code, period=Period(one.first, one.last), seal=seal, own=one.own, by=one.by)
    for cell in changes(json.loads(one.cells), kept(again)):
        yield Fault(mark("ô số liệu tính lại ra kết quả khác"), cell)
    if fingerprint(again.scope, again.period, seal) != one.fingerprint:
        yield Fault(mark("các phiên bản dữ kiện được đếm đã khác"))


def _journalled(one: Edition) -> bool:
    """Whether the line of the closing bears the very hashes that stand in the edition."""
    told = [json.loads(line.body)["details"] for line in history(KIND, one.pk) if line.action == ACTION]
    return len(told) == 1 and all(told[0].get(name, "") == getattr(one, name) for name in HASHES)
