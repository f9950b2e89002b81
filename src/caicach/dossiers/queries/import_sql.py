"""The conditions under which a row of another system's file is wrong, and how its cells are read, as SQL of DuckDB.

A cell as it stands is `t_<column>`, what it means `<column>`; the tables are those laid out by `services.check_import`.
"""

from collections.abc import Mapping

from caicach.dossiers.rules import imported as rules
from caicach.dossiers.rules.imported import COLUMNS, LONGEST, MOMENTS

WORDS: tuple[tuple[str, Mapping[str, object]], ...] = (
    ("channel", rules.CHANNEL_WORDS),
    ("ending", rules.ENDING_WORDS),
    ("pause_kind", rules.PAUSE_WORDS),
    ("applicant_kind", rules.APPLICANT_WORDS),
    ("apology", {"0": 0, "1": 1, "2": 2}),
)
_UNSURE = {"ending": 1, "pause_kind": "supplement", "applicant_kind": "person", "apology": 0}
"""What an empty cell of these columns means."""

CHECKS: tuple[tuple[str, str, str], ...] = (
    *((column.name, "empty", f"t_{column.name} = ''") for column in COLUMNS if column.needed),
    *((name, "too-long", f"length(t_{name}) > {most}") for name, most in LONGEST.items()),
    ("number", "twice", "twice.number IS NOT NULL"),
    ("procedure", "unknown-procedure", "t_procedure <> '' AND procedures.code IS NULL"),
    ("unit", "unknown-unit", "t_unit <> '' AND units.code IS NULL"),
    ("unit", "out-of-reach", "NOT units.reached"),
    ("received_unit", "unknown-unit", "t_received_unit <> '' AND places.code IS NULL"),
    *((name, "unknown-word", f"t_{name} <> '' AND {name} IS NULL") for name, _ in WORDS),
    *((name, "bad-moment", f"t_{name} <> '' AND {name} IS NULL") for name in MOMENTS),
    (
        "procedure",
        "not-competent",
        "handled.version_id IS NULL AND accepted IS NOT NULL AND procedures.code IS NOT NULL "
        "AND units.code IS NOT NULL",
    ),
    *((name, "future", f"{name} > $now") for name in ("received", "accepted", "paused", "finished", "returned")),
    ("received", "after-accepted", "received > accepted"),
    *((name, "before-accepted", f"{name} < accepted") for name in ("due", "paused", "finished")),
    ("extended", "before-due", "extended < due"),
    ("paused", "paused-and-finished", "paused IS NOT NULL AND finished IS NOT NULL"),
    ("returned", "not-finished", "returned IS NOT NULL AND t_finished = ''"),
    ("ending", "not-finished", "t_ending <> '' AND t_finished = ''"),
    ("returned", "before-finished", "returned < finished"),
)
"""Each check: the column, the code of `WRONG`, and the condition under which a row is wrong. Bits in this order."""


def moment(text: str) -> str:
    """A moment as written by people, programs and spreadsheets. A day alone is its beginning."""
    return f"""CASE WHEN {text} = '' THEN NULL
      WHEN {text}[5] = '-' AND length({text}) <= 19 AND NOT contains({text}, 'Z') AND NOT contains({text}, '+')
        THEN try_cast({text} AS TIMESTAMP)
      WHEN contains({text}, '/') THEN CASE length({text}) WHEN 16 THEN try_strptime({text}, '%d/%m/%Y %H:%M')
        ELSE try_strptime({text}, ['%d/%m/%Y %H:%M', '%d/%m/%Y %H:%M:%S', '%d/%m/%Y']) END
      WHEN regexp_full_match({text}, '[1-9][0-9]{{4}}([.][0-9]+)?')
        THEN TIMESTAMP '1899-12-30' + to_seconds(round(try_cast({text} AS DOUBLE) * 86400)) END"""


BEGINNINGS = ("received", "accepted", "paused")
"""Moments at which something begins: a day alone is its beginning."""


def end_moment(name: str) -> str:
    """An end or a deadline (already read): told by its day alone it is 17:00, not before acceptance on that day."""
    text = f"t_{name}"
    return f"""CASE
      WHEN {name} IS NULL OR length({text}) > 10 OR contains({text}, '.') OR contains({text}, ':') THEN {name}
      WHEN {name}::DATE = accepted::DATE THEN greatest(accepted, {name} + INTERVAL 17 HOUR)
      ELSE {name} + INTERVAL 17 HOUR END"""


def trimmed(cell: str) -> str:
    """The trimmed cell; an apostrophe that keeps a spreadsheet from reading a formula is taken off."""
    return f"CASE WHEN {cell}[1] = '''' AND contains('=+-@', {cell}[2]) THEN trim({cell}[2:]) ELSE trim({cell}) END"


def word(name: str, known: Mapping[str, object]) -> str:
    """The value of a word, whatever its case and marks; NULL for one that is not known."""
    folded = f"CASE WHEN length(t_{name}) <= 1 THEN t_{name} ELSE replace(strip_accents(lower(t_{name})), 'đ', 'd') END"
    cases = " ".join(f"WHEN '{said}' THEN {_literal(value)}" for said, value in known.items())
    empty = f"WHEN '' THEN {_literal(_UNSURE[name])} " if name in _UNSURE else ""
    return f"CASE {folded} {empty}{cases} END"


def _literal(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else str(int(str(value)))
