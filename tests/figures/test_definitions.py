"""Definitions are kept by version; an answer as of an earlier seal uses the wording of that time."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from caicach.facts import register as facts
from caicach.figures import register
from caicach.figures.models import Definition
from caicach.figures.queries.answers import Answer, answer
from caicach.figures.register import Count, Expression
from caicach.figures.services.define import record_definitions
from caicach.figures.services.know import know
from caicach.journal.models import Seal
from caicach.journal.queries import history
from caicach.kit.refusal import Refused
from figures import trial
from figures.trial import YEAR, Thing, scope, tell

pytestmark = pytest.mark.usefixtures("room")

EVERYTHING = "extended OR NOT extended"


def define() -> int:
    return record_definitions(now=timezone.now())


def declare(expression: Expression, *, title: str = "Tên received", words: str = "Nghĩa received.") -> None:
    """Declare `figures.received` again, as the next release of the software would."""

    def received() -> Expression:
        return expression

    received.__module__ = "figures.trial"
    register.figure(title=title, definition=words)(received)


def ask(seal: Seal | None = None) -> Answer:
    return answer("figures.received", scope=scope(1), period=YEAR, seal=seal or know(None))


def test_each_figure_is_recorded_once_with_a_line_in_the_journal() -> None:
    assert define() == len(trial.FIGURES)
    assert define() == 0
    row = Definition.objects.get(code="figures.received")
    assert (row.version, row.title, row.words) == (1, "Tên received", "Nghĩa received.")
    assert [line.action for line in history("figure", row.pk)] == ["figures.define"]
    assert ask().definition_version == 1


def test_an_earlier_seal_answers_with_its_own_definition() -> None:
    define()
    tell(Thing(1), Thing(2, accepted=None))
    before = know(None)
    declare(Count("trial", EVERYTHING), title="Tên mới", words="Mọi thứ.")
    assert ask().numerator == 1, "a definition rules from its record on, not from the day the software was built"
    assert define() == 1
    then, now = ask(before), ask()
    assert (then.numerator, then.definition_version, str(then.figure.title)) == (1, 1, "Tên received")
    assert (now.numerator, now.definition_version, str(now.figure.title)) == (2, 2, "Tên mới")
    assert str(now.figure.definition) == "Mọi thứ."
    assert now.seal.no > before.no


def test_before_the_first_record_the_declared_definition_answers() -> None:
    tell(Thing(1))
    before = know(None)
    define()
    assert (ask(before).numerator, ask(before).definition_version) == (1, 0)


def test_a_figure_that_left_the_software_still_answers() -> None:
    tell(Thing(1))
    define()
    register._DECLARED.pop("figures.received")
    assert (ask().numerator, ask().definition_version) == (1, 1)


def test_line_breaks_are_no_change_and_words_are_one() -> None:
    define()
    declare(Count("trial", trial.received().predicate.replace(" AND ", "\n   AND ")))
    assert define() == 0
    declare(trial.received(), words="Nghĩa khác.")
    assert define() == 1


def test_another_meaning_of_a_column_is_another_definition_of_the_figures_that_ask_it() -> None:
    define()
    changed = [
        replace(column, meaning="another") if column.name == "deadline_day" else column for column in trial.COLUMNS
    ]
    facts.register(replace(trial.TABLE, columns=tuple(changed)))
    assert define() == 2
    assert set(Definition.objects.filter(version=2).values_list("code", flat=True)) == {
        "figures.early_rate",
        "figures.resolved_early",
    }


def test_a_predicate_that_cannot_be_asked_stops_the_record_and_nothing_is_written() -> None:
    declare(Count("trial", "status = (SELECT 1)"))
    with pytest.raises(Refused):
        define()
    assert not Definition.objects.filter(code__startswith="figures.").exists()


@pytest.mark.parametrize("change", ["UPDATE figures_definition SET title = 'x'", "DELETE FROM figures_definition"])
def test_the_database_refuses_to_change_a_version(change: str) -> None:
    define()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
