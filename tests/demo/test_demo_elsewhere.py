"""The demo's exports of another system: brought in, one waiting; and a file much smaller than the province."""

import csv
from collections import Counter
from pathlib import Path

from django.utils import timezone

from caicach.demo.services.elsewhere import COUNT, SYSTEM, UNIT
from caicach.dossiers.models import Dossier, ImportJob
from caicach.dossiers.rules.imported import HEADS
from caicach.dossiers.services.import_dossiers import Wanted, tried
from caicach.kit.acts import SYSTEM as HOUSE
from caicach.kit.acts import Act


def test_two_exports_are_in_and_one_waits(demo_database: str) -> None:
    assert Counter(ImportJob.objects.values_list("state", flat=True)) == {"done": 2, "uploaded": 1}
    kept = Dossier.objects.filter(kept_elsewhere=True, imported__source=SYSTEM)
    assert (kept.count(), kept.filter(finished_at=None).count()) == (COUNT, 0)


def test_a_wrong_cell_is_told_of_its_own_row(demo_database: str, tmp_path: Path) -> None:
    """With fewer rows than units the database looks the rows up for the units; the order of the file must survive."""
    path, now = tmp_path / "it.csv", timezone.now()
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(HEADS), lineterminator="\n")
        out.write(",".join(HEADS.values()) + "\n")
        for at, channel in enumerate(("fax", "thư", "1", "1", "1")):
            row = {"number": f"IT-{at}", "procedure": "1.012672", "unit": UNIT, "received_unit": UNIT}
            writer.writerow(row | {"channel": channel, "accepted": "2026-09-01 09:00"})
    with tried(Act(actor=HOUSE, at=now, now=now), path, Wanted(system=SYSTEM)) as one:
        assert [(fault.row, fault.value) for fault in one.checked.faults(companion=False)] == [(2, "fax"), (3, "thư")]
        assert [cells[0] for _row, cells in one.checked.spoilt(companion=False)] == ["IT-0", "IT-1"]
