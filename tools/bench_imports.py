"""The fourth part of `make bench`: files of another one-stop system checked and written, as ratios within this run.

A throw-away PostgreSQL on the disk gets 120 units, 300 procedures and who handles them. Files of 100,000 and of
`--rows` (1,000,000) invented rows, all good, two thirds of them with a deadline told, are then brought in, each in a
process of its own, so that its peak of memory says whether it grows with the file. Measured are DuckDB's bare reading
of the file into a table, the whole check (three times each, the quickest counts), the writing in one transaction, the
seal over its lines, and a newer file in which two rows in a hundred changed. What is written is counted and asserted.
The result goes to `bench/imports.json`.
"""

import argparse
import importlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

from caicach.config.cluster import Cluster

OUTPUT = Path(__file__).resolve().parents[1] / "bench" / "imports.json"
FEW = 100_000


def main() -> int:
    """Fill, measure, print, write."""
    parser = argparse.ArgumentParser(description="Measure imports of another system's dossiers.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--step", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.step:
        print(json.dumps(_inside(args.step)))
        return 0
    folder = Path(tempfile.mkdtemp(prefix="caicach-bench-", dir="/tmp"))
    folder.chmod(0o711)
    cluster = Cluster(folder, durable=False)
    found = []
    try:
        cluster.start()
        _asked(cluster, "fill")
        for rows in sorted({min(FEW, args.rows), args.rows}):
            found.append(_asked(cluster, str(rows)))
            print("  ".join(f"{name} {value}" for name, value in found[-1].items()), flush=True)
    finally:
        cluster.remove()
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0


def _asked(cluster: Cluster, step: str) -> dict[str, object]:
    """One step in a process of its own."""
    told = {
        "DATABASE_URL": cluster.url(),
        "SECRET_KEY": secrets.token_hex(32),
        "DJANGO_SETTINGS_MODULE": "caicach.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tools.bench_imports", "--step", step],
        env=os.environ | told,
        stdout=subprocess.PIPE,
        check=True,
    )
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def _inside(step: str) -> dict[str, object]:
    importlib.import_module("django").setup()
    inside = importlib.import_module("tools.bench_imports_inside")
    if step == "fill":
        inside.fill()
        return {}
    with tempfile.TemporaryDirectory() as folder:
        answer: dict[str, object] = inside.measure(Path(folder), int(step))
        return answer


if __name__ == "__main__":
    raise SystemExit(main())
