"""The morning digest: who reads of which dossier, level by level, once; and what it costs."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import world
from caicach.accounts.models import Absence, Grant, User
from caicach.calendars.queries import schedule_by_code, work_calendar
from caicach.dossiers import tasks
from caicach.dossiers.digest import sections
from caicach.dossiers.models import Dossier, Escalation
from caicach.dossiers.rules.warnings import Level, Warns, When, days_late, levels_reached, warning_of
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.consult import consult
from caicach.dossiers.services.extend import extend
from caicach.dossiers.services.forward import forward
from caicach.dossiers.services.receive import receive
from caicach.dossiers.services.request_supplement import request_supplement
from caicach.dossiers.services.warn import warn
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.period import instant, local
from caicach.kit.refusal import Refused
from caicach.notices.models import Message
from caicach.notices.texts import letter_of
from caicach.procedures.models import Step, WarningSetting
from caicach.procedures.services.set_warning import load_warnings, set_warning

FRIDAY, MONDAY, TUESDAY = date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 10)
ALL = When()


@pytest.mark.parametrize(
    ("today", "deadline", "days_before", "expected"),
    [
        (FRIDAY, MONDAY, 1, Warns.SOON),
        (FRIDAY, TUESDAY, 1, None),
        (FRIDAY, TUESDAY, 2, Warns.SOON),
        (MONDAY, MONDAY, 1, Warns.TODAY),
        (TUESDAY, MONDAY, 1, Warns.OVERDUE),
        (FRIDAY, MONDAY, 0, None),
    ],
)
def test_what_is_said_of_a_deadline(
    database: str, today: date, deadline: date, days_before: int, expected: Warns | None
) -> None:
    """A working day before, over a weekend too."""
    calendar = work_calendar(schedule_by_code("office").pk, known_at=instant(datetime(2026, 1, 1)))
    when = When(days_before=days_before)
    assert warning_of(today=today, deadline=deadline, when=when, calendar=calendar) == expected


@pytest.mark.parametrize(
    ("today", "late", "levels"),
    [
        (date(2026, 3, 5), 0, []),
        (FRIDAY, 0, [Level.OFFICER]),
        (date(2026, 3, 8), 0, [Level.OFFICER]),
        (MONDAY, 1, [Level.OFFICER, Level.HEAD]),
        (date(2026, 3, 11), 3, [Level.OFFICER, Level.HEAD, Level.LEADER]),
        (date(2026, 3, 13), 5, list(Level)),
    ],
)
def test_levels_hear_of_it_one_after_the_other(database: str, today: date, late: int, levels: list[Level]) -> None:
    """Due on a Friday; days off do not count."""
    calendar = work_calendar(schedule_by_code("office").pk, known_at=instant(datetime(2026, 1, 1)))
    assert days_late(today=today, deadline=FRIDAY, calendar=calendar) == late
    assert levels_reached(today=today, deadline=FRIDAY, when=ALL, calendar=calendar) == levels


@pytest.fixture
def here(database: str) -> world.World:
    """The small province, everybody with an address, and a head of the centre."""
    built = world.build()
    chief = User.objects.create(username="chief", full_name="Chief")
    Grant.objects.create(
        user=chief, role="centre_head", unit=built.units["centre"], valid_from=world.BEGINNING, reason="test"
    )
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.vn")
    return built


def _running(here: world.World, at: str = "2026-03-02T08:00", *, assigned: bool = True) -> Dossier:
    """Five working days: received on Monday 2 March, due on Monday 9 March."""
    day = at[:10]
    dossier = receive(here.act("clerk", at), here.intake())
    forward(here.act("clerk", f"{day}T08:30"), dossier.pk, unit_id=here.units["phong"].pk)
    if assigned:
        assign(here.act("head", f"{day}T09:00"), dossier.pk, officer_id=here.users["officer"].pk)
    return Dossier.objects.get(pk=dossier.pk)


def _morning(day: str, at: str = "07:00") -> int:
    now = instant(datetime.fromisoformat(f"{day}T{at}"))
    return warn(Act(actor=SYSTEM, at=now, now=now))


def _read(user: str, day: str) -> dict[str, list[str]]:
    """The numbers in each section of somebody's digest of a day."""
    found = Message.objects.filter(recipient__username=user, channel="inner", values__on_day=day).first()
    if found is None:
        return {}
    return {name: [row["number"] for row in rows] for name, rows in found.values.items() if isinstance(rows, list)}


def _readers(day: str) -> set[str]:
    return set(
        Message.objects.filter(channel="inner", values__on_day=day).values_list("recipient__username", flat=True)
    )


def test_the_officer_reads_of_it_the_working_day_before_and_on_the_day(here: world.World) -> None:
    number = _running(here).number
    assert _morning("2026-03-05") == 0
    assert _morning("2026-03-06") == 1
    assert _read("officer", "2026-03-06") == {"soon": [number]}
    assert _morning("2026-03-09") == 1
    assert _read("officer", "2026-03-09") == {"today": [number]}


def test_levels_are_told_once_each(here: world.World) -> None:
    number = _running(here).number
    days = ["2026-03-09", "2026-03-10", "2026-03-11", "2026-03-12", "2026-03-13", "2026-03-16", "2026-03-17"]
    for day in days:
        _morning(day)
    escalated = {
        user: [day for day in days if "escalated" in _read(user, day)]
        for user in ("officer", "head", "leader", "chief")
    }
    assert escalated == {"officer": [], "head": ["2026-03-10"], "leader": ["2026-03-12"], "chief": ["2026-03-16"]}
    assert _read("head", "2026-03-10") == {"escalated": [number]}
    assert all(_read("officer", day)["overdue"] == [number] for day in days[1:])
    assert _readers("2026-03-17") == {"officer"}
    assert list(Escalation.objects.order_by("level").values_list("level", "told_on")) == [
        (0, date(2026, 3, 9)), (1, date(2026, 3, 10)), (2, date(2026, 3, 12)), (3, date(2026, 3, 16)),
    ]  # fmt: skip


def test_a_dossier_without_officer_is_the_heads(here: world.World) -> None:
    number = _running(here, assigned=False).number
    _morning("2026-03-09")
    assert _read("head", "2026-03-09") == {"escalated": [number]}
    _morning("2026-03-10")
    assert _read("head", "2026-03-10") == {"escalated": [number]}, "once as the officer, once as the head"
    _morning("2026-03-11")
    assert _read("head", "2026-03-11") == {}


def test_nobody_reads_twice_and_nobody_on_a_day_off(here: world.World) -> None:
    _running(here)
    assert _morning("2026-03-07") == 0, "a Saturday"
    assert _morning("2026-03-09") == 1
    assert _morning("2026-03-09", "07:10") == 0
    assert Message.objects.filter(channel="email", kind="dossiers.digest").count() == 1


def test_a_level_that_is_away_is_told_when_it_is_there(here: world.World) -> None:
    """Nobody held the head's role until the twelfth."""
    number = _running(here).number
    Grant.objects.filter(user__username="head").update(valid_from=date(2026, 3, 12))
    _morning("2026-03-10")
    assert _read("head", "2026-03-10") == {}
    _morning("2026-03-12")
    assert _read("head", "2026-03-12") == {"escalated": [number]}


def test_only_people_with_a_grant_and_an_active_account_read(here: world.World) -> None:
    _running(here)
    User.objects.filter(username="officer").update(is_active=False)
    assert _morning("2026-03-09") == 0
    assert not Escalation.objects.exists()


def test_who_stands_in_reads_what_is_somebody_elses(here: world.World) -> None:
    number = _running(here).number
    deputy = User.objects.create(username="deputy", full_name="Deputy")
    Grant.objects.create(
        user=deputy, role="processing_officer", unit=here.units["phong"], valid_from=world.BEGINNING, reason="test"
    )
    Absence.objects.create(
        person=here.users["officer"], substitute=deputy, first_day=date(2026, 3, 9), last_day=date(2026, 3, 9)
    )
    _morning("2026-03-09")
    assert _readers("2026-03-09") == {"deputy"}
    assert _read("deputy", "2026-03-09") == {"today": [number]}
    _morning("2026-03-10")
    assert _readers("2026-03-10") == {"officer", "head"}


def test_papers_awaited_with_their_last_day(here: world.World) -> None:
    dossier = _running(here)
    request_supplement(here.act("officer", "2026-03-03T09:00"), dossier.pk, reason="Thiếu bản sao")
    _morning("2026-03-20")
    message = Message.objects.get(kind="dossiers.digest", channel="email")
    letter = letter_of(message, domain="example.vn")
    assert letter is not None
    assert letter.subject == "Bản tin hồ sơ sáng 20/03/2026: 0 hồ sơ cần xử lý ngay"
    assert f"- {dossier.number} · Thủ tục thử · chờ đến 18/03/2026" in letter.plain
    assert "Y Bhăm" not in letter.plain


def test_a_step_near_its_end(here: world.World) -> None:
    Step.objects.bulk_create(
        Step(version=here.version, position=place, name_vi=f"Bước {place}", role=role, hours=hours)
        for place, (role, hours) in enumerate(
            [("intake_clerk", 4), ("division_head", 4), ("processing_officer", 8), ("agency_leader", 24)], start=1
        )
    )
    dossier = _running(here)
    _morning("2026-03-03")
    assert _read("officer", "2026-03-03") == {}
    _morning("2026-03-04")
    assert _read("officer", "2026-03-04") == {"steps": [dossier.number]}


def test_a_procedure_has_its_own_numbers(here: world.World) -> None:
    _running(here)
    act = Act(actor=SYSTEM, at=instant(datetime(2026, 3, 1)), now=instant(datetime(2026, 3, 1)))
    set_warning(act, procedure_id=here.procedure.pk, days_before=3, step_percent=50, levels=[0, 0, 0, 1], source="thử")
    _morning("2026-03-04")
    assert "soon" in _read("officer", "2026-03-04")
    _morning("2026-03-09")
    assert _readers("2026-03-09") == {"officer", "head", "leader"}


def test_the_shipped_numbers_are_put_once(database: str) -> None:
    act = Act(actor=SYSTEM, at=instant(datetime(2026, 3, 1)), now=instant(datetime(2026, 3, 1)))
    assert load_warnings(act) is False
    shipped = WarningSetting.objects.get()
    assert (shipped.days_before, shipped.step_percent, shipped.levels) == (1, 80, [0, 1, 3, 5])
    with pytest.raises(Refused):
        set_warning(act, procedure_id=None, days_before=1, step_percent=80, levels=[3, 1, 0, 0], source="thử")


def test_the_morning_costs_the_same_however_many_dossiers(here: world.World) -> None:
    def cost(day: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert _morning(day) > 0
        return len(caught)

    _running(here)
    few = cost("2026-03-16")
    for _ in range(8):
        _running(here)
    many = cost("2026-03-17")
    assert many == few
    assert few <= 18


def test_the_page_and_the_home_page_show_it(here: world.World, client: Client) -> None:
    dossier = _running(here)
    now = local(datetime.now().astimezone())
    today = now.date().isoformat()
    if not _morning(today):
        # A day off for everybody: the digest of a working day stands in for today's.
        _morning("2026-03-09")
        Message.objects.update(created_at=datetime.now().astimezone())
    client.force_login(here.users["officer"])
    assert dossier.number in client.get("/digest/").content.decode()
    assert (
        "/digest/#overdue" in client.get("/").content.decode() or "/digest/#today" in client.get("/").content.decode()
    )
    client.force_login(here.users["clerk"])
    assert "Sáng nay không có hồ sơ nào cần nhắc" in client.get("/digest/").content.decode()


def test_the_task_waits_for_the_morning(here: world.World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven o'clock in Vietnam is midnight UTC; before that nothing is written."""
    _running(here)
    for moment, expected in [("2026-03-09T06:59", 0), ("2026-03-09T07:00", 2)]:
        now = instant(datetime.fromisoformat(moment))
        monkeypatch.setattr(tasks.timezone, "now", lambda now=now: now)
        tasks.warn(timestamp=0)
        assert Message.objects.filter(kind="dossiers.digest").count() == expected


def test_the_centre_hears_of_extensions_and_of_opinions_that_do_not_come(here: world.World) -> None:
    """Each once, on the next working day: what happens on a Friday is told on Monday."""
    extended, asked = _running(here), _running(here)
    extend(here.act("leader", "2026-03-06T09:00"), extended.pk, new_date=date(2026, 3, 20), reason="Cần xác minh",
           responsible_unit_id=here.units["phong"].pk)  # fmt: skip
    for due in (date(2026, 3, 6), date(2026, 3, 9)):
        consult(here.act("head", "2026-03-03T09:00"), asked.pk, content="Hỏi", due_on=due, body="Sở khác")
    told = {}
    for day in ("2026-03-06", "2026-03-09", "2026-03-10"):
        _morning(day)
        read = _read("chief", day)
        told[day] = {name: read[name] for name in ("extended", "silent") if name in read}
    assert told == {
        "2026-03-06": {},
        "2026-03-09": {"extended": [extended.number], "silent": [asked.number]},
        "2026-03-10": {"silent": [asked.number]},
    }
    values = Message.objects.filter(recipient__username="chief", channel="inner", values__on_day="2026-03-09").get()
    said = {section.key: section.lines[0].said for section in sections(values.values)}
    assert said["extended"].endswith("20/03/2026")
    assert said["silent"].endswith("06/03/2026")
