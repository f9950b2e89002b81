"""Units end and another answers for them, by decision (sáp nhập, đổi tên đơn vị)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from caicach.agencies.models import Unit, UnitParent
from caicach.agencies.services.load_units import load_units
from caicach.desk.permits import may_administer_person
from caicach.journal.services.record import record
from caicach.kit.acts import Act, keyed_once
from caicach.kit.refusal import Refused
from caicach.kit.words import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger:
    """What a decision says: which units end, which unit succeeds them (one that stands, or a new one), from which day.

    A new unit has a code, names and, where it is known, an electronic identification code; it stands under the parent
    of the first ending unit and works by its opening hours.
    """

    ending: tuple[str, ...]
    successor: str
    on: date
    decision: str
    new_name_vi: str = ""
    new_name_en: str = ""
    electronic_id: str = ""


def merge_units(act: Act, merger: Merger) -> Unit:
    """The successor. Ended units keep their history and are counted under it; people and dossiers are moved apart.

    Raises `Refused`: "nothing-ends", "not-permitted", "ends-itself", "already-ended", and what `load_units` refuses.
    """
    with transaction.atomic():
        ending = list(Unit.objects.select_for_update().filter(code__in=merger.ending).order_by("code"))
        if not ending:
            raise Refused("nothing-ends", mark("Hãy chọn ít nhất một đơn vị chấm dứt hoạt động."), field="ending")
        verdict = may_administer_person(act.actor, [unit.pk for unit in ending])
        if not verdict.allowed:
            raise Refused("not-permitted", verdict.reason, source=verdict.source)
        _check(ending, merger)
        load_units(act=act, record=keyed_once(record), document=_document(ending, merger))
        return Unit.objects.get(code=merger.successor)


def _check(ending: list[Unit], merger: Merger) -> None:
    if any(unit.code == merger.successor for unit in ending):
        raise Refused("ends-itself", mark("Đơn vị kế thừa không thể nằm trong các đơn vị chấm dứt."), field="successor")
    over = next((unit for unit in ending if unit.valid_to is not None), None)
    if over is not None:
        raise Refused(
            "already-ended",
            mark("{unit} đã chấm dứt hoạt động từ trước; hãy bỏ đơn vị này ra."),
            values={"unit": over.name_vi},
            field="ending",
        )
    if not merger.new_name_vi and not Unit.objects.filter(code=merger.successor).exists():
        raise Refused("no-successor", mark("Hãy chọn đơn vị kế thừa hoặc ghi tên đơn vị mới."), field="successor")


def _document(ending: list[Unit], merger: Merger) -> dict[str, object]:
    """The merger in the shape that the register is loaded from."""
    last = (merger.on - timedelta(days=1)).isoformat()
    first = ending[0]
    rows: list[dict[str, object]] = [
        {
            "code": unit.code,
            "kind": unit.kind,
            "name_vi": unit.name_vi,
            "name_en": unit.name_en,
            "electronic_id": unit.electronic_id,
            "schedule": unit.schedule.code,
            "valid_from": unit.valid_from.isoformat(),
            "valid_to": last,
            "source": unit.source,
        }
        for unit in ending
    ]
    parents: list[dict[str, object]] = []
    if merger.new_name_vi:
        rows.append(
            {
                "code": merger.successor,
                "kind": first.kind,
                "name_vi": merger.new_name_vi,
                "name_en": merger.new_name_en,
                "electronic_id": merger.electronic_id,
                "schedule": first.schedule.code,
                "valid_from": merger.on.isoformat(),
                "source": merger.decision,
            }
        )
        above = UnitParent.objects.filter(unit=first, valid_to=None).select_related("parent").first()
        if above is not None:
            parents.append({"unit": merger.successor, "parent": above.parent.code, "valid_from": merger.on.isoformat()})
    return {
        "source": merger.decision,
        "schedule": first.schedule.code,
        "units": rows,
        "parents": parents,
        "successions": [
            {"predecessor": unit.code, "successor": merger.successor, "on": merger.on.isoformat()} for unit in ending
        ],
    }
