"""The larger engine: the same rows in force on a Spark cluster, read from the same files.

Needs the extra `spark` (pyspark, Java 17 or later). The cluster's machines must see the copy's folder under the same
path; the session is the driver and comes from whoever asks.
"""

from collections.abc import Sequence
from typing import Any

from pyspark.sql import SparkSession

from caicach.facts.queries.copy import Files, rows_in_force
from caicach.facts.queries.copy import root as copy_root
from caicach.facts.register import FactTable
from caicach.facts.rules.manifest import Manifest
from caicach.journal.models import Seal


def session(master: str, *, name: str = "caicach") -> SparkSession:
    """A session on that master, such as `spark://127.0.0.1:7077`, in UTC as the files are."""
    builder = SparkSession.builder.master(master).appName(name)
    return (
        builder.config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.parquet.inferTimestampNTZ.enabled", "true")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )


def _files(names: Sequence[str]) -> str:
    paths = (str(copy_root() / name).replace("`", "``") for name in names)
    return "(" + " UNION ALL ".join(f"SELECT * FROM parquet.`{path}`" for path in paths) + ")"  # noqa: S608 (own files)


SPARK = Files(read=_files, without="LEFT ANTI JOIN")


def known(table: FactTable, generation: Manifest, seal: Seal) -> str:
    """SQL for Spark of the table's rows in force at the seal; the same as DuckDB is given."""
    return rows_in_force(table, generation, seal, files=SPARK)


def ask(spark: SparkSession, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a statement."""
    return [tuple(row) for row in spark.sql(sql).collect()]
