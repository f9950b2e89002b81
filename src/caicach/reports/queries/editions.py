"""Closed reports: finding them, and showing what they said."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caicach.agencies.models import Unit
from caicach.facts.register import fact_table
from caicach.figures.queries.defined import in_force, with_children
from caicach.figures.queries.engines import postgresql
from caicach.figures.queries.scope import Scope, scope_of
from caicach.figures.queries.statement import Question, counted_rows
from caicach.figures.register import Count, CountDistinct, Sum
from caicach.journal.models import Seal
from caicach.kit.period import Period
from caicach.kit.refusal import Unknown
from caicach.kit.words import mark
from caicach.procedures.models import Field
from caicach.reports.models import Edition
from caicach.reports.queries.drawn import Closed, Report
from caicach.reports.queries.lines import Named, names
from caicach.reports.rules import closing
from caicach.reports.rules import ii06 as form
from caicach.reports.rules.edition import canonical, sha256
from caicach.reports.rules.variants import LEVELS, variant_of
from caicach.reports.rules.withheld import Withheld

EVERYTHING = "dossiers.received"
"""The figure that counts every dossier of the report: newly received and carried over."""
CHUNK = 10_000


def kept(report: Report) -> dict[str, Any]:
    """All that a report printed, for `rules.edition.canonical`."""
    told = {
        "form": form.FORM,
        "agency": report.scope.code,
        "agency_vi": report.agency_vi,
        "superior_vi": report.superior_vi,
        "place": report.place,
        "own": report.scope.own,
        "by": report.by.value,
        "from": report.period.first.isoformat(),
        "to": report.period.last.isoformat(),
        "rows": [_line(row) | ({"under": row.under} if report.sections else {}) for row in report.rows],
        "total": list(report.total.counts),
        "notes": dict(report.notes),
    }
    return told | ({"sections": [_line(one) for one in report.sections]} if report.sections else {})


def _line(one: form.Row | form.Section) -> dict[str, Any]:
    return {"id": one.id, "code": one.code, "name_vi": one.name_vi, "cells": list(one.cells.counts)}


def definitions(seal: Seal) -> dict[str, int]:
    """The version of each figure in the report, as the seal knows them."""
    codes = (*form.FIGURES, *form.NOTE_FIGURES)
    return {code: defined.version for code, defined in sorted(with_children(codes, seal).items())}


def fingerprint(scope: Scope, period: Period, seal: Seal) -> str:
    """SHA-256 over subject and version of every fact that the report counts, in order, one a line.

    Read from PostgreSQL through a cursor of the server, so that memory stays flat however many there are.
    """
    measure = in_force([EVERYTHING], seal)[EVERYTHING].figure.expression
    if not isinstance(measure, Count | CountDistinct | Sum):
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
    found = _whole().filter(pk=pk).first()
    if found is None:
        raise Unknown("unknown-edition", mark("Không có bản chốt số {id}."), values={"id": pk}, field="edition")
    return found


def _whole() -> QuerySet[Edition]:
    return Edition.objects.select_related("agency", "closed_by")


def newest(unit_id: int, period: Period, *, own: bool, by: str) -> Edition | None:
    """The edition in force of a report, if it was closed; one statement."""
    asked = {"form": form.FORM, "agency_id": unit_id, "own": own, "by": by}
    return _whole().filter(**asked, first=period.first, last=period.last).order_by("-number").first()


def in_force_only(found: Sequence[Edition]) -> list[Edition]:
    """Of each report among the editions the newest one, in the order given."""
    last: dict[tuple[object, ...], Edition] = {}
    for one in found:
        key = (one.form, one.agency_id, one.own, one.by, one.first, one.last)
        if key not in last or last[key].number < one.number:
            last[key] = one
    return [one for one in found if one in last.values()]


def editions_of(units: Collection[int]) -> list[Edition]:
    """The editions of these units, the latest period first; one statement."""
    return list(_whole().filter(agency_id__in=units))


def public_editions() -> list[Edition]:
    """The public editions in force of all units, the latest period first; one statement."""
    return in_force_only(list(_whole().filter(public=True)))


def before(one: Edition) -> Edition | None:
    """The edition that this one replaced."""
    same = {"form": one.form, "agency": one.agency, "own": one.own, "by": one.by, "first": one.first, "last": one.last}
    return _whole().filter(**same, number=one.number - 1).first()


def adjoining(report: Report) -> list[Edition]:
    """The editions in force of the same unit whose period ends right before the report's or begins right after it."""
    day = timedelta(days=1)
    touching = Q(last=report.period.first - day) | Q(first=report.period.last + day)
    found = Edition.objects.filter(touching, form=form.FORM, agency_id=report.scope.unit_id, own=report.scope.own)
    return sorted(in_force_only(list(found)), key=lambda one: one.pk)


def with_borders(report: Report) -> Report:
    """The report with its checks against the closed reports of the periods right before and after it."""
    lines = lines_of(report)
    cells = {form.TOTAL: report.total, **{key: one.cells for key, one in lines.items() if one is not None}}
    found = [
        closing.border(
            lines,
            cells,
            cells_of(one) if one.by == report.by else {form.TOTAL: cells_of(one)[form.TOTAL]},
            edition=one.pk,
            before=one.last < report.period.first,
        )
        for one in adjoining(report)
    ]
    return replace(report, checks=(*report.checks, *found))


def lines_of(report: Report) -> dict[str, form.Row | form.Section | None]:
    """The lines of a report by their keys; the total is none."""
    return {
        form.TOTAL: None,
        **{one.key: one for one in report.sections},
        **{one.key: one for one in report.rows},
    }


def cells_of(one: Edition) -> dict[str, form.Cells]:
    """The cells of an edition by the keys of its lines."""
    told = json.loads(one.cells)
    sections = {f"s{line['code']}": line for line in told.get("sections", ())}
    rows = {"r" if line["id"] is None else f"r{line['id']}": line for line in told["rows"]}
    found = {key: form.Cells(tuple(line["cells"])) for key, line in {**sections, **rows}.items()}
    return {form.TOTAL: form.Cells(tuple(told["total"])), **found}


def seal_of(one: Edition) -> Seal | None:
    """The seal that the edition rests on; none when it is gone or another."""
    return Seal.objects.filter(no=one.seal_no, hash=bytes.fromhex(one.seal_hash)).first()


def withheld_of(one: Edition) -> Withheld | None:
    """What the public form of the edition withholds; none where it is not public."""
    return closing.withheld_of(json.loads(one.closing)) if one.closing else None


def report_of(one: Edition) -> Report:
    """What the edition printed, from what it keeps, not counted again. Raises `Unknown` when its seal is gone."""
    seal = seal_of(one)
    if seal is None:
        raise Unknown("seal-gone", mark("Dấu niêm phong của bản chốt này không còn; hãy kiểm chứng nhật ký."))
    found = json.loads(one.cells)
    by = form.By(one.by)
    scope = scope_of(found["agency"], on=one.last, own=one.own)
    kind = Unit.objects.values_list("kind", flat=True).get(pk=scope.unit_id)
    rows, sections = _rows(one, found), _sections(by, found)
    total = form.Cells(tuple(found["total"]))
    report = Report(
        scope=scope,
        agency_vi=found["agency_vi"],
        superior_vi=found["superior_vi"],
        place=found.get("place", ""),
        period=Period(one.first, one.last),
        seal=seal,
        by=by,
        rows=rows,
        total=total,
        notes=found["notes"],
        checks=form.check(total, rows, sections),
        sections=sections,
        variant=variant_of(kind, own=one.own, by=by),
        closed=_closed(one),
    )
    if not one.closing:
        return report
    return replace(report, checks=closing.checks_of(json.loads(one.closing), lines_of(report)))


def public_of(one: Edition) -> Report:
    """The public form of an edition: what it printed, with what it withholds. Raises `Unknown` where it is not public.

    Its checks stay in the house: where one fails, its difference may tell a withheld cell; so may what people wrote.
    So do the hashes of what is whole: the few numbers that a small cell can be are soon tried. It has its own hash.
    """
    withheld = withheld_of(one)
    if not one.public or withheld is None:
        raise Unknown("not-public", mark("Không có bản công bố số {id}."), values={"id": one.pk}, field="edition")
    report = replace(report_of(one), withheld=withheld, checks=())
    hashed = sha256(canonical(_told(report, withheld)))
    closed = replace(_closed(one), cells_sha256=hashed, fingerprint="", by="", reason="", explanation="")
    return replace(report, closed=closed)


def _told(report: Report, withheld: Withheld) -> dict[str, Any]:
    """What the public form of a report says, line by line."""
    lines = lines_of(report)
    return {
        "of": [report.scope.code, report.period.first.isoformat(), report.period.last.isoformat(), report.by.value],
        "cells": {
            f"{key}:{column.number}": None
            if (key, column.number) in withheld.cells
            else (one.cells if one else report.total)[column.number]
            for key, one in lines.items()
            for column in form.COLUMNS
        },
    }


def _closed(one: Edition) -> Closed:
    return Closed(
        id=one.pk,
        number=one.number,
        at=one.closed_at,
        cells_sha256=one.cells_sha256,
        fingerprint=one.fingerprint,
        by=str(one.closed_by),
        reason=one.reason,
        explanation=one.explanation,
    )


def _rows(one: Edition, found: Mapping[str, Any]) -> tuple[form.Row, ...]:
    named: Mapping[int, Named] = {}
    if get_language() != "vi":
        named = names(form.By(one.by), [row["id"] for row in found["rows"] if row["id"] is not None], on=one.last)
    return tuple(
        form.Row(
            id=row["id"],
            code=row["code"],
            name_vi=row["name_vi"],
            name=named[row["id"]].name if row["id"] in named else row["name_vi"],
            cells=form.Cells(tuple(row["cells"])),
            under=row.get("under", ""),
        )
        for row in found["rows"]
    )


def _sections(by: form.By, found: Mapping[str, Any]) -> tuple[form.Section, ...]:
    levels = {level.code: _(level.name) for level in LEVELS} if by is form.By.LEVEL else {}
    if by is form.By.PROCEDURE and get_language() != "vi":
        levels = {
            one.code: one.name for one in Field.objects.filter(code__in=[one["code"] for one in found["sections"]])
        }
    return tuple(
        form.Section(
            one["id"],
            one["code"],
            one["name_vi"],
            levels.get(one["code"], one["name_vi"]),
            form.Cells(tuple(one["cells"])),
        )
        for one in found.get("sections", ())
    )
