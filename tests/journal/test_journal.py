"""The journal: nothing is changed or removed, a change beside it is found and named, seals know what was committed."""

import threading
from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

import world
from caicach.config.commands import journal as command
from caicach.dossiers.services.receive import receive
from caicach.journal.models import Line, Personal, Seal
from caicach.journal.queries import seal_at, unsealed
from caicach.journal.services.record import record
from caicach.journal.services.seal import seal
from caicach.journal.services.verify import verify
from caicach.kit.acts import SYSTEM, Act, Change
from caicach.kit.refusal import Refused


def note(subject: int, **personal: str) -> None:
    now = timezone.now()
    with transaction.atomic():
        record(
            Act(actor=SYSTEM, at=now, now=now),
            Change(kind="thing", subject_id=subject, action="test.note", details={"n": subject}, personal=personal),
        )


@pytest.mark.parametrize(
    "table", ["journal_line", "journal_seal", "dossiers_fact", "dossiers_standing", "figures_definition"]
)
@pytest.mark.parametrize("verb", ["DELETE FROM {0}", "TRUNCATE {0}", "UPDATE {0} SET {1} = {1}"])
def test_the_database_refuses_to_change_what_was_written(database: str, table: str, verb: str) -> None:
    column = {"journal_line": "body", "journal_seal": "root", "figures_definition": "code"}.get(table, "version")
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(verb.format(table, column))


def test_lines_of_one_subject_form_a_chain(database: str) -> None:
    for _ in range(3):
        note(1)
    note(2)
    lines = list(Line.objects.filter(kind="thing").order_by("subject_id", "seq"))
    assert [(line.subject_id, line.seq) for line in lines] == [(1, 1), (1, 2), (1, 3), (2, 1)]
    assert bytes(lines[0].hash).hex() in lines[1].body
    assert verify().finding is None


def test_no_personal_value_stands_in_a_body_and_erasing_leaves_the_chain_whole(database: str) -> None:
    note(1, name="H'Loan Êban", identity="066123456789")
    line = Line.objects.get(kind="thing")
    assert "Loan" not in line.body
    assert "066123456789" not in line.body
    assert Personal.objects.get(line_id=line.pk).values["identity"] == "066123456789"
    Personal.objects.all().delete()
    seal()
    report = verify()
    assert (report.finding, report.erased) == (None, 1)


TAMPERINGS = {
    "body": "body = overlay(body placing 'X' from 40 for 1)",
    "hash": "hash = overlay(hash placing '\\x00' from 3 for 1)",
    "action": "action = action || 'x'",
    "actor_id": "actor_id = 7",
    "kind": "kind = 'other'",
    "subject_id": "subject_id = subject_id + 1000",
    "seq": "seq = seq + 1",
    "occurred_at": "occurred_at = occurred_at - interval '1 second'",
    "recorded_at": "recorded_at = recorded_at + interval '1 microsecond'",
    "claimed_at": "claimed_at = now()",
    "origin": "origin = 'demo'",
    "key": "key = 'x'",
    "tx": "tx = '1'",
    "id": "id = id + 100000",
}


@pytest.mark.parametrize("column", TAMPERINGS)
@pytest.mark.parametrize("sealed", [True, False])
def test_a_change_of_any_column_is_found_and_the_line_named(database: str, column: str, sealed: bool) -> None:
    for subject in (1, 2, 3):
        note(subject, name="Ai đó")
    if sealed:
        seal()
    victim = Line.objects.get(kind="thing", subject_id=2).pk
    without_triggers(f"UPDATE journal_line SET {TAMPERINGS[column]} WHERE id = {victim}")
    report = verify()
    assert report.finding is not None
    assert report.finding.line == (victim + 100_000 if column == "id" else victim)
    code, document, text = command.run(type("Args", (), {"what": "verify"})())
    assert (code, document["holds"]) == (1, False)
    assert str(report.finding.line) in text


@pytest.mark.parametrize(
    "sql",
    [
        'UPDATE journal_personal SET "values" = \'{"name": "Ai khác"}\' WHERE line_id = {victim}',
        "UPDATE journal_personal SET key = sha256('x') WHERE line_id = {victim}",
    ],
)
def test_a_change_of_personal_values_is_found(database: str, sql: str) -> None:
    note(1, name="Ai đó")
    victim = Line.objects.get(kind="thing").pk
    without_triggers(sql.replace("{victim}", str(victim)))
    finding = verify().finding
    assert finding is not None
    assert finding.line == victim


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM journal_line WHERE kind = 'thing' AND seq = 2",
        "DELETE FROM journal_line WHERE kind = 'thing'",
        "UPDATE journal_seal SET published_at = published_at - interval '1 day'",
        "UPDATE journal_seal SET snapshot = '1:1:'",
        "UPDATE journal_seal SET lines = lines + 1",
        "UPDATE journal_seal SET root = hash",
    ],
)
def test_removed_lines_and_changed_seals_are_found(database: str, sql: str) -> None:
    note(1)
    note(1)
    seal()
    without_triggers(sql)
    assert verify().finding is not None


def without_triggers(sql: str) -> None:
    """What somebody with the owner's rights can do."""
    with connection.cursor() as cursor:
        for table in ("journal_line", "journal_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
        cursor.execute(sql)


def test_a_seal_knows_what_was_committed_and_never_what_came_later(database: str) -> None:
    seal()
    before = timezone.now()
    note(1)
    first = seal()
    assert seal().no == first.no, "nothing new, no new seal"
    assert seal_at(before).no == first.no - 1
    assert seal_at(first.published_at) == first
    with pytest.raises(Refused, match="tương lai"):
        seal_at(timezone.now() + timedelta(days=1))
    with pytest.raises(Refused, match="sớm nhất"):
        seal_at(before - timedelta(days=4000))


def test_a_late_commit_is_in_a_later_seal_and_not_lost(database: str) -> None:
    """A transaction that began before another one's seal and commits after it."""
    seal()
    began, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        now = timezone.now()
        with transaction.atomic():
            record(Act(actor=SYSTEM, at=now, now=now), Change(kind="slow", subject_id=1, action="test.slow"))
            began.set()
            go_on.wait(10)
        connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    began.wait(10)
    note(5)
    quick = seal()
    assert quick.lines == 1, "the committed line is known at once, the open one is not"
    go_on.set()
    thread.join()
    late = seal()
    assert (late.no, late.lines) == (quick.no + 1, 1)
    assert unsealed(late) == []
    assert verify().finding is None


def in_parallel(clients: int, work: Callable[[int], None]) -> list[BaseException]:
    """Run the work in as many threads, each with its own connection; what they raised."""
    errors: list[BaseException] = []

    def one(place: int) -> None:
        try:
            work(place)
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(place,)) for place in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_16_parallel_clients_receive_without_a_number_twice(database: str) -> None:
    here = world.build()
    each = 6
    actor = here.actor("clerk")

    def work(place: int) -> None:
        for turn in range(each):
            act = here.act("clerk", f"2024-03-04T{8 + place % 3:02d}:{turn:02d}")
            assert act.actor == actor
            receive(act, here.intake())

    assert in_parallel(16, work) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT number), max(right(number, 4)::int) FROM dossiers_dossier")
        assert cursor.fetchone() == (16 * each, 16 * each, 16 * each)
        cursor.execute(
            "SELECT count(*) FROM dossiers_dossier d WHERE NOT EXISTS (SELECT FROM journal_line WHERE kind = 'dossier'"
            " AND subject_id = d.id) OR NOT EXISTS (SELECT FROM dossiers_fact WHERE subject_id = d.id)"
        )
        assert cursor.fetchone() == (0,)
    seal()
    assert verify().finding is None


def test_parallel_seals_follow_one_another(database: str) -> None:

    def work(place: int) -> None:
        note(place)
        seal()

    assert in_parallel(8, work) == []
    seals = list(Seal.objects.order_by("no"))
    assert [one.no for one in seals] == list(range(1, len(seals) + 1))
    assert sum(one.lines for one in seals) == Line.objects.count()
    assert verify().finding is None


def test_psycopg_speaks_the_snapshot_it_was_given(database: str) -> None:
    """The seal's snapshot is PostgreSQL's own text, so any tool can redraw what it knew."""
    note(1)
    known = seal()
    with psycopg.connect(**_plain(database)) as plain:
        count = plain.execute(
            "SELECT count(*) FROM journal_line WHERE pg_visible_in_snapshot(tx, %s::pg_snapshot)", [known.snapshot]
        ).fetchone()
    assert count == (Line.objects.count(),)


def _plain(database: str) -> dict[str, str]:
    settings = connection.settings_dict
    return {
        "host": settings["HOST"],
        "port": settings["PORT"] or "5432",
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "dbname": database,
    }
