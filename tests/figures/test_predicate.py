"""What a measure's predicate may hold, and the SQL that comes of it."""

from datetime import date

import pytest

from caicach.figures.rules.predicate import checked, columns_used, rendered
from caicach.kit.refusal import Refused

COLUMNS = (
    ("accepted_day", "date"),
    ("finished_day", "date"),
    ("finished_at", "instant"),
    ("accepted_at", "instant"),
    ("status", "integer"),
    ("ending", "integer"),
    ("extended", "boolean"),
)
DAYS = (date(2023, 1, 1), date(2024, 1, 1))

ALLOWED = [
    "accepted_day < :end AND (finished_day IS NULL OR finished_day >= :start)",
    "finished_day >= :start AND finished_day < :end AND (ending > 1 OR finished_day = accepted_day)",
    "status IN (1, 2, 3)",
    "status NOT IN (1, 2)",
    "extended",
    "NOT extended",
    "extended = TRUE",
    "extended IS TRUE",
    "extended IS NOT FALSE",
    "accepted_day BETWEEN :start AND DATE '2023-12-31'",
    "accepted_day < CAST('2023-12-31' AS DATE)",
    "CASE WHEN status = 1 THEN extended ELSE FALSE END",
    "CASE status WHEN 1 THEN TRUE END",
    "CASE WHEN extended THEN 1 ELSE 2 END = 2",
    "CAST(extended AS INT) = 1",
    "extended::int = 1",
    "finished_day IS DISTINCT FROM accepted_day",
    "finished_at > accepted_at",
    "finished_at IS NOT NULL",
    "status = -1",
    "(status = 1) = extended",
    "accepted_day = finished_day IS NULL",
    "TRUE",
]

REFUSED = [
    "",
    "   ",
    "status",
    "status + 1 = 2",
    "status = 1; DROP TABLE accounts_user",
    "status = 1;",
    "status = 1 -- the rest",
    "status = 1 /* the rest */",
    "status IN (SELECT id FROM accounts_user)",
    "status = (SELECT 1)",
    "EXISTS (SELECT 1)",
    "status = 1 UNION SELECT 1",
    "SELECT 1",
    "DELETE FROM accounts_user",
    "status = ANY(ARRAY[1])",
    "length('x') = 1",
    "pg_sleep(10) IS NULL",
    "count(status) = 1",
    "coalesce(status, 1) = 1",
    "CURRENT_DATE > accepted_day",
    "now() > finished_at",
    "current_user = status",
    "if(extended, extended, extended)",
    "unknown_column = 1",
    "accounts_user.password IS NULL",
    "known.status = 1",
    "public.known.status = 1",
    '"status" = 1',
    "Status = 1",
    "status = '1'",
    "status = 1.5",
    "status = 1e3",
    "status = 0x10",
    "status = E'x'",
    "status = $1",
    "status = ?",
    "status = %(x)s",
    "status = :other",
    "status = @start",
    "accepted_day < '2023-01-01'",
    "accepted_day < DATE '2023-13-01'",
    "accepted_day < DATE 'today'",
    "accepted_day < DATE '20230101'",
    "accepted_day < :end + 1",
    "accepted_day < :end - INTERVAL '1 day'",
    "accepted_day::text = 'x'",
    "CAST(status AS DATE) < :end",
    "finished_at::date < :end",
    "CAST(finished_at AS DATE) < :end",
    "finished_at < :end",
    "status < :end",
    "status = extended",
    "accepted_day = status",
    "status IN (1, :start)",
    "status IN ()",
    "status IN (1, NULL)",
    "status = NULL",
    "status IS TRUE",
    "accepted_day BETWEEN SYMMETRIC :start AND :end",
    "accepted_day AT TIME ZONE 'UTC' < :end",
    "CASE WHEN status THEN TRUE END",
    "CASE WHEN extended THEN TRUE ELSE 1 END",
    "status = 1 AND 1",
    "NOT status",
    "status = 1 = extended",
    "(status, ending) = (1, 2)",
    "status LIKE 1",
    "status ~ 'x'",
    "status[1] = 1",
    'status COLLATE "C" = 1',
    "status AS x",
    "status = 1 ORDER BY 1",
    "status = 1 AND",
    "*",
    "status = 1 AND " + "extended AND " * 500 + "extended",
    "(" * 300 + "extended",
]


@pytest.mark.parametrize("predicate", ALLOWED)
def test_a_plain_condition_is_allowed_and_renders_without_anything_left_open(predicate: str) -> None:
    sql = rendered(predicate, COLUMNS, *DAYS)
    assert ":" not in sql
    assert "%" not in sql
    assert sql.startswith("(")


@pytest.mark.parametrize("predicate", REFUSED)
def test_anything_else_is_refused(predicate: str) -> None:
    with pytest.raises(Refused) as refused:
        checked(predicate, COLUMNS)
    assert refused.value.code == "bad-predicate"
    assert "{" not in refused.value.text()


def test_the_bounds_are_typed_days_and_columns_are_quoted() -> None:
    sql = rendered("accepted_day >= :start AND accepted_day < :end", COLUMNS, *DAYS)
    first, last = "CAST('2023-01-01' AS DATE)", "CAST('2024-01-01' AS DATE)"
    assert sql == f'("accepted_day" >= {first} AND "accepted_day" < {last})'


def test_rendering_one_period_leaves_the_tree_for_the_next_one() -> None:
    predicate = "accepted_day < :end"
    rendered(predicate, COLUMNS, *DAYS)
    assert "2031-02-03" in rendered(predicate, COLUMNS, date(2030, 1, 1), date(2031, 2, 3))
    assert "2024-01-01" in rendered(predicate, COLUMNS, *DAYS)


def test_an_alternative_stays_within_its_parentheses() -> None:
    assert rendered("extended OR status = 1", COLUMNS, *DAYS) == '("extended" OR "status" = 1)'


def test_the_columns_asked_are_known() -> None:
    assert columns_used("extended OR accepted_day < :end", COLUMNS) == {"extended", "accepted_day"}


def test_an_unknown_column_is_answered_with_the_known_ones() -> None:
    with pytest.raises(Refused) as refused:
        checked("acepted_day < :end", COLUMNS)
    assert refused.value.values["part"] == "acepted_day"
    assert "accepted_day" in str(refused.value.values["known"])
