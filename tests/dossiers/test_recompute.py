"""A late-announced day off: shown first, then one journal line per moved dossier; closed ones keep their calendar."""

from datetime import date

from django.utils import timezone

import world
from caicach.calendars.rules import NewDay
from caicach.calendars.services.announce_day import announce
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.forward import forward
from caicach.dossiers.services.receive import receive
from caicach.dossiers.services.recompute import preview, recompute
from caicach.dossiers.services.withdraw import withdraw
from caicach.journal.models import Line
from caicach.journal.services.record import record
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.period import local


def system() -> Act:
    now = timezone.now()
    return Act(actor=SYSTEM, at=now, now=now)


def test_a_late_announced_day_off_moves_open_dossiers_only(database: str) -> None:
    here = world.build()
    moved = receive(here.act("clerk", "2025-08-04T09:00"), here.intake())
    before = receive(here.act("clerk", "2025-08-11T09:00"), here.intake())
    closed = receive(here.act("clerk", "2025-08-04T09:00"), here.intake())
    withdraw(here.act("clerk", "2025-08-04T10:00"), closed.pk)
    day = NewDay(date=date(2025, 8, 6), kind="off", name_vi="Bão", name_en="Storm", document="Công điện 1")
    announce(act=system(), record=record, days=[day])
    seen = preview(known_at=timezone.now())
    assert [(move.number, str(local(move.new_due))) for move in seen] == [(moved.number, "2025-08-12 09:00:00")]
    moved.refresh_from_db()
    assert str(local(moved.due_at)) == "2025-08-11 09:00:00", "a preview writes nothing"
    lines = Line.objects.count()
    assert recompute(system()) == seen
    assert Line.objects.count() == lines + 1
    for dossier, due in [(moved, "2025-08-12"), (before, "2025-08-18"), (closed, "2025-08-11")]:
        dossier.refresh_from_db()
        assert str(local(dossier.due_at).date()) == due
    assert recompute(system()) == []


def test_other_verbs_do_not_move_the_deadline_by_the_way(database: str) -> None:
    here = world.build()
    dossier = receive(here.act("clerk", "2025-08-04T09:00"), here.intake())
    day = NewDay(date=date(2025, 8, 6), kind="off", name_vi="Bão", name_en="Storm", document="Công điện 1")
    announce(act=system(), record=record, days=[day])
    forward(here.act("clerk", "2025-08-04T09:30"), dossier.pk, unit_id=here.units["phong"].pk)
    assign(here.act("head", "2025-08-05T09:30"), dossier.pk, officer_id=here.users["officer"].pk)
    decide(here.act("officer", "2025-08-11T09:30"), dossier.pk, decision="granted")
    done = finish(here.act("officer", "2025-08-11T09:30"), dossier.pk)
    assert str(local(done.due_at).date()) == "2025-08-11"
    assert preview(known_at=timezone.now()) == []
