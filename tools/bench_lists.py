"""The second half of `make bench`: the pages of lists and the homes over many dossiers.

The demo province is cloned by SQL until there are `--dossiers` (100,000), `--live` of them unfinished (30,000), each
with parties, ledger, fact versions and runs of days; their search text is told apart by names drawn from a short list.
Each page is asked through Django's own handler, without network, several times. Printed are its median, the CPU that it
takes in Python and in PostgreSQL together (this hardly depends on what else the machine does), the time spent in SQL
once, and the number of statements. With `--explain` the plan of every statement that took longer than 10 ms follows.
What is written there asserts that it is complete: so many dossiers, so many facts.
"""

import argparse
import importlib
import time
from typing import Any

from tools.bench import database

SLOW_MS = 10.0


def main() -> int:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description="Measure lists and homes over many dossiers.")
    parser.add_argument("--dossiers", type=int, default=100_000)
    parser.add_argument("--live", type=int, default=30_000)
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--explain", action="store_true", help="print the plans of slow statements")
    parser.add_argument("--only", default="", help="only pages whose name holds this")
    args = parser.parse_args()
    with database(durable=False):
        inside = importlib.import_module("tools.bench_lists_inside")
        began = time.perf_counter()
        print(inside.fill(dossiers=args.dossiers, live=args.live), f"in {time.perf_counter() - began:.0f} s\n")
        print(f"{'':<58}{'median ms':>10}{'CPU ms':>8}{'SQL ms':>8}{'SQL':>5}")
        for name, username, address in inside.pages():
            if args.only in name:
                _print(name, inside.measure(username, address, repeat=args.repeat), args.explain, inside)
    return 0


def _print(name: str, found: dict[str, Any], explain: bool, inside: Any) -> None:
    print(
        f"{name:<58}{found['median_ms']:>10.1f}{found['cpu_ms']:>8.1f}{found['sql_ms']:>8.1f}{found['statements']:>5}",
        flush=True,
    )
    for statement, spent in found["slow"] if explain else []:
        print(f"--- {spent:.1f} ms\n{statement[:1500]}\n{inside.plan(statement)}\n")


if __name__ == "__main__":
    raise SystemExit(main())
