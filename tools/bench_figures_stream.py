"""How soon the columnar copy knows of a change, while 100 dossiers change each second (`tools.bench_figures`)."""

import statistics
import threading
import time
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from caicach.config.commands.worker import FOLLOW
from caicach.facts.queries import copy
from caicach.facts.services.copy import follow
from caicach.figures.services.sum_days import sum_days
from caicach.journal.services.record import record_all
from caicach.kit.acts import SYSTEM, Act, Change
from tools.bench_figures_fill import change, seal_now

BATCH, PAUSE = 10, 0.1


def freshness(first: int, seconds: float) -> dict[str, Any]:
    """Ten dossiers change every tenth of a second from the id `first` on; the copy follows as the worker lets it.

    Told are the seconds from the commit of a change until a generation holds it; the generation counts only when its
    work began after that commit.
    """
    committed: list[float] = []
    followed: list[tuple[float, float]] = []
    stop = threading.Event()

    def follows() -> None:
        try:
            while not stop.is_set():
                began = time.perf_counter()
                generation = follow()
                if generation is not None:
                    sum_days(generation)
                followed.append((began, time.perf_counter()))
                stop.wait(FOLLOW)
        finally:
            connection.close()

    follower = threading.Thread(target=follows)
    follower.start()
    until = time.perf_counter() + seconds
    changed = first
    while time.perf_counter() < until:
        began = time.perf_counter()
        _batch(changed)
        committed.append(time.perf_counter())
        changed += BATCH
        time.sleep(max(0.0, PAUSE - (time.perf_counter() - began)))
    while not followed or followed[-1][0] < committed[-1]:
        time.sleep(PAUSE)
        seal_now()
    stop.set()
    follower.join()
    _all_there(first, changed)
    ages = sorted(next(done for began, done in followed if began >= at) - at for at in committed)
    return {
        "changes/s": round((changed - first) / seconds),
        "median s": round(statistics.median(ages), 1),
        "99 of 100 within s": round(ages[int(0.99 * (len(ages) - 1))], 1),
        "longest s": round(ages[-1], 1),
    }


def _batch(first: int) -> None:
    now = timezone.now()
    with transaction.atomic():
        change(f"subject_id >= {first} AND subject_id < {first + BATCH}")
        record_all(
            Act(actor=SYSTEM, at=now, now=now),
            [Change(kind="bench", subject_id=first + one, action="bench.change") for one in range(BATCH)],
        )


def _all_there(first: int, end: int) -> None:
    generation = copy.current()
    if generation is None:
        raise RuntimeError("no copy")
    delta = copy.place(generation.tables["dossiers"].delta)
    found = copy.ask(
        f"SELECT count(DISTINCT subject_id) FROM read_parquet({delta}) WHERE version = 2"
        f" AND subject_id >= {first} AND subject_id < {end}"
    )[0][0]
    if found != end - first:
        raise RuntimeError(f"the copy knows {found} of {end - first} changes")
