"""Announce days off and on: a change that became known late is added beside what was said before."""

from collections.abc import Sequence

from django.db import connection, transaction

from caicach.calendars.models import CalendarDay
from caicach.calendars.permits import may_announce
from caicach.calendars.rules import NewDay, check_days, texts_of
from caicach.kit.acts import Act, Change, Recorder
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

ACTION = "calendars.announce"


def announce(*, act: Act, record: Recorder, days: Sequence[NewDay]) -> list[CalendarDay]:
    """Adds what is said of the days, known from `act.now` on, and answers the rows added.

    Nothing is overwritten: asked as of an earlier instant, the calendar answers as before. A day about which the same
    is already the last word is left out, so that announcing twice writes once. To confirm a day shipped as
    unconfirmed, announce it with kind "off" and the number of the document; to take a day back, announce "normal".
    Raises `Refused` for who may not, and for an incomplete day.
    """
    verdict = may_announce(act.actor)
    if not verdict.allowed:
        raise Refused("not-allowed", verdict.reason)
    check_days(days)
    with transaction.atomic():
        lock_days()
        spoken = {(row.schedule_id, row.date): row for row in _last_words(days)}
        rows = [
            day_row(day, act=act, origin=CalendarDay.Origin.ANNOUNCED)
            for day in days
            if not says_the_same(spoken.get((day.schedule_id, day.date)), day)
        ]
        for row in rows:
            _check_later(row, spoken.get((row.schedule_id, row.date)))
        add_days(rows, act=act, record=record, action=ACTION)
    return rows


def lock_days() -> None:
    """Lets only one transaction at a time add days, so that each sees what the other said. Readers do not wait."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {CalendarDay._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def day_row(day: NewDay, *, act: Act, origin: CalendarDay.Origin) -> CalendarDay:
    """The unsaved row of what is said, known and recorded at `act.now`."""
    return CalendarDay(
        date=day.date,
        kind=day.kind,
        name_vi=day.name_vi,
        name_en=day.name_en,
        openings=texts_of(day.openings),
        document=day.document,
        source_status=day.source_status,
        schedule_id=day.schedule_id,
        origin=origin,
        known_from=act.now,
        recorded_at=act.now,
    )


def says_the_same(row: CalendarDay | None, day: NewDay) -> bool:
    """Whether the row already says what is to be said of the day."""
    return row is not None and (
        (row.kind, row.name_vi, row.name_en, row.openings, row.document, row.source_status)
        == (day.kind, day.name_vi, day.name_en, texts_of(day.openings), day.document, day.source_status)
    )


def add_days(rows: Sequence[CalendarDay], *, act: Act, record: Recorder, action: str) -> None:
    """Inserts the rows and records each. Call inside a transaction."""
    for row in CalendarDay.objects.bulk_create(rows):
        details = {
            "date": row.date.isoformat(),
            "kind": row.kind,
            "name": row.name_vi,
            "openings": row.openings,
            "document": row.document,
            "source_status": row.source_status,
            "schedule": row.schedule_id,
            "known_from": row.known_from.isoformat(),
        }
        record(act, Change(kind="calendar_day", subject_id=row.pk, action=action, details=details))


def _last_words(days: Sequence[NewDay]) -> list[CalendarDay]:
    """The rows of these dates, the last known of each schedule last."""
    return list(CalendarDay.objects.filter(date__in={day.date for day in days}).order_by("known_from"))


def _check_later(row: CalendarDay, before: CalendarDay | None) -> None:
    if before is not None and before.known_from >= row.known_from:
        raise Refused(
            "said-later-already",
            mark("Ngày {date} đã có thông báo cùng lúc hoặc muộn hơn; hãy tải lại lịch rồi công bố lại."),
            values={"date": f"{row.date:%d/%m/%Y}"},
            field="date",
        )
