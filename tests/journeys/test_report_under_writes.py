"""A report printed while sixteen clients write, asked again with its instant, gives the same bytes."""

import threading
from datetime import date, datetime

from django.db import connections

import world
from caicach.dossiers.services.receive import receive
from caicach.dossiers.services.withdraw import withdraw
from caicach.figures.services.know import know
from caicach.kit.period import Period
from caicach.reports.exports import workbook
from caicach.reports.exports.document import document
from caicach.reports.queries.drawn import ii06

PERIOD = Period(date(2024, 3, 1), date(2024, 3, 31))


def printed(as_of: datetime | None) -> tuple[datetime, dict[str, object], bytes]:
    """The report as known now, or as of an instant: its instant, its document, its workbook."""
    report = ii06(agency="so", period=PERIOD, seal=know(as_of))
    return report.as_of, document(report), workbook.as_bytes(report)


def test_a_report_is_redrawn_byte_for_byte(database: str) -> None:
    here = world.build()
    stop, errors = threading.Event(), []

    def client(place: int) -> None:
        try:
            turn = 0
            while not stop.is_set():
                turn += 1
                dossier = receive(here.act("clerk", f"2024-03-{4 + place % 5:02d}T08:{turn % 60:02d}"), here.intake())
                if turn % 3 == 0:
                    withdraw(here.act("clerk", f"2024-03-{4 + place % 5:02d}T09:{turn % 60:02d}"), dossier.pk)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    clients = [threading.Thread(target=client, args=(place,)) for place in range(16)]
    for one in clients:
        one.start()
    editions = []
    while len(editions) < 6:
        editions.append(printed(None))
    stop.set()
    for one in clients:
        one.join()
    assert errors == []
    totals = [edition[1]["total"]["received"]["total"] for edition in editions]
    assert totals == sorted(totals)
    assert totals[-1] > totals[0], "the clients were writing meanwhile"
    assert printed(None)[1]["total"]["received"]["total"] > totals[0]
    for as_of, said, sheet in editions:
        assert printed(as_of) == (as_of, said, sheet)
        assert all(check["holds"] for check in said["checks"])
