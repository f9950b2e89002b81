"""The columns of form II.06 and the identities between them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.kit.period import Period
from caicach.reports.rules import ii06 as form
from reports.drawn import GOOD, ROWS, cells, row

NAMES = [check.name for check in form.check(GOOD, ROWS)]


def test_the_counted_columns_are_3_to_13_in_order():
    assert [column.number for column in form.COLUMNS] == list(range(3, 14))
    assert len({column.figure for column in form.COLUMNS}) == 11
    assert [(group.key, [c.key for c in form.COLUMNS if c.group == group.key]) for group in form.GROUPS] == [
        ("received", ["total", "online", "direct_or_post", "carried_over"]),
        ("resolved", ["total", "early", "on_time", "late"]),
        ("pending", ["total", "in_time", "overdue"]),
    ]


def test_cells_take_each_figure_into_its_own_column_and_ignore_others():
    answers = {column.figure: column.number * 100 for column in form.COLUMNS} | {"dossiers.resolved_withdrawn": 5}
    found = form.Cells.of(answers)
    assert [found[number] for number in range(3, 14)] == [number * 100 for number in range(3, 14)]
    assert form.Cells.of({}).empty
    assert not form.Cells.of({"dossiers.pending_overdue": 1}).empty


def test_all_five_checks_hold_for_a_sound_report():
    found = form.check(GOOD, ROWS)
    assert len(found) == 5
    assert all(check.holds and check.difference == 0 for check in found)


@pytest.mark.parametrize(
    ("column", "by", "failing"),
    [
        # A wrong cell shows in every identity that uses it, and in no other; the sum of the rows is wrong each time.
        (3, 1, {0: 1, 3: 1, 4: 1}),
        (4, 1, {0: -1, 4: 1}),
        (5, -2, {0: 2, 4: -2}),
        (6, 1, {0: -1, 4: 1}),
        (7, 1, {1: 1, 3: -1, 4: 1}),
        (8, 3, {1: -3, 4: 3}),
        (9, 1, {1: -1, 4: 1}),
        (10, 1, {1: -1, 4: 1}),
        (11, 1, {2: 1, 3: -1, 4: 1}),
        (12, -1, {2: 1, 4: -1}),
        (13, 1, {2: -1, 4: 1}),
    ],
)
def test_a_wrong_total_fails_exactly_the_checks_that_use_it(column: int, by: int, failing: dict[int, int]):
    counts = list(GOOD.counts)
    counts[column - 3] += by
    found = form.check(cells(*counts), ROWS)
    assert {place: check.difference for place, check in enumerate(found) if not check.holds} == failing


def test_a_wrong_row_is_named_although_the_total_is_sound():
    # One row has a dossier too many as early, the other one too few: totals and sums still agree.
    first = row(1, "A", cells(10, 4, 6, 0, 10, 9, 1, 1, 0, 0, 0))
    second = row(2, "B", cells(10, 4, 6, 0, 10, 8, 1, 0, 0, 0, 0))
    found = form.check(cells(20, 8, 12, 0, 20, 17, 2, 1, 0, 0, 0), [first, second])
    assert [check.holds for check in found] == [True, False, True, True, True]
    assert found[1].breaches == (form.Breach(first, 7, -1), form.Breach(second, 7, 1))


def test_a_missing_row_is_seen_by_the_sum_of_the_rows_only():
    found = form.check(GOOD, ROWS[:1])
    assert [check.holds for check in found] == [True, True, True, True, False]
    assert {breach.column: breach.difference for breach in found[4].breaches} == {
        column.number: ROWS[1].cells[column.number] for column in form.COLUMNS if ROWS[1].cells[column.number]
    }


@given(st.lists(st.tuples(*[st.integers(0, 1000)] * 7), max_size=5))
def test_lines_whose_parts_are_counted_once_always_hold(parts: list[tuple[int, ...]]):
    """Dossiers told apart by how they came in and how they stand: the stock-flow identities follow."""
    rows = []
    for place, (online, direct, early, on_time, late, in_time, overdue) in enumerate(parts):
        resolved, pending = early + on_time + late, in_time + overdue
        carried = resolved + pending - online - direct
        line = cells(
            resolved + pending, online, direct, carried, resolved, early, on_time, late, pending, in_time, overdue
        )
        rows.append(row(place, "x", line))
    total = cells(*(sum(r.cells[number] for r in rows) for number in range(3, 14)))
    assert all(check.holds for check in form.check(total, rows))


def test_rows_stand_by_the_vietnamese_alphabet_without_empty_ones():
    one = cells(1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0)
    rows = [
        row(None, "(chưa ghi)", one, ""),
        row(4, "Ân xá", one),
        row(3, "Đất đai", one),
        row(2, "Dân tộc", one),
        row(5, "Trống", cells(*[0] * 11)),
        row(1, "An toàn", one),
    ]
    assert [line.name_vi for line in form.in_order(rows)] == ["An toàn", "Ân xá", "Dân tộc", "Đất đai", "(chưa ghi)"]


@pytest.mark.parametrize(
    ("known_at", "running"),
    [
        (datetime(2024, 7, 31, 16, 59, tzinfo=UTC), True),
        (datetime(2024, 7, 31, 17, 0, tzinfo=UTC), False),
        (datetime(2024, 8, 1, 0, 0, tzinfo=UTC), False),
    ],
)
def test_a_period_runs_until_its_last_day_has_ended_in_vietnam(known_at: datetime, running: bool):
    assert form.running(Period(date(2024, 1, 1), date(2024, 7, 31)), known_at) is running


def test_stock_and_flow_balance_and_go_on_into_the_next_period():
    after = {None: 0} | {row.id: row.cells[11] for row in ROWS}
    found = form.flow(GOOD, ROWS, opening=GOOD[11], openings=after)
    assert [check.holds for check in found] == [True, True]
    lost = form.flow(GOOD, ROWS, opening=GOOD[11] - 1, openings={**after, ROWS[0].id: ROWS[0].cells[11] + 2})
    assert lost[0].holds
    assert [(breach.row, breach.column, breach.difference) for breach in lost[1].breaches] == [
        (None, 11, 1),
        (ROWS[0], 11, -2),
    ]
    counts = list(GOOD.counts)
    counts[4] += 3
    assert [check.difference for check in form.flow(cells(*counts), (), opening=GOOD[11], openings={})] == [-3, 0]
