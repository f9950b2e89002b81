"""Loads the register of units from a document; loading the same document again changes nothing."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from caicach.agencies.models import Kind, Succession, Unit, UnitParent
from caicach.agencies.queries import check_abbreviations, unit_by_code
from caicach.agencies.rules import ParentLine, Register, UnitLine, check_succession, checked_abbreviation, read
from caicach.calendars.models import Schedule
from caicach.kit.acts import Act, Change, Recorder
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark

FIXED = ("kind", "name_vi", "valid_from")
MAY_CHANGE = ("name_en", "electronic_id", "abbreviation", "valid_to", "source", "schedule_id")
KEPT_BY_SILENCE = ("valid_to", "abbreviation")
"""A document that does not say it takes nothing back."""
Details = dict[int, dict[str, object]]
"""What changed, by unit id: becomes one journal line for each unit."""


DATA = Path(__file__).parents[1] / "data"


def shipped_units() -> dict[str, Any]:
    """The document that comes with the program: the demo province, in the shape that `agencies.rules.read` reads."""
    document: dict[str, Any] = json.loads((DATA / "dak_lak.json").read_text(encoding="utf-8"))
    return document


def load_units(*, act: Act, record: Recorder, document: Mapping[str, Any]) -> dict[str, int]:
    """Adds the units, parents and successions of the document and puts in the dates by which they end.

    A unit already known keeps its kind, name and first day: what was renamed is a new unit with a succession. Returns
    how many units, parents and successions were added, how many units changed, and how many stayed as they were.
    Raises `Refused` for a document that does not hold together, `Unknown` for codes that nothing has.
    """
    register = read(document)
    with transaction.atomic():
        changed: Details = {}
        counts: Counter[str] = Counter(units=0, parents=0, successions=0, changed=0, unchanged=0)
        _put_units(register, changed, counts)
        ids = dict(Unit.objects.values_list("code", "id"))
        _put_parents(register, ids, changed, counts)
        _put_successions(register, ids, changed, counts)
        check_abbreviations()
        for unit_id in sorted(changed):
            record(act, Change(kind="unit", subject_id=unit_id, action="agencies.load", details=changed[unit_id]))
        counts["unchanged"] = len(register.units) - counts["units"] - counts["changed"]
    return dict(counts)


def _put_units(register: Register, changed: Details, counts: Counter[str]) -> None:
    schedules = dict(Schedule.objects.values_list("code", "id"))
    known = {unit.code: unit for unit in Unit.objects.select_for_update()}
    fresh: list[Unit] = []
    for line in register.units:
        values = _values(line, schedules)
        unit = known.get(line.code)
        if unit is None:
            fresh.append(Unit(code=line.code, **values))
            continue
        differs = _differs(unit, values)
        if differs:
            Unit.objects.filter(pk=unit.pk).update(**differs)
            changed[unit.pk] = {name: str(value) for name, value in differs.items()}
            counts["changed"] += 1
    for unit in Unit.objects.bulk_create(fresh):
        changed[unit.pk] = {"code": unit.code, "valid_from": unit.valid_from.isoformat()}
        if unit.valid_to:
            changed[unit.pk]["valid_to"] = unit.valid_to.isoformat()
    counts["units"] = len(fresh)


def _values(line: UnitLine, schedules: Mapping[str, int]) -> dict[str, Any]:
    if line.kind not in Kind.values:
        raise Refused(
            "unknown-unit-kind",
            mark("Đơn vị “{unit}” có loại “{kind}” không được biết; các loại: {kinds}."),
            values={"unit": line.code, "kind": line.kind, "kinds": ", ".join(Kind.values)},
            field="kind",
        )
    if line.schedule not in schedules:
        raise Unknown(
            "unknown-schedule",
            mark("Đơn vị “{unit}” dùng lịch làm việc “{schedule}” chưa được nạp; các lịch hiện có: {schedules}."),
            values={"unit": line.code, "schedule": line.schedule, "schedules": ", ".join(sorted(schedules)) or "—"},
            field="schedule",
        )
    return {
        "kind": line.kind,
        "name_vi": line.name_vi,
        "name_en": line.name_en,
        "electronic_id": line.electronic_id,
        "abbreviation": checked_abbreviation(line.abbreviation),
        "schedule_id": schedules[line.schedule],
        "valid_from": line.valid_from,
        "valid_to": line.valid_to,
        "source": line.source,
    }


def _differs(unit: Unit, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the document says otherwise than the record; an end or abbreviation on record is not taken back by silence.

    Raises `Refused("unit-rewritten")` for what may not change.
    """
    for name in FIXED:
        if getattr(unit, name) != values[name]:
            raise Refused(
                "unit-rewritten",
                mark(
                    "Đơn vị “{unit}” đã được ghi nhận với {field} là “{was}”, không thể ghi đè thành “{now}”. "
                    "Đơn vị đổi tên hoặc đổi loại là một đơn vị mới, có quan hệ kế thừa với đơn vị cũ."
                ),
                values={"unit": unit.code, "field": name, "was": getattr(unit, name), "now": values[name]},
                field=name,
            )
    changes = {name: values[name] for name in MAY_CHANGE if getattr(unit, name) != values[name]}
    for name in KEPT_BY_SILENCE:
        if not values[name]:
            changes.pop(name, None)
    return changes


def _id_of(code: str, ids: Mapping[str, int]) -> int:
    return ids[code] if code in ids else unit_by_code(code).pk


def _put_parents(register: Register, ids: Mapping[str, int], changed: Details, counts: Counter[str]) -> None:
    """Ends old rows before it adds new ones, because a unit may have one parent a day only."""
    known = {(row.unit_id, row.valid_from): row for row in UnitParent.objects.select_for_update()}
    fresh: list[UnitParent] = []
    for line in register.parents:
        unit_id, parent_id = _id_of(line.unit, ids), _id_of(line.parent, ids)
        row = known.get((unit_id, line.valid_from))
        if row is None:
            fresh.append(
                UnitParent(unit_id=unit_id, parent_id=parent_id, valid_from=line.valid_from, valid_to=line.valid_to)
            )
        elif row.parent_id != parent_id or line.valid_to not in (None, row.valid_to):
            last_day = line.valid_to or row.valid_to
            UnitParent.objects.filter(pk=row.pk).update(parent_id=parent_id, valid_to=last_day)
        else:
            continue
        _note(changed, unit_id, "parents", _spoken(line))
    counts["parents"] = len(UnitParent.objects.bulk_create(fresh))


def _spoken(line: ParentLine) -> str:
    last = line.valid_to.isoformat() if line.valid_to else ""
    return f"{line.parent} {line.valid_from.isoformat()}/{last}"


def _put_successions(register: Register, ids: Mapping[str, int], changed: Details, counts: Counter[str]) -> None:
    last_days = dict(Unit.objects.values_list("code", "valid_to"))
    known = set(Succession.objects.values_list("predecessor_id", "successor_id"))
    fresh: list[Succession] = []
    for line in register.successions:
        predecessor_id, successor_id = _id_of(line.predecessor, ids), _id_of(line.successor, ids)
        check_succession(predecessor=line.predecessor, last_day=last_days[line.predecessor], on=line.on)
        if (predecessor_id, successor_id) in known:
            continue
        fresh.append(
            Succession(predecessor_id=predecessor_id, successor_id=successor_id, on=line.on, source=line.source)
        )
        _note(changed, predecessor_id, "successors", f"{line.successor} {line.on.isoformat()}")
    counts["successions"] = len(Succession.objects.bulk_create(fresh))


def _note(changed: Details, unit_id: int, name: str, what: str) -> None:
    """Adds to a list in the unit's details."""
    listed = changed.setdefault(unit_id, {}).setdefault(name, [])
    assert isinstance(listed, list)  # noqa: S101  only this function writes these names
    listed.append(what)
