"""What the worker does for the journal."""

from procrastinate.contrib.django import app

from caicach.journal.services import seal as sealing


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="journal.seal", name="journal.seal")
def seal(timestamp: int) -> None:
    """Every minute: publish a seal over the lines committed since the last one."""
    del timestamp
    sealing.seal()
