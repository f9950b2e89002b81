"""Loaded histories answer by the entry time they claim when asked so; else an answer says that they came later."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from caicach.accounts.models import User
from caicach.agencies.models import Unit
from caicach.facts import register as facts
from caicach.figures.queries.answers import subjects
from caicach.figures.rules.asked import moment_written
from caicach.figures.services.know import know
from caicach.figures.tags import figure_url
from caicach.journal.services.record import record
from caicach.kit.acts import SYSTEM, Act, Change
from caicach.kit.refusal import Refused
from figures import trial
from figures.test_command import run
from figures.trial import YEAR, Thing, scope, tell

YEAR_AGO = timezone.now() - timedelta(days=365)
ASKED = ["--agency", "so-noi-vu", "--from", "2023-01-01", "--to", "2023-12-31"]


@pytest.fixture
def told(room: str) -> None:
    facts.register(replace(trial.TABLE, kind="thing"))


def load(thing: Thing, claimed: datetime) -> None:
    """Told now, as of a history that claims another entry time."""
    now = timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trial_fact (subject_id, version, unit_id, field_id, status, extended, accepted_day,"
            " deadline_day, finished_day) VALUES (%s, %s, %s, %s, 1, false, %s, %s, %s)",
            [thing.subject, thing.version, thing.unit, thing.field, thing.accepted, thing.deadline, thing.finished],
        )
        act = Act(actor=SYSTEM, at=claimed, now=now, origin="import", claimed_at=claimed)
        record(act, Change(kind="thing", subject_id=thing.subject, action="trial.tell"))


def test_what_claims_to_be_of_before_is_known_when_asked_so(told: None) -> None:
    load(Thing(1), YEAR_AGO - timedelta(days=2))
    load(Thing(1, version=2, unit=2), YEAR_AGO + timedelta(days=2))
    load(Thing(2), YEAR_AGO + timedelta(days=2))
    tell(Thing(3))
    for moment, ones, twos in (
        (YEAR_AGO - timedelta(days=3), [], []),
        (YEAR_AGO, [1], []),
        (YEAR_AGO + timedelta(days=3), [2], [1]),
        (timezone.now(), [2, 3], [1]),
    ):
        asked = {"period": YEAR, "seal": know(moment, claimed=True)}
        assert subjects("figures.received", scope=scope(1), **asked) == ones
        assert subjects("figures.received", scope=scope(2), **asked) == twos
    with pytest.raises(Refused, match="thời điểm đã qua"):
        know(None, claimed=True)


def test_page_and_command_say_what_was_loaded_later(told: None, department: Unit, client: Client) -> None:
    client.force_login(User.objects.get(username="an"))
    tell(Thing(1, unit=department.pk))
    before = know(None)
    load(Thing(2, unit=department.pk), YEAR_AGO)
    url = figure_url("figures.received", agency="so-noi-vu", period=YEAR, seal=before)
    page = client.get(url).content.decode()
    assert "sau đó mới nạp vào hệ thống" in page
    assert "&amp;claimed=1" in page
    by_claim = client.get(f"{url}&claimed=1").content.decode()
    assert "theo thời điểm ghi mà chúng khai" in by_claim
    assert "claimed=1" in by_claim  # the links to its list ask the same
    differing = url.replace("?", "difference/?") + "&claimed=1&earlier=x"
    assert client.get(differing).status_code == 422
    moment = ["--as-of", moment_written(before.published_at)]
    plain, words = run("figures.received", *ASKED, *moment)
    assert (plain["numerator"], plain["loaded_later"]) == (1, True)
    assert "--claimed" in words
    claimed, words = run("figures.received", *ASKED, *moment, "--claimed")
    assert (claimed["numerator"], claimed["claimed"], "loaded_later" in claimed) == (2, True, False)
    now, _words = run("figures.received", *ASKED)
    assert "loaded_later" not in now
