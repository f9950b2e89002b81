"""The columnar copy: what it answers is what PostgreSQL answers, at every seal, however it came about."""

import itertools
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.facts import register as facts
from caicach.facts.queries import copy
from caicach.facts.register import Column
from caicach.facts.services import copy as writing
from caicach.figures.queries import days as summing
from caicach.figures.queries import moved as moving
from caicach.figures.queries.engines import columnar, postgresql
from caicach.figures.queries.statement import Question, count, listed
from caicach.figures.register import known_figure
from caicach.figures.rules.expression import Count, narrow, parts
from caicach.figures.rules.narrowed import Where, predicate
from caicach.figures.services.know import know
from caicach.figures.services.sum_days import sum_days
from caicach.journal.services.seal import seal
from caicach.kit.period import Period
from caicach.kit.refusal import Refused
from figures.trial import FIGURES, TABLE, YEAR, Thing, scope, tell

pytest_plugins = ["figures.conftest"]
DAY = date(2023, 3, 1)
OFFSET = itertools.count(1)
"""Each example tells of other things: what was told is never taken back."""


@pytest.fixture
def place(room: str, tmp_path: Path, settings) -> Path:
    """An empty folder for the copy, and a house in which it always rules."""
    settings.COPY_ROOT, settings.COPY_FROM_ROWS = tmp_path / "bản sao", 0
    return settings.COPY_ROOT


@pytest.fixture
def second_connection() -> Iterator[object]:
    """Another session at the same database."""
    other = connection.copy()
    yield other
    other.close()


def answers(engine, *, by: str | None = None, period: Period = YEAR) -> dict:
    """Every count of the trial room and the list behind it, each also under conditions as figures are composed."""
    measures = {
        f"{function.__name__}/{part}": measure
        for function in FIGURES
        for part, measure in parts(known_figure(f"figures.{function.__name__}").expression).items()
    }
    where = predicate(Where(field=(2,), unit=(1, 2)), {1: {1}, 2: {2, 3, 4, 5}})
    measures |= {f"composed {key}": narrow(measure, where) for key, measure in measures.items()}
    asked = Question(scope(1, 2), period, engine)
    lists = {key: listed(measure, asked, after=None, limit=None) for key, measure in measures.items()}
    return {"counts": count(measures, asked, by=by), "lists": lists}


def both(known, **more) -> tuple[dict, dict]:
    generation = copy.current()
    assert copy.knows(generation, known)
    return answers(columnar(generation, known), **more), answers(postgresql(known), **more)


def test_without_a_copy_nothing_is_asked_of_it(place: Path) -> None:
    assert copy.current() is None
    assert copy.fresh() is None


def test_an_empty_house_has_an_empty_copy(place: Path) -> None:
    writing.follow()
    mine, oracle = both(know(None))
    assert mine == oracle


def test_what_changed_after_the_base_counts_once_and_as_it_is_now(place: Path) -> None:
    first, second = Thing(1), Thing(2, finished=DAY + timedelta(days=3))
    tell(first, second)
    writing.follow()
    tell(first.later(finished=DAY + timedelta(days=20)), Thing(3, spans=((DAY, None),)))
    generation = writing.follow()
    assert generation.changed_rows
    mine, oracle = both(know(None))
    assert mine == oracle
    assert mine["counts"][None]["received/numerator"] == 3
    assert mine["lists"]["ever_overdue/numerator"] == [3]


def runs(spans: list[tuple[int, int | None]]) -> tuple[tuple[date, date | None], ...]:
    """Runs of days one after the other: each so long after the one before, of such a length or without an end."""
    found, day = [], DAY
    for later, length in spans:
        if found and found[-1][1] is None:
            break
        first = day + timedelta(later)
        day = first + timedelta(length or 0)
        found.append((first, None if length is None else day))
    return tuple(found)


THINGS = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.sampled_from([1, 2, 3]),
        st.one_of(st.none(), st.integers(0, 40)),
        st.lists(st.tuples(st.integers(0, 30), st.one_of(st.none(), st.integers(1, 20))), max_size=2),
        st.sampled_from(["", "", "follow", "compact", "rebuild"]),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=THINGS)
def test_increments_compactions_and_rebuilds_answer_like_postgresql_at_every_seal(place: Path, acts) -> None:
    """By scan, and from the sums of the newest base, whether the seal knows that base or is older."""
    last: dict[int, Thing] = {}
    seals = []
    offset = next(OFFSET) * 10
    for subject, unit, finished, spans, after in acts:
        subject += offset
        changes = {
            "unit": unit,
            "finished": None if finished is None else DAY + timedelta(finished),
            "spans": runs(spans),
        }
        thing = last[subject].later(**changes) if subject in last else Thing(subject, **changes)
        last[subject] = thing
        tell(thing)
        seals.append(seal())
        if after == "follow":
            writing.follow()
        elif after == "compact" and copy.current():
            writing._compact(writing.follow())
        elif after == "rebuild":
            writing.rebuild()
    generation = writing.follow()
    sum_days(generation)
    for known in seals:
        mine, oracle = both(known, by="unit_id")
        assert mine == oracle
        for names in (["resolved"], ["received", "overdue"]):
            measures = {f"{name}/numerator": known_figure(f"figures.{name}").expression for name in names}
            summed = summing.count(measures, Question(scope(1, 2), YEAR, columnar(generation, known)), by="unit_id")
            assert summed is not None or len(names) > 1
            if summed is not None:
                wanted = {unit: {key: line[key] for key in measures} for unit, line in oracle["counts"].items()}
                assert filled(summed) == filled(wanted)


@pytest.mark.parametrize("most", [moving.MOST_ROWS, 0])
def test_sums_by_day_answer_like_postgresql(place: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Every period, unit and field; what changed after the base too, summed or as it lies."""
    monkeypatch.setattr(moving, "MOST_ROWS", most)
    days = random.Random(7)
    things = [at_random(number, days) for number in range(1, 60)]
    tell(*things)
    assert sum_days(writing.follow())
    tell(*(thing.later(unit=2, finished=None) for thing in things[::9]))
    generation = writing.follow()
    assert not sum_days(generation)
    known = seal()
    measures = {
        name: known_figure(f"figures.{name}").expression
        for name in ("received", "resolved", "resolved_early", "overdue")
    }
    for _ in range(40):
        first = DAY + timedelta(days.randint(-40, 100))
        period = Period(first, first + timedelta(days.randint(0, 70)))
        for by in (None, "unit_id", "field_id"):
            units = scope(*days.sample([1, 2, 3, 4], 2))
            filters = days.choice([{}, {"field_id": 1}])
            summed = summing.count(measures, Question(units, period, columnar(generation, known), filters), by=by)
            oracle = count(measures, Question(units, period, postgresql(known), filters), by=by)
            assert summed is not None
            assert filled(summed) == filled(oracle)


def at_random(number: int, chance: random.Random) -> Thing:
    accepted = DAY + timedelta(chance.randint(0, 60))
    late = (accepted + timedelta(6), chance.choice([None, accepted + timedelta(9)]))
    return Thing(
        number,
        unit=chance.randint(1, 3),
        field=chance.randint(1, 2),
        accepted=accepted,
        deadline=accepted + timedelta(5),
        finished=chance.choice([None, accepted + timedelta(chance.randint(0, 30))]),
        spans=(late,) if number % 3 else (),
    )


def filled(rows: dict) -> dict:
    """Without the groups in which nothing counts."""
    return {group: line for group, line in rows.items() if any(line.values())}


def test_what_cannot_be_summed_by_day_is_counted_row_by_row(place: Path) -> None:
    tell(Thing(1, spans=((DAY, None),)))
    generation = writing.follow()
    sum_days(generation)
    asked = Question(scope(1), YEAR, columnar(generation, seal()))
    measures = {"ever_overdue": known_figure("figures.ever_overdue").expression}
    assert summing.count(measures, asked, by=None) is None
    assert count(measures, asked, by=None) == {None: {"ever_overdue": 1}}


@pytest.mark.parametrize(
    "wrong",
    [
        Thing(1, accepted=DAY, finished=DAY - timedelta(1)),
        Thing(1, spans=((DAY, DAY + timedelta(5)), (DAY + timedelta(3), None))),
    ],
)
def test_rows_whose_days_are_out_of_order_are_not_trusted_to_sums(place: Path, wrong: Thing) -> None:
    tell(wrong)
    generation = writing.follow()
    sum_days(generation)
    asked = Question(scope(1), YEAR, columnar(generation, seal()))
    measures = {name: known_figure(f"figures.{name}").expression for name in ("received", "overdue")}
    assert summing.count(measures, asked, by=None) is None


@pytest.mark.parametrize(
    "wrong",
    [
        Thing(1, accepted=DAY, finished=DAY - timedelta(5)),
        Thing(1, spans=((DAY, DAY + timedelta(5)), (DAY + timedelta(3), None))),
    ],
)
def test_rows_told_out_of_order_since_are_counted_as_they_lie(place: Path, wrong: Thing) -> None:
    tell(Thing(2))
    sum_days(writing.follow())
    tell(wrong)
    generation, known = writing.follow(), seal()
    measures = {name: known_figure(f"figures.{name}").expression for name in ("received", "overdue")}
    for first in (DAY - timedelta(3), DAY + timedelta(3), DAY + timedelta(4)):
        period = Period(first, first + timedelta(1))
        summed = summing.count(measures, Question(scope(1), period, columnar(generation, known)), by=None)
        assert summed == count(measures, Question(scope(1), period, postgresql(known)), by=None)


def test_whoever_is_stopped_while_writing_leaves_the_generation_before(place: Path, monkeypatch) -> None:
    tell(Thing(1))
    before = writing.follow()
    tell(Thing(2))
    with monkeypatch.context() as stopped:
        stopped.setattr(Path, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            writing.follow()
    assert copy.current() == before
    assert writing.follow().generation == before.generation + 1
    left = {path.name for path in place.iterdir()} - copy.current().files() - {copy.MANIFEST}
    assert left
    monkeypatch.setattr(copy, "KEPT", timedelta(0))
    time.sleep(0.01)
    writing.follow()
    assert {path.name for path in place.iterdir() if path.is_file()} == copy.current().files() | {copy.MANIFEST}


def stop(*_args: object) -> None:
    raise KeyboardInterrupt


def test_a_copy_of_another_database_is_written_anew(place: Path) -> None:
    tell(Thing(1))
    writing.follow()
    manifest = place / copy.MANIFEST
    strange = copy.current()
    manifest.write_text(replace(strange, seal_hash="00" * 32, generation=41).written())
    known = seal()
    assert not copy.knows(copy.current(), known)
    assert copy.fresh() is None
    after = writing.follow()
    assert after.base_id != strange.base_id
    assert copy.knows(after, known)


def test_facts_with_a_new_column_are_copied_anew(place: Path) -> None:
    tell(Thing(1))
    before = writing.follow()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE trial_fact ADD COLUMN cause int NOT NULL DEFAULT 0")
    facts.register(replace(TABLE, columns=(*TABLE.columns, Column("cause", "integer", "why it is late"))))
    assert copy.current() is None, "PostgreSQL answers meanwhile"
    tell(Thing(2))
    after = writing.follow()
    assert after.base_id != before.base_id
    asked = Question(scope(1, 2), YEAR, columnar(after, know(None)))
    assert count({"untold": Count("trial", "cause = 0")}, asked, by=None)[None] == {"untold": 2}


def test_two_writers_do_not_write_at_once(place: Path, second_connection) -> None:
    with second_connection.cursor() as other:
        other.execute("SELECT pg_advisory_lock(%s)", [writing.WRITER])
        assert writing.follow() is None
        with pytest.raises(Refused, match="đang ghi bản sao"):
            writing.rebuild()
