"""Files of another one-stop system for the tests of imports, and how they are brought in."""

import csv
from collections.abc import Mapping
from pathlib import Path

from django.utils import timezone

from caicach.dossiers.rules.imported import HEADS
from caicach.dossiers.services.import_dossiers import Outcome, Wanted, import_dossiers, tried
from caicach.kit.acts import SYSTEM, Act

GOOD = {
    "number": "MC-1",
    "procedure": "SYN-1",
    "unit": "so",
    "received_unit": "centre",
    "channel": "Trực tuyến",
    "accepted": "2025-08-04 09:00",
}


def write(folder: Path, *rows: Mapping[str, str], delimiter: str = ",", name: str = "ho-so.csv") -> Path:
    """A file with these rows; each takes what it does not say from `GOOD`."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(HEADS), delimiter=delimiter, lineterminator="\n")
        out.write(delimiter.join(HEADS.values()) + "\n")
        writer.writerows({**GOOD, "number": f"MC-{place}", **row} for place, row in enumerate(rows, start=1))
    return path


def system() -> Act:
    now = timezone.now()
    return Act(actor=SYSTEM, at=now, now=now, origin="import")


def bring(path: Path, **how: object) -> Outcome:
    wanted = Wanted(file_name=path.name, **how)  # type: ignore[arg-type]
    with tried(system(), path, wanted) as one:
        return import_dossiers(system(), one, wanted)


def faults(path: Path, act: Act | None = None, *, companion: bool = False) -> list[tuple[int, str, str]]:
    wanted = Wanted(file_name=path.name, companion=companion)
    with tried(act or system(), path, wanted) as one:
        found = list(one.checked.faults(companion=companion))
    return [(fault.row, fault.column, fault.code) for fault in found]
