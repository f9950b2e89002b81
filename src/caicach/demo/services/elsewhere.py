"""Dossiers that another one-stop system keeps: two of its exports brought in, a third one waiting with wrong rows."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from caicach.accounts.models import User
from caicach.accounts.queries import actor_of
from caicach.demo.rules import names
from caicach.demo.services.histories import SEED
from caicach.dossiers.rules.imported import HEADS
from caicach.dossiers.services.confirm_import import confirm_import
from caicach.dossiers.services.hand_in_import import hand_in_import
from caicach.dossiers.services.import_dossiers import Wanted
from caicach.dossiers.services.run_import import run_import
from caicach.kit.acts import Act

UNIT, SYSTEM = "so-dan-toc-ton-giao", "mot-cua-cu"
PROCEDURES = ("1.012672", "1.012664", "SYN-TG-HOI-DOAN")
COUNT, STILL_OPEN, WRONG = 30, 4, 3
"""Dossiers of the first export, how many of them end in the second one only, wrong rows of the third."""


def bring_in(now: datetime, *, until: datetime) -> int:
    """Hand the exports in as the administrator and do the worker's part; how many dossiers they have."""
    user = User.objects.get(username="quan-tri")
    act = Act(actor=actor_of(user.pk, on=until.date()), at=now, now=now, origin="demo", claimed_at=now)
    rows = _rows(until)
    for open_ones, name in ((STILL_OPEN, "ho-so-thang-truoc.csv"), (0, "ho-so-thang-nay.csv")):
        told = [_ended(row, open_one=place < open_ones) for place, row in enumerate(rows)]
        wanted = Wanted(system=SYSTEM, companion=True, file_name=name)
        job = hand_in_import(act, [_text(told)], wanted)
        run_import(job.pk, now=now, corrections=lambda *_: None)
        confirm_import(act, job.pk, good_rows=False)
        run_import(job.pk, now=now, corrections=lambda *_: None)
    spoilt = [row | {"channel": "fax", "number": f"{row['number']}-x"} for row in rows[:WRONG]]
    newer = Wanted(system=SYSTEM, companion=True, file_name="ho-so-hom-nay.csv")
    hand_in_import(act, [_text([*rows, *spoilt])], newer)
    return len(rows)


def _rows(until: datetime) -> list[dict[str, str]]:
    random = Random(f"{SEED} elsewhere")  # noqa: S311 (a drawing, no secret)
    rows = []
    for place in range(COUNT):
        accepted = until.replace(hour=8 + place % 3, minute=5 * (place % 12)) - timedelta(days=40 + 2 * place)
        due = accepted + timedelta(days=20)
        finished = due + timedelta(days=random.choice((-9, -6, -4, -2, -1, 0, 3)))
        rows.append(
            {
                "number": f"DTTG-{accepted:%y%m%d}-{place + 1:04d}",
                "procedure": PROCEDURES[place % len(PROCEDURES)],
                "unit": UNIT,
                "received_unit": UNIT,
                "channel": random.choice(("Trực tiếp", "Trực tuyến")),
                "accepted": f"{accepted:%Y-%m-%d %H:%M}",
                "due": f"{due:%Y-%m-%d %H:%M}",
                "finished": f"{finished:%Y-%m-%d %H:%M}",
                "returned": f"{finished + timedelta(hours=2):%Y-%m-%d %H:%M}",
                "applicant": names.person(random),
            }
        )
    return rows


def _ended(row: dict[str, str], *, open_one: bool) -> dict[str, str]:
    return row | {"finished": "", "returned": ""} if open_one else row


def _text(rows: Sequence[dict[str, str]]) -> bytes:
    out = io.StringIO()
    out.write(",".join(HEADS.values()) + "\n")
    csv.DictWriter(out, list(HEADS), lineterminator="\n").writerows(rows)
    return out.getvalue().encode()
