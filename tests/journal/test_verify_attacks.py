"""Attacks on the journal that must be found and named, and a question asked while a seal is being made."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

import world
from caicach.config.commands import journal as command
from caicach.dossiers.services.receive import receive
from caicach.journal.models import Line, Seal
from caicach.journal.queries import SEALER, seal_at
from caicach.journal.rules import body as rules
from caicach.journal.services.record import record
from caicach.journal.services.seal import seal
from caicach.journal.services.verify import verify
from caicach.kit.acts import SYSTEM, Act, Change


def note(subject: int, **personal: str) -> None:
    now = timezone.now()
    change = Change(kind="thing", subject_id=subject, action="test.note", details={"n": subject}, personal=personal)
    with transaction.atomic():
        record(Act(actor=SYSTEM, at=now, now=now), change)


def without_triggers(sql: str) -> None:
    """What somebody with the owner's rights can do."""
    with connection.cursor() as cursor:
        for table in ("journal_line", "journal_seal", "dossiers_fact", "dossiers_standing"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
        cursor.execute(sql)


def verified() -> tuple[int, dict[str, object], str]:
    return command.run(type("Args", (), {"what": "verify"})())


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal_seal SET snapshot = 'x' WHERE no = 1",
        "UPDATE journal_seal SET snapshot = overlay(snapshot placing 'x' from 1 for 1) WHERE no = 2",
        "UPDATE journal_seal SET no = -no WHERE no = 2",
        "UPDATE journal_line SET id = -id WHERE id = {victim}",
        "UPDATE journal_personal SET \"values\" = '[]' WHERE line_id = {victim}",
        'UPDATE journal_personal SET "values" = \'{{"name": 7}}\' WHERE line_id = {victim}',
        "UPDATE journal_line SET body = 'x', hash = sha256(E'caicach line 1\\nx') WHERE id = {victim}",
        "UPDATE journal_line SET body = '{{}}', hash = sha256(E'caicach line 1\\n{{}}') WHERE id = {victim}",
    ],
)
def test_whatever_is_written_over_verify_names_it_and_does_not_fail(database: str, sql: str) -> None:
    note(1, name="Ai đó")
    seal()
    note(1, name="Ai đó")
    seal()
    victim = Line.objects.get(kind="thing", seq=1).pk
    without_triggers(sql.format(victim=victim))
    code, document, _text = verified()
    assert (code, document["holds"]) == (1, False)
    broken = document["broken"]
    assert isinstance(broken, dict)
    assert broken["line"] in (victim, -victim) if "journal_seal" not in sql else broken["seal"] is not None


def test_two_lines_cannot_exchange_their_personal_values(database: str) -> None:
    note(1, name="Ai đó")
    note(2, name="Ai đó")
    first, second = Line.objects.filter(kind="thing").order_by("id").values_list("pk", flat=True)
    without_triggers(
        f"UPDATE journal_personal SET line_id = -1 WHERE line_id = {first};"
        f"UPDATE journal_personal SET line_id = {first} WHERE line_id = {second};"
        f"UPDATE journal_personal SET line_id = {second} WHERE line_id = -1"
    )
    finding = verify().finding
    assert finding is not None
    assert finding.line == first


def test_a_subject_chained_anew_does_not_fit_its_seal(database: str) -> None:
    note(1)
    seal()
    line = Line.objects.get(kind="thing")
    body = line.body.replace('"n":1', '"n":2')
    assert body != line.body
    without_triggers("SELECT 1")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_line SET body = %s, hash = %s WHERE id = %s", [body, rules.line_hash(body), line.pk]
        )
    finding = verify().finding
    assert finding is not None
    assert finding.seal == Seal.objects.order_by("-no").values_list("no", flat=True)[0]


FACT_ATTACKS = {
    "the last seal and its lines removed": (
        "DELETE FROM journal_personal; DELETE FROM journal_line WHERE kind = 'dossier';"
        "DELETE FROM journal_seal WHERE no = (SELECT max(no) FROM journal_seal)"
    ),
    "a fact removed": "DELETE FROM dossiers_standing; DELETE FROM dossiers_fact",
    "a fact written by another transaction": "UPDATE dossiers_fact SET tx = '3'",
    "a fact renumbered": "UPDATE dossiers_fact SET version = 2",
}


@pytest.mark.parametrize("attack", FACT_ATTACKS)
def test_facts_and_lines_belong_together(database: str, attack: str) -> None:
    seal()
    here = world.build()
    receive(here.act("clerk", "2025-08-04T09:00"), here.intake())
    seal()
    assert verified()[0] == 0
    without_triggers(FACT_ATTACKS[attack])
    code, document, text = verified()
    assert (code, document["holds"]) == (1, False)
    assert "dossiers_fact" in text


def test_as_of_an_instant_waits_for_the_seal_that_is_being_published(database: str) -> None:
    """A seal carries an instant before its commit: asked in between, the answer must be the one given ever after."""
    seal()
    note(1)
    asked: list[int] = []

    def ask() -> None:
        asked.append(seal_at(moment).no)
        connections.close_all()

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALER])
        moment = timezone.now()
        last = Seal.objects.order_by("-no")[0]
        values = {"lines": 0, "root": b"", "prev": b"", "hash": b""}
        Seal.objects.create(
            no=last.no + 1, published_at=moment - timedelta(microseconds=1), snapshot=last.snapshot, **values
        )
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join(0.5)
    thread.join(10)
    assert asked == [last.no + 1]
