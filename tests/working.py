"""The worker, run until nothing is left to do."""

from procrastinate import App
from procrastinate.contrib.django import app

from caicach.kit.awaiting import awaited


def work_once() -> None:
    """In a thread of its own, since a browser's test may have left an event loop in this one."""
    awaited(_work(app.with_connector(app.connector.get_worker_connector())))


async def _work(working: App) -> None:
    async with working.open_async():
        await working.run_worker_async(wait=False, listen_notify=False, install_signal_handlers=False)
