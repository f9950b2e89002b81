"""What `tools.bench` measures and counts from inside Django; imported once Django is set up."""

import time
from collections.abc import Iterator
from datetime import date
from itertools import cycle
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from caicach.accounts.models import User
from caicach.accounts.queries import holders_of
from caicach.accounts.rules import Role
from caicach.agencies.queries import unit_by_code
from caicach.config.prepare import prepare
from caicach.demo.rules.staff import CENTRE, PASSWORD
from caicach.demo.services.load import load_demo
from caicach.dossiers.models import Dossier, Fact
from caicach.dossiers.queries.offer import MOST, choices, offer
from caicach.figures.queries.answers import answer
from caicach.figures.queries.scope import scope_of
from caicach.figures.services.know import know
from caicach.journal.models import Line
from caicach.journal.queries import last_seal, unsealed
from caicach.journal.services.seal import seal
from caicach.journal.services.verify import verify
from caicach.kit.period import Period, local_day
from caicach.reports.queries.drawn import ii06
from tools.bench_load import Asked, median_of

AGENCY = "so-noi-vu"
PROVINCE = "dak-lak"
READ = 200
"""So many different dossiers are read in turn."""


def load() -> dict[str, Any]:
    """Prepare the database and load the demo up to today; how long the loading took, and what came of it."""
    translation.activate("vi")
    prepare(apply=True)
    begin = time.perf_counter()
    load_demo(anchor=local_day(timezone.now()), report=lambda _text: None)
    seconds = time.perf_counter() - begin
    dossiers, lines = Dossier.objects.count(), Line.objects.filter(kind="dossier").count()
    if dossiers < 1000 or Fact.objects.count() != lines:
        raise RuntimeError(f"{dossiers} dossiers, {lines} lines, {Fact.objects.count()} facts: the demo is not whole")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"dossiers": dossiers, "lines": lines, "seconds": seconds, "dossiers_per_second": dossiers / seconds}


def rows() -> dict[str, int]:
    """How many dossiers, facts and journal lines of dossiers there are: one more of each for a reception."""
    return {
        "dossiers": Dossier.objects.count(),
        "facts": Fact.objects.count(),
        "lines": Line.objects.filter(kind="dossier").count(),
    }


def clerks() -> list[tuple[str, str]]:
    """Username and password of each intake clerk of the centre."""
    centre = unit_by_code(CENTRE)
    found = holders_of(Role.INTAKE_CLERK, [centre.pk], on=local_day(timezone.now()))[centre.pk]
    return [(user.username, PASSWORD) for user in found]


def pages() -> Iterator[Asked]:
    """Pages of dossiers received at the centre, round and round, spread over all years."""
    known = Dossier.objects.filter(received_unit=unit_by_code(CENTRE), number__isnull=False).order_by("pk")
    every = max(1, known.count() // READ)
    found = [(pk, number) for place, (pk, number) in enumerate(known.values_list("pk", "number")) if place % every == 0]
    return (Asked(f"/dossiers/{pk}/", 200, wants=number or "") for pk, number in cycle(found))


def receptions() -> Iterator[Asked]:
    """Complete reception forms for procedures of all competent units in turn, each with a key of its own."""
    today, centre = local_day(timezone.now()), unit_by_code(CENTRE)
    forms = []
    for choice in choices("", on=today)[:MOST]:
        offered = offer(choice.version.procedure_id, on=today)
        if offered is not None:
            forms.append((choice.version.procedure_id, _form(offered.units[0].pk, centre.pk, offered.components)))
    for number, (procedure, form) in enumerate(cycle(forms)):
        filled = {**form, "submitter_name": f"Người nộp thử {number}", "request_key": str(uuid4())}
        yield Asked(f"/dossiers/receive/{procedure}/", 303, sent=filled)


def _form(unit: int, received: int, components: Any) -> dict[str, str]:
    papers = {f"paper-{one.pk}-{'electronic' if one.electronic else 'originals'}": "1" for one in components}
    return {
        "unit": str(unit), "received_unit": str(received), "channel": "1", "submitter_kind": "person",
        "submitter_identity": "066000000001", "submitter_phone": "0900000001", "act": "receive", **papers,
    }  # fmt: skip


def statements() -> dict[str, int]:
    """SQL statements of each request, the three of session, account and grants included; second time asked."""
    username = clerks()[0][0]
    page, form = pages(), receptions()
    return {
        "GET dossier": _counted(username, lambda: next(page)),
        "POST receive": _counted(username, lambda: next(form)),
        "GET reception form": _counted(username, lambda: Asked(next(form).path, 200)),
        "GET list of dossiers": _counted(username, lambda: Asked("/dossiers/", 200)),
        "GET home (clerk)": _counted(username, lambda: Asked("/", 200)),
        "GET home (leader)": _counted("lanh-dao", lambda: Asked("/", 200)),
        "GET II.06": _counted("lanh-dao", lambda: Asked("/reports/II.06/", 200)),
    }


def _counted(username: str, ask: Any) -> int:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username=username))
    counted = 0
    for _ in range(2):
        asked: Asked = ask()
        with CaptureQueriesContext(connection) as found:
            answered = client.get(asked.path) if asked.sent is None else client.post(asked.path, asked.sent)
        if answered.status_code != asked.status:
            raise RuntimeError(f"{asked.path}: {answered.status_code}")
        counted = len([one for one in found if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))])
    return counted


def report() -> dict[str, Any]:
    """II.06 of the last whole year of the province: median time, statements; its total is asked for by another way."""
    year = local_day(timezone.now()).year - 1
    period, known = Period(date(year, 1, 1), date(year, 12, 31)), know(None)

    def draw() -> Any:
        return ii06(agency=PROVINCE, period=period, seal=known)

    with CaptureQueriesContext(connection) as found:
        drawn = draw()
    received = answer(
        "dossiers.received", scope=scope_of(PROVINCE, on=period.last), period=period, seal=known
    ).numerator
    if not drawn.holds or not received or drawn.total[3] != received:
        raise RuntimeError(f"II.06 does not hold, or its total {drawn.total[3]} is not {received}")
    return {
        "year": year,
        "received": received,
        "rows": len(drawn.rows),
        "median_ms": 1000 * median_of(draw, 9),
        "statements": len(found),
    }


def journal() -> dict[str, Any]:
    """Seal what the web steps wrote, then verify everything."""
    waiting = len(unsealed(last_seal()))
    begin = time.perf_counter()
    made = seal()
    sealing = time.perf_counter() - begin
    if made.lines != waiting:
        raise RuntimeError(f"{waiting} lines waited, {made.lines} were sealed")
    begin = time.perf_counter()
    found = verify()
    seconds = time.perf_counter() - begin
    if found.finding is not None or found.unsealed or found.lines != Line.objects.count():
        raise RuntimeError(f"the journal does not hold: {found}")
    return {
        "sealed": waiting,
        "seal_ms": 1000 * sealing,
        "lines": found.lines,
        "verify_seconds": seconds,
        "lines_per_second": found.lines / seconds,
    }
