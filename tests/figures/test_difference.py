"""Why a figure says something else: each subject that came or went, with its cause."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from caicach.accounts.models import User
from caicach.agencies.models import Unit, UnitParent
from caicach.facts import register as facts
from caicach.figures import register
from caicach.figures.queries.answers import answer
from caicach.figures.queries.difference import Cause, difference
from caicach.figures.queries.scope import scope_of
from caicach.figures.register import Count, Sum
from caicach.figures.rules.asked import moment_written
from caicach.figures.services.define import record_definitions
from caicach.figures.services.know import know
from caicach.figures.tags import query
from figures import trial
from figures.test_command import run
from figures.trial import YEAR, Thing, label, scope, tell

EARLY = date(2023, 3, 5)
KIND = "thing"


@pytest.fixture
def told(room: str) -> None:
    """The trial room says why some of its acts change what was reported."""
    facts.register(
        replace(trial.TABLE, kind=KIND, causes={"trial.correct": "correction", "trial.recompute": "calendar"})
    )


def moves(code: str, earlier, later) -> dict[str, list[tuple[int, Cause]]]:
    found = difference(f"figures.{code}", scope=scope(1), period=YEAR, earlier=earlier, later=later)
    (part,) = found.parts
    assert part.after - part.before == len(part.came) - len(part.went)
    return {
        "came": [(one.subject, one.cause) for one in part.came],
        "went": [(one.subject, one.cause) for one in part.went],
    }


def test_who_came_and_who_went_each_for_its_reason(told: None) -> None:
    things = [Thing(number, finished=EARLY) for number in range(1, 6)]
    tell(*things[:4])
    before = know(None)
    tell(things[4], action="trial.tell", at=timezone.now() + timedelta(seconds=1))
    tell(things[0].later(finished=None), action="trial.correct")
    tell(things[1].later(unit=2), action="trial.recompute")
    tell(things[2].later(finished=None), action="trial.tell", at=datetime(2023, 3, 6, tzinfo=UTC))
    after = know(None)
    assert moves("resolved", before, after) == {
        "came": [(5, Cause.SINCE)],
        "went": [(1, Cause.CORRECTION), (2, Cause.CALENDAR), (3, Cause.LATE_ENTRY)],
    }
    assert moves("resolved", before, before) == {"came": [], "went": []}


def test_another_definition_moves_what_was_not_touched(told: None) -> None:
    tell(Thing(1, finished=EARLY), Thing(2))
    record_definitions(now=timezone.now())
    before = know(None)
    register.figure(title="Tên resolved", definition="Nghĩa mới.")(resolved)
    assert record_definitions(now=timezone.now())
    assert moves("resolved", before, know(None)) == {"came": [(2, Cause.DEFINITION)], "went": []}


def resolved() -> Count:
    return Count("trial", "accepted_day < :end")


resolved.__module__ = "caicach.figures.figures"


def test_who_stays_in_a_sum_and_adds_another_number_is_named(told: None, department: Unit, client: Client) -> None:
    def weights() -> Sum:
        return Sum("trial", "field_id", "accepted_day < :end AND accepted_day >= :start")

    weights.__module__ = "caicach.figures.figures"
    register.figure(title="Tổng", definition="Nghĩa.")(weights)
    things = [Thing(number, unit=department.pk, field=number) for number in (1, 2, 3, 4)]
    tell(*things[:3])
    before = know(None)
    tell(things[3])
    tell(things[1].later(field=7), things[2].later(accepted=date(2024, 2, 1)), action="trial.correct")
    found = difference("figures.weights", scope=scope(department.pk), period=YEAR, earlier=before, later=know(None))
    (part,) = found.parts
    assert (part.before, part.after) == (found.earlier.numerator, found.later.numerator) == (6, 12)
    amounts = {
        name: [(one.subject, one.amounts) for one in getattr(part, name)] for name in ("came", "went", "changed")
    }
    assert amounts == {"came": [(4, (0, 4))], "went": [(3, (3, 0))], "changed": [(2, (2, 7))]}
    assert part.changed[0].cause is Cause.CORRECTION
    year = ["--agency", "so-noi-vu", "--from", "2023-01-01", "--to", "2023-12-31"]
    moments = [moment_written(one.seal.published_at) for one in (found.earlier, found.later)]
    assert f"~ {label(2)}: 2 → 7: đính chính" in run("figures.weights", *year, "--diff", *moments)[1]
    client.force_login(User.objects.get(username="an"))
    asked = query(agency="so-noi-vu", period=YEAR, seal=None) + f"&earlier={moments[0].replace('+', '%2B')}"
    page = client.get(f"/figures/figures.weights/difference/?{asked}").content.decode()
    assert "2 → 7" in page
    assert "3 → 0" not in page


def test_the_command_names_every_record(told: None, department: Unit) -> None:
    first = Thing(1, unit=department.pk, finished=EARLY)
    tell(first)
    before = moment_written(know(None).published_at)
    tell(first.later(finished=None), action="trial.correct")
    after = moment_written(know(None).published_at)
    year = ["--agency", "so-noi-vu", "--from", "2023-01-01", "--to", "2023-12-31"]
    document, text = run("figures.resolved", *year, "--diff", after, before)
    assert [one["printed"] for one in document["instants"]] == ["1", "0"]
    (went,) = document["parts"]["numerator"]["went"]
    assert (went["record"], went["cause"], went["lines"][0]["action"]) == (label(1), "correction", "trial.correct")
    assert f"- {label(1)}: đính chính" in text


def test_the_page_masks_who_may_not_be_seen(told: None, department: Unit, client: Client) -> None:
    client.force_login(User.objects.get(username="an"))
    tell(Thing(9, unit=department.pk))
    before = moment_written(know(None).published_at)
    tell(Thing(1, unit=department.pk, finished=EARLY), Thing(2, unit=department.pk, finished=EARLY))
    asked = query(agency="so-noi-vu", period=YEAR, seal=None)
    page = client.get(f"/figures/figures.resolved/difference/?{asked}").content.decode()
    assert 'name="earlier"' in page
    page = client.get(
        f"/figures/figures.resolved/difference/?{asked}&earlier={before.replace('+', '%2B')}"
    ).content.decode()
    assert label(2) in page
    assert label(1) not in page
    assert "việc xảy ra giữa hai thời điểm" in page
    wrong = client.get(f"/figures/figures.resolved/difference/?{asked}&earlier=hom-qua")
    assert wrong.status_code == 422


def test_a_unit_placed_elsewhere_later_moves_no_earlier_answer(told: None, department: Unit) -> None:
    """A division leaves the department from a day inside the period on, which is recorded after the first seal."""
    division = Unit.objects.get(code="so-noi-vu-phong-1")
    tell(Thing(1, unit=department.pk), Thing(2, unit=division.pk, finished=EARLY), Thing(3, unit=division.pk))
    before = know(None)
    UnitParent.objects.filter(unit=division).update(valid_to=date(2023, 6, 30))
    elsewhere = Unit.objects.get(code="so-y-te")
    UnitParent.objects.create(unit=division, parent=elsewhere, valid_from=date(2023, 7, 1))
    tell(Thing(4, unit=elsewhere.pk), Thing(3, unit=division.pk, version=2, finished=EARLY), action="trial.correct")
    after = know(None)

    def counted(unit: str, seal) -> int:
        whose = scope_of(unit, on=YEAR.last)
        return answer("figures.received", scope=whose, period=YEAR, seal=seal).numerator

    assert [counted("so-noi-vu", before), counted("so-y-te", before)] == [3, 0]
    assert [counted("so-noi-vu", after), counted("so-y-te", after)] == [1, 3]
    moved = difference("figures.received", scope=scope_of("so-noi-vu", on=YEAR.last), period=YEAR,
                       earlier=before, later=after)  # fmt: skip
    assert [(one.subject, one.cause) for one in moved.parts[0].went] == [(2, Cause.TREE), (3, Cause.TREE)]
    gained = difference("figures.received", scope=scope_of("so-y-te", on=YEAR.last), period=YEAR,
                        earlier=before, later=after)  # fmt: skip
    assert [(one.subject, one.cause) for one in gained.parts[0].came] == [
        (2, Cause.TREE), (3, Cause.TREE), (4, Cause.CORRECTION)
    ]  # fmt: skip
