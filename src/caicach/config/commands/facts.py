"""`caicach facts status|follow|rebuild|check`: the columnar copy from which large figures are counted."""

import argparse
import importlib
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext as _

from caicach.config.wording import say
from caicach.facts.queries import copy
from caicach.facts.rules.manifest import Manifest
from caicach.facts.services.copy import follow, rebuild
from caicach.figures.queries.agree import Difference, between, differences
from caicach.figures.queries.engines import Engine, columnar
from caicach.figures.queries.sums import folder
from caicach.figures.services.sum_days import sum_days
from caicach.journal.models import Seal
from caicach.kit.period import Period, local_day
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`follow` adds what changed, `rebuild` writes all anew, `check` compares with PostgreSQL, `status` only tells."""
    parser.add_argument("what", choices=["status", "follow", "rebuild", "check"])
    parser.add_argument(
        "--spark",
        metavar="spark://…",
        help=say(mark("check: đối chiếu cụm Spark này với bản sao cột, thay cho PostgreSQL")),
    )
    parser.add_argument(
        "--days", type=int, default=365, help=say(mark("check: số ngày gần đây được đối chiếu (mặc định: 365)"))
    )


def run(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """Exit code 1 when the copy differs from PostgreSQL; raises `Refused` when there is none to check."""
    if args.what == "check":
        return _check(args.days, args.spark)
    began = time.monotonic()
    if args.what == "rebuild":
        sum_days(rebuild(report=lambda line: print(line, file=sys.stderr, flush=True)))
    elif args.what == "follow":
        generation = follow()
        if generation is None:
            raise Refused("copy-busy", mark("Một tiến trình khác đang ghi bản sao cột; hãy chờ nó xong rồi gọi lại."))
        sum_days(generation)
    generation = copy.current()
    if generation is None:
        return 0, {"copy": None}, _("Chưa có bản sao cột; tạo bằng: caicach facts rebuild")
    document = _document(generation) | {"seconds": round(time.monotonic() - began, 2)}
    told = _("Bản sao cột: thế hệ {generation}, {rows} phiên bản dữ kiện, tính đến dấu niêm phong {seal} ({when})")
    if not copy.rules(generation):
        told += "; " + _("số liệu còn ít nên vẫn được đếm thẳng trong PostgreSQL")
    return 0, document, told.format(**document)


def _document(generation: Manifest) -> dict[str, object]:
    return {
        "generation": generation.generation,
        "rows": generation.rows,
        "changed_rows": generation.changed_rows,
        "seal": generation.seal_no,
        "when": generation.published_at,
        "in_use": copy.rules(generation),
        "summed_by_day": folder(generation).exists(),
        "bytes": sum((copy.root() / name).stat().st_size for name in generation.files()),
    }


def _check(days: int, master: str | None) -> tuple[int, dict[str, object], str]:
    generation = copy.current()
    seal = Seal.objects.filter(no=generation.seal_no).first() if generation else None
    if generation is None or seal is None or not copy.knows(generation, seal):
        raise Refused("no-copy", mark("Chưa có bản sao cột của cơ sở dữ liệu này; tạo bằng: caicach facts rebuild"))
    today = local_day(timezone.now())
    periods = [Period(today - timedelta(days=length), today) for length in {days, 30}]
    found = list(islice(_differences(generation, seal, periods, master), SHOWN))
    names = ("spark", "copy") if master else ("copy", "postgresql")
    document: dict[str, object] = {
        "agrees": not found,
        "seal": seal.no,
        "rows": generation.rows,
        "differences": [{"what": one.what, names[0]: one.here, names[1]: one.oracle} for one in found],
    }
    if master:
        told = _("Spark khớp với bản sao cột") if not found else _("Spark KHÁC bản sao cột")
        return (
            int(bool(found)),
            document,
            "\n".join([told, *(f"{one.what}: {one.here} ≠ {one.oracle}" for one in found)]),
        )
    if not found:
        told = _("Bản sao cột khớp với PostgreSQL tại dấu niêm phong {seal}: {rows} phiên bản dữ kiện")
        return 0, document, told.format(seal=seal.no, rows=generation.rows)
    lines = [f"{one.what}: {one.here} ≠ {one.oracle}" for one in found]
    head = _("Bản sao cột KHÁC PostgreSQL tại dấu niêm phong {seal}; hãy chạy: caicach facts rebuild")
    return 1, document, "\n".join([head.format(seal=seal.no), *lines])


def _differences(
    generation: Manifest, seal: Seal, periods: Sequence[Period], master: str | None
) -> Iterator[Difference]:
    if not master:
        return differences(generation, seal, periods)
    try:
        # An extra that most installations do without.
        spark = importlib.import_module("caicach.facts.queries.spark")
    except ModuleNotFoundError as error:
        raise Refused(
            "spark-missing", mark("Chưa cài phần mở rộng Spark; hãy cài thêm: pip install 'caicach[spark]'")
        ) from error
    session = spark.session(master)
    engine = Engine("spark", lambda table: spark.known(table, generation, seal), lambda sql: spark.ask(session, sql))
    return between(engine, columnar(generation, seal), periods)
