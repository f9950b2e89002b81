"""Loads the catalogue from a document; loading the same document again changes nothing."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from caicach.agencies.models import Unit
from caicach.agencies.queries import unit_by_code
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change, Recorder
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark
from caicach.procedures.models import (
    ChannelTerm,
    Competence,
    Component,
    Fee,
    FeeExemption,
    Field,
    Form,
    Procedure,
    Step,
    Version,
)
from caicach.procedures.services.read_catalogue import FieldLine, ProcedureLine, VersionLine, read_catalogue
from caicach.procedures.services.write_facts import write_facts

DATA = Path(__file__).parents[1] / "data"


def shipped_procedures() -> dict[str, Any]:
    """The document that comes with the program: the procedures of a Department of Home Affairs."""
    document: dict[str, Any] = json.loads((DATA / "home_affairs.json").read_text(encoding="utf-8"))
    return document


def load_procedures(*, act: Act, document: Mapping[str, Any], record: Recorder = record) -> dict[str, int]:
    """Adds fields, procedures, versions and competences, and puts in the dates by which old versions end.

    A version once recorded keeps its content: other content from a new day is a new version, which ends the one before
    it. Returns how many fields, procedures, versions and competences were added and how many versions were ended.
    Raises `Refused` (a document that does not hold together, "version-rewritten", "version-overlap") and `Unknown`.
    """
    catalogue = read_catalogue(document)
    counts: Counter[str] = Counter(fields=0, procedures=0, versions=0, competences=0, ended=0)
    with transaction.atomic():
        units = dict(Unit.objects.values_list("code", "id"))
        fields = _put_fields(catalogue.fields, counts)
        for line in catalogue.procedures:
            _put_procedure(line, fields=fields, units=units, act=act, counts=counts, record=record)
    return dict(counts)


def _put_fields(lines: tuple[FieldLine, ...], counts: Counter[str]) -> dict[str, Field]:
    for line in lines:
        names = {"name_vi": line.name_vi, "name_en": line.name_en}
        _, added = Field.objects.update_or_create(code=line.code, defaults=names)
        counts["fields"] += added
    return {field.code: field for field in Field.objects.all()}


def _put_procedure(
    line: ProcedureLine,
    *,
    fields: Mapping[str, Field],
    units: Mapping[str, int],
    act: Act,
    counts: Counter[str],
    record: Recorder,
) -> None:
    """One procedure with what hangs on it; one journal line when anything changed."""
    if line.field not in fields:
        raise Unknown(
            "unknown-field",
            mark("Thủ tục {procedure} thuộc lĩnh vực “{field}” chưa được khai báo; các lĩnh vực: {fields}."),
            values={"procedure": line.code, "field": line.field, "fields": ", ".join(sorted(fields))},
            field="field",
        )
    procedure, added = Procedure.objects.select_for_update().get_or_create(
        code=line.code, defaults={"field": fields[line.field]}
    )
    before = counts.copy()
    counts["procedures"] += added
    details: dict[str, object] = {"code": line.code}
    versions = [_put_version(procedure, version, units, counts) for version in line.versions]
    details["versions"] = [said for said in versions if said]
    details["competences"] = _put_competences(procedure, line, units, counts)
    if counts != before:
        change = Change(kind="procedure", subject_id=procedure.pk, action="procedures.load", details=details)
        record(act, change)
        write_facts(procedure)


def _put_version(procedure: Procedure, line: VersionLine, units: Mapping[str, int], counts: Counter[str]) -> str:
    """What was done with the version, for the journal; empty when it was known already."""
    known = {version.valid_from: version for version in procedure.versions.all()}
    version = known.get(line.valid_from)
    if version is not None:
        return _keep_version(procedure, version, line, counts)
    for other in known.values():
        if other.valid_from < line.valid_from and (other.valid_to is None or other.valid_to >= line.valid_from):
            Version.objects.filter(pk=other.pk).update(valid_to=line.valid_from - timedelta(days=1))
            counts["ended"] += 1
        elif other.valid_from > line.valid_from and (line.valid_to is None or line.valid_to >= other.valid_from):
            raise Refused(
                "version-overlap",
                mark("Thủ tục {procedure}: phiên bản từ {day} trùng thời gian với phiên bản từ {other}."),
                values={
                    "procedure": procedure.code,
                    "day": line.valid_from.isoformat(),
                    "other": other.valid_from.isoformat(),
                },
                field="valid_to",
            )
    _add_version(procedure, line, units)
    counts["versions"] += 1
    return f"added {line.valid_from.isoformat()} {line.digest}"


def _keep_version(procedure: Procedure, version: Version, line: VersionLine, counts: Counter[str]) -> str:
    """A recorded version may only get a last day or another one; where the document leaves it open, it stays."""
    if version.digest != line.digest:
        raise Refused(
            "version-rewritten",
            mark(
                "Thủ tục {procedure}: nội dung phiên bản áp dụng từ {day} đã được ghi nhận, không thể ghi đè; "
                "nội dung mới phải là một phiên bản mới với ngày áp dụng riêng."
            ),
            values={"procedure": procedure.code, "day": line.valid_from.isoformat()},
            field="valid_from",
        )
    if line.valid_to is None or version.valid_to == line.valid_to:
        return ""
    Version.objects.filter(pk=version.pk).update(valid_to=line.valid_to)
    counts["ended"] += 1
    return f"ended {line.valid_from.isoformat()} {line.valid_to.isoformat()}"


def _add_version(procedure: Procedure, line: VersionLine, units: Mapping[str, int]) -> None:
    version = Version.objects.create(
        procedure=procedure,
        valid_from=line.valid_from,
        valid_to=line.valid_to,
        digest=line.digest,
        **line.columns,
    )
    ChannelTerm.objects.bulk_create(
        ChannelTerm(version=version, channel=channel, amount=limit.amount, unit=limit.unit.value)
        for channel, limit in line.channel_terms.items()
    )
    Component.objects.bulk_create(
        Component(version=version, position=position, **row)
        for position, row in enumerate(line.parts["components"], start=1)
    )
    Form.objects.bulk_create(Form(version=version, **row) for row in line.parts["forms"])
    Step.objects.bulk_create(
        Step(
            version=version,
            position=position,
            unit_id=_unit_id(row["unit"], units) if row.get("unit") else None,
            **_without(row, "unit"),
        )
        for position, row in enumerate(line.parts["steps"], start=1)
    )
    for row in line.parts["fees"]:
        fee = Fee.objects.create(version=version, **_without(row, "exemptions"))
        FeeExemption.objects.bulk_create(FeeExemption(fee=fee, **ground) for ground in row.get("exemptions", ()))


def _without(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


def _unit_id(code: str, units: Mapping[str, int]) -> int:
    return units[code] if code in units else unit_by_code(code).pk


def _put_competences(
    procedure: Procedure, line: ProcedureLine, units: Mapping[str, int], counts: Counter[str]
) -> list[str]:
    """Adds competences and changes their last days; returns what changed, for the journal."""
    known = {(row.unit_id, row.valid_from): row for row in procedure.competences.all()}
    said: list[str] = []
    for competence in line.competences:
        unit_id = _unit_id(competence.unit, units)
        row = known.get((unit_id, competence.valid_from))
        if row is None:
            Competence.objects.create(
                procedure=procedure,
                unit_id=unit_id,
                valid_from=competence.valid_from,
                valid_to=competence.valid_to,
            )
        elif competence.valid_to not in (None, row.valid_to):
            Competence.objects.filter(pk=row.pk).update(valid_to=competence.valid_to)
        else:
            continue
        counts["competences"] += 1
        last = competence.valid_to.isoformat() if competence.valid_to else ""
        said.append(f"{competence.unit} {competence.valid_from.isoformat()}/{last}")
    return said
