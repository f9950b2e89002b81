"""Closed reports: finding them, showing what they said, and whether it can still be drawn exactly so."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import get_language

from caicach.agencies.models import Unit
from caicach.facts.register import fact_table
from caicach.figures.queries.defined import in_force, with_children
from caicach.figures.queries.engines import postgresql
from caicach.figures.queries.scope import Scope, scope_of
from caicach.figures.queries.statement import Question, counted_rows
from caicach.figures.register import Derived, Ratio
from caicach.journal.models import Seal
from caicach.kit.period import Period
from caicach.kit.refusal import Unknown
from caicach.kit.words import mark
from caicach.procedures.models import Field
from caicach.reports.models import Edition
from caicach.reports.queries.drawn import Report, ii06
from caicach.reports.rules import ii06 as form
from caicach.reports.rules.edition import Changed, changes, sha256

EVERYTHING = "dossiers.received"
"""The figure that counts every dossier of the report: newly received and carried over."""
CHUNK = 10_000


def kept(report: Report) -> dict[str, Any]:
    """All that a report printed, for `rules.edition.canonical`."""
    return {
        "form": form.FORM,
        "agency": report.scope.code,
        "agency_vi": report.agency_vi,
        "superior_vi": report.superior_vi,
        "own": report.scope.own,
        "by": report.by.value,
        "from": report.period.first.isoformat(),
        "to": report.period.last.isoformat(),
        "rows": [
            {"id": row.id, "code": row.code, "name_vi": row.name_vi, "cells": list(row.cells.counts)}
            for row in report.rows
        ],
        "total": list(report.total.counts),
        "notes": dict(report.notes),
    }


def definitions(seal: Seal) -> dict[str, int]:
    """The version of each figure in the report, as the seal knows them."""
    codes = (*form.FIGURES, *form.NOTE_FIGURES)
    return {code: defined.version for code, defined in sorted(with_children(codes, seal).items())}


def fingerprint(scope: Scope, period: Period, seal: Seal) -> str:
    """SHA-256 over subject and version of every fact that the report counts, in order, one a line.

    Read from PostgreSQL through a cursor of the server, so that memory stays flat however many there are.
    """
    measure = in_force([EVERYTHING], seal)[EVERYTHING].figure.expression
    if isinstance(measure, Ratio | Derived):
        raise TypeError(f"{EVERYTHING} is no count")
    digest = hashlib.sha256()
    asked = Question(scope, period, postgresql(seal))
    with connection.chunked_cursor() as cursor:
        cursor.execute(counted_rows(measure, fact_table(measure.table), asked))
        while rows := cursor.fetchmany(CHUNK):
            digest.update("".join(f"{subject}:{version}\n" for subject, version in rows).encode())
    return digest.hexdigest()


def edition(pk: int) -> Edition:
    """The edition of that id. Raises `Unknown("unknown-edition")`."""
    found = Edition.objects.select_related("agency", "closed_by").filter(pk=pk).first()
    if found is None:
        raise Unknown("unknown-edition", mark("Không có bản chốt số {id}."), values={"id": pk}, field="edition")
    return found


def newest(unit_id: int, period: Period, *, own: bool, by: str) -> Edition | None:
    """The edition in force of a report, if it was closed; one statement."""
    found = Edition.objects.filter(
        form=form.FORM, agency_id=unit_id, own=own, by=by, first=period.first, last=period.last
    )
    return found.select_related("agency", "closed_by").order_by("-number").first()


def editions_of(units: Collection[int]) -> list[Edition]:
    """The editions of these units, the latest period first; one statement."""
    return list(Edition.objects.filter(agency_id__in=units).select_related("agency", "closed_by"))


def before(one: Edition) -> Edition | None:
    """The edition that this one replaced."""
    same = Edition.objects.filter(
        form=one.form, agency_id=one.agency_id, own=one.own, by=one.by, first=one.first, last=one.last
    )
    return same.select_related("agency", "closed_by").filter(number=one.number - 1).first()


def seal_of(one: Edition) -> Seal | None:
    """The seal that the edition rests on; none when it is gone or another."""
    return Seal.objects.filter(no=one.seal_no, hash=bytes.fromhex(one.seal_hash)).first()


def report_of(one: Edition) -> Report:
    """What the edition printed, from what it keeps, not counted again. Raises `Unknown` when its seal is gone."""
    seal = seal_of(one)
    if seal is None:
        raise Unknown("seal-gone", mark("Dấu niêm phong của bản chốt này không còn; hãy kiểm chứng nhật ký."))
    found = json.loads(one.cells)
    scope = scope_of(found["agency"], on=one.last, own=one.own)
    total, rows = form.Cells(tuple(found["total"])), tuple(_rows(found))
    return Report(
        scope=scope,
        agency_vi=found["agency_vi"],
        superior_vi=found["superior_vi"],
        period=Period(one.first, one.last),
        seal=seal,
        by=form.By(one.by),
        rows=rows,
        total=total,
        notes=found["notes"],
        checks=form.check(total, rows),
    )


def _rows(found: Mapping[str, Any]) -> Iterator[form.Row]:
    names: Mapping[int, Field | Unit] = {}
    if get_language() != "vi":
        kind = Field if found["by"] == form.By.FIELD else Unit
        names = kind.objects.in_bulk([row["id"] for row in found["rows"] if row["id"] is not None])
    for row in found["rows"]:
        named = names.get(row["id"])
        yield form.Row(
            id=row["id"],
            code=row["code"],
            name_vi=row["name_vi"],
            name=named.name if named else row["name_vi"],
            cells=form.Cells(tuple(row["cells"])),
        )


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an edition cannot be trusted: in words, with the cell that differs where it is one."""

    words: str
    cell: Changed | None = None


def faults(one: Edition) -> Iterator[Fault]:
    """Everything that keeps the edition from being drawn again exactly, the gravest first; nothing when it holds."""
    if sha256(one.cells) != one.cells_sha256:
        yield Fault(mark("nội dung bản chốt không khớp mã băm của nó"))
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
