"""Load the terms of handling feedback (nạp thời hạn xử lý phản ánh, kiến nghị): law is data with dates."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from caicach.feedback.models import TermRecord
from caicach.journal.services.record import record
from caicach.kit.acts import Act, Change

DATA = Path(__file__).parents[1] / "data"


def load_terms(act: Act) -> int:
    """Put each shipped term that is not there yet (by name and first day); how many were put.

    What is there stays as it is, so that a province may end one and put its own beside it.
    """
    shipped: list[dict[str, Any]] = json.loads((DATA / "terms.json").read_text(encoding="utf-8"))["terms"]
    put = 0
    with transaction.atomic():
        known = {(name, day.isoformat()) for name, day in TermRecord.objects.values_list("name", "valid_from")}
        for values in shipped:
            if (values["name"], values["valid_from"]) in known:
                continue
            made = TermRecord.objects.create(**{**values, "valid_from": date.fromisoformat(values["valid_from"])})
            details = {name: values[name] for name in ("name", "amount", "unit", "valid_from", "restarts")}
            record(act, Change(kind="feedback_term", subject_id=made.pk, action="feedback.load_terms", details=details))
            put += 1
    return put
