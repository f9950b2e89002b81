"""Competence moves to another agency by decision: who acts and sees from then on, and what stays as it was."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from desk_work import in_process, refused
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

import world
from caicach.dossiers.exports.case import Case
from caicach.dossiers.models import Dossier, Fact, MoveFact
from caicach.dossiers.permits import may_assign, may_process, may_sign, may_view
from caicach.dossiers.queries.page import dossier_page
from caicach.dossiers.queries.transfers import plan_transfer
from caicach.dossiers.queries.visible import visible_to
from caicach.dossiers.services.draft import draft
from caicach.dossiers.services.extend import extend
from caicach.dossiers.services.forward import forward
from caicach.dossiers.services.pause import pause
from caicach.dossiers.services.receive import accept_submitted, receive
from caicach.dossiers.services.submit import submit
from caicach.dossiers.services.submit_document import submit_document
from caicach.dossiers.services.transfer_competence import Transfer, Transferred, transfer_competence
from caicach.dossiers.services.turn import seat_of
from caicach.dossiers.services.withdraw import withdraw
from caicach.facts.services.copy import follow
from caicach.figures.queries.agree import differences
from caicach.figures.queries.answers import records, tabulate
from caicach.figures.queries.scope import scope_of
from caicach.journal.models import Line, Seal
from caicach.journal.services.seal import seal
from caicach.journal.services.verify import verify
from caicach.kit.period import Period
from caicach.papers.models import Document
from caicach.procedures.models import Competence
from caicach.procedures.models import Fact as Offer
from caicach.reports.queries.drawn import ii06
from caicach.reports.rules.ii06 import HELD_FIGURES, HELD_FLOW

DAY = "2025-08-05"
AT = f"{DAY}T08:00"
SAME = ("number", "unit_id", "promised_at", "due_at", "accepted_at", "calendar_known_at", "status", "received_unit_id")


def said(here: world.World, **other: Any) -> Transfer:
    """The decision that gives everything of `so` to `so2`."""
    plain = Transfer(
        from_unit_id=here.units["so"].pk, to_unit_id=here.units["so2"].pk, day=date.fromisoformat(DAY),
        decision_no="12/QĐ-UBND", decision_date=date(2025, 8, 1),
    )  # fmt: skip
    return replace(plain, **other)


def move(here: world.World, *, key: str = "", who: str = "admin", **other: Any) -> Transferred:
    return transfer_competence(here.act(who, AT, key=key), said(here, **other))


def test_the_new_agency_acts_and_the_old_one_no_longer_sees(here: world.World, dossier: Dossier) -> None:
    """Permits and lists read the agency competent now; number, clock and unit of acceptance stay."""
    before = {name: getattr(dossier, name) for name in SAME}
    old, new = here.actor("leader"), here.actor("stranger")
    assert may_view(old, seat_of(dossier)).allowed
    assert not may_view(new, seat_of(dossier)).allowed
    assert move(here).moved == (dossier.pk,)
    dossier.refresh_from_db()
    seat = seat_of(dossier)
    for permit in (may_view, may_assign, may_process, may_sign):
        assert permit(new, seat).allowed
        for name in ("leader", "head", "officer", "records", "reformer"):
            assert not permit(here.actor(name), seat).allowed, name
    assert not visible_to(old).exists()
    assert visible_to(new).get() == dossier
    assert {name: getattr(dossier, name) for name in SAME} == before
    assert dossier.competent_unit == dossier.handling_unit == here.units["so2"]
    assert (dossier.assignee, dossier.step) == (None, "assign")
    refused("not-permitted", lambda: extend(
        here.act("leader", AT), dossier.pk, new_date=date(2025, 8, 20), reason="x",
        responsible_unit_id=here.units["so"].pk,
    ))  # fmt: skip
    refused("unit-not-in-route", lambda: forward(here.act("stranger", AT), dossier.pk, unit_id=here.units["phong"].pk))
    assert verify().finding is None


def test_figures_count_it_where_it_was_accepted(here: world.World, dossier: Dossier) -> None:
    """One more version, told apart by nothing that is counted."""
    before = Fact.objects.filter(subject_id=dossier.pk).order_by("-version").values().first()
    move(here)
    after = Fact.objects.filter(subject_id=dossier.pk).order_by("-version").values().first()
    assert before is not None
    assert after is not None
    assert after["version"] == before["version"] + 1
    told_apart = {name for name in after if after[name] != before[name]}
    assert told_apart <= {"id", "version", "tx"}


def test_what_comes_in_and_goes_out_is_counted(here: world.World, dossier: Dossier, settings, tmp_path) -> None:
    """There and back and there again, one ends in between; stock and flow hold for each unit, from the copy too."""
    second, third = in_process(here, "2025-08-04T10:00"), in_process(here, "2025-08-05T10:00")
    before = seal()
    move(here)
    back = {"from_unit_id": here.units["so2"].pk, "to_unit_id": here.units["so"].pk, "day": date(2025, 8, 12)}
    for number, other in enumerate([back, {"day": date(2025, 8, 20)}]):
        Competence.objects.all().delete()
        unit = here.units["so2" if number == 0 else "so"]
        Competence.objects.create(procedure=here.procedure, unit=unit, valid_from=world.BEGINNING)
        transfer_competence(here.act("admin", f"2025-08-2{number}T08:00"), said(here, **other))
    withdraw(here.act("clerk", "2025-08-22T10:00"), second.pk, reason="Xin rút")
    now = seal()
    settings.COPY_ROOT, settings.COPY_FROM_ROWS = tmp_path / "copy", 0
    generation = follow()
    assert list(differences(generation, now, [Period(date(2025, 8, 1), date(2025, 8, 31))])) == []
    days = [date(2025, 8, day) for day in (1, 5, 6, 12, 13, 20, 22, 23, 31)]
    for first, last in itertools.combinations_with_replacement(days, 2):
        for known in (before, now):
            lines = {unit: flows(unit, Period(first, last), known) for unit in ("so", "so2", "tinh")}
            assert [sum(line[:3]) - sum(line[3:]) for line in lines.values()] == [0, 0, 0]
    august = Period(date(2025, 8, 1), date(2025, 8, 31))
    assert flows("so", august, now) == [0, 3, 3, 0, 6, 0]
    assert flows("so2", august, now) == [0, 0, 6, 1, 3, 2]
    assert flows("so2", august, before) == [0, 0, 0, 0, 0, 0]
    asked = {"scope": scope_of("so2", on=august.last), "period": august, "seal": now}
    assert f"{third.number}, 20/08/2025" in records("dossiers.transferred_in", **asked)
    report = ii06(agency="so2", period=august, seal=now, by="agency")
    assert (report.holds, report.checks[-1].name) == (True, HELD_FLOW)
    facts = list(MoveFact.objects.order_by("subject_id", "version", "move_id", "side").values_list(*TOLD))
    filled_in_again()
    assert list(MoveFact.objects.order_by("subject_id", "version", "move_id", "side").values_list(*TOLD)) == facts


TOLD = ("subject_id", "version", "tx", "side", "moved_unit_id", "moved_day")


def flows(unit: str, period: Period, known: Seal) -> list[int]:
    line = tabulate(HELD_FIGURES, scope=scope_of(unit, on=period.last), period=period, seal=known, by=None)[None]
    return [line[figure] for figure in HELD_FIGURES]


def filled_in_again() -> None:
    """As the migration fills in what was moved before it, from the journal."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE dossiers_movefact DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM dossiers_movefact; DELETE FROM dossiers_competencemove")
        cursor.execute(import_module("caicach.dossiers.migrations.0024_moves").FILLED)


def test_the_catalogue_changes_hands_on_the_day(here: world.World) -> None:
    """The old competence ends on the day before; told to the figures of the catalogue, journalled with the decision."""
    assert move(here).procedures == 1
    so, so2 = (here.units[name].pk for name in ("so", "so2"))
    assert set(Competence.objects.values_list("unit_id", "valid_from", "valid_to")) == {
        (so, world.BEGINNING, date(2025, 8, 4)), (so2, date(2025, 8, 5), None),
    }  # fmt: skip
    assert set(Offer.objects.values_list("unit_id", flat=True)) == {so, so2}
    line = Line.objects.get(kind="procedure")
    assert (line.action, "12/QĐ-UBND, 01/08/2025" in line.body) == ("procedures.move_competence", True)


def test_once_is_enough(here: world.World, dossier: Dossier) -> None:
    """The same form does nothing more and answers the same; a new one finds nothing left."""
    first = move(here, key="mot-lan")
    lines = Line.objects.count()
    assert move(here, key="mot-lan") == first
    assert Line.objects.count() == lines
    assert Line.objects.filter(subject_id=dossier.pk, action="dossiers.transfer_competence", key=None).count() == 1
    refused("nothing-to-transfer", lambda: move(here))


def test_what_is_being_signed_stays_until_it_is_taken_back(here: world.World, dossier: Dossier) -> None:
    """A submitted paper holds its dossier back, with the reason; a draft goes along and becomes the new agency's."""
    other = in_process(here, "2025-08-04T10:00")
    for one in (dossier, other):
        draft(
            here.act("officer", "2025-08-04T14:00"),
            one.pk,
            kind="decision",
            outcome="granted",
            title="Về việc",
            body="x",
        )
    submit_document(here.act("officer", "2025-08-04T15:00"), other.pk, sheet="Kính trình", leader_id=None)
    done = move(here)
    assert done.moved == (dossier.pk,)
    assert [(one.id, one.refused and one.refused.code) for one in done.kept] == [(other.pk, "document-on-its-way")]
    assert Document.objects.get(subject_id=dossier.pk).unit == here.units["so2"]
    assert Document.objects.get(subject_id=other.pk).unit == here.units["so"]
    other.refresh_from_db()
    assert other.competent_unit == here.units["so"]


def test_what_waits_keeps_waiting(here: world.World, dossier: Dossier) -> None:
    """A standing clock stands on; what lies at the counter stays there and is passed to the new agency."""
    pause(here.act("officer", "2025-08-04T14:00"), dossier.pk, kind="obligation", reason="Chờ nghĩa vụ tài chính")
    fresh = receive(here.act("clerk", "2025-08-04T15:00"), here.intake())
    planned = plan_transfer(
        from_unit_id=here.units["so"].pk, to_unit_id=here.units["so2"].pk, day=date.fromisoformat(DAY)
    )
    assert (planned.paused, dict(planned.steps)) == (1, {"examine": 1, "forward": 1})
    move(here)
    dossier.refresh_from_db()
    fresh.refresh_from_db()
    assert dossier.paused_since is not None
    assert fresh.handling_unit == here.units["centre"]
    forward(here.act("clerk", AT), fresh.pk, unit_id=here.units["so2"].pk)


def test_what_is_not_accepted_yet_is_accepted_for_the_new_agency(here: world.World) -> None:
    """It had neither number nor clock, so its number is the new agency's."""
    waiting = submit(here.act("clerk", "2025-08-04T09:00"), here.intake())
    move(here)
    accepted = accept_submitted(here.act("clerk", AT), waiting.pk, here.intake().papers)
    assert accepted.unit == accepted.competent_unit == here.units["so2"]
    assert (accepted.number or "").startswith("H99.03-")


def test_old_letters_name_the_agency_of_their_day(here: world.World, dossier: Dossier) -> None:
    """A paper printed again bears the head it had."""
    move(here)
    found = dossier_page(here.actor("stranger"), dossier.pk)
    assert found is not None
    agencies = [Case(page=found, line=line, open_to=True).competent().code for line in range(len(found.journal))]
    assert agencies == ["so", "so", "so", "so2"]
    assert found.journal[-1].unit == "Sở khác"


@pytest.mark.parametrize(
    ("code", "who", "other"),
    [
        ("same-unit", "admin", lambda here: {"to_unit_id": here.units["so"].pk}),
        ("not-permitted", "leader", lambda here: {}),
        ("not-permitted", "stranger", lambda here: {}),
        ("future", "admin", lambda here: {"day": date.today() + timedelta(days=2)}),
        ("no-decision", "admin", lambda here: {"decision_no": " "}),
        ("decision-later", "admin", lambda here: {"decision_date": date.today() + timedelta(days=2)}),
        ("division-elsewhere", "admin", lambda here: {"division_id": here.units["phong"].pk}),
        ("unit-not-standing", "admin", lambda here: {"day": date(2019, 1, 1)}),
        ("competence-too-young", "admin", lambda here: {"day": world.BEGINNING}),
        ("nothing-to-transfer", "admin", lambda here: {"procedures": [0]}),
    ],
)
def test_refused(
    here: world.World, dossier: Dossier, code: str, who: str, other: Callable[[world.World], dict[str, Any]]
) -> None:
    """Each with nothing written."""
    refused(code, lambda: move(here, who=who, **other(here)))


def test_statements_grow_by_a_bounded_number(here: world.World) -> None:
    """So many more for each dossier."""
    counted = []
    for many in (1, 3):
        for hour in range(many):
            in_process(here, f"2025-08-04T{8 + hour:02}:00")
        with CaptureQueriesContext(connection) as seen:
            assert len(move(here).moved) == many
        counted.append(len(seen))
        Competence.objects.all().delete()
        Competence.objects.create(procedure=here.procedure, unit=here.units["so"], valid_from=world.BEGINNING)
    assert counted[1] - counted[0] <= 2 * 17


def test_the_page_shows_first_and_then_moves(
    here: world.World, dossier: Dossier, sign_in: Callable[[str], Any]
) -> None:
    """Form, preview without writing, confirmation with each row; the new agency reads of it in the timeline."""
    client = sign_in("admin")
    assert "Sở thử" in client.get(f"/dossiers/transfer/?from={here.units['so'].pk}").content.decode()
    sent = {
        "from_unit": here.units["so"].pk, "to_unit": here.units["so2"].pk, "day": DAY, "decision_no": "12/QĐ-UBND",
        "decision_date": "2025-08-01", "request_key": "chuyen",
    }  # fmt: skip
    lines = Line.objects.count()
    preview = client.post("/dossiers/transfer/", sent).content.decode()
    assert "SYN-1" in preview
    assert str(dossier) in preview
    assert Line.objects.count() == lines
    for _again in range(2):
        done = client.post("/dossiers/transfer/", sent | {"confirm": "1"})
        assert done.status_code == 200
        assert str(dossier) in done.content.decode()
        assert "Y Bhăm" not in done.content.decode()
    assert client.get(f"/dossiers/{dossier.pk}/").status_code == 404
    assert sign_in("leader").get(f"/dossiers/{dossier.pk}/").status_code == 404
    page = sign_in("stranger").get(f"/dossiers/{dossier.pk}/").content.decode()
    assert "Chuyển thẩm quyền giải quyết: Sở khác" in page
    assert "12/QĐ-UBND, 01/08/2025" in page
    refused_page = sign_in("leader").post("/dossiers/transfer/", sent)
    assert refused_page.status_code == 422
