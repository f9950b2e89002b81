"""A dossier from the counter to the returned result: number, deadline, journal, fact, and the refusals on the way."""

from datetime import date, datetime

import pytest

import world
from caicach.dossiers.models import Dossier, Fact, Standing
from caicach.dossiers.rules.checks import Given
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.forward import forward
from caicach.dossiers.services.receive import receive
from caicach.dossiers.services.return_result import return_result
from caicach.journal.models import Line
from caicach.journal.services.seal import seal
from caicach.journal.services.verify import verify
from caicach.kit.period import local
from caicach.kit.refusal import Refused


def carried_through(here: world.World, *, received: str, finished: str) -> Dossier:
    """A dossier received, forwarded, assigned, decided, finished."""
    dossier = receive(here.act("clerk", received), here.intake())
    forward(here.act("clerk", received), dossier.pk, unit_id=here.units["phong"].pk)
    assign(here.act("head", received), dossier.pk, officer_id=here.users["officer"].pk)
    decide(here.act("officer", finished), dossier.pk, decision="granted")
    return finish(here.act("officer", finished), dossier.pk)


def test_from_the_counter_to_the_returned_result(database: str) -> None:
    here = world.build()
    dossier = carried_through(here, received="2024-04-25T09:00", finished="2024-05-03T10:00")
    return_result(here.act("clerk", "2024-05-03T14:00"), dossier.pk)
    dossier.refresh_from_db()
    assert dossier.number == "H99.02-240425-0001"
    assert local(dossier.due_at) == datetime(2024, 5, 6, 9, 0)
    assert (dossier.status, dossier.ending) == (10, 1)
    actions = list(
        Line.objects.filter(kind="dossier", subject_id=dossier.pk).order_by("seq").values_list("action", flat=True)
    )
    assert actions == [
        f"dossiers.{verb}" for verb in ("receive", "forward", "assign", "decide", "finish", "return_result")
    ]
    facts = Fact.objects.filter(subject_id=dossier.pk).order_by("version")
    assert [fact.status for fact in facts] == [2, 2, 4, 4, 9, 10]
    last = Standing.objects.filter(subject_id=dossier.pk, version=6)
    assert [(run.standing, run.from_day, run.to_day) for run in last] == [(1, date(2024, 4, 25), date(2024, 5, 3))]
    seal()
    report = verify()
    assert report.finding is None
    assert report.unsealed == 0
    assert report.lines == Line.objects.count()


def test_numbers_run_by_day_and_unit(database: str) -> None:
    here = world.build()
    numbers = [
        receive(here.act("clerk", at), here.intake()).number
        for at in ("2024-03-04T08:00", "2024-03-04T09:00", "2024-03-05T08:00")
    ]
    assert numbers == ["H99.02-240304-0001", "H99.02-240304-0002", "H99.02-240305-0001"]


def test_a_number_given_elsewhere_is_kept_and_never_taken_twice(database: str) -> None:
    here = world.build()
    assert receive(here.act("clerk", "2024-03-04T08:00"), here.intake(number="000.00.15.H15-240304-0007")).number == (
        "000.00.15.H15-240304-0007"
    )
    with pytest.raises(Refused) as refused:
        receive(here.act("clerk", "2024-03-04T09:00"), here.intake(number="000.00.15.H15-240304-0007"))
    assert refused.value.code == "number-taken"


def test_the_same_form_sent_twice_is_one_dossier(database: str) -> None:
    here = world.build()
    first = receive(here.act("clerk", "2024-03-04T08:00", key="k1"), here.intake())
    again = receive(here.act("clerk", "2024-03-04T08:00", key="k1"), here.intake())
    assert first.pk == again.pk
    assert Dossier.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "at", "papers", "code"),
    [
        ("clerk", "2099-01-01T08:00", None, "future"),
        ("clerk", "2024-03-04T08:00", (), "papers-missing"),
        ("clerk", "2024-03-04T08:00", (Given(999_999, originals=1),), "paper-not-listed"),
        ("officer", "2024-03-04T08:00", None, "not-permitted"),
        ("admin", "2024-03-04T08:00", None, "not-permitted"),
    ],
)
def test_reception_refuses_and_writes_nothing(
    database: str, who: str, at: str, papers: tuple[Given, ...] | None, code: str
) -> None:
    here = world.build()
    lines = Line.objects.count()
    with pytest.raises(Refused) as refused:
        receive(here.act(who, at), here.intake(papers=papers))
    assert refused.value.code == code
    assert refused.value.message
    assert (Dossier.objects.count(), Line.objects.count()) == (0, lines)


def test_a_result_before_the_receipt_is_refused(database: str) -> None:
    here = world.build()
    dossier = receive(here.act("clerk", "2024-03-04T08:00"), here.intake())
    forward(here.act("clerk", "2024-03-04T08:00"), dossier.pk, unit_id=here.units["phong"].pk)
    assign(here.act("head", "2024-03-04T08:30"), dossier.pk, officer_id=here.users["officer"].pk)
    with pytest.raises(Refused) as refused:
        decide(here.act("officer", "2024-03-03T08:00"), dossier.pk, decision="granted")
    assert refused.value.code == "order"


def test_an_officer_of_another_division_may_not_decide(database: str) -> None:
    here = world.build()
    dossier = receive(here.act("clerk", "2024-03-04T08:00"), here.intake())
    forward(here.act("clerk", "2024-03-04T08:00"), dossier.pk, unit_id=here.units["phong"].pk)
    with pytest.raises(Refused) as refused:
        assign(here.act("sibling", "2024-03-04T09:00"), dossier.pk, officer_id=here.users["officer"].pk)
    assert refused.value.code == "not-permitted"
