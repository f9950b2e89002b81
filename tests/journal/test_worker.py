"""The worker seals what was committed."""

from procrastinate.contrib.django import app

from caicach.journal import tasks
from caicach.journal.models import Line, Seal
from caicach.journal.services.verify import verify


def test_the_worker_publishes_a_seal(database: str) -> None:
    assert Seal.objects.count() == 0
    assert Line.objects.count() > 0
    tasks.seal.defer(timestamp=0)
    app.with_connector(app.connector.get_worker_connector()).run_worker(wait=False, listen_notify=False)
    assert Seal.objects.get().lines == Line.objects.count()
    report = verify()
    assert (report.finding, report.unsealed) == (None, 0)
