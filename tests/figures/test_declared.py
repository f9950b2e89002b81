"""The figures that the rooms declare: each can be asked, and each is recorded with its definition."""

import pytest
from django.utils import timezone

from caicach.facts.register import fact_table
from caicach.figures.models import Definition
from caicach.figures.queries.answers import answer, records_sha256, subjects
from caicach.figures.queries.statement import columns_of
from caicach.figures.register import Count, Of, Ratio, Sum, all_figures, known_figure, titled
from caicach.figures.rules.expression import parts, read, written
from caicach.figures.rules.predicate import checked
from caicach.figures.services.define import record_definitions
from caicach.figures.services.know import know
from figures.trial import YEAR, scope


def test_a_figure_is_addressed_by_its_room_and_function() -> None:
    codes = [figure.code for figure in all_figures()]
    assert "dossiers.early_rate" in codes
    assert codes == sorted(set(codes))


def test_every_figure_says_what_it_means_and_asks_only_columns_of_its_fact_table() -> None:
    for figure in all_figures():
        assert str(figure.title), figure.code
        assert str(figure.definition).endswith("."), figure.code
        for part in parts(figure.expression).values():
            checked(part.predicate, columns_of(fact_table(part.table)))


def test_the_parts_of_every_ratio_are_figures_of_their_own() -> None:
    """So each number of a sheet has a name and a definition."""
    for figure in all_figures():
        if isinstance(figure.expression, Ratio):
            for part in parts(figure.expression).values():
                assert titled(part) is not None, figure.code


def test_an_expression_is_read_back_as_it_was_written() -> None:
    made = 1 - (Of("a.b") + Of("a.c") * 3) / Of("a.d")
    for expression in (Count("t", "a = 1"), Sum("t", "n", "a = 1"), Ratio(Count("t", "a = 1"), Count("u", "b")), made):
        assert read(written(expression)) == expression


@pytest.mark.usefixtures("database")
def test_every_figure_answers_in_an_empty_house_and_is_recorded() -> None:
    record_definitions(now=timezone.now())
    asked = {"scope": scope(1), "period": YEAR, "seal": know(None)}
    for figure in all_figures():
        found = answer(figure.code, **asked)
        assert (found.numerator, found.denominator or 0) == (0, 0)
        assert found.definition_version == 1
        if not found.children:
            assert subjects(figure.code, **asked) == []
        assert len(records_sha256(figure.code, **asked)) == 64
        assert known_figure(figure.code) == figure
    assert Definition.objects.count() == len(all_figures())
