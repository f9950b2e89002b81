"""Say when dossiers of a procedure, or of all, are announced to those who work on them (thiết lập cảnh báo)."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q

from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.procedures.models import WarningSetting

DATA = Path(__file__).parents[1] / "data"


def set_warning(
    act: Act, *, procedure_id: int | None, days_before: int, step_percent: int, levels: Sequence[int], source: str
) -> WarningSetting:
    """Put the setting of one procedure, or of all without one; the journal keeps the numbers before.

    Raises `Refused("bad-levels")` unless there are four levels, none earlier than the one before it, and
    `Refused("bad-share")` unless the share is 1 to 100 percent.
    """
    if len(levels) != 4 or list(levels) != sorted(levels) or levels[0] < 0:
        raise Refused(
            "bad-levels",
            mark("Hãy ghi bốn mốc số ngày làm việc quá hạn, mốc sau không sớm hơn mốc trước."),
            field="levels",
        )
    if not 1 <= step_percent <= 100:
        raise Refused("bad-share", mark("Tỷ lệ thời gian của bước phải từ 1 đến 100%."), field="step_percent")
    numbers = {"days_before": days_before, "step_percent": step_percent, "levels": list(levels), "source": source}
    with transaction.atomic():
        setting = WarningSetting.objects.select_for_update().filter(Q(procedure_id=procedure_id)).first()
        before = setting and [setting.days_before, setting.step_percent, setting.levels]
        setting = setting or WarningSetting(procedure_id=procedure_id)
        for name, value in numbers.items():
            setattr(setting, name, value)
        setting.save()
        details = {"procedure": procedure_id, "before": before, "after": [days_before, step_percent, list(levels)]}
        change = Change(kind="warning_setting", subject_id=setting.pk, action="procedures.set_warning", details=details)
        record(act, change)
    return setting


def load_warnings(act: Act) -> bool:
    """Put the shipped setting for all procedures where there is none yet; True when it was put."""
    if WarningSetting.objects.filter(procedure=None).exists():
        return False
    shipped: dict[str, Any] = json.loads((DATA / "warnings.json").read_text(encoding="utf-8"))
    set_warning(act, procedure_id=None, **shipped["all"])
    return True
