"""The paper of a dossier from draft to release: who may, in which order, and what each event leaves behind."""

from collections.abc import Callable
from datetime import date

import pytest
from desk_work import in_process, refused
from django.db import IntegrityError, connection, transaction

import world
from caicach.agencies.models import Unit
from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.document import places_of
from caicach.dossiers.services.approve import approve
from caicach.dossiers.services.cancel_number import cancel_number
from caicach.dossiers.services.decide import decide
from caicach.dossiers.services.discard_document import discard_document
from caicach.dossiers.services.draft import draft
from caicach.dossiers.services.finish import finish
from caicach.dossiers.services.initial import initial
from caicach.dossiers.services.number import number
from caicach.dossiers.services.release import release
from caicach.dossiers.services.return_document import return_document
from caicach.dossiers.services.sign import sign
from caicach.dossiers.services.submit_document import submit_document
from caicach.journal.models import Line
from caicach.papers.models import Document, IssuedNumber, Register
from caicach.papers.queries.documents import explained, register_for
from caicach.papers.rules.document import FOLLOWS, DocumentState
from caicach.papers.rules.template import DENY, GRANT, SHEET, filled, template_of, unknown_places
from caicach.papers.services.reserve_number import reserve_number
from caicach.papers.services.set_register import opened, set_register

TEXT = {"kind": "decision", "outcome": "granted", "title": "Về việc cấp giấy", "body": "Điều 1. Đồng ý."}
AT = "2025-08-05T09:00"


def drafted(here: world.World, dossier: Dossier, **changed: str) -> Dossier:
    """A draft by the officer."""
    return draft(here.act("officer", AT), dossier.pk, **{**TEXT, **changed})


def submitted(here: world.World, dossier: Dossier, **changed: str) -> Dossier:
    """Drafted and submitted."""
    drafted(here, dossier, **changed)
    return submit_document(here.act("officer", AT), dossier.pk, sheet="Kính trình")


def signed(here: world.World, dossier: Dossier, **changed: str) -> Dossier:
    """All the way to the leader's ink."""
    submitted(here, dossier, **changed)
    initial(here.act("head", AT), dossier.pk)
    approve(here.act("leader", "2025-08-05T10:00"), dossier.pk)
    return sign(here.act("leader", "2025-08-05T10:01"), dossier.pk)


def paper(dossier: Dossier) -> Document:
    """The paper as it is stored."""
    return Document.objects.get(subject_id=dossier.pk)


def test_four_events_from_draft_to_release(here: world.World, dossier: Dossier) -> None:
    steps = [submitted(here, dossier).step]
    assert paper(dossier).state == "submitted"
    steps += [initial(here.act("head", AT), dossier.pk).step]
    approved = approve(here.act("leader", "2025-08-05T10:00"), dossier.pk)
    assert (approved.document, approved.decision, approved.finished_at) == ("approved", "granted", None)
    steps += [approved.step, sign(here.act("leader", "2025-08-05T10:01"), dossier.pk).step]
    numbered = number(here.act("records", "2025-08-06T09:00"), dossier.pk, number=41)
    steps += [numbered.step]
    assert numbered.finished_at is None
    done = release(here.act("records", "2025-08-06T10:00"), dossier.pk)
    assert steps == ["sign", "sign", "sign", "number", "number"]
    assert (done.document, done.status, done.step, done.ending) == ("released", 9, "return", 1)
    written = paper(dossier)
    assert (written.number, written.symbol, written.issued_on) == (41, "QĐ-ST", date(2025, 8, 6))
    assert (written.signer, written.way) == (here.users["leader"], "wet")
    actions = (
        Line.objects.filter(kind="dossier", subject_id=dossier.pk).order_by("seq").values_list("action", flat=True)
    )
    assert [action.partition(".")[2] for action in actions][3:] == [
        "draft", "submit_document", "initial", "approve", "sign", "number", "release",
    ]  # fmt: skip


def test_a_returned_paper_is_with_the_officer_and_nothing_is_decided(here: world.World, dossier: Dossier) -> None:
    signed(here, dossier)
    back = return_document(here.act("records", "2025-08-05T11:00"), dossier.pk, reason="Sai thể thức")
    assert (back.document, back.step, back.decision) == ("returned", "examine", "")
    assert (paper(dossier).signer, paper(dossier).returned_reason) == (None, "Sai thể thức")
    drafted(here, dossier, title="Về việc cấp lại")
    assert submit_document(here.act("officer", AT), dossier.pk, sheet="Trình lại").document == "submitted"
    assert paper(dossier).returned_reason == ""


def test_only_who_has_the_paper_returns_it(here: world.World, dossier: Dossier) -> None:
    submitted(here, dossier)
    refused("not-permitted", lambda: return_document(here.act("records", AT), dossier.pk, reason="x"))
    initial(here.act("head", AT), dossier.pk)
    refused("not-permitted", lambda: return_document(here.act("head", AT), dossier.pk, reason="x"))
    assert return_document(here.act("leader", AT), dossier.pk, reason="x").document == "returned"


def test_a_division_head_initials_before_the_leader_approves(here: world.World, dossier: Dossier) -> None:
    submitted(here, dossier)
    refused("not-initialled", lambda: approve(here.act("leader", AT), dossier.pk))
    Dossier.objects.filter(pk=dossier.pk).update(handling_unit=here.units["so"])
    assert approve(here.act("leader", AT), dossier.pk).document == "approved"


def test_a_denial_is_decided_with_its_abstract(here: world.World, dossier: Dossier) -> None:
    submitted(here, dossier, kind="notice", outcome="denied", title="Về việc không đủ điều kiện")
    initial(here.act("head", AT), dossier.pk)
    assert approve(here.act("leader", AT), dossier.pk).decision == "denied"


def test_the_short_way_stands_apart(here: world.World, dossier: Dossier) -> None:
    """Who drafts elsewhere decides and finishes here; who drafts here does not do it twice."""
    drafted(here, dossier)
    refused("document-on-its-way", lambda: decide(here.act("officer", AT), dossier.pk, decision="granted"))
    refused("document-on-its-way", lambda: finish(here.act("officer", AT), dossier.pk))
    assert discard_document(here.act("officer", AT), dossier.pk).document == ""
    decide(here.act("officer", AT), dossier.pk, decision="granted")
    assert finish(here.act("officer", AT), dossier.pk).status == 9


@pytest.mark.parametrize(
    ("who", "act"),
    [
        ("clerk", lambda act, key: draft(act, key, **TEXT)),
        ("sibling", lambda act, key: initial(act, key)),
        ("officer", lambda act, key: approve(act, key)),
        ("head", lambda act, key: sign(act, key)),
        ("leader", lambda act, key: number(act, key, number=1)),
        ("officer", lambda act, key: release(act, key)),
        ("stranger", lambda act, key: cancel_number(act, key, reason="x")),
    ],
)
def test_who_may_not(here: world.World, dossier: Dossier, who: str, act: Callable[..., object]) -> None:
    signed(here, dossier)
    refused("not-permitted", lambda: act(here.act(who, AT), dossier.pk))


def test_what_is_out_of_order_is_refused(here: world.World, dossier: Dossier) -> None:
    refused("no-document", lambda: submit_document(here.act("officer", AT), dossier.pk, sheet="x"))
    submitted(here, dossier)
    refused("document-state", lambda: drafted(here, dossier))
    refused("document-state", lambda: sign(here.act("leader", AT), dossier.pk))
    refused("document-state", lambda: number(here.act("records", AT), dossier.pk, number=3))
    refused("document-state", lambda: release(here.act("records", AT), dossier.pk))


def test_an_act_sent_twice_is_one(here: world.World, dossier: Dossier) -> None:
    signed(here, dossier)
    for _ in range(2):
        number(here.act("records", "2025-08-06T09:00", key="n1"), dossier.pk, number=7)
    assert IssuedNumber.objects.count() == 1


# Registers.


def _own(here: world.World, *, last: int = 0) -> Register:
    return set_register(
        here.act("records", AT), unit=here.units["so"], kind="decision", year=2025, way="own", last=last
    )


def _numbered(here: world.World, **given: object) -> Document:
    dossier = in_process(here, "2025-08-04T09:00")
    signed(here, dossier)
    number(here.act("records", "2025-08-06T09:00"), dossier.pk, **given)
    return paper(dossier)


def test_our_register_counts_on_and_explains_its_gaps(here: world.World) -> None:
    register = _own(here, last=100)
    assert _numbered(here).number == 101
    reserve_number(here.act("records", AT), register.pk, day=date(2025, 8, 5), reason="Văn bản khẩn", count=2)
    reserve_number(here.act("records", AT), register.pk, day=date(2025, 8, 5), reason="Ghi nhầm sổ giấy", skip=True)
    second = _numbered(here)
    assert second.number == 105
    kept = IssuedNumber.objects.get(number=102)
    third = _numbered(here, reserved_id=kept.pk, issued_on=date(2025, 8, 5))
    assert (third.number, third.issued_on) == (102, date(2025, 8, 5))
    cancelled = cancel_number(here.act("records", "2025-08-06T09:30"), second.subject_id, reason="Sai người ký")
    assert (cancelled.document, cancelled.step) == ("signed", "number")
    assert [(row.number, row.state, row.reason) for row in explained(register.pk)] == [
        (105, "cancelled", "Sai người ký"),
        (104, "skipped", "Ghi nhầm sổ giấy"),
        (103, "reserved", "Văn bản khẩn"),
    ]
    assert number(here.act("records", "2025-08-06T09:40"), second.subject_id).document == "numbered"
    assert Document.objects.get(pk=second.pk).number == 106


def test_one_kind_in_one_year_has_one_source_of_numbers(here: world.World) -> None:
    _numbered(here, number=12)
    assert register_for(here.units["so"].pk, "decision", year=2025).way == "given"
    refused("two-sources", lambda: _own(here))
    register = Register.objects.get()
    for change in (
        "UPDATE papers_register SET way = 'own'",
        "UPDATE papers_issuednumber SET way = 'own'",
        "INSERT INTO papers_register (unit_id, kind, year, way, symbol)"
        f" VALUES ({register.unit_id}, 'decision', 2025, 'own', 'x')",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    other = set_register(here.act("records", AT), unit=here.units["so"], kind="decision", year=2026, way="own")
    assert other.way == "own"


def test_numbers_come_from_where_the_register_says(here: world.World, dossier: Dossier) -> None:
    signed(here, dossier)
    refused("number-missing", lambda: number(here.act("records", "2025-08-06T09:00"), dossier.pk))
    number(here.act("records", "2025-08-06T09:00"), dossier.pk, number=12)
    other = _signed_too(here)
    refused("number-used", lambda: number(here.act("records", "2025-08-06T09:00"), other.pk, number=12))
    cancel_number(here.act("records", "2025-08-06T09:30"), dossier.pk, reason="Gõ nhầm")
    assert number(here.act("records", "2025-08-06T09:40"), other.pk, number=12).document == "numbered"


def _signed_too(here: world.World, **changed: str) -> Dossier:
    return signed(here, in_process(here, "2025-08-04T09:00"), **changed)


def test_an_own_register_takes_no_typed_number_and_no_earlier_day(here: world.World, dossier: Dossier) -> None:
    register = _own(here)
    signed(here, dossier)
    refused("number-not-ours", lambda: number(here.act("records", "2025-08-06T09:00"), dossier.pk, number=9))
    refused(
        "number-day",
        lambda: number(here.act("records", "2025-08-06T09:00"), dossier.pk, issued_on=date(2025, 8, 4)),
    )
    number(here.act("records", "2025-08-07T09:00"), dossier.pk)
    other = _signed_too(here)
    refused("number-day", lambda: number(here.act("records", "2025-08-06T09:00"), other.pk))
    for who, given in [("leader", {}), ("records", {"reason": " "}), ("records", {"count": 99})]:
        with pytest.raises(Exception, match=r".") as raised:
            reserve_number(here.act(who, AT), register.pk, **{"day": date(2025, 8, 5), "reason": "x", **given})
        assert raised.value.code in {"not-permitted", "reason", "number-count"}


def test_every_state_is_reached_and_the_database_knows_them(here: world.World, dossier: Dossier) -> None:
    assert set(FOLLOWS) == set(DocumentState)
    assert {to for follow in FOLLOWS.values() for to in follow} == set(DocumentState) - {DocumentState.DRAFT}
    drafted(here, dossier)
    for column, value in [("state", "nowhere"), ("state", "signed")]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Document.objects.update(**{column: value})


def test_a_template_fills_what_it_knows(here: world.World, dossier: Dossier) -> None:
    values = places_of(Dossier.objects.get(pk=dossier.pk))
    text = filled(GRANT.body + GRANT.grounds + SHEET + DENY.body, values)
    assert "[[" not in text
    assert "Y Bhăm Niê" in text
    assert dossier.number in text
    own = template_of({"body": "Cấp cho [[chủ hồ sơ]] [[không có]]"}, outcome="granted")
    assert filled(own.body, values) == "Cấp cho Y Bhăm Niê ……"
    assert own.title == GRANT.title
    assert template_of({"body": "x"}, outcome="denied") is DENY
    assert unknown_places({"body": "[[số hồ sơ]] [[không có]]"}) == ["không có"]


def test_a_named_leader_must_be_one(here: world.World, dossier: Dossier) -> None:
    drafted(here, dossier)
    refused(
        "not-a-leader",
        lambda: submit_document(here.act("officer", AT), dossier.pk, sheet="x", leader_id=here.users["head"].pk),
    )
    submit_document(here.act("officer", AT), dossier.pk, sheet="x", leader_id=here.users["leader"].pk)
    assert paper(dossier).submitted_to == here.users["leader"]


def test_a_register_opens_with_the_abbreviation_of_its_body(here: world.World) -> None:
    with transaction.atomic():
        assert opened(here.units["so"], "decision", year=2026).symbol == "QĐ-ST"
        Unit.objects.filter(pk=here.units["so"].pk).update(abbreviation="SNV")
        body = Unit.objects.get(pk=here.units["so"].pk)
        assert opened(body, "letter", year=2026).symbol == "SNV"
        assert opened(body, "decision", year=2026).symbol == "QĐ-ST", "a register that is open keeps its symbol"
