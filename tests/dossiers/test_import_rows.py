"""What the quick way of an import writes is what the rules, asked row by row, say of the same row."""

import csv
import json
import unicodedata
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path

from django.db.models import Model
from django.utils import timezone

import world
from caicach.calendars.queries import work_calendar
from caicach.dossiers.models import Dossier, Fact, Imported, Party, Standing
from caicach.dossiers.rules.clock import Stretch
from caicach.dossiers.rules.imported import HEADS, status_of
from caicach.dossiers.rules.outcome import deadline_of
from caicach.dossiers.rules.regime import REGIMES, regime_on
from caicach.dossiers.rules.standing import Extended, standings
from caicach.dossiers.services import write
from caicach.dossiers.services.import_dossiers import Wanted, import_dossiers, tried
from caicach.journal.models import Line
from caicach.journal.rules import body as rules
from caicach.journal.services.record import record
from caicach.journal.services.seal import seal
from caicach.journal.services.verify import verify
from caicach.kit.acts import SYSTEM, Act, Change
from caicach.kit.period import instant
from caicach.kit.period import local as wall
from caicach.kit.working_time import Limit, LimitUnit, deadline

NAMES = ["", "Y  Bhăm Niê", unicodedata.normalize("NFD", "Đặng Thị Ớt"), "ẞtraße, Ltd", "Thủ tục thử", "H'Đoan"]
PAUSES = ["", "supplement", "obligation", "stop"]
WORDS = {"": "", "supplement": "bổ sung", "obligation": "Nghĩa vụ", "stop": "tạm dừng"}
ENDINGS = {0: "", 1: "đã giải quyết", 2: "Rút", 3: "dừng", 4: "từ chối", 5: "không bổ sung"}


def told() -> list[dict[str, object]]:
    """Rows of every kind: both decrees, told and counted deadlines, extensions, pauses, ends before and after."""
    rows: list[dict[str, object]] = []
    for accepted, due, extended in product(
        (datetime(2025, 6, 27, 16, 30), datetime(2025, 8, 2, 9)), (None, 0, 6), (None, 9)
    ):
        ways = [{}, *({"paused": days, "kind": PAUSES[1 + days % 3]} for days in (0, 5, 7, 8, 14))]
        ways += [{"finished": days, "ending": 1 + days % 5, "returned": days % 2} for days in (0, 5, 6, 7, 8, 15, 30)]
        for way in ways:
            number = f"MC-{len(rows)}" if len(rows) % 7 else f"Số {len(rows)}/Đ"
            rows.append({"number": number, "accepted": accepted, "due": due, "extended": extended, **way})
    return rows


def expected(row: dict[str, object], here: world.World, act: Act, applicant: str) -> tuple[Dossier, Fact, list[tuple]]:
    """The row by the rules, one after the other."""
    accepted = row["accepted"]
    assert isinstance(accepted, datetime)

    def after(name: str) -> datetime | None:
        days = row.get(name)
        return None if days is None else accepted + timedelta(days=days)  # type: ignore[arg-type]

    so, centre, finished, paused = here.units["so"], here.units["centre"], after("finished"), after("paused")
    returned = finished if row.get("returned") else None
    due = after("due")
    if due is None:
        calendar = work_calendar(so.schedule_id, known_at=act.now)
        due = deadline(accepted, Limit(5, LimitUnit.WORKING_DAYS), calendar).due
    extended = due + timedelta(days=int(row["extended"])) if row["extended"] is not None else None  # type: ignore[call-overload]
    regime, kind = regime_on(accepted.date()), str(row.get("kind", ""))
    ending = int(row.get("ending", 0))  # type: ignore[call-overload]
    dossier = Dossier(
        number=row["number"],
        number_given_elsewhere=True,
        kept_elsewhere=True,
        procedure=here.procedure,
        rules_version=here.version,
        unit=so,
        competent_unit=so,
        handling_unit=so,
        received_unit=centre,
        helped_unit=centre,
        channel=2,
        regime=regime.code,
        accepted_at=instant(accepted),
        submitted_at=instant(accepted),
        limit_amount=5,
        limit_unit="working_days",
        promised_at=instant(due),
        due_at=instant(due),
        extended_to=extended and instant(extended),
        calendar_known_at=act.now,
        paused_since=paused and instant(paused),
        finished_at=finished and instant(finished),
        returned_at=returned and instant(returned),
        ending=ending,
        status=status_of(ending=ending, finished=bool(finished), returned=bool(returned), pause=kind),
        version=1,
        search=write.folded([str(row["number"]), here.version.name_vi, applicant]),
    )
    write.settle(dossier)
    judged = deadline_of(regime, due=instant(due), extended=dossier.extended_to)
    fact = write.fact_row(
        dossier, deadline=judged, field_id=here.procedure.field_id, online_payment=False, at_centre=True
    )
    stretches = [Stretch(accepted, paused, due), *([Stretch(paused, None, None)] if paused else [])]
    extension = Extended(accepted, extended) if extended and REGIMES[regime.code].extension_counts else None
    runs = standings(stretches, extension=extension, finished=finished and finished.date())
    return dossier, fact, [(int(run.stands), run.from_day, run.to_day) for run in runs]


def cells(row: dict[str, object], due: datetime | None, extended: datetime | None, applicant: str) -> dict[str, str]:
    accepted = row["accepted"]
    assert isinstance(accepted, datetime)

    def text(moment: datetime | None) -> str:
        return "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"

    def after(name: str) -> datetime | None:
        days = row.get(name)
        return None if days is None else accepted + timedelta(days=days)  # type: ignore[arg-type]

    return {
        "number": str(row["number"]),
        "procedure": "SYN-1",
        "unit": "so",
        "received_unit": "centre",
        "channel": "Trực tuyến",
        "accepted": text(accepted),
        "due": text(due) if row["due"] is not None else "",
        "extended": text(extended),
        "paused": text(after("paused")),
        "pause_kind": WORDS[str(row.get("kind", ""))],
        "finished": text(after("finished")),
        "ending": ENDINGS[int(row.get("ending", 0))],  # type: ignore[call-overload]
        "returned": text(after("finished")) if row.get("returned") else "",
        "applicant": applicant,
    }


def same(found: Model, wanted: Model, *, without: tuple[str, ...]) -> bool:
    return all(
        getattr(found, field.attname) == getattr(wanted, field.attname)
        for field in found._meta.concrete_fields
        if field.name not in without
    )


def test_every_row_is_written_as_the_rules_say(database: str, tmp_path: Path) -> None:
    here, now = world.build(), timezone.now()
    act = Act(actor=SYSTEM, at=now, now=now, origin="import")
    rows = told()
    wanted = [expected(row, here, act, NAMES[at % len(NAMES)]) for at, row in enumerate(rows)]
    path = tmp_path / "ho-so.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(HEADS), lineterminator="\n")
        out.write(",".join(HEADS.values()) + "\n")
        for at, (row, (dossier, _fact, _runs)) in enumerate(zip(rows, wanted, strict=True)):
            due, extended = (moment and wall(moment) for moment in (dossier.due_at, dossier.extended_to))
            writer.writerow(cells(row, due, extended, NAMES[at % len(NAMES)]))
    with tried(act, path, Wanted()) as one:
        assert one.outcome.wrong == 0, list(one.checked.faults(companion=False))
        import_dossiers(act, one, Wanted())
    found = list(Dossier.objects.order_by("pk"))
    assert len(found) == len(rows)
    facts = {fact.subject_id: fact for fact in Fact.objects.all()}
    runs: dict[int, list[tuple[object, ...]]] = {}
    for run in Standing.objects.order_by("subject_id", "from_day"):
        runs.setdefault(run.subject_id, []).append((run.standing, run.from_day, run.to_day))
    parties = {party.dossier_id: party for party in Party.objects.all()}
    for at, (dossier, (expect, fact, stands)) in enumerate(zip(found, wanted, strict=True)):
        assert same(dossier, expect, without=("id",)), rows[at]
        assert same(facts[dossier.pk], fact, without=("id", "tx", "subject_id")), rows[at]
        assert runs.get(dossier.pk, []) == stands, rows[at]
        assert (parties[dossier.pk].name if dossier.pk in parties else "") == NAMES[at % len(NAMES)]
    assert Imported.objects.count() == len(rows)
    lines_are_those_of_record(found[1], act)


def lines_are_those_of_record(dossier: Dossier, act: Act) -> None:
    """The line of a load says what `record` writes for the same act, byte for byte but for ids, hash and digests."""
    seal()
    assert verify().finding is None
    line = Line.objects.get(kind="dossier", subject_id=dossier.pk)
    body = json.loads(line.body)
    assert rules.written(body) == line.body
    assert rules.line_hash(line.body) == bytes(line.hash)
    happened = datetime.fromisoformat(body["occurred_at"])
    other = Act(actor=SYSTEM, at=happened, now=act.now, origin="import", claimed_at=happened)
    personal = {"submitter.name": "Y  Bhăm Niê"}
    record(
        other,
        Change(kind="other", subject_id=1, action=line.action, details=body["details"], personal=personal),
    )
    written = json.loads(Line.objects.get(kind="other").body)
    differ = {name for name in body if body[name] != written[name]}
    assert differ == {"id", "tx", "kind", "subject_id", "personal"}
    assert list(body) == list(written)
    assert body["personal"].keys() == written["personal"].keys()
