"""The province's article of September 2024, computed from the demo's records, and counted by hand beside it."""

from datetime import UTC, date, datetime

import pytest

from caicach.dossiers.models import Apology, Dossier, Extension, Pause
from caicach.figures.queries.answers import answer, subjects, tabulate
from caicach.figures.queries.scope import scope_of
from caicach.figures.services.know import know
from caicach.kit.period import Period, local_day
from demo import counted

YEAR_2023 = Period(date(2023, 1, 1), date(2023, 12, 31))
SEVEN_MONTHS = Period(date(2024, 1, 1), date(2024, 7, 31))
AUGUST_TO_INSPECTION = Period(date(2024, 8, 1), date(2024, 9, 24))
REST_OF_2024 = Period(date(2024, 8, 1), date(2024, 12, 31))

COLUMNS = (
    "received", "received_new", "carried_over", "resolved", "resolved_early", "resolved_on_time", "resolved_late",
    "pending", "pending_in_time", "pending_overdue",
)  # fmt: skip
ARTICLE = {
    YEAR_2023: (538, 517, 21, 526, 509, 16, 1, 12, 12, 0),
    SEVEN_MONTHS: (399, 387, 12, 391, 366, 25, 0, 8, 8, 0),
}


def asked(period: Period, unit: str = "so-noi-vu") -> dict[str, int]:
    codes = [f"dossiers.{column}" for column in COLUMNS]
    scope = scope_of(unit, on=period.last)
    found = tabulate(codes, scope=scope, period=period, seal=know(None), by=None).get(None, {})
    return {code.removeprefix("dossiers."): found.get(code, 0) for code in codes}


@pytest.mark.parametrize("period", ARTICLE)
def test_the_figures_of_the_article(demo_database: str, period: Period):
    assert tuple(asked(period).values()) == ARTICLE[period]


@pytest.mark.parametrize(
    ("code", "period", "printed"),
    [
        ("early_rate", YEAR_2023, "96.77%"),
        ("on_time_rate", YEAR_2023, "3.04%"),
        ("late_rate", YEAR_2023, "0.19%"),
        ("early_rate", SEVEN_MONTHS, "93.61%"),
        ("on_time_rate", SEVEN_MONTHS, "6.39%"),
        ("late_rate", SEVEN_MONTHS, "0.00%"),
    ],
)
def test_the_rates_of_the_article(demo_database: str, code: str, period: Period, printed: str):
    scope = scope_of("so-noi-vu", on=period.last)
    assert answer(f"dossiers.{code}", scope=scope, period=period, seal=know(None)).printed() == printed


@pytest.mark.parametrize("period", [YEAR_2023, Period(date(2024, 1, 1), date(2024, 9, 24))])
def test_most_dossiers_are_digitised_but_not_all(demo_database: str, period: Period):
    """One of the three indicators of 2024 that were not reached (target: all)."""
    scope = scope_of("so-noi-vu", on=period.last)
    found = answer("dossiers.digitised_rate", scope=scope, period=period, seal=know(None))
    assert (found.numerator, found.denominator) == counted.digitised("so-noi-vu", period)
    assert 0.5 < found.numerator / found.denominator < 0.99


def test_online_payment_reaches_some_procedures_but_not_all(demo_database: str):
    period = Period(date(2024, 1, 1), date(2024, 9, 24))
    scope = scope_of("so-noi-vu", on=period.last)
    found = answer("procedures.with_online_payment_rate", scope=scope, period=period, seal=know(None))
    assert (found.numerator, found.denominator) == (3, 4)


@pytest.mark.parametrize(
    "period", [*ARTICLE, AUGUST_TO_INSPECTION, REST_OF_2024, Period(date(2025, 7, 1), date(2026, 6, 30))]
)
@pytest.mark.parametrize("unit", ["so-noi-vu", "so-dan-toc-ton-giao"])
def test_counting_by_hand_gives_the_same(demo_database: str, unit: str, period: Period):
    by_hand = counted.counted(unit, period)
    assert asked(period, unit) == {column: by_hand[column] for column in COLUMNS}


def test_figures_composed_without_code_answer(demo_database: str):
    known = {"scope": scope_of("so-noi-vu", on=YEAR_2023.last), "period": YEAR_2023, "seal": know(None)}
    online, slow = (answer(code, **known) for code in ("own.truc-tuyen-som", "own.hoi-cham"))
    resolved = Dossier.objects.filter(pk__in=subjects("dossiers.resolved", **known))
    assert online.denominator == resolved.filter(channel=2).count() > online.numerator > 0
    assert slow.denominator == len(subjects("dossiers.received@own.hoi-cham", **known)) > 0


def test_what_one_period_leaves_pending_the_next_one_takes_over(demo_database: str):
    assert asked(YEAR_2023)["pending"] == asked(SEVEN_MONTHS)["carried_over"] == 12
    assert asked(SEVEN_MONTHS)["pending"] == asked(REST_OF_2024)["carried_over"] == 8
    year, months = asked(YEAR_2023), asked(SEVEN_MONTHS)
    for found in (year, months):
        assert found["carried_over"] + found["received_new"] == found["resolved"] + found["pending"]


def test_exactly_one_dossier_became_late_before_the_inspection(demo_database: str):
    scope = scope_of("so-noi-vu", on=AUGUST_TO_INSPECTION.last)
    late = subjects("dossiers.resolved_late", scope=scope, period=AUGUST_TO_INSPECTION, seal=know(None))
    assert len(late) == 1
    assert asked(AUGUST_TO_INSPECTION)["pending_overdue"] == 0
    assert counted.deadline_day(Dossier.objects.get(pk=late[0])) < date(2024, 9, 24)
    assert asked(Period(date(2024, 8, 1), date(2024, 9, 30)))["pending_overdue"] == 0


def test_the_late_dossier_of_2023_is_explained_and_apologised_for_in_time(demo_database: str):
    scope = scope_of("so-noi-vu", on=YEAR_2023.last)
    [late] = subjects("dossiers.resolved_late", scope=scope, period=YEAR_2023, seal=know(None))
    apology = Apology.objects.get(dossier_id=late)
    assert apology.explanation
    assert not apology.late
    assert local_day(apology.issued_at) <= counted.deadline_day(apology.dossier) < apology.new_date
    assert answer("dossiers.late_with_apology", scope=scope, period=YEAR_2023, seal=know(None)).numerator == 1


def test_2023_and_2024_hold_pauses_extensions_and_other_endings(demo_database: str):
    end = date(2024, 8, 1)
    assert Pause.objects.filter(kind="supplement", effect="restart", started_at__date__lt=end).count() >= 10
    assert Pause.objects.filter(kind="obligation", started_at__date__lt=end).exists()
    assert Extension.objects.filter(decided_at__date__lt=end).count() == 2
    endings = {
        name: sum(asked_one(f"dossiers.resolved_{name}", period) for period in ARTICLE)
        for name in ("withdrawn", "stopped", "refused")
    }
    assert endings == {"withdrawn": 3, "stopped": 1, "refused": 1}
    online = asked_one("dossiers.received_online", YEAR_2023) / asked_one("dossiers.received_new", YEAR_2023)
    assert 0.4 < online < 0.65


def asked_one(code: str, period: Period) -> int:
    return answer(code, scope=scope_of("so-noi-vu", on=period.last), period=period, seal=know(None)).numerator


def test_by_claimed_entry_time_the_loaded_past_is_known_as_it_was(demo_database: str):
    """In the middle of 2023, and at its end; the demo was loaded long after."""
    scope = scope_of("so-noi-vu", on=YEAR_2023.last)
    middle, end = datetime(2023, 6, 30, 17, tzinfo=UTC), datetime(2023, 12, 31, 17, tzinfo=UTC)
    known = [
        tabulate(["dossiers.received_new", "dossiers.resolved"], scope=scope, period=YEAR_2023,
                 seal=know(moment, claimed=True), by=None)[None]
        for moment in (middle, end)
    ]  # fmt: skip
    here = Dossier.objects.filter(unit_id__in=scope.units, accepted_at__gte=datetime(2022, 12, 31, 17, tzinfo=UTC))
    assert known[0] == {
        "dossiers.received_new": here.filter(accepted_at__lte=middle).count(),
        "dossiers.resolved": Dossier.objects.filter(
            unit_id__in=scope.units, finished_at__gte=datetime(2022, 12, 31, 17, tzinfo=UTC), finished_at__lte=middle
        ).count(),
    }
    assert known[1] == {"dossiers.received_new": 517, "dossiers.resolved": 526}
    assert known[0]["dossiers.resolved"] < 526
