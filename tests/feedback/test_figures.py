"""The figures count what the records say, form II.05 balances, and all of it holds in the columnar copy too."""

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

import world
from caicach.facts.queries.loose import first_loose
from caicach.facts.services.copy import rebuild
from caicach.feedback.models import Feedback
from caicach.feedback.services.answer import answer
from caicach.feedback.services.ask_more import ask_more
from caicach.feedback.services.assign import assign
from caicach.feedback.services.forward import forward
from caicach.feedback.services.hand_over import hand_over
from caicach.feedback.services.publish import publish
from caicach.feedback.services.refuse import refuse
from caicach.figures.queries.agree import differences
from caicach.figures.queries.answers import subjects, tabulate
from caicach.figures.queries.days import answerable
from caicach.figures.queries.engines import columnar
from caicach.figures.queries.scope import scope_of
from caicach.figures.queries.statement import Question, taken_apart
from caicach.figures.register import all_figures
from caicach.figures.rules.expression import Count
from caicach.figures.services.know import know
from caicach.figures.services.sum_days import sum_days
from caicach.kit.period import Period, local_day
from caicach.reports.queries.drawn import sheet
from caicach.reports.rules.sheets import SHEETS
from feedback.told import received

FIRST = date(2024, 1, 2)
COUNTS = [
    known.code for known in all_figures() if known.code.startswith("feedback.") and isinstance(known.expression, Count)
]
PERIODS = [
    Period(date(2024, 1, 1), date(2024, 1, 31)),
    Period(date(2024, 2, 1), date(2024, 2, 29)),
    Period(date(2024, 2, 10), date(2024, 2, 10)),
    Period(date(2024, 1, 1), date(2024, 12, 31)),
]


def lived(here: world.World) -> None:
    """Thirty lives by chance, some open, some late, some that end the day they begin."""
    chance = Random(5)
    unit, officer = here.units["phong"].pk, here.users["officer"].pk

    def at(day: date, hour: int) -> str:
        return f"{day}T{hour:02}:00"

    for _ in range(30):
        day = FIRST + timedelta(days=chance.randrange(40))
        one = received(here, at(day, 8), kind=chance.choice((1, 2, 3)), channel=chance.choice((1, 2, 4))).pk
        later = day + timedelta(days=chance.choice((0, 1, 9, 30, 45)))
        ending = chance.choice(("open", "waiting", "answer", "answer", "publish", "refuse", "forward", "hand over"))
        assign(here.act("reformer", at(day, 9)), one, unit_id=unit, officer_id=officer)
        if ending == "waiting":
            ask_more(here.act("officer", at(later, 10)), one, question="?")
        elif ending in ("answer", "publish"):
            answer(here.act("officer", at(later, 10)), one, text="x")
            if ending == "publish":
                publish(here.act("reformer", at(later + timedelta(days=1), 10)), one, text="x")
        elif ending == "refuse":
            refuse(here.act("officer", at(later, 10)), one, reason="x")
        elif ending == "forward":
            forward(here.act("reformer", at(later, 10)), one, body="Bộ")
        elif ending == "hand over":
            hand_over(here.act("reformer", at(later, 10)), one, matter="complaint", body="Thanh tra")


def by_hand(period: Period) -> dict[str, int]:
    """The same counts from the records, one by one."""
    found = dict.fromkeys(("received", "carried_over", "handled", "in_process", "published", "late", "overdue"), 0)
    for one in Feedback.objects.all():
        day, ended = local_day(one.received_at), one.ended_at and local_day(one.ended_at)
        out = one.published_at and local_day(one.published_at)
        inside = ended is not None and period.first <= ended <= period.last
        is_open = day <= period.last and (ended is None or ended > period.last)
        found["received"] += period.first <= day <= period.last
        found["carried_over"] += day < period.first and (ended is None or ended >= period.first)
        found["handled"] += inside
        found["in_process"] += is_open
        found["published"] += out is not None and period.first <= out <= period.last
        found["late"] += inside and one.judged_on is not None and ended > one.judged_on
        found["overdue"] += is_open and one.judged_on is not None and period.last > one.judged_on
    return found


def test_every_count_is_summed_by_day() -> None:
    counts = {figure.code: taken_apart(figure.expression) for figure in all_figures() if figure.code in COUNTS}
    assert len(counts) >= 16
    assert [code for code, pieces in counts.items() if pieces is None] == []


@pytest.fixture
def here(database: str) -> world.World:
    made = world.build()
    lived(made)
    return made


def test_figures_are_what_the_records_say_and_the_form_balances(
    here: world.World, tmp_path: Path, settings: Any
) -> None:
    settings.COPY_ROOT = tmp_path / "copy"
    seal = know(None)
    for period in PERIODS:
        scope = scope_of("so", on=period.last, own=False)
        asked = {"scope": scope, "period": period, "seal": seal}
        counts = tabulate(COUNTS, **asked, by=None)[None]
        plain = {code.partition(".")[2]: count for code, count in counts.items()}
        assert {name: plain[name] for name in by_hand(period)} == by_hand(period), period
        assert plain["received_total"] == plain["received"] + plain["carried_over"]
        assert plain["received_total"] == plain["handled"] + plain["in_process"]
        assert plain["handled_measured"] == plain["late"] + plain["handled_on_time"]
        assert plain["handled_measured"] == plain["answered"] + plain["refused"]
        assert plain["handled"] == plain["handled_measured"] + plain["forwarded"] + plain["handed_over"]
        for code in ("feedback.received_total", "feedback.late"):
            assert len(subjects(code, **asked, part="numerator")) == counts[code]
        for by in ("field", "agency"):
            drawn = sheet(SHEETS["II.05"], agency="so", period=period, seal=seal, by=by)
            assert drawn.holds
            assert drawn.total.counts[0] == plain["received_total"]
    assert plain["late"]
    assert plain["overdue"]
    assert plain["published"]
    assert first_loose() is None
    # The columnar copy and its sums by day say the same.
    generation = rebuild()
    assert sum_days(generation)
    assert list(differences(generation, know(None), PERIODS)) == []
    measures = {one.code: one.expression for one in all_figures() if one.code in COUNTS}
    asked = Question(scope_of("so", on=PERIODS[0].last, own=False), PERIODS[0], columnar(generation, know(None)))
    assert answerable(measures, asked, by="field_id") == set(measures)
