"""What the tests of the calendar say and collect."""

from datetime import UTC, date, datetime

from caicach.calendars.rules import NewDay
from caicach.kit.acts import Act, Change

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


class Journal:
    """A recorder that keeps the changes it is given."""

    def __init__(self) -> None:
        self.changes: list[Change] = []

    def __call__(self, act: Act, change: Change) -> None:
        self.changes.append(change)


def culture_day() -> NewDay:
    """24 November 2026 confirmed as a day off (the document is invented)."""
    return NewDay(
        date=date(2026, 11, 24),
        kind="off",
        name_vi="Ngày Văn hóa Việt Nam",
        name_en="Vietnam Culture Day",
        document="Văn bản số 01/TEST ngày 01/3/2026",
    )
