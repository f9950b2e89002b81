"""`caicach due` and the cost of asking the calendar."""

import argparse

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from caicach.calendars.queries import schedule_by_code, work_calendar
from caicach.config.commands import due
from caicach.kit.refusal import Refused
from calendars.days import NOW

pytestmark = pytest.mark.usefixtures("database")


def run(*arguments: str) -> tuple[int, dict[str, object], str]:
    parser = argparse.ArgumentParser()
    due.add_arguments(parser)
    with translation.override("vi"):
        return due.run(parser.parse_args(arguments))


def test_five_working_days_over_the_holidays_of_2024() -> None:
    code, document, text = run("--received", "2024-04-25T09:00", "--limit", "5 working days")
    assert code == 0
    assert (document["received"], document["starts"]) == ("2024-04-25T09:00", "2024-04-25T09:00")
    assert document["due"] == "2024-05-06T09:00"
    days = document["days"]
    assert isinstance(days, list)
    assert [day["date"][-5:] for day in days if day["counted"]] == ["04-26", "05-02", "05-03", "05-04", "05-06"]
    assert {day["date"][-5:]: day["reason"] for day in days if not day["counted"]} == {
        "04-25": "Ngày bắt đầu tính thời hạn",
        "04-27": "Cuối tuần",
        "04-28": "Cuối tuần",
        "04-29": "Nghỉ hoán đổi (làm bù thứ Bảy 4/5/2024)",
        "04-30": "Ngày Chiến thắng 30/4",
        "05-01": "Ngày Quốc tế Lao động 1/5",
        "05-05": "Cuối tuần",
    }
    assert "09:00 06/05/2024 (Thứ Hai)" in text
    assert "Cuối tuần" not in text


def test_explain_prints_every_day() -> None:
    _, document, text = run("--received", "2024-04-25T09:00", "--limit", "5 working days", "--explain")
    days = document["days"]
    assert isinstance(days, list)
    assert len(days) == 12
    assert "  04/05/2024  Thứ Bảy: tính – Làm bù cho thứ Hai 29/4/2024" in text
    assert text.count("Cuối tuần") == 3


@pytest.mark.parametrize(
    ("received", "limit", "code"),
    [
        ("2024-04-25", "5 working days", "bad-moment"),
        ("2024-04-25T09:00+07:00", "5 working days", "bad-moment"),
        ("2024-02-30T09:00", "5 working days", "bad-moment"),
        ("2024-04-25T09:00", "0 working days", "bad-limit"),
        ("2024-04-25T09:00", "soon", "bad-limit"),
    ],
)
def test_bad_input_is_refused(received: str, limit: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        run("--received", received, "--limit", limit)
    assert refused.value.code == code


def test_an_unknown_schedule_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        run("--received", "2024-04-25T09:00", "--limit", "5 days", "--schedule", "nowhere")
    assert refused.value.code == "unknown-schedule"


def test_the_calendar_is_read_in_one_statement() -> None:
    schedule = schedule_by_code("office").pk
    with CaptureQueriesContext(connection) as statements:
        calendar = work_calendar(schedule, known_at=NOW)
    assert len(statements) == 1
    assert len(calendar.days) > 50
