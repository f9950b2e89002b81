"""`caicach worker`: background work, until Ctrl-C or SIGTERM. As many as one likes may run at the same time."""

import argparse
import asyncio
import contextlib
import logging
from typing import cast

from django.db import connection
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from caicach.config.wording import say
from caicach.facts.queries import copy
from caicach.facts.services.copy import follow
from caicach.figures.services.sum_days import sum_days
from caicach.kit.words import mark

HELP = mark("chạy tiến trình làm việc nền")
FOLLOW = 3.0
"""Seconds between two looks at what the columnar copy does not know yet, where figures are counted from it."""

FOLLOW_IDLY = 60.0
"""The same where PostgreSQL still counts: each look publishes a seal, and nobody waits for the copy."""

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
        loops = [asyncio.create_task(_take_up_stalled(working)), asyncio.create_task(_follow_facts())]
        try:
            await working.run_worker_async(
                name="caicach",
                concurrency=concurrency,
                wait=wait,
                shutdown_graceful_timeout=10,
                delete_jobs="successful",
            )
        finally:
            for loop in loops:
                loop.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await loop


async def _take_up_stalled(working: App) -> None:
    """Give the jobs of killed workers back to the queue."""
    while True:
        for job in await working.job_manager.get_stalled_jobs():
            await working.job_manager.retry_job(job)
        await asyncio.sleep(LOOK_FOR_STALLED)


async def _follow_facts() -> None:
    """Keep the columnar copy up; a fault (a full disk) is written down and tried again, for PostgreSQL answers too."""
    while True:
        try:
            await asyncio.to_thread(_followed)
        except Exception:
            logging.getLogger(__name__).exception("the columnar copy could not follow")
        await asyncio.sleep(FOLLOW if copy.rules(copy.current()) else FOLLOW_IDLY)


def _followed() -> None:
    try:
        generation = follow()
        if generation is not None:
            sum_days(generation)
    finally:
        connection.close()
