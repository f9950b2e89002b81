"""What lies on the desks of the demo at its anchor, who may sign in, and what its pages say."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.contrib.auth import authenticate
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caicach.accounts.models import User
from caicach.accounts.queries import actor_of
from caicach.accounts.rules import TITLES
from caicach.demo.queries import anchor, logins, notice
from caicach.demo.rules.desks import OPEN_WORK, Lies
from caicach.demo.rules.staff import STAFF
from caicach.demo.services.counter import APPROVED, BATCH, PROPOSED
from caicach.demo.services.documents import LIES
from caicach.demo.services.events import CASES, eventful_dossiers
from caicach.demo.services.histories import ended_dossiers
from caicach.demo.services.open_work import open_dossiers, submitted_dossiers
from caicach.demo.services.province import Province
from caicach.dossiers.models import (
    Batch,
    Consultation,
    Dossier,
    Explanation,
    Guidance,
    ResultCorrection,
    Subject,
    SupplementItem,
)
from caicach.dossiers.permits import Seat, may_receive_at
from caicach.dossiers.rules.outcome import Ending
from caicach.dossiers.services.load_histories import History
from caicach.kit.acts import SYSTEM
from caicach.kit.period import instant, local, local_day
from caicach.payments.models import DayCount

TODAY = date(2026, 11, 20)
ACCEPTED_OPEN = Dossier.objects.filter(accepted_at__isnull=False, finished_at=None)


def test_the_open_dossiers_are_those_the_desks_want(demo_database: str):
    wanted = {
        unit: sum(count for lies, count in desk.items() if lies not in (Lies.TO_HAND_OUT, Lies.SUBMITTED))
        for unit, desk in OPEN_WORK.items()
    }
    wanted["so-noi-vu"] += BATCH + sum(case.open for case in CASES.values())
    assert Counter(ACCEPTED_OPEN.values_list("unit__code", flat=True)) == wanted
    assert 250 <= sum(wanted.values()) <= 300
    assert Dossier.objects.filter(status=1).count() == 15
    assert set(ACCEPTED_OPEN.values_list("status", flat=True)) == {2, 4, 5, 6, 8}
    assert set(ACCEPTED_OPEN.values_list("regime", flat=True)) == {118}


def test_the_counter_has_a_batch_a_list_guidance_and_counts(demo_database: str):
    assert Batch.objects.get().dossiers.count() == BATCH
    assert Subject.objects.count() == PROPOSED
    assert Subject.objects.filter(result="approved").count() == APPROVED
    assert len(set(Subject.objects.values_list("dossier_id", flat=True))) == 1
    assert Guidance.objects.count() >= 10
    assert DayCount.objects.exists()
    assert Dossier.objects.filter(fee=4).exists()
    assert Dossier.objects.filter(fee=1).exists()


def test_no_religious_dossier_is_open_at_home_affairs(demo_database: str):
    religious = Dossier.objects.filter(procedure__field__code="ton-giao")
    assert not religious.filter(unit__code="so-noi-vu", finished_at=None).exists()
    assert not religious.filter(unit__code="so-noi-vu", finished_at__date__gt=date(2025, 2, 28)).exists()
    assert religious.filter(unit__code="so-dan-toc-ton-giao", finished_at=None).exists()
    assert religious.filter(unit__code="so-noi-vu", accepted_at__year=2023).exists()


def test_every_role_has_work(demo_database: str):
    names = {username: User.objects.get(username=username).pk for _, username, _ in logins()}
    due = Counter(
        local_day(one) for one in ACCEPTED_OPEN.filter(status=4, extended_to=None).values_list("due_at", flat=True)
    )
    assert due[TODAY] >= 8
    assert sum(count for day, count in due.items() if day < TODAY) >= 10
    assert ACCEPTED_OPEN.filter(assignee_id=names["thu-ly"]).count() >= 10
    mine = actor_of(names["truong-phong"], on=TODAY).reach(["division_head"])
    assert ACCEPTED_OPEN.filter(handling_unit_id__in=mine, assignee=None).exists()
    counter = actor_of(names["mot-cua"], on=TODAY).reach(["intake_clerk"])
    assert ACCEPTED_OPEN.filter(handling_unit_id__in=counter, status=2).count() == 20 + BATCH
    assert Dossier.objects.filter(received_unit_id__in=counter, status=9).count() >= 30
    assert ACCEPTED_OPEN.filter(document="").exclude(decision="").count() == 22
    assert ACCEPTED_OPEN.exclude(extended_to=None).filter(apology=1).count() == 7 + 1
    assert len(set(ACCEPTED_OPEN.exclude(assignee=None).values_list("assignee_id", flat=True))) >= 15


def test_nothing_happens_after_the_anchor(demo_database: str):
    closing = instant(datetime(2026, 11, 20, 17))
    for moment in ("submitted_at", "accepted_at", "decided_at", "finished_at", "returned_at", "paused_since"):
        assert not Dossier.objects.filter(**{f"{moment}__gt": min(closing, timezone.now())}).exists(), moment


@pytest.mark.parametrize("until", ["2025-10-01T17:00", "2026-02-18T17:00", "2026-03-01T07:10", "2026-11-22T00:05"])
def test_any_anchor_gives_the_same_2023_and_2024_and_nothing_after_it(demo_database: str, until: str):
    """Also in the middle of the New Year's holidays, on a Sunday, and in the night."""
    moment = datetime.fromisoformat(until)

    def told(histories: list[History]) -> list[object]:
        return [
            (
                one.received_at,
                one.intake,
                one.actor.user_id,
                [(step.verb.name, step.at, step.actor.user_id) for step in one.steps],
            )
            for one in histories
            if local(one.received_at) < datetime(2024, 10, 1)
        ]

    def all_until(moment: datetime) -> list[History]:
        province = Province(now=timezone.now(), today=moment.date())
        assert all(at <= moment for _, _, at in submitted_dossiers(province, until=moment))
        return [
            *ended_dossiers(province, until=moment),
            *open_dossiers(province, until=moment),
            *eventful_dossiers(province, until=moment),
        ]

    histories = all_until(moment)
    assert max(step.at for one in histories for step in one.steps) <= instant(moment)
    assert told(histories) == told(all_until(datetime(2026, 11, 20, 17)))


def test_each_login_holds_its_role(demo_database: str):
    titles = {str(title): role for role, title in TITLES.items()}
    assert [title for title, _, _ in logins()] == list(titles)
    for title, username, password in logins():
        user = authenticate(None, username=username, password=password)
        assert isinstance(user, User), username
        assert actor_of(user.pk, on=TODAY).holds([titles[title]])
    assert "mot-cua" in {username for _, username, _ in logins()}


def test_every_page_says_that_the_data_are_invented(demo_database: str, client: Client):
    page = client.get("/sign-in/", follow=True).content.decode()
    assert "Dữ liệu minh họa" in page
    assert "20/11/2026" in page or "20 tháng 11" in page
    assert anchor() == TODAY
    with CaptureQueriesContext(connection) as asked:
        notice()
    assert len(asked) == 0


def test_a_real_house_shows_no_notice(database: str, client: Client):
    assert notice() == ""
    assert "demo-notice" not in client.get("/sign-in/", follow=True).content.decode()


def test_everybody_did_only_what_they_may(demo_database: str):
    """Histories loaded in bulk are not asked for permits, so they are asked here."""
    moment = datetime(2026, 11, 20, 17)
    province = Province(now=timezone.now(), today=moment.date())
    asked = 0
    for history in [
        *ended_dossiers(province, until=moment),
        *open_dossiers(province, until=moment),
        *eventful_dossiers(province, until=moment),
    ]:
        centre = history.intake.received_unit_id
        seat = Seat(history.intake.unit_id, centre, centre, handling_unit_id=centre, assignee_id=None)
        assert may_receive_at(history.actor, centre).allowed
        for step in history.steps:
            # What the law lets the system do by itself, nobody is asked for.
            assert step.actor == SYSTEM or step.verb.permit(step.actor, seat).allowed, (step, seat)
            seat = replace(
                seat,
                handling_unit_id=step.values.get("unit_id", seat.handling_unit_id),
                assignee_id=step.values.get("officer_id", seat.assignee_id),
            )
            asked += 1
    assert asked > 5 * Dossier.objects.count() * 0.8


def test_colleagues_have_names_of_their_own(demo_database: str):
    names = list(User.objects.values_list("full_name", flat=True))
    assert len(set(names)) == len(names) == len(STAFF)


def test_papers_lie_at_each_place_of_their_way(demo_database: str):
    lying = Counter(ACCEPTED_OPEN.exclude(document="").values_list("document", flat=True))
    assert lying == LIES


def test_something_befalls_dossiers_in_each_way(demo_database: str):
    mine = Dossier.objects.filter(unit__code="so-noi-vu")
    asked = Counter((one.answered_at is not None, one.late) for one in Consultation.objects.all())
    assert asked == {(True, True): 1, (True, False): 1, (False, False): 2}
    assert mine.filter(consulting__gt=0, consulting_due__lt=TODAY).count() == 1
    closed = mine.get(ending=Ending.CLOSED)
    [pause] = closed.pauses.all()
    asked_on = local_day(pause.started_at)
    assert (local_day(pause.reminded_at) - asked_on).days == 10
    assert (local_day(closed.finished_at) - asked_on).days == 16
    assert SupplementItem.objects.filter(dossier__paused_since__isnull=False).count() == 2
    both = mine.get(finished_at=None, extended_to__isnull=False, extension__decided_at=F("apologies__issued_at"),
                    apologies__explanation="")  # fmt: skip
    assert local_day(both.due_at) < local_day(both.extended_to)
    assert Explanation.objects.get(document="1482/SNV-VP").dossier.apology == 1
    assert len(set(Explanation.objects.values_list("cause", flat=True))) > 3, "told apart by cause"
    late = mine.filter(finished_at=None, paused_since=None, extended_to=None, due_at__date__lt=TODAY)
    assert late.filter(apology=0, explained=False).exists()
    last_weeks = mine.filter(finished_at__date__gt=date(2026, 11, 1))
    assert {Ending.WITHDRAWN, Ending.REFUSED, Ending.STOPPED} <= set(last_weeks.values_list("ending", flat=True))
    assert mine.get(correction_due_at__isnull=False).corrections.get().corrected_at is None
    assert ResultCorrection.objects.filter(corrected_at__isnull=False, late=False).count() == 1
    assert mine.filter(lost=True).count() == 1
    waiting = mine.get(status=9, collection_reminded_at__isnull=False)
    assert (TODAY - local_day(waiting.finished_at)).days > 30
