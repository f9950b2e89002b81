"""Files of another one-stop system: checked by row and column, written once, read-only here, brought up to date."""

from pathlib import Path

import pytest
from django.utils import timezone

import world
from caicach.accounts.rules import Role
from caicach.dossiers.exports.import_files import corrections, write_file
from caicach.dossiers.models import Dossier, Fact, Import, Party, Standing
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.import_dossiers import Wanted, import_dossiers, tried
from caicach.dossiers.services.receive import receive
from caicach.dossiers.services.recompute import preview
from caicach.dossiers.views.verbs import actions
from caicach.journal.models import Line, Personal
from caicach.kit.acts import Act
from caicach.kit.period import local
from caicach.kit.refusal import Refused
from caicach.procedures.models import Competence
from dossiers.importing import bring, faults, system, write


def test_rows_become_dossiers_that_are_counted_and_only_looked_at(here: world.World, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        {"applicant": "Y Thử Niê"},
        {"accepted": "04/08/2025 09:00", "due": "11/08/2025", "finished": "2025-08-12", "returned": "2025-08-13"},
        {"accepted": "45873.375", "paused": "2025-08-06", "pause_kind": "Nghĩa vụ", "extended": "2025-08-20"},
    )
    with tried(system(), path, Wanted()) as one:
        assert (one.outcome.new, one.outcome.wrong) == (3, 0)
    assert not Dossier.objects.exists(), "a trial writes nothing"
    assert bring(path).new == 3
    first, late, paused = Dossier.objects.order_by("number")
    assert str(local(first.due_at)) == "2025-08-11 09:00:00", "5 working days, counted"
    assert (late.status, late.ending, str(local(late.finished_at))) == (10, 1, "2025-08-12 17:00:00")
    assert (paused.status, str(local(paused.accepted_at))) == (6, "2025-08-04 09:00:00")
    assert {one.step for one in (first, late, paused)} == {"done"}, "nobody's work here"
    runs = Standing.objects.filter(subject_id=late.pk).order_by("from_day").values_list("standing", flat=True)
    assert list(runs) == [1], "the twelfth is the first red day, and it is finished then"
    fact = Fact.objects.get(subject_id=late.pk)
    assert (str(fact.deadline_day), str(fact.finished_day), fact.channel) == ("2025-08-11", "2025-08-12", 2)
    line = Line.objects.get(kind="dossier", subject_id=late.pk)
    assert (line.origin, str(local(line.claimed_at)), line.action) == (
        "import",
        "2025-08-13 17:00:00",
        "dossiers.import_dossier",
    )
    named = Line.objects.get(kind="dossier", subject_id=first.pk)
    assert "Niê" not in named.body
    assert Personal.objects.get(line_id=named.pk).values == {"submitter.name": "Y Thử Niê"}
    assert Party.objects.get().name == "Y Thử Niê"
    with pytest.raises(Refused) as refused:
        assign(here.act("head", "2025-08-05T09:30"), first.pk, officer_id=here.users["officer"].pk)
    assert refused.value.code == "kept-elsewhere"
    assert actions(here.actor("leader"), first) == []
    assert preview(known_at=timezone.now()) == []


def test_the_same_file_does_nothing_and_a_newer_one_changes_what_changed(here: world.World, tmp_path: Path) -> None:
    bring(write(tmp_path, {}, {}, {}))
    lines = Line.objects.count()
    again = bring(write(tmp_path, {}, {}, {}))
    assert again.repeated
    newer = write(tmp_path, {}, {"finished": "2025-08-08 10:00", "due": "2025-08-11 09:00"}, {"number": "MC-9"})
    assert faults(newer) == [(3, "number", "differs")]
    done = bring(newer, companion=True)
    assert (done.new, done.changed, done.unchanged, done.gone) == (1, 1, 1, ("MC-3",))
    assert Line.objects.count() == lines + 2
    changed = Dossier.objects.get(number="MC-2")
    assert (changed.version, changed.status, Fact.objects.filter(subject_id=changed.pk).count()) == (2, 9, 2)
    assert Dossier.objects.filter(number="MC-3").exists(), "what vanished is kept"
    assert Import.objects.count() == 2
    assert bring(newer, companion=True).repeated


def test_a_newer_file_corrects_a_name_and_an_empty_one_leaves_it(here: world.World, tmp_path: Path) -> None:
    bring(write(tmp_path, {"applicant": "Nguyễn Văn Thủ"}, {"applicant": "Lê Thị Thử"}))
    newer = write(tmp_path, {"applicant": "Nguyễn Văn Thử"}, {"applicant": ""})
    done = bring(newer, companion=True)
    assert (done.new, done.changed, done.unchanged) == (0, 1, 1)
    corrected, kept = Dossier.objects.order_by("number")
    assert (corrected.parties.get().name, kept.parties.get().name) == ("Nguyễn Văn Thử", "Lê Thị Thử")
    assert corrected.search.endswith("nguyen van thu")
    line = Line.objects.get(kind="dossier", subject_id=corrected.pk, seq=2)
    assert Personal.objects.get(line_id=line.pk).values == {"submitter.name": "Nguyễn Văn Thử"}
    later = write(tmp_path, {"finished": "2025-08-08"}, {"applicant": "Lê Thị Thử"})
    assert bring(later, companion=True).changed == 1
    assert Dossier.objects.get(pk=corrected.pk).search.endswith("nguyen van thu"), "an untold name stays"


def test_what_was_checked_before_another_file_was_written_is_checked_again(here: world.World, tmp_path: Path) -> None:
    with tried(system(), write(tmp_path, {}), Wanted()) as one:
        bring(write(tmp_path, {}, {}, name="khac.csv"))
        with pytest.raises(Refused) as refused:
            import_dossiers(system(), one, Wanted())
    assert refused.value.code == "another-import"


WRONG = [
    ({"number": ""}, "number", "empty"),
    ({"procedure": "SYN-X"}, "procedure", "unknown-procedure"),
    ({"unit": "khong-co"}, "unit", "unknown-unit"),
    ({"received_unit": "khong-co"}, "received_unit", "unknown-unit"),
    ({"unit": "so2"}, "procedure", "not-competent"),
    ({"accepted": "2019-08-04"}, "procedure", "not-competent"),
    ({"channel": "fax"}, "channel", "unknown-word"),
    ({"accepted": "31/02/2025"}, "accepted", "bad-moment"),
    ({"accepted": "2099-01-01"}, "accepted", "future"),
    ({"finished": "2025-08-01"}, "finished", "before-accepted"),
    ({"due": "2025-08-01"}, "due", "before-accepted"),
    ({"due": "2025-08-11", "extended": "2025-08-10"}, "extended", "before-due"),
    ({"paused": "2025-08-05", "finished": "2025-08-06"}, "paused", "paused-and-finished"),
    ({"returned": "2025-08-06"}, "returned", "not-finished"),
    ({"ending": "rút"}, "ending", "not-finished"),
    ({"received": "2025-08-05"}, "received", "after-accepted"),
    ({"finished": "2025-08-06", "returned": "2025-08-05"}, "returned", "before-finished"),
    ({"number": "x" * 61}, "number", "too-long"),
]


def test_every_wrong_cell_is_told_by_row_and_column(here: world.World, tmp_path: Path) -> None:
    path = write(tmp_path, *(row for row, _, _ in WRONG), {"number": "MC-2"}, delimiter=";")
    expected = [(place, column, code) for place, (_, column, code) in enumerate(WRONG, start=2)]
    expected = sorted([*expected, (3, "number", "twice"), (len(WRONG) + 2, "number", "twice")])
    assert sorted(faults(path)) == expected


def test_good_rows_in_and_the_rest_in_a_file_to_be_put_right(here: world.World, tmp_path: Path) -> None:
    path = write(tmp_path, {}, {"channel": "=1+1", "applicant": "@SUM"}, {"number": "+MC-7"})
    with pytest.raises(Refused) as refused:
        bring(path)
    assert refused.value.code == "wrong-rows"
    assert not Dossier.objects.exists()
    wanted = Wanted()
    rest = tmp_path / "loi.csv"
    with tried(system(), path, wanted) as one:
        write_file(corrections(one.checked, companion=False), rest)
    text = rest.read_text("utf-8-sig")
    assert "'=1+1" in text
    assert "'@SUM" in text
    assert "Kênh “=1+1”" in text
    assert bring(path, good_rows=True).wrong == 1
    assert set(Dossier.objects.values_list("number", flat=True)) == {"MC-1", "+MC-7"}
    rest.write_text(text.replace("'=1+1,", "2,"), "utf-8")
    assert bring(rest).new == 1
    assert Party.objects.get().name == "@SUM"


def test_what_an_importer_does_not_reach_stays_out(here: world.World, tmp_path: Path) -> None:
    now = timezone.now()
    stranger = Act(actor=here.actor("stranger"), at=now, now=now)
    reformer = Act(actor=here.actor("reformer"), at=now, now=now)
    path = write(tmp_path, {})
    assert faults(path, stranger) == [(2, "unit", "out-of-reach")]
    assert faults(path, reformer) == []


def test_a_number_of_an_agency_out_of_reach_is_not_taken_over(here: world.World, tmp_path: Path) -> None:
    bring(write(tmp_path, {}))
    Competence.objects.create(procedure=here.procedure, unit=here.units["so2"], valid_from=world.BEGINNING)
    now = timezone.now()
    world.employ(here, "other", Role.REFORM_OFFICER, "so2")
    other = Act(actor=here.actor("other"), at=now, now=now)
    assert faults(write(tmp_path, {"unit": "so2"}), other, companion=True) == [(2, "number", "own")]


def test_our_own_dossiers_are_not_taken_over(here: world.World, tmp_path: Path) -> None:
    own = receive(here.act("clerk", "2025-08-04T09:00"), here.intake())
    path = write(tmp_path, {"number": own.number or ""})
    assert faults(path, companion=True) == [(2, "number", "own")]
