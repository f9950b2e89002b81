"""The verbs on PostgreSQL: what they write, whom they refuse, what they leave of a complaint."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

import world
from caicach.accounts.models import Absence
from caicach.accounts.rules import Role
from caicach.desk.services.leave import leave
from caicach.feedback.models import Fact, Feedback, Sender, Step, TermRecord
from caicach.feedback.services.answer import answer
from caicach.feedback.services.ask_more import ask_more
from caicach.feedback.services.assign import assign
from caicach.feedback.services.correct import correct
from caicach.feedback.services.forward import forward
from caicach.feedback.services.hand_over import hand_over
from caicach.feedback.services.load_terms import load_terms
from caicach.feedback.services.note_status import note_status
from caicach.feedback.services.publish import publish
from caicach.feedback.services.receive import receive
from caicach.feedback.services.refuse import refuse
from caicach.feedback.services.supplement import supplement
from caicach.journal.models import Line, Personal
from caicach.journal.services.seal import seal
from caicach.journal.services.verify import verify
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from feedback.told import NAME, PHONE, WORDS, intake, received

MARCH = "2024-03-05T09:00"


@pytest.fixture
def here(database: str) -> world.World:
    return world.build()


def refusal(work: Callable[[], object]) -> str:
    """The code by which it is refused."""
    with pytest.raises(Refused) as refused:
        work()
    return refused.value.code


def given(here: world.World, **more: object) -> Feedback:
    """Received and assigned to the officer of the division."""
    one = received(here, **more)
    unit, officer = here.units["phong"].pk, here.users["officer"].pk
    return assign(here.act("reformer", "2024-03-05T10:00"), one.pk, unit_id=unit, officer_id=officer)


def test_receiving_numbers_by_unit_and_year_and_sets_the_terms(here: world.World) -> None:
    first, second = received(here), received(here)
    assert [first.number, second.number] == ["PAKN-H99.01-2024-0001", "PAKN-H99.01-2024-0002"]
    assert received(here, "2025-01-02T09:00").number == "PAKN-H99.01-2025-0001"
    own = received(here, by="reformer", received_unit_id=here.units["so"].pk)
    assert own.number == "PAKN-H99.02-2024-0001"
    assert (local_day(first.refuse_by), local_day(first.answer_by)) == (date(2024, 3, 7), date(2024, 3, 26))
    fact = Fact.objects.get(subject_id=first.pk)
    assert (fact.unit_id, fact.received_day, fact.due_day) == (first.unit_id, date(2024, 3, 5), date(2024, 3, 26))


def test_the_journal_holds_no_personal_value_and_the_same_key_answers_the_same(here: world.World) -> None:
    act, told = here.act("clerk", MARCH), intake(here, about_user_id=here.users["sibling"].pk)
    first = receive(act, told)
    assert receive(act, told).pk == first.pk
    line = Line.objects.get(kind="feedback")
    assert not any(word in line.body for word in (NAME, PHONE, WORDS))
    kept = Personal.objects.get(line_id=line.pk).values
    assert kept["sender.name"] == NAME
    assert kept["about_user_id"] == str(here.users["sibling"].pk)
    assert not {"about_user_id", "dossier_id"} & set(json.loads(line.body)["details"])


def test_answered_and_published_in_time(here: world.World) -> None:
    one = given(here)
    answered = answer(here.act("officer", "2024-03-20T09:00"), one.pk, text="Đã nhắc nhở công chức.")
    assert (answered.state, answered.outcome) == ("ended", 1)
    act = here.act("reformer", "2024-03-22T09:00")
    done = publish(act, one.pk, text="Đã nhắc nhở công chức.")
    assert publish(act, one.pk, text="Đã nhắc nhở công chức.").version == done.version == 4
    last = Fact.objects.filter(subject_id=one.pk).latest("version")
    assert (last.answered_day, last.ended_day, last.published_day) == (
        date(2024, 3, 20), date(2024, 3, 20), date(2024, 3, 22)
    )  # fmt: skip
    assert last.late_day is None
    steps = Step.objects.filter(feedback=one).order_by("version")
    assert [step.verb for step in steps] == ["receive", "assign", "answer", "publish"]
    assert not any(step.late for step in steps)
    lines = Line.objects.filter(kind="feedback", subject_id=one.pk).order_by("seq")
    assert [(line.seq, line.tx) for line in lines] == list(
        Fact.objects.filter(subject_id=one.pk).order_by("version").values_list("version", "tx")
    )


def test_late_until_it_ends_and_published_late(here: world.World) -> None:
    one = given(here)
    fact = Fact.objects.filter(subject_id=one.pk).latest("version")
    assert (fact.late_day, fact.late_over_day) == (date(2024, 3, 27), None)
    answer(here.act("officer", "2024-04-02T09:00"), one.pk, text="Trả lời")
    fact = Fact.objects.filter(subject_id=one.pk).latest("version")
    assert (fact.due_day, fact.late_day, fact.late_over_day) == (
        date(2024, 3, 26), date(2024, 3, 27), date(2024, 4, 2)
    )  # fmt: skip
    publish(here.act("reformer", "2024-04-05T09:00"), one.pk, text="Trả lời")
    assert Step.objects.get(feedback=one, verb="publish").late


def test_waiting_stands_still_and_what_is_added_restarts_the_term(here: world.World) -> None:
    one = given(here, kind=2)
    asked = ask_more(here.act("officer", "2024-03-14T09:00"), one.pk, question="Đề nghị nêu rõ thủ tục.")
    assert asked.judged_on is None
    assert Step.objects.get(feedback=one, verb="ask_more").late  # five working days ended on the 12th
    assert refusal(lambda: answer(here.act("officer", "2024-03-14T10:00"), one.pk, text="x")) == "waiting"
    assert refusal(lambda: ask_more(here.act("officer", "2024-03-14T10:00"), one.pk, question="x")) == "waiting"
    added = supplement(here.act("reformer", "2024-03-20T09:00"), one.pk, text="Thủ tục cấp giấy.")
    assert (added.state, added.judged_on) == ("assigned", date(2024, 4, 9))
    told = note_status(here.act("officer", "2024-03-21T09:00"), one.pk, text="Đang xác minh.")
    assert told.told_at is not None


def test_a_refusal_is_judged_by_its_own_term(here: world.World) -> None:
    in_time, late = received(here), received(here)
    refuse(here.act("reformer", "2024-03-07T16:00"), in_time.pk, reason="Không rõ nội dung.")
    refuse(here.act("reformer", "2024-03-08T09:00"), late.pk, reason="Không rõ nội dung.")
    facts = {fact.subject_id: fact.late_day for fact in Fact.objects.filter(outcome=2)}
    assert facts == {in_time.pk: None, late.pk: date(2024, 3, 8)}


def test_what_is_forwarded_ends_here_and_has_no_term(here: world.World) -> None:
    one, other = received(here), received(here)
    done = forward(here.act("reformer", "2024-05-05T09:00"), one.pk, unit_id=here.units["so2"].pk)
    forward(here.act("reformer", "2024-03-06T09:00"), other.pk, body="Bộ Nội vụ")
    assert (done.outcome, done.judged_on) == (3, None)
    assert Step.objects.get(feedback=other, verb="forward").body == "Bộ Nội vụ"
    act = here.act("reformer", "2024-05-06T09:00")
    third = received(here)
    assert refusal(lambda: forward(act, third.pk)) == "no-agency"
    assert refusal(lambda: forward(act, third.pk, unit_id=here.units["so"].pk)) == "same-agency"
    assert refusal(lambda: forward(act, one.pk, body="Bộ")) == "ended"


def test_nothing_is_left_of_what_is_handed_over(here: world.World) -> None:
    about = here.users["sibling"].pk
    one = given(here, name=f"{NAME} zzmark", text=f"{WORDS} zzmark", address="zzmark", about_user_id=about)
    ask_more(here.act("officer", "2024-03-06T09:00"), one.pk, question="zzmark?")
    supplement(here.act("officer", "2024-03-07T09:00"), one.pk, text="zzmark!")
    answer(here.act("officer", "2024-03-08T09:00"), one.pk, text="zzmark.")
    assert holding("zzmark") == ["feedback_feedback", "feedback_sender", "feedback_step", "journal_personal"]
    done = hand_over(here.act("reformer", "2024-03-11T09:00"), one.pk, matter="denunciation", body="Thanh tra tỉnh")
    assert holding("zzmark") == []
    assert (done.outcome, done.about_user_id, Sender.objects.count()) == (4, None, 0)
    assert local_day(done.ended_at) == date(2024, 3, 8)  # no period loses what it counted
    assert Step.objects.get(feedback=one, verb="hand_over").body == "Thanh tra tỉnh"
    seal()
    assert verify().finding is None
    again = here.act("reformer", "2024-03-12T09:00")
    assert refusal(lambda: hand_over(again, one.pk, matter="complaint", body="x")) == "handed-over"
    assert refusal(lambda: correct(again, one.pk, reason="x", kind=2, channel=1)) == "handed-over"


def holding(marker: str) -> list[str]:
    """The tables in which a word stands anywhere."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        found = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}" AS t WHERE t::text ILIKE %s)', [f"%{marker}%"])
            found += [table] if cursor.fetchone()[0] else []
    return found


def test_nobody_handles_what_is_about_themselves(here: world.World) -> None:
    officer, unit = here.users["officer"].pk, here.units["phong"].pk
    one = received(here, about_user_id=officer)
    away = here.act("reformer", "2024-03-05T10:00")
    assert refusal(lambda: assign(away, one.pk, unit_id=unit, officer_id=officer)) == "about-themselves"
    other = world.employ(here, "other", Role.PROCESSING_OFFICER, "phong").pk
    assign(away, one.pk, unit_id=unit, officer_id=other)
    mine = here.act("officer", "2024-03-06T10:00")
    assert refusal(lambda: answer(mine, one.pk, text="x")) == "not-permitted"
    about_head = received(here, about_user_id=here.users["reformer"].pk)
    again = here.act("reformer", "2024-03-05T10:00")
    assert refusal(lambda: assign(again, about_head.pk, unit_id=unit)) == "not-permitted"
    # Who stands in for that person may not either.
    today = local_day(away.now)
    Absence.objects.create(person_id=officer, substitute=here.users["reformer"], first_day=today, last_day=today)
    acting = here.actor("reformer", today)
    standing = Act(actor=acting, at=away.at, now=away.now, key="stands-in")
    assert refusal(lambda: refuse(standing, one.pk, reason="x")) == "not-permitted"


def test_whom_it_turns_out_to_be_about_loses_it_and_another_kind_has_another_term(here: world.World) -> None:
    one = given(here)
    values = {"field_id": one.field_id, "channel": 1, "about_user_id": here.users["officer"].pk}
    done = correct(here.act("reformer", "2024-03-06T09:00"), one.pk, reason="Ghi nhầm", kind=2, **values)
    assert (done.assignee_id, done.state, done.judged_on) == (None, "new", date(2024, 3, 25))
    act = here.act("reformer", "2024-03-06T10:00")
    assert refusal(lambda: correct(act, one.pk, reason="x", kind=2, **values)) == "unchanged"
    details = json.loads(Line.objects.filter(kind="feedback").latest("seq").body)["details"]
    assert list(details["changed"]) == ["kind"]


def test_the_public_text_does_not_name_the_sender(here: world.World) -> None:
    one = given(here)
    answer(here.act("officer", "2024-03-06T09:00"), one.pk, text="Trả lời")
    act = here.act("reformer", "2024-03-06T10:00")
    for text in ("Gửi ông DAUVETTEN NIE", f"Gọi {PHONE}"):
        assert refusal(lambda text=text: publish(act, one.pk, text=text)) == "names-sender"
    assert publish(act, one.pk, text="Gửi người phản ánh").published_at == act.at


def test_who_may_not_is_refused_and_nothing_is_written(here: world.World) -> None:
    one = given(here)
    before = Line.objects.count()
    at = "2024-03-06T09:00"
    for code, work in [
        ("not-permitted", lambda: received(here, by="officer")),
        ("no-sender", lambda: received(here, name=" ")),
        ("empty", lambda: received(here, text=" ")),
        ("unknown-kind", lambda: received(here, kind=9)),
        ("unknown-channel", lambda: received(here, channel=9)),
        ("unknown-unit", lambda: received(here, unit_id=0)),
        ("unknown-field", lambda: received(here, field_id=None)),
        ("unknown", lambda: received(here, dossier_id=0)),
        ("no-terms", lambda: received(here, "2021-03-05T09:00")),
        ("future", lambda: received(here, "2199-01-01T09:00")),
        ("unknown-feedback", lambda: answer(here.act("officer", at), 0, text="x")),
        ("not-permitted", lambda: answer(here.act("reformer", at), one.pk, text="x")),
        ("not-permitted", lambda: publish(here.act("officer", at), one.pk, text="x")),
        ("not-permitted", lambda: assign(here.act("sibling", at), one.pk)),
        ("not-permitted", lambda: refuse(here.act("admin", at), one.pk, reason="x")),
        ("empty", lambda: answer(here.act("officer", at), one.pk, text=" \n")),
        ("order", lambda: answer(here.act("officer", "2024-03-05T09:30"), one.pk, text="x")),
        ("not-answered", lambda: publish(here.act("reformer", at), one.pk, text="x")),
        ("not-waiting", lambda: supplement(here.act("officer", at), one.pk, text="x")),
        ("unit-elsewhere", lambda: assign(here.act("reformer", at), one.pk, unit_id=here.units["so2"].pk)),
        (
            "not-an-officer-here",
            lambda: assign(here.act("reformer", at), one.pk, officer_id=here.users["clerk"].pk),
        ),
        ("already-assigned", lambda: assign(here.act("head", at), one.pk, officer_id=one.assignee_id)),
        ("unknown-matter", lambda: hand_over(here.act("reformer", at), one.pk, matter="x", body="y")),
    ]:
        assert refusal(work) == code
    seen = Act(actor=here.actor("officer"), at=one.received_at, now=here.act("officer", at).now, seen=1)
    assert refusal(lambda: answer(seen, one.pk, text="x")) == "changed"
    used = here.act("officer", at, key="used")
    answer(used, one.pk, text="x")
    assert refusal(lambda: answer(used, received(here).pk, text="x")) == "key-used"
    assert Line.objects.count() == before + 2


def test_shipped_terms_are_loaded_once_and_say_how_well_they_are_known(here: world.World) -> None:
    assert TermRecord.objects.count() == 6
    now = here.act("clerk", MARCH).now
    assert load_terms(Act(actor=SYSTEM, at=now, now=now)) == 0
    TermRecord.objects.filter(name="refuse").update(amount=4)
    assert load_terms(Act(actor=SYSTEM, at=now, now=now)) == 0
    assert local_day(received(here).refuse_by) == date(2024, 3, 11)


def test_nobody_leaves_with_open_feedback(here: world.World) -> None:
    one, officer = given(here), here.users["officer"].pk
    today = local_day(here.act("admin", MARCH).now)
    assert refusal(lambda: leave(here.act("admin", MARCH), officer, last_day=today, reason="x")) == "work-open"
    refuse(here.act("officer", "2024-03-06T09:00"), one.pk, reason="Không rõ")
    assert not leave(here.act("admin", MARCH), officer, last_day=today, reason="x").is_active
