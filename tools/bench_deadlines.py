"""A part of `make bench`: deadlines of many dossiers at once, beside numpy's `busday_offset` with the same holidays.

Ten million invented receptions with limits of 1 to 60 working days under the official calendar of this program's data.
`busday_offset` knows days only, no hours and no mornings; it is the nearest thing that is generally known. A sample of
the deadlines is asserted against the scalar rule, minute by minute, before any time counts. The result goes to
`bench/deadlines.json`.
"""

import argparse
import json
import statistics
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from caicach.kit.working_time import DayRule, Limit, LimitUnit, WorkCalendar, deadline
from caicach.kit.working_times import WorkingTimes, tables

DATA = Path(__file__).resolve().parents[1] / "src/caicach/calendars/data/official_days.json"
OUTPUT = Path(__file__).resolve().parents[1] / "bench" / "deadlines.json"
FIRST, END = date(2023, 1, 1), date(2026, 1, 1)
SAMPLE = 20_000


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description="Measure deadlines of many dossiers at once.")
    parser.add_argument("--deadlines", type=int, default=10_000_000)
    parser.add_argument("--repeat", type=int, default=3)
    args = parser.parse_args()
    calendar, holidays = _calendar()
    laid = tables(calendar, FIRST, END)
    received, amounts = _receptions(args.deadlines)
    _asserted(laid, calendar, received, amounts)
    found: dict[str, Any] = {"deadlines": args.deadlines, "repeat": args.repeat}
    for unit in LimitUnit:
        found[unit.value] = _rate(lambda unit=unit: laid.deadlines(received, amounts, unit), args)
    days = received.astype("datetime64[D]")
    found["busday_offset"] = _rate(lambda: np.busday_offset(days, amounts, roll="backward", holidays=holidays), args)
    found["ratio"] = round(found[LimitUnit.WORKING_DAYS.value] / found["busday_offset"], 2)
    for name, value in found.items():
        print(f"{name:<34}{value}")
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0


def _calendar() -> tuple[WorkCalendar, NDArray[np.datetime64]]:
    """The calendar shipped with the program, and its days off for `busday_offset`."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    week = tuple(
        tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in day)
        for day in data["schedules"][0]["weekly"]
    )
    off = {date.fromisoformat(one["date"]): one["name_vi"] for one in data["days"] if one["kind"] == "off"}
    within = {day: DayRule("off", name) for day, name in off.items() if FIRST <= day < END}
    return WorkCalendar(week, within), np.array(sorted(within), dtype="datetime64[D]")


def _receptions(count: int) -> tuple[NDArray[np.datetime64], NDArray[np.int32]]:
    drawn = np.random.default_rng(7)
    minutes = drawn.integers(0, 2 * 365 * 1440, count).astype("timedelta64[m]")
    return np.datetime64(FIRST, "m") + minutes, drawn.integers(1, 61, count).astype(np.int32)


def _asserted(
    laid: WorkingTimes, calendar: WorkCalendar, received: NDArray[np.datetime64], amounts: NDArray[np.int32]
) -> None:
    """A sample of each unit equals the scalar rule."""
    some = slice(0, SAMPLE)
    for unit in LimitUnit:
        due = laid.deadlines(received[some], amounts[some], unit).tolist()
        pairs = zip(received[some].tolist(), amounts[some].tolist(), strict=True)
        if due != [deadline(at, Limit(amount, unit), calendar).due for at, amount in pairs]:
            raise RuntimeError(f"{unit}: many at once are not what each is alone")


def _rate(step: Callable[[], object], args: argparse.Namespace) -> int:
    """Deadlines a second, the median of several runs after one for warming up."""
    step()
    took = []
    for _ in range(args.repeat):
        began = perf_counter()
        step()
        took.append(perf_counter() - began)
    return round(args.deadlines / statistics.median(took))


if __name__ == "__main__":
    raise SystemExit(main())
