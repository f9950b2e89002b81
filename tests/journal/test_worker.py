"""The worker seals what was committed."""

from caicach.journal import tasks
from caicach.journal.models import Line, Seal
from caicach.journal.services.verify import verify
from working import work_once


def test_the_worker_publishes_a_seal(database: str) -> None:
    assert Seal.objects.count() == 0
    assert Line.objects.count() > 0
    tasks.seal.defer(timestamp=0)
    work_once()
    assert Seal.objects.get().lines == Line.objects.count()
    report = verify()
    assert (report.finding, report.unsealed) == (None, 0)
