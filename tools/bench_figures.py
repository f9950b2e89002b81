"""The third part of `make bench` (there over a million): figures over many dossiers, as ratios within this run.

Fact versions of `--dossiers` invented dossiers (10 million; `--dossiers 1000000` takes two minutes) of 122 units and 60
fields, accepted from January 2024 to June 2026, are written into a throw-away PostgreSQL by SQL, three in a hundred of
them in a second version after the first seal. The columnar copy and the sums by day are then written by the services.
Each step is asked several times in turn with what it is compared with:

* hand-written DuckDB SQL over the same Parquet files,
* PostgreSQL by hand with covering indexes over the same rows (of current versions, the best that it can be given),
* a bare scan of the columns that are needed.

Each step asserts its totals against each other before its time counts. The result goes to `bench/figures.json`.
"""

import argparse
import contextlib
import importlib
import json
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

from caicach.config.cluster import Cluster

OUTPUT = Path(__file__).resolve().parents[1] / "bench" / "figures.json"


def main() -> int:
    """Fill, measure, print, write."""
    parser = argparse.ArgumentParser(description="Measure figures over many dossiers.")
    parser.add_argument("--dossiers", type=int, default=10_000_000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--without-postgresql", action="store_true", help="leave out the slow comparison")
    args = parser.parse_args()
    with _database():
        inside = importlib.import_module("tools.bench_figures_inside")
        found = {"dossiers": args.dossiers}
        for name, step in inside.steps(args.dossiers, args.repeat, postgresql=not args.without_postgresql):
            found[name] = step
            print(f"{name:<34}" + "  ".join(f"{key} {value}" for key, value in step.items()), flush=True)
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0


@contextlib.contextmanager
def _database() -> Iterator[None]:
    """A passing server on the disk (memory would not hold it), and a folder for the copy."""
    with tempfile.TemporaryDirectory(prefix="caicach-bench-") as copy:
        folder = Path(tempfile.mkdtemp(prefix="caicach-bench-", dir="/tmp"))
        folder.chmod(0o711)
        cluster = Cluster(folder, durable=False)
        try:
            cluster.start()
            os.environ |= {
                "DATABASE_URL": cluster.url(),
                "SECRET_KEY": secrets.token_hex(32),
                "CAICACH_COPY": copy,
                "CAICACH_COPY_FROM_ROWS": "0",
                "CAICACH_COPY_MAX_AGE": "36000",
                "DJANGO_SETTINGS_MODULE": "caicach.config.settings",
            }
            importlib.import_module("django").setup()
            yield
            importlib.import_module("django.db").connections.close_all()
        finally:
            cluster.remove()


if __name__ == "__main__":
    raise SystemExit(main())
