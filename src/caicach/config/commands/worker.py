"""`caicach worker`: background work, until Ctrl-C or SIGTERM. As many as one likes may run at the same time."""

import argparse
import asyncio
import contextlib
from typing import cast

from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from caicach.config.wording import say
from caicach.kit.words import mark

HELP = mark("chạy tiến trình làm việc nền")
LOOK_FOR_STALLED = 30.0
"""Seconds between two looks for jobs whose worker was killed; it counts as killed after 30 s without a sign of life."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much at once, and whether to stop when nothing is left to do."""
    parser.add_argument("--concurrency", type=int, default=2, help=say(mark("số việc cùng lúc (mặc định: 2)")))
    parser.add_argument("--once", action="store_true", help=say(mark("dừng khi hết việc")))


def run(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """Work until asked to stop; a running job is finished first."""
    connector = cast(DjangoConnector, app.connector).get_worker_connector()
    with app.replace_connector(connector) as working:
        asyncio.run(_work(working, concurrency=args.concurrency, wait=not args.once))
    return 0, {"stopped": True}, ""


async def _work(working: App, *, concurrency: int, wait: bool) -> None:
    async with working.open_async():
        looking = asyncio.create_task(_take_up_stalled(working))
        try:
            await working.run_worker_async(
                name="caicach",
                concurrency=concurrency,
                wait=wait,
                shutdown_graceful_timeout=10,
                delete_jobs="successful",
            )
        finally:
            looking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await looking


async def _take_up_stalled(working: App) -> None:
    """Give the jobs of killed workers back to the queue."""
    while True:
        for job in await working.job_manager.get_stalled_jobs():
            await working.job_manager.retry_job(job)
        await asyncio.sleep(LOOK_FOR_STALLED)
