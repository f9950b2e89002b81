"""What the unit that received a dossier hears of the processing unit: extensions, and opinions that do not come."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, cast

from django.db.models import F, Model, QuerySet

from caicach.dossiers.models import Consultation, Extension
from caicach.dossiers.rules.status import OPEN
from caicach.kit.period import instant, local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing the centre is told of a dossier, which happened `on` a day.

    `day` is the new deadline, or the day by which an answer was due.
    """

    section: str
    on: date
    id: int
    number: str
    procedure_vi: str
    procedure_en: str
    day: date
    received_unit_id: int


def centre_news(*, since: date, before: date) -> list[News]:
    """Extensions decided, and terms for an opinion that ran out, from the day `since` to before `before`.

    Only of dossiers that are still open. Two statements (Decree 118/2025/NĐ-CP Art. 19(6): the one-stop unit tells
    the citizen of the new date; Art. 19(4): the head of the centre hears of an agency that does not answer in time.)
    """
    begin, end = (instant(datetime.combine(day, time.min)) for day in (since, before))
    extended = _open(Extension.objects.filter(decided_at__gte=begin, decided_at__lt=end)).annotate(
        on=F("decided_at"), day=F("new_due_at")
    )
    silent = _open(Consultation.objects.filter(due_on__gte=since, due_on__lt=before, answered_at=None)).annotate(
        on=F("due_on"), day=F("due_on")
    )
    return [_news("extended", row) for row in _rows(extended)] + [_news("silent", row) for row in _rows(silent)]


def _open(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(dossier__status__in=OPEN, dossier__finished_at=None)


def _rows(found: QuerySet[Model]) -> list[dict[str, Any]]:
    named = found.annotate(
        number=F("dossier__number"),
        vi=F("dossier__rules_version__name_vi"),
        en=F("dossier__rules_version__name_en"),
        received_unit_id=F("dossier__received_unit_id"),
    ).order_by("day", "pk")
    return list(cast(QuerySet[Any], named).values("dossier_id", "number", "vi", "en", "received_unit_id", "on", "day"))


def _news(section: str, row: dict[str, Any]) -> News:
    return News(
        section=section,
        on=_day(row["on"]),
        id=row["dossier_id"],
        number=row["number"],
        procedure_vi=row["vi"],
        procedure_en=row["en"],
        day=_day(row["day"]),
        received_unit_id=row["received_unit_id"],
    )


def _day(value: date | datetime) -> date:
    return local_day(value) if isinstance(value, datetime) else value
