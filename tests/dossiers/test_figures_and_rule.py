"""The predicates of the measures say what the one rule says, over random lives; reports add up; as-of replays."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
import random_lives
from django.utils import timezone

import world
from caicach.dossiers.models import Dossier
from caicach.dossiers.services.correct_finish import correct_finish
from caicach.dossiers.services.load_histories import load_histories
from caicach.figures.queries.answers import answer, count, listed_total, subjects, tabulate
from caicach.figures.queries.difference import difference
from caicach.figures.queries.engines import postgresql
from caicach.figures.queries.scope import scope_of
from caicach.figures.queries.statement import Question
from caicach.figures.rules.expression import Sum
from caicach.figures.services.know import know
from caicach.kit.period import Period
from caicach.kit.refusal import Refused

COUNTS = [
    "received", "received_new", "received_online", "received_direct_or_post", "carried_over",
    "resolved", "resolved_early", "resolved_on_time", "resolved_late", "pending", "pending_in_time", "pending_overdue",
    "resolved_late_unextended", "resolved_late_by_instant", "due", "due_timely",
]  # fmt: skip
CODES = [f"dossiers.{name}" for name in COUNTS]


@pytest.fixture
def lives(database: str) -> world.World:
    here = world.build()
    chance = random.Random(7201)
    load_histories([random_lives.life(here, chance) for _ in range(250)], now=timezone.now(), origin="import")
    return here


def test_every_count_is_what_the_rule_says_and_the_identities_hold(lives: world.World) -> None:
    chance = random.Random(766)
    seal = know(None)
    seen: Counter[str] = Counter()
    for _ in range(25):
        first = date(2025, 4, 20) + timedelta(days=chance.randint(0, 150))
        period = Period(first, first + timedelta(days=chance.choice([0, 1, 6, 30, 90])))
        scope = scope_of("so", on=period.last)
        row = tabulate(CODES, scope=scope, period=period, seal=seal, by=None).get(None, {})
        naive = Counter(name for read in random_lives.readings(period.first, period.last) for name in read.counts)
        assert {name: row.get(f"dossiers.{name}", 0) for name in COUNTS} == {name: naive[name] for name in COUNTS}
        assert naive["received"] == naive["received_new"] + naive["carried_over"]
        assert naive["received"] == naive["resolved"] + naive["pending"]
        assert naive["resolved"] == naive["resolved_early"] + naive["resolved_on_time"] + naive["resolved_late"]
        assert naive["pending"] == naive["pending_in_time"] + naive["pending_overdue"]
        assert naive["resolved_late_by_instant"] >= naive["resolved_late"]
        timely = answer("dossiers.resolved_timely", scope=scope, period=period, seal=seal).numerator
        assert timely == naive["resolved_early"] + naive["resolved_on_time"]
        late = answer("dossiers.late", scope=scope, period=period, seal=seal).numerator
        assert late == naive["resolved_late"] + naive["pending_overdue"], "each late dossier once"
        rate = answer("dossiers.late_of_work_rate", scope=scope, period=period, seal=seal)
        assert (rate.numerator, rate.denominator) == (late, naive["received"])
        following = Period(period.end, period.end + timedelta(days=9))
        carried = answer("dossiers.carried_over", scope=scope, period=following, seal=seal)
        assert carried.numerator == naive["pending"], "what is pending is what the next period takes over"
        seen += naive
    assert all(seen[name] > 5 for name in COUNTS), f"the lives exercise every count: {seen}"


def test_the_list_behind_a_count_has_as_many_rows(lives: world.World) -> None:
    seal, period = know(None), Period(date(2025, 6, 1), date(2025, 7, 31))
    scope = scope_of("so", on=period.last)
    for code in CODES:
        listed = subjects(code, scope=scope, period=period, seal=seal)
        assert len(listed) == len(set(listed)) == answer(code, scope=scope, period=period, seal=seal).numerator

    new = subjects("dossiers.received_new", scope=scope, period=period, seal=seal)
    summed = answer("dossiers.subjects_received", scope=scope, period=period, seal=seal)
    assert summed.numerator == sum(Dossier.objects.filter(pk__in=new).values_list("subjects", flat=True)) > len(new)
    assert subjects("dossiers.subjects_received", scope=scope, period=period, seal=seal) == new
    assert listed_total(summed) == len(new)
    asked = {"scope": scope, "period": period, "earlier": seal, "later": seal}
    (part,) = difference("dossiers.subjects_received", **asked).parts
    assert part.before == part.after == summed.numerator
    early = Period(date(2020, 1, 1), date(2020, 1, 2))
    assert answer("dossiers.subjects_received", scope=scope, period=early, seal=seal).value == 0


def test_sums_are_taken_only_of_numbers_and_where_a_subject_has_one_row(database: str) -> None:
    world.build()
    asked = Question(
        scope_of("so", on=date(2025, 7, 31)), Period(date(2025, 6, 1), date(2025, 7, 31)), postgresql(know(None))
    )
    for table, column in (("standing", "standing"), ("dossiers", "extended"), ("dossiers", "no_such_column")):
        with pytest.raises(Refused, match="Không cộng được"):
            count({"sum": Sum(table, column, "from_day < :end" if table == "standing" else "extended")}, asked, by=None)


def test_a_late_correction_changes_the_present_and_not_what_was_known(lives: world.World) -> None:
    period = Period(date(2025, 5, 1), date(2025, 9, 30))
    scope = scope_of("so", on=period.last)
    before = know(None)
    then = tabulate(CODES, scope=scope, period=period, seal=before, by=None)
    early = subjects("dossiers.resolved_early", scope=scope, period=period, seal=before)
    dossier = Dossier.objects.get(pk=early[0])
    correct_finish(
        lives.act("head", "2026-01-05T09:00"),
        dossier.pk,
        finished_at=max(dossier.due_at, dossier.extended_to or dossier.due_at) + timedelta(days=20),
        reason="nhập sai ngày",
    )
    now = know(None)
    assert now.no > before.no
    assert tabulate(CODES, scope=scope, period=period, seal=know(before.published_at), by=None) == then
    assert dossier.pk not in subjects("dossiers.resolved_early", scope=scope, period=period, seal=now)
    assert dossier.pk in subjects("dossiers.resolved_early", scope=scope, period=period, seal=before)
