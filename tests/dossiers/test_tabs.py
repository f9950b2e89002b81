"""Every tab, over random dossiers: the badge, the list, and a naive reading of each record say the same."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

import world
from caicach.dossiers.models import Dossier
from caicach.dossiers.permits import may_view
from caicach.dossiers.queries.lists import Ask, load_of, narrowed, page
from caicach.dossiers.queries.tabs import traits
from caicach.dossiers.rules.outcome import deadline_of
from caicach.dossiers.rules.regime import REGIMES
from caicach.dossiers.rules.status import Status
from caicach.dossiers.rules.tab import TABS, WORK
from caicach.dossiers.services.turn import seat_of
from caicach.dossiers.services.write import settle
from caicach.kit.period import local_day
from dossiers import pages

S = Status
NOW = timezone.now()
TODAY = local_day(NOW)


def due_day(one: Dossier) -> int | None:
    """Days from today to the deadline's day."""
    if one.due_at is None:
        return None
    return (local_day(deadline_of(REGIMES[one.regime], due=one.due_at, extended=one.extended_to)) - TODAY).days


def running(one: Dossier) -> bool:
    return one.accepted_at is not None and one.finished_at is None and one.paused_since is None


def over(one: Dossier) -> bool:
    """Nobody has anything to do with it any more."""
    gone = one.status in (S.NOT_ACCEPTED, S.WITHDRAWN, S.RETURNED)
    return gone or (one.finished_at is not None and one.status != S.PROCESSED)


def at_work(one: Dossier) -> bool:
    return one.accepted_at is not None and one.finished_at is None and not over(one) and one.status != S.PROCESSED


def drafted(one: Dossier) -> str:
    return {"submitted": "sign", "initialled": "sign", "signed": "number", "numbered": "number"}.get(one.document, "")


NAIVE: dict[str, Callable[[Dossier], bool]] = {
    "receive": lambda one: one.accepted_at is None and not over(one),
    "received": lambda one: one.accepted_at is not None and local_day(one.accepted_at) == TODAY,
    "forward": lambda one: (
        at_work(one) and not drafted(one) and one.assignee_id is None and one.handling_unit_id == one.received_unit_id
    ),
    "assign": lambda one: (
        at_work(one) and not drafted(one) and one.assignee_id is None and one.handling_unit_id != one.received_unit_id
    ),
    "examine": lambda one: at_work(one) and running(one) and not drafted(one) and one.assignee_id is not None,
    "handover": lambda one: not over(one) and one.to_take_over,
    "sign": lambda one: at_work(one) and drafted(one) == "sign",
    "number": lambda one: at_work(one) and drafted(one) == "number",
    "return": lambda one: one.status == S.PROCESSED,
    "today": lambda one: at_work(one) and running(one) and due_day(one) == 0,
    "overdue": lambda one: at_work(one) and running(one) and (due_day(one) or 0) < 0,
    "soon": lambda one: at_work(one) and running(one) and due_day(one) in (1, 2, 3),
    "papers": lambda one: not over(one) and one.status == S.PAPERS_REQUESTED,
    "stopped": lambda one: (
        not over(one) and one.paused_since is not None and one.status in (S.OBLIGATION_REQUESTED, S.STOPPED)
    ),
    "fee": lambda one: not over(one) and one.fee == 1,
    "consult": lambda one: not over(one) and one.consulting > 0,
    "consult_late": lambda one: (
        not over(one) and one.consulting > 0 and one.consulting_due is not None and one.consulting_due < TODAY
    ),
    "unanswered": lambda one: (
        not over(one)
        and one.status == S.PAPERS_REQUESTED
        and one.regime == 118
        and one.paused_since is not None
        and (TODAY - local_day(one.paused_since)).days >= 10
    ),
    "no_apology": lambda one: at_work(one) and running(one) and (due_day(one) or 0) < 0 and one.apology == 0,
    "extended": lambda one: at_work(one) and one.extended_to is not None,
    "uncollected": lambda one: one.status == S.PROCESSED and (TODAY - local_day(one.finished_at)).days > 30,
    "correct": lambda one: one.correction_due_at is not None,
    "lost": lambda one: one.lost,
    "partners": lambda one: not over(one) and one.partners > 0,
    "done": over,
    "all": lambda one: True,
}


def drawn(here: world.World, chance: random.Random, count: int) -> list[Dossier]:
    """Dossiers whose columns are drawn within what the verbs can leave."""
    plain = pages.received(here)
    made = []
    for place in range(count):
        status = chance.choice(list(S))
        accepted = status not in (S.SUBMITTED, S.NOT_ACCEPTED) and (
            status != S.PAPERS_REQUESTED or chance.random() < 0.5
        )
        began = NOW - timedelta(days=chance.choice([0, 0, 1, 9, 29, 31, 40]), minutes=chance.randint(0, 900))
        closed = status in (S.WITHDRAWN, S.PROCESSED, S.RETURNED) or (status == S.STOPPED and chance.random() < 0.5)
        waits = accepted and not closed and status in (S.PAPERS_REQUESTED, S.OBLIGATION_REQUESTED, S.STOPPED)
        due = NOW + timedelta(days=chance.randint(-4, 6), minutes=chance.randint(-700, 700))
        one = Dossier(
            number=f"T-{place}" if accepted else None, procedure=plain.procedure, rules_version=plain.rules_version,
            unit=plain.unit, received_unit=plain.received_unit,
            competent_unit_id=here.units[chance.choice(["so", "so", "so2"])].pk,
            helped_unit=plain.helped_unit, handling_unit_id=here.units[chance.choice(["centre", "phong", "phong2"])].pk,
            assignee=chance.choice([None, here.users["officer"]]), channel=1, status=status,
            regime=chance.choice(list(REGIMES)), submitted_at=began, accepted_at=began if accepted else None,
            promised_at=due if accepted else None, due_at=due if accepted else None,
            extended_to=due + timedelta(days=2) if accepted and chance.random() < 0.3 else None,
            paused_since=NOW - timedelta(days=chance.choice([0, 9, 10, 11])) if waits else None,
            finished_at=began + timedelta(minutes=1) if accepted and closed else None,
            apology=chance.choice([0, 1, 2]), lost=chance.random() < 0.2,
            correction_due_at=NOW if status in (S.PROCESSED, S.RETURNED) and chance.random() < 0.3 else None,
            document=chance.choice(["", "", "draft", "submitted", "initialled", "signed", "numbered", "released"]),
            fee=chance.randint(0, 4), consulting=chance.choice([0, 0, 2]), partners=chance.choice([0, 0, 1]),
            consulting_due=TODAY + timedelta(days=chance.choice([-1, 0, 1])),
            to_take_over=place % 5 == 0,
        )  # fmt: skip
        settle(one)
        made.append(one)
    return [plain, *Dossier.objects.bulk_create(made)]


@pytest.mark.parametrize("seed", [1, 2])
def test_badge_list_and_naive_reading_agree_for_every_tab(database: str, seed: int) -> None:
    here = world.build()
    dossiers = drawn(here, random.Random(seed), 150)
    assert set(NAIVE) == {tab.key for tab in TABS}
    for name in ("clerk", "officer", "head", "leader", "stranger"):
        actor = here.actor(name, TODAY)
        seen = [one for one in dossiers if may_view(actor, seat_of(one)).allowed]
        for tab in TABS:
            naive = {one.pk for one in seen if NAIVE[tab.key](one)}
            found = page(actor, Ask(tab=tab.key), now=NOW, size=1000)
            assert {one.pk for one in found.dossiers} == naive, (name, tab.key)
            assert found.counts[tab.key] == len(naive), (name, tab.key)


def test_the_draw_fills_every_tab(database: str) -> None:
    """Otherwise the test above would say nothing of an empty one."""
    here = world.build()
    dossiers = drawn(here, random.Random(1), 150)
    assert [key for key, held in NAIVE.items() if not any(map(held, dossiers))] == []


def test_an_unfinished_dossier_stands_in_some_tab_and_a_finished_one_in_its_own(database: str) -> None:
    here = world.build()
    for one in drawn(here, random.Random(3), 200):
        held = {key for key, naive in NAIVE.items() if naive(one)} - {"all", "received", "correct", "lost"}
        assert held, one.step
        assert ("done" in held) <= (held == {"done"})


def test_every_role_that_reads_dossiers_has_tabs_that_exist() -> None:
    assert {key for keys in WORK.values() for key in keys} <= {tab.key for tab in TABS}


def test_the_load_counts_what_the_tabs_hold(database: str) -> None:
    here = world.build()
    dossiers = drawn(here, random.Random(4), 120)
    actor = here.actor("leader", TODAY)
    for by in ("assignee_id", "handling_unit_id"):
        groups = traits(narrowed(actor, Ask(place="agency")), now=NOW, by=[by])
        for row in load_of(groups, by=by.removesuffix("_id")):
            mine = [
                one for one in dossiers if one.competent_unit_id == here.units["so"].pk and getattr(one, by) == row.id
            ]
            assert row.open == sum(map(at_work, mine))
            assert row.today == sum(map(NAIVE["today"], mine))
            assert row.overdue == sum(map(NAIVE["overdue"], mine))


def test_a_deadline_at_midnight_belongs_to_the_day_that_begins(database: str) -> None:
    here = world.build()
    midnight = pages.wall(f"{TODAY}T00:00")
    made: dict[str, datetime] = {"overdue": midnight - timedelta(microseconds=1), "today": midnight}
    actor = here.actor("officer", TODAY)
    for tab, due in made.items():
        one = pages.assigned(here)
        Dossier.objects.filter(pk=one.pk).update(due_at=due)
        assert [found.pk for found in page(actor, Ask(tab=tab), now=NOW).dossiers] == [one.pk]
