"""Say what a rate is to reach, from one day on (đặt chỉ tiêu): the next version, nothing is overwritten."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from caicach.agencies.queries import subtree
from caicach.journal.queries import repeated
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused, Unknown
from caicach.kit.words import mark
from caicach.reports.models import Target
from caicach.reports.permits import may_set_target
from caicach.reports.rules.targets import RATES, Comparator, Status, Wanted

DATA = Path(__file__).parents[1] / "data"
KIND, ACTION = "target", "reports.set_target"
LOCK = 7_201_781
"""Advisory lock: one target is set at a time, so that numbers follow each other."""
SAID = ("below", "comparator", "value", "valid_from", "valid_to", "source", "status")


def set_target(act: Act, wanted: Wanted) -> Target:
    """Append the next version of the target of one rate and unit.

    Repeated with the same key it gives the version made then. Raises `Unknown` for a unit out of reach and a rate that
    takes no target; `Refused` for a value, days or a source that cannot be, and where nothing would change.
    """
    known = repeated(act, KIND, ACTION)
    if known is not None:
        return Target.objects.get(pk=known)
    _reaches(act, wanted)
    _check(wanted)
    with transaction.atomic():
        _alone()
        last = _newest(wanted)
        if last is not None and all(getattr(last, name) == getattr(wanted, name) for name in SAID):
            raise Refused(
                "target-unchanged",
                mark("Chỉ tiêu này đã được đặt đúng như vậy (bản số {number}); không có gì thay đổi."),
                values={"number": last.number},
            )
        return _append(act, wanted, last)


def load_targets(act: Act) -> int:
    """Put the shipped targets where no person has set one for all units; gives how many were put."""
    shipped: list[dict[str, Any]] = json.loads((DATA / "targets.json").read_text(encoding="utf-8"))
    put = 0
    with transaction.atomic():
        _alone()
        for wanted in map(_shipped, shipped):
            last = _newest(wanted)
            same = last is not None and all(getattr(last, name) == getattr(wanted, name) for name in SAID)
            if same or (last is not None and last.set_by_id is not None):
                continue
            _append(act, wanted, last)
            put += 1
    return put


def _shipped(row: dict[str, Any]) -> Wanted:
    return Wanted(
        figure=row["figure"],
        unit_id=None,
        below=True,
        comparator=Comparator(row["comparator"]),
        value=Decimal(row["value"]),
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=None,
        source=row["source"],
        status=Status(row["status"]),
    )


def _reaches(act: Act, wanted: Wanted) -> None:
    units = frozenset[int]()
    if wanted.unit_id is not None:
        units = subtree(wanted.unit_id, on=local_day(act.now)) if wanted.below else frozenset({wanted.unit_id})
    if not may_set_target(act.actor, units).allowed:
        raise Unknown("unknown-unit", mark("Không có đơn vị này trong phạm vi bạn được đặt chỉ tiêu."), field="unit")


def _check(wanted: Wanted) -> None:
    if wanted.figure not in RATES:
        raise Unknown(
            "unknown-rate",
            mark("Số liệu “{code}” không đặt chỉ tiêu được; chỉ các tỷ lệ: {known}."),
            values={"code": wanted.figure, "known": ", ".join(RATES)},
            field="figure",
        )
    if not 0 <= wanted.value <= 100 or wanted.value != round(wanted.value, 3):
        raise Refused(
            "bad-target",
            mark("Chỉ tiêu là tỷ lệ từ 0 đến 100%, nhiều nhất ba chữ số thập phân."),
            field="value",
        )
    if wanted.valid_to is not None and wanted.valid_to < wanted.valid_from:
        raise Refused("reversed-target", mark("Ngày hết hiệu lực phải từ ngày áp dụng trở đi."), field="valid_to")
    if not wanted.source.strip():
        raise Refused("no-source", mark("Hãy ghi văn bản giao chỉ tiêu (số, ngày, cơ quan ban hành)."), field="source")


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _newest(wanted: Wanted) -> Target | None:
    found = Target.objects.filter(Q(unit_id=wanted.unit_id), figure=wanted.figure)
    return found.order_by("-number").first()


def _append(act: Act, wanted: Wanted, last: Target | None) -> Target:
    made = Target(
        figure=wanted.figure,
        unit_id=wanted.unit_id,
        number=last.number + 1 if last else 1,
        set_by_id=act.actor.user_id,
        set_at=act.now,
        **{name: getattr(wanted, name) for name in SAID},
    )
    made.save(force_insert=True)
    details = {
        "figure": made.figure,
        "unit": made.unit_id,
        "number": made.number,
        "below": made.below,
        "comparator": str(made.comparator),
        "value": str(made.value),
        "valid_from": made.valid_from.isoformat(),
        "valid_to": made.valid_to.isoformat() if made.valid_to else None,
        "status": str(made.status),
    }
    record(act, Change(kind=KIND, subject_id=made.pk, action=ACTION, details=details))
    return made
