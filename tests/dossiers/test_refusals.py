"""What the law does not allow is refused with its rule and source, and nothing is written."""

from datetime import date

import pytest
from desk_work import refused

import world
from caicach.dossiers.models import Apology, Dossier, Fact
from caicach.dossiers.rules.checks import Given
from caicach.dossiers.services.apologise import apologise
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.correct_finish import correct_finish
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.extend import extend
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.forward import forward
from caicach.dossiers.services.pause import pause
from caicach.dossiers.services.receive import accept_submitted
from caicach.dossiers.services.refuse import refuse
from caicach.dossiers.services.request_supplement import request_supplement
from caicach.dossiers.services.resume import resume
from caicach.dossiers.services.return_result import return_result
from caicach.dossiers.services.send_back import send_back
from caicach.dossiers.services.stop import stop
from caicach.dossiers.services.submit import submit
from caicach.dossiers.services.supplement import supplement
from caicach.dossiers.services.withdraw import withdraw
from caicach.journal.models import Line
from caicach.kit.period import instant, local


def test_a_second_supplement_needs_a_recorded_exception(here: world.World, dossier: Dossier) -> None:
    request_supplement(here.act("officer", "2025-08-05T09:00"), dossier.pk, reason="thiếu bản sao")
    supplement(here.act("clerk", "2025-08-06T10:00"), dossier.pk)
    no = refused(
        "supplement-twice",
        lambda: request_supplement(here.act("officer", "2025-08-07T09:00"), dossier.pk, reason="thiếu nữa"),
    )
    assert "118/2025" in no.source
    again = request_supplement(
        here.act("officer", "2025-08-07T09:00"), dossier.pk, reason="thiếu nữa", exception="Văn bản 12 cho phép"
    )
    assert (again.status, again.supplements) == (5, 2)


def test_completion_restarts_the_clock_from_zero(here: world.World, dossier: Dossier) -> None:
    assert local(dossier.due_at).isoformat() == "2025-08-11T09:00:00"
    request_supplement(here.act("officer", "2025-08-05T09:00"), dossier.pk, reason="thiếu bản sao")
    refused("waiting-for-papers", lambda: resume(here.act("officer", "2025-08-06T09:00"), dossier.pk))
    after = supplement(here.act("clerk", "2025-08-08T14:00"), dossier.pk)
    assert local(after.due_at).isoformat() == "2025-08-15T14:00:00"
    assert local(after.promised_at).isoformat() == "2025-08-11T09:00:00"


@pytest.mark.parametrize(
    ("at", "new", "code"),
    [
        ("2025-08-11T08:00", date(2025, 8, 20), "extension-late"),
        ("2025-08-12T08:00", date(2025, 8, 20), "extension-late"),
        ("2025-08-08T08:00", date(2025, 8, 11), "extension-not-later"),
    ],
)
def test_an_extension_comes_a_day_before_and_goes_forward(
    here: world.World, dossier: Dossier, at: str, new: date, code: str
) -> None:
    so = here.units["so"].pk
    refused(code, lambda: extend(here.act("head", at), dossier.pk, new_date=new, reason="chậm", responsible_unit_id=so))


def test_an_extension_is_given_once(here: world.World, dossier: Dossier) -> None:
    so = here.units["so"].pk
    act = here.act("head", "2025-08-10T08:00")
    after = extend(act, dossier.pk, new_date=date(2025, 8, 20), reason="chờ xác minh", responsible_unit_id=so)
    assert local(after.extended_to).isoformat() == "2025-08-20T09:00:00"
    refused(
        "extension-twice",
        lambda: extend(
            here.act("head", "2025-08-10T09:00"),
            dossier.pk,
            new_date=date(2025, 8, 25),
            reason="nữa",
            responsible_unit_id=so,
        ),
    )


def test_extending_names_an_agency_that_exists(here: world.World, dossier: Dossier) -> None:
    refused(
        "unknown-unit",
        lambda: extend(
            here.act("head", "2025-08-08T09:00"),
            dossier.pk,
            new_date=date(2025, 8, 25),
            reason="chờ",
            responsible_unit_id=999_999,
        ),
    )


@pytest.mark.parametrize(("at", "late", "flag"), [("2025-08-11T16:00", False, 1), ("2025-08-12T08:00", True, 2)])
def test_an_apology_is_always_recorded_and_flagged_when_late(
    here: world.World, dossier: Dossier, at: str, late: bool, flag: int
) -> None:
    after = apologise(here.act("head", at), dossier.pk, new_date=date(2025, 8, 20), reason="thiếu người")
    assert Apology.objects.get(dossier=dossier).late is late
    assert after.apology == flag
    assert Fact.objects.filter(subject_id=dossier.pk).latest("version").apology == flag


def test_an_apology_does_not_promise_the_past(here: world.World, dossier: Dossier) -> None:
    act = here.act("head", "2025-08-12T08:00")
    refused("new-date-past", lambda: apologise(act, dossier.pk, new_date=date(2025, 8, 11), reason="chậm"))


def test_reasons_are_asked_for(here: world.World, dossier: Dossier) -> None:
    refused("reason", lambda: send_back(here.act("officer", "2025-08-05T08:00"), dossier.pk, reason="  "))
    refused("reason", lambda: refuse(here.act("officer", "2025-08-05T08:00"), dossier.pk, reason=""))
    refused("reason", lambda: stop(here.act("head", "2025-08-05T08:00"), dossier.pk, reason=""))
    refused("reason", lambda: decide(here.act("officer", "2025-08-05T08:00"), dossier.pk, decision="denied"))
    refused("reason", lambda: pause(here.act("officer", "2025-08-05T08:00"), dossier.pk, kind="stop", reason=""))


def test_steps_come_in_their_order(here: world.World, dossier: Dossier) -> None:
    refused("no-decision", lambda: finish(here.act("officer", "2025-08-05T08:00"), dossier.pk))
    refused("transition", lambda: return_result(here.act("clerk", "2025-08-05T08:00"), dossier.pk))
    refused("not-paused", lambda: supplement(here.act("clerk", "2025-08-05T08:00"), dossier.pk))
    decide(here.act("officer", "2025-08-05T08:00"), dossier.pk, decision="granted")
    refused("decided", lambda: withdraw(here.act("clerk", "2025-08-05T09:00"), dossier.pk))
    refused("order", lambda: finish(here.act("officer", "2025-08-05T07:59"), dossier.pk))
    finish(here.act("officer", "2025-08-05T10:00"), dossier.pk)
    refused("order", lambda: return_result(here.act("clerk", "2025-08-05T09:59"), dossier.pk))
    refused("transition", lambda: finish(here.act("officer", "2025-08-05T11:00"), dossier.pk))


def test_a_finish_is_corrected_by_a_line_of_its_own(here: world.World, dossier: Dossier) -> None:
    decide(here.act("officer", "2025-08-05T08:00"), dossier.pk, decision="granted")
    finish(here.act("officer", "2025-08-05T10:00"), dossier.pk)
    early = here.act("head", "2025-08-20T08:00")
    before = instant(world.datetime.fromisoformat("2025-08-04T08:00"))
    refused("order", lambda: correct_finish(early, dossier.pk, finished_at=before, reason="nhập sai"))
    true = instant(world.datetime.fromisoformat("2025-08-13T10:00"))
    correct_finish(early, dossier.pk, finished_at=true, reason="nhập sai")
    lines = [line.action for line in Line.objects.filter(kind="dossier", subject_id=dossier.pk).order_by("seq")]
    assert lines[-2:] == ["dossiers.finish", "dossiers.correct_finish"]
    facts = list(Fact.objects.filter(subject_id=dossier.pk).order_by("version"))
    assert [str(fact.finished_day) for fact in facts[-2:]] == ["2025-08-05", "2025-08-13"]


def test_places_and_people_must_belong(here: world.World, dossier: Dossier) -> None:
    refused(
        "unit-not-in-route",
        lambda: forward(here.act("officer", "2025-08-05T08:00"), dossier.pk, unit_id=here.units["so2"].pk),
    )
    refused(
        "not-an-officer-here",
        lambda: assign(here.act("head", "2025-08-05T08:00"), dossier.pk, officer_id=here.users["clerk"].pk),
    )
    refused(
        "already-assigned",
        lambda: assign(here.act("head", "2025-08-05T08:00"), dossier.pk, officer_id=here.users["officer"].pk),
    )


def test_a_submitted_dossier_is_in_no_report_until_it_is_accepted(here: world.World) -> None:
    online = submit(here.act("clerk", "2025-08-02T20:00"), here.intake(channel=2, papers=()))
    assert (online.status, online.number) == (1, None)
    assert Fact.objects.get(subject_id=online.pk).accepted_day is None
    refused("papers-missing", lambda: accept_submitted(here.act("clerk", "2025-08-04T08:00"), online.pk, ()))
    request_supplement(here.act("clerk", "2025-08-04T08:00"), online.pk, reason="thiếu giấy tờ")
    papers = tuple(Given(component.pk, electronic=True) for component in here.components)
    accepted = accept_submitted(here.act("clerk", "2025-08-06T18:30"), online.pk, papers)
    assert accepted.status == 2
    assert local(accepted.due_at).isoformat() == "2025-08-14T07:00:00", "out of hours: from the next opening"
    assert accepted.number == "H99.02-250806-0001"


def test_refused_at_intake_is_not_accepted_and_refused_later_is_stopped(here: world.World, dossier: Dossier) -> None:
    online = submit(here.act("clerk", "2025-08-02T20:00"), here.intake(channel=2))
    assert refuse(here.act("clerk", "2025-08-04T08:00"), online.pk, reason="không thuộc thẩm quyền").status == 3
    later = refuse(here.act("officer", "2025-08-05T08:00"), dossier.pk, reason="không đủ điều kiện")
    assert (later.status, later.ending) == (8, 4)


def test_an_obligation_is_taken_out_of_the_clock(here: world.World, dossier: Dossier) -> None:
    pause(here.act("officer", "2025-08-05T08:00"), dossier.pk, kind="obligation", reason="nộp lệ phí")
    refused(
        "clock-not-running", lambda: decide(here.act("officer", "2025-08-06T08:00"), dossier.pk, decision="granted")
    )
    after = resume(here.act("officer", "2025-08-07T08:00"), dossier.pk)
    assert local(after.due_at).isoformat() == "2025-08-13T09:00:00"


def test_an_ended_grant_gives_nothing(here: world.World, dossier: Dossier) -> None:
    here.users["officer"].grants.update(valid_to=date(2025, 8, 1))
    refused("not-permitted", lambda: decide(here.act("officer", "2025-08-05T08:00"), dossier.pk, decision="granted"))
