"""Between the verbs: keys used twice, ended dossiers, pauses that end with the processing, closing without papers."""

from dataclasses import replace
from datetime import date, timedelta

from desk_work import RECEIVED, in_process, refused

import world
from caicach.accounts.rules import Role
from caicach.dossiers.models import Dossier, Fact, Paper, Pause, Standing
from caicach.dossiers.queries.page import dossier_page
from caicach.dossiers.rules.checks import Given
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.correct_finish import correct_finish
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.extend import extend
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.pause import pause
from caicach.dossiers.services.receive import accept_submitted, receive
from caicach.dossiers.services.recompute import preview
from caicach.dossiers.services.refuse import refuse
from caicach.dossiers.services.remind import remind
from caicach.dossiers.services.request_supplement import request_supplement
from caicach.dossiers.services.resume import resume
from caicach.dossiers.services.stop import stop
from caicach.dossiers.services.submit import submit
from caicach.dossiers.services.supplement import supplement
from caicach.journal.models import Line, Personal
from caicach.kit.acts import Act
from caicach.kit.period import local


def test_a_key_used_on_one_dossier_does_nothing_and_says_so_on_another(here: world.World, dossier: Dossier) -> None:
    other = in_process(here, RECEIVED)
    act = here.act("officer", "2025-08-05T08:00", key="one-form")
    decide(act, dossier.pk, decision="granted")
    refused("key-used", lambda: decide(act, other.pk, decision="granted"))
    again = decide(act, dossier.pk, decision="granted")
    assert again.version == Dossier.objects.get(pk=dossier.pk).version


def test_accepting_with_the_key_of_another_reception_is_refused(here: world.World) -> None:
    noted = submit(here.act("clerk", RECEIVED), here.intake())
    act = here.act("clerk", RECEIVED, key="counter")
    receive(act, here.intake())
    refused("key-used", lambda: accept_submitted(act, noted.pk, ()))


def test_a_key_of_another_person_is_refused(here: world.World, dossier: Dossier) -> None:
    decide(here.act("officer", "2025-08-05T08:00", key="shared"), dossier.pk, decision="granted")
    refused(
        "key-used",
        lambda: decide(here.act("head", "2025-08-05T08:00", key="shared"), dossier.pk, decision="granted"),
    )


def test_a_dossier_stopped_for_good_stays_ended(here: world.World, dossier: Dossier) -> None:
    stop(here.act("head", "2025-08-05T08:00"), dossier.pk, reason="hết căn cứ")
    second = world._person("second", Role.PROCESSING_OFFICER, here.units["phong"], subtree=False)
    refused("finished", lambda: assign(here.act("head", "2025-08-05T09:00"), dossier.pk, officer_id=second.pk))
    refused("finished", lambda: pause(here.act("officer", "2025-08-05T09:00"), dossier.pk, kind="stop", reason="x"))
    assert not Pause.objects.exists()


def test_the_counter_does_not_end_a_pause_that_waits_for_no_papers(here: world.World, dossier: Dossier) -> None:
    pause(here.act("officer", "2025-08-05T08:00"), dossier.pk, kind="obligation", reason="thuế")
    refused("no-papers-requested", lambda: supplement(here.act("clerk", "2025-08-06T08:00"), dossier.pk))


def test_closing_for_want_of_papers_needs_a_request_fifteen_days_and_the_new_decree(here: world.World) -> None:
    def closing(found: Dossier, at: str) -> None:
        stop(here.act("head", at), found.pk, reason="không bổ sung", without_papers=True)

    running = in_process(here, RECEIVED)
    refused("not-waiting-for-papers", lambda: closing(running, "2025-09-01T08:00"))
    pause(here.act("officer", "2025-08-05T08:00"), running.pk, kind="obligation", reason="thuế")
    refused("not-waiting-for-papers", lambda: closing(running, "2025-09-01T08:00"))

    waiting = in_process(here, RECEIVED)
    request_supplement(here.act("officer", "2025-08-05T16:00"), waiting.pk, reason="thiếu giấy")
    refused("papers-still-awaited", lambda: closing(waiting, "2025-08-20T08:00"))
    refused("not-reminded", lambda: closing(waiting, "2025-08-21T08:00"))
    remind(here.act("clerk", "2025-08-17T08:00"), waiting.pk)
    refused("not-reminded", lambda: closing(waiting, "2025-08-21T08:00"))
    closing(waiting, "2025-08-22T08:00")
    assert Dossier.objects.get(pk=waiting.pk).ending == 5

    older = in_process(here, "2025-06-02T09:00")
    request_supplement(here.act("officer", "2025-06-03T08:00"), older.pk, reason="thiếu giấy")
    refused("not-closed-by-this-decree", lambda: closing(older, "2025-08-21T08:00"))


def test_after_the_decision_nothing_is_asked_for_or_refused(here: world.World, dossier: Dossier) -> None:
    decide(here.act("officer", "2025-08-05T08:00"), dossier.pk, decision="granted")
    refused("decided", lambda: request_supplement(here.act("officer", "2025-08-05T09:00"), dossier.pk, reason="thiếu"))
    refused("decided", lambda: refuse(here.act("officer", "2025-08-05T09:00"), dossier.pk, reason="không đủ"))


def test_a_result_out_of_an_obligation_pause_is_judged_by_the_moved_date(here: world.World, dossier: Dossier) -> None:
    decide(here.act("officer", "2025-08-05T08:00"), dossier.pk, decision="granted")
    pause(here.act("officer", "2025-08-05T08:00"), dossier.pk, kind="obligation", reason="thuế")
    done = finish(here.act("officer", "2025-08-25T08:00"), dossier.pk)
    fact = Fact.objects.get(subject_id=dossier.pk, version=done.version)
    assert fact.deadline_day == date(2025, 8, 29), "14 working days of the pause are taken out"
    page = dossier_page(here.actor("leader"), dossier.pk)
    assert page is not None
    assert page.moved is None


def test_a_corrected_stop_moves_the_end_of_the_pause_that_it_closed(here: world.World) -> None:
    dossier = in_process(here, "2025-06-02T09:00")
    pause(here.act("officer", "2025-06-05T08:00"), dossier.pk, kind="stop", reason="chờ")
    stop(here.act("head", "2025-06-20T08:00"), dossier.pk, reason="hết căn cứ")
    for day in (18, 30):
        moment = here.act("head", f"2025-06-{day}T08:00").at
        found = correct_finish(here.act("head", "2025-07-05T08:00"), dossier.pk, finished_at=moment, reason="nhầm")
        assert Pause.objects.get(dossier=dossier).ended_at == found.finished_at == moment
        runs = Standing.objects.filter(subject_id=dossier.pk, version=found.version)
        assert {run.standing for run in runs} == {1}, "it stood still until the end"
        page = dossier_page(here.actor("leader"), dossier.pk)
        assert page is not None
        assert page.moved is None


def test_a_correction_does_not_put_the_end_before_the_decision(here: world.World, dossier: Dossier) -> None:
    decide(here.act("officer", "2025-08-12T08:00"), dossier.pk, decision="granted")
    finish(here.act("officer", "2025-08-12T09:00"), dossier.pk)
    early = here.act("head", "2025-08-08T08:00").at
    act = here.act("head", "2025-08-13T08:00")
    refused("order", lambda: correct_finish(act, dossier.pk, finished_at=early, reason="nhầm"))


def test_a_unit_that_has_ended_does_not_answer_for_an_extension(here: world.World, dossier: Dossier) -> None:
    here.units["phong2"].valid_to = date(2025, 7, 31)
    here.units["phong2"].save()
    act = here.act("head", "2025-08-05T08:00")
    values = {"new_date": date(2025, 8, 20), "reason": "xác minh", "responsible_unit_id": here.units["phong2"].pk}
    refused("unknown-unit", lambda: extend(act, dossier.pk, **values))


def test_papers_outside_the_list_are_refused_wherever_papers_are_taken(here: world.World, dossier: Dossier) -> None:
    strange = (Given(987654, originals=1),)
    refused("paper-not-listed", lambda: submit(here.act("clerk", RECEIVED), here.intake(papers=strange)))
    request_supplement(here.act("officer", "2025-08-05T08:00"), dossier.pk, reason="giấy 1 mờ")
    refused("paper-not-listed", lambda: supplement(here.act("clerk", "2025-08-06T08:00"), dossier.pk, papers=strange))


def test_a_paper_that_is_there_already_is_kept_once(here: world.World, dossier: Dossier) -> None:
    request_supplement(here.act("officer", "2025-08-05T08:00"), dossier.pk, reason="giấy 1 mờ")
    again = (Given(here.components[0].pk, originals=1),)
    supplement(here.act("clerk", "2025-08-06T08:00"), dossier.pk, papers=again)
    assert Paper.objects.filter(dossier=dossier, component=here.components[0]).count() == 1


def test_a_number_from_elsewhere_in_our_own_series_does_not_block_the_counter(here: world.World) -> None:
    receive(here.act("clerk", RECEIVED), here.intake(number="H99.02-250804-0001"))
    receive(here.act("clerk", RECEIVED), here.intake(number="H99.02-250804-0002"))
    assert receive(here.act("clerk", RECEIVED), here.intake()).number == "H99.02-250804-0003"
    assert receive(here.act("clerk", RECEIVED), here.intake()).number == "H99.02-250804-0004"


def test_an_accepted_submission_is_still_found_by_name(here: world.World) -> None:
    noted = submit(here.act("clerk", RECEIVED), here.intake())
    accept_submitted(here.act("clerk", "2025-08-04T10:00"), noted.pk, ())
    assert "y bham nie" in Dossier.objects.get(pk=noted.pk).search


def test_reasons_are_erasable_and_stay_out_of_the_sealed_body(here: world.World, dossier: Dossier) -> None:
    request_supplement(here.act("officer", "2025-08-05T08:00"), dossier.pk, reason="bản sao của H'Loan Êban mờ")
    supplement(here.act("clerk", "2025-08-06T08:00"), dossier.pk, note="bà H'Loan nộp")
    pause(here.act("officer", "2025-08-07T08:00"), dossier.pk, kind="stop", reason="chờ ông Y Loan")
    resume(here.act("officer", "2025-08-07T09:00"), dossier.pk, note="ông Y Loan đã đến")
    bodies = " ".join(Line.objects.filter(kind="dossier").values_list("body", flat=True))
    assert "Loan" not in bodies
    page = dossier_page(here.actor("leader"), dossier.pk)
    assert page is not None
    assert [entry.said for entry in page.journal[-4:]] == [
        {"reason": "bản sao của H'Loan Êban mờ"},
        {"note": "bà H'Loan nộp"},
        {"reason": "chờ ông Y Loan"},
        {"note": "ông Y Loan đã đến"},
    ]
    Personal.objects.all().delete()
    assert dossier_page(here.actor("leader"), dossier.pk).journal[-1].said == {}


def test_previewing_extended_dossiers_takes_no_statement_each(here: world.World) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            preview(known_at=here.act("head", "2026-01-05T08:00").at)
        return len(caught)

    def one() -> None:
        found = in_process(here, RECEIVED)
        values = {"new_date": date(2025, 8, 20), "reason": "xác minh", "responsible_unit_id": here.units["so"].pk}
        extend(here.act("head", "2025-08-05T08:00"), found.pk, **values)

    one()
    before = cost()
    one()
    assert cost() == before


def test_a_key_that_two_forms_send_at_once_is_refused_and_not_a_failure(here: world.World, dossier: Dossier) -> None:
    """The other form's line appears between the look for the key and the write."""
    import threading

    from django.db import connections, transaction

    other = in_process(here, RECEIVED)
    act = here.act("officer", "2025-08-05T08:00", key="twice")
    raised: list[BaseException] = []

    def second() -> None:
        try:
            decide(replace(act), other.pk, decision="granted")
        except BaseException as error:
            raised.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=second)
    with transaction.atomic():
        decide(act, dossier.pk, decision="granted")
        thread.start()
        thread.join(1)
    thread.join()
    assert [getattr(error, "code", repr(error)) for error in raised] == ["key-used"]


def test_local_midnight_decides_the_day(here: world.World) -> None:
    """23:30 in Vietnam is the same day, though UTC says 16:30, and 00:30 the next, though UTC is a day behind."""
    late = receive(here.act("clerk", "2025-08-04T23:30"), here.intake())
    early = receive(here.act("clerk", "2025-08-05T00:30"), here.intake())
    days = dict(Fact.objects.values_list("subject_id", "accepted_day"))
    assert (days[late.pk], days[early.pk]) == (date(2025, 8, 4), date(2025, 8, 5))
    assert local(late.due_at) - timedelta(days=7) == local(here.act("clerk", "2025-08-05T07:00").at)
    assert isinstance(here.act("clerk", RECEIVED), Act)
