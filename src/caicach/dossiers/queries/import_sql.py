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
    ("procedure", "unknown-procedure", "t_procedure <> '' AND procedures.id IS NULL"),
    ("unit", "unknown-unit", "t_unit <> '' AND units.id IS NULL"),
    ("unit", "out-of-reach", "NOT units.reached"),
    ("received_unit", "unknown-unit", "t_received_unit <> '' AND places.id IS NULL"),
    *((name, "unknown-word", f"t_{name} <> '' AND {name} IS NULL") for name, _ in WORDS),
    *((name, "bad-moment", f"t_{name} <> '' AND {name} IS NULL") for name in MOMENTS),
    (
        "procedure",
        "not-competent",
        "handled.version_id IS NULL AND accepted IS NOT NULL AND procedures.id IS NOT NULL AND units.id IS NOT NULL",
    ),
    *((name, "future", f"{name} > $now") for name in ("received", "accepted", "paused", "finished", "returned")),
    *((name, "too-early", f"{name} < DATE '{rules.EARLIEST}'") for name in ("received", "accepted")),
    ("received", "after-accepted", "received > accepted"),
    *((name, "before-accepted", f"{name} < accepted") for name in ("due", "paused", "finished")),
    ("extended", "before-due", "extended < due"),
    ("paused", "paused-and-finished", "paused IS NOT NULL AND finished IS NOT NULL"),
    ("returned", "not-finished", "returned IS NOT NULL AND t_finished = ''"),
    ("ending", "not-finished", "t_ending <> '' AND t_finished = ''"),
    ("returned", "before-finished", "returned < finished"),
)
"""Each check: the column, the code of `WRONG`, and the condition under which a row is wrong. Bits in this order."""

LATER = (("number", "twice"), ("number", "own"), ("number", "differs"))
"""What is found once all rows are read, and then by what is here already; their bits follow those of `CHECKS`."""
TWICE, OWN, DIFFERS = (1 << len(CHECKS) + place for place in range(len(LATER)))


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
    return (
        f"CASE WHEN {cell} IS NULL THEN '' WHEN starts_with({cell}, '''') AND contains('=+-@', {cell}[2]) "
        f"THEN trim({cell}[2:]) ELSE trim({cell}) END"
    )


def word(name: str, known: Mapping[str, object]) -> str:
    """The value of a word, whatever its case and marks; NULL for one that is not known."""
    folded = f"CASE WHEN length(t_{name}) <= 1 THEN t_{name} ELSE replace(strip_accents(lower(t_{name})), 'đ', 'd') END"
    cases = " ".join(f"WHEN '{said}' THEN {literal(value)}" for said, value in known.items())
    empty = f"WHEN '' THEN {literal(_UNSURE[name])} " if name in _UNSURE else ""
    return f"CASE {folded} {empty}{cases} END"


def literal(value: object) -> str:
    """A value of Python as SQL."""
    if value is None:
        return "NULL"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(int(str(value)))


def reader(path: str, separator: str, columns: int) -> str:
    """The file as a table of texts c0, c1, …; an empty cell is NULL."""
    names = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(columns))
    return f"""read_csv({literal(path)}, header = true, auto_detect = false, delim = {literal(separator)}, quote = '"',
      escape = '"', nullstr = '', columns = {{{names}}}, null_padding = true, max_line_size = 1048576)"""


def checked(source: str, places: Mapping[str, int], columns: int) -> str:
    """Every row read once and judged; `id` is its place in the file, empty rows included, the first one's 0.

    The place is counted where the file is read: a join keeps no order.
    """
    texts = ", ".join(f"{_text(column.name, places)} AS t_{column.name}" for column in COLUMNS)
    filled = " OR ".join(f"c{place} IS NOT NULL" for place in range(columns))
    moments = ", ".join(f"{moment(f't_{name}')} AS {name}" for name in MOMENTS)
    ends = ", ".join(f"{end_moment(name)} AS {name}" for name in MOMENTS if name not in BEGINNINGS)
    words = ", ".join(f"{word(name, known)} AS {name}" for name, known in WORDS)
    wrong = " + ".join(
        f"(CASE WHEN {condition} THEN {1 << bit}::BIGINT ELSE 0 END)" for bit, (_, _, condition) in enumerate(CHECKS)
    )
    return f"""
    WITH texts AS (SELECT row_number() OVER () - 1 AS id, {filled} AS filled, {texts} FROM {source}),
    told AS (SELECT *, {moments}, {words} FROM texts),
    read AS (SELECT * REPLACE ({ends}) FROM told)
    SELECT read.id, filled, t_number AS number, units.id AS unit_id, places.id AS received_unit_id, handled.version_id,
      channel::TINYINT AS channel, {", ".join(MOMENTS)}, pause_kind, ending::TINYINT AS ending,
      apology::TINYINT AS apology, applicant_kind, t_applicant AS applicant, {wrong} AS wrong, '' AS known
    FROM read LEFT JOIN procedures ON procedures.code = t_procedure
    LEFT JOIN units ON units.code = t_unit
    LEFT JOIN units AS places ON places.code = t_received_unit
    LEFT JOIN handled ON handled.procedure_id = procedures.id AND handled.unit_id = units.id
      AND accepted::DATE BETWEEN handled.first AND handled.last"""  # noqa: S608 (own expressions)


def _text(name: str, places: Mapping[str, int]) -> str:
    return trimmed(f"c{places[name]}") if name in places else "''"


CONTENT = ("channel", *MOMENTS, "pause_kind", "ending", "apology")

TOLD = f"""
SELECT checked.* EXCLUDE (filled), versions.procedure_id,
  md5(concat_ws('|', procedures.code, units.code, places.code,
    {", ".join(f"coalesce({name}::VARCHAR, '')" for name in CONTENT)})) AS content
FROM checked LEFT JOIN versions ON versions.id = version_id
LEFT JOIN procedures ON procedures.id = versions.procedure_id
LEFT JOIN units ON units.id = unit_id LEFT JOIN units AS places ON places.id = received_unit_id
WHERE filled
"""  # noqa: S608
"""The rows with a digest of what a dossier is told to have changed by: all but the names of people."""
