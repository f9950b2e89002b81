"""What a good row of another system's file becomes in each table, as SQL of DuckDB over the whole file.

The rules stand in `rules.*` and are carried over here as data (statuses, decrees) or as the one case that a row can
tell: a dossier with at most one pause that still lasts. `tests/dossiers/test_import_rows.py` holds both together.
"""

from collections.abc import Iterable

from django.db import models

from caicach.dossiers.models import Dossier, Fact
from caicach.dossiers.queries.import_sql import TOLD, literal
from caicach.dossiers.rules import imported as rules
from caicach.dossiers.rules.outcome import Ending
from caicach.dossiers.rules.regime import DECREE_61, DECREE_118, DECREE_118_FROM, REGIMES
from caicach.dossiers.rules.standing import Stands
from caicach.dossiers.rules.status import Status
from caicach.dossiers.rules.step import ProcessStep

LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
PLAIN = f"[ -~{LETTERS}{LETTERS.upper()}]*"
"""Texts whose folding the database knows as well as `kit.vietnamese.fold` does."""

_FOLD = "replace(strip_accents(lower({0})), 'đ', 'd')"


def _folded(text: str, odd: str) -> str:
    plain = _FOLD.format(text)
    spaced = f"CASE WHEN contains({text}, '  ') THEN regexp_replace({plain}, ' +', ' ', 'g') ELSE {plain} END"
    return f"coalesce({odd}.folded, {spaced})"


def _cases(over: str, cases: Iterable[tuple[object, object]], otherwise: str) -> str:
    return f"CASE {over} {' '.join(f'WHEN {literal(a)} THEN {literal(b)}' for a, b in cases)} ELSE {otherwise} END"


_PAUSED = _cases("pause_kind", [(one, int(status)) for one, status in rules.PAUSED_STATUS.items()], "NULL")
_ENDED = _cases("ending", [(int(one), int(status)) for one, status in rules.ENDED_STATUS.items()], "NULL")
STATUS = f"""CASE WHEN finished IS NULL AND paused IS NULL THEN {int(Status.IN_PROCESS)}
  WHEN finished IS NULL THEN {_PAUSED}
  WHEN ending <> {int(Ending.PROCESSED)} THEN {_ENDED}
  WHEN returned IS NULL THEN {int(Status.PROCESSED)} ELSE {int(Status.RETURNED)} END"""
_COUNTING = ", ".join(str(code) for code, regime in REGIMES.items() if regime.extension_counts)

ODD = f"""
CREATE TABLE odd AS SELECT DISTINCT text, NULL::VARCHAR AS folded FROM (
  SELECT unnest([number, applicant, name]) AS text FROM checked LEFT JOIN known USING (number)
  WHERE filled AND wrong & ~{{differs}}::BIGINT = 0)
WHERE NOT regexp_full_match(text, '{PLAIN}')
"""  # noqa: S608
"""Texts that have to be folded by ourselves: few, or none."""

ROWS = f"""
CREATE TABLE {{table}} AS
WITH told AS ({TOLD}),
named AS (
  SELECT told.* EXCLUDE (applicant, applicant_kind), told.applicant <> '' AS names,
    CASE WHEN told.applicant <> '' THEN told.applicant ELSE coalesce(here.name, '') END AS applicant,
    CASE WHEN told.applicant <> '' THEN told.applicant_kind ELSE coalesce(here.kind, '') END AS applicant_kind
  FROM told LEFT JOIN known AS here ON here.number = told.number WHERE {{condition}}),
dated AS (
  SELECT named.* EXCLUDE (ending, due, number), named.number, named.due IS NULL AS counted,
    coalesce(named.due, dues.due) AS due, CASE WHEN finished IS NULL THEN 0 ELSE ending END AS ending,
    {STATUS} AS status,
    CASE WHEN accepted >= DATE '{DECREE_118_FROM}' THEN {DECREE_118.code} ELSE {DECREE_61.code} END AS regime,
    greatest(accepted, paused, finished, returned) AS happened,
    versions.field_id, versions.online_payment, versions.name AS title, limits.amount, limits.unit AS limit_unit,
    places.centre AS at_centre, versions.folded AS folded_title,
    {_folded("named.number", "odd_number")} AS folded_number, {_folded("named.applicant", "odd_name")} AS folded_name
  FROM named JOIN versions ON versions.id = named.version_id
  JOIN limits ON limits.version_id = named.version_id AND limits.channel = named.channel
  JOIN units AS places ON places.id = received_unit_id
  LEFT JOIN dues ON dues.id = named.id
  LEFT JOIN odd AS odd_number ON odd_number.text = named.number
  LEFT JOIN odd AS odd_name ON odd_name.text = named.applicant)
SELECT * EXCLUDE (title, folded_title, folded_number, folded_name),
  CASE WHEN extended IS NOT NULL AND regime IN ({_COUNTING}) THEN greatest(due, extended) ELSE due END AS deadline,
  concat_ws(' ', folded_number, nullif(CASE WHEN title = number THEN '' ELSE folded_title END, ''),
    nullif(CASE WHEN applicant IN (number, title) THEN '' ELSE folded_name END, '')) AS search
FROM dated ORDER BY id
"""  # noqa: S608
"""The rows of one kind with all that they become; the place of a row in the table is its place in the writing."""


def _moment(name: str) -> str:
    """A Vietnamese wall-clock time as an instant that PostgreSQL reads; valid from `rules.EARLIEST` on."""
    return f"{name} || '+07'"


DOSSIER: dict[str, str] = {
    "number": "number",
    "number_given_elsewhere": "true",
    "kept_elsewhere": "true",
    "procedure_id": "procedure_id",
    "rules_version_id": "version_id",
    **dict.fromkeys(("unit_id", "competent_unit_id", "handling_unit_id"), "unit_id"),
    **dict.fromkeys(("received_unit_id", "helped_unit_id"), "received_unit_id"),
    "channel": "channel",
    "apology": "apology",
    "regime": "regime",
    "accepted_at": _moment("accepted"),
    "submitted_at": _moment("coalesce(received, accepted)"),
    "limit_amount": "amount",
    "limit_unit": "limit_unit",
    "promised_at": _moment("due"),
    "due_at": _moment("due"),
    "extended_to": _moment("extended"),
    "calendar_known_at": "$now",
    "paused_since": _moment("paused"),
    "finished_at": _moment("finished"),
    "returned_at": _moment("returned"),
    "ending": "ending",
    "status": "status",
    "step": literal(ProcessStep.DONE.value),
    "search": "search",
    "version": "version",
}
"""What a row says of its dossier, by column."""

FACT: dict[str, str] = {
    "subject_id": "subject_id",
    "version": "version",
    "unit_id": "unit_id",
    "received_unit_id": "received_unit_id",
    "field_id": "field_id",
    "procedure_id": "procedure_id",
    "channel": "channel",
    "regime": "regime",
    "status": "status",
    "ending": "ending",
    "accepted_at": _moment("accepted"),
    "accepted_day": "accepted::DATE",
    "deadline_at": _moment("deadline"),
    "deadline_day": "deadline::DATE",
    "due_day": "due::DATE",
    "finished_at": _moment("finished"),
    "finished_day": "finished::DATE",
    "extended": "extended IS NOT NULL",
    "apology": "apology",
    "online_payment": "online_payment",
    "at_centre": "at_centre",
}

IMPORTED = {
    "dossier_id": "subject_id",
    "source": "$source",
    "content": "content",
    "last_import_id": "$run",
}
PARTY = {
    "dossier_id": "subject_id",
    "role": "'submitter'",
    "kind": "applicant_kind",
    "name": "applicant",
    **dict.fromkeys(("identity", "address", "phone", "email"), "''"),
}

_RED = "deadline::DATE + 1"
STANDING = f"""
SELECT subject_id, version, {int(Stands.IN_TIME)}, accepted::DATE AS from_day,
  CASE WHEN paused IS NULL THEN least({_RED}, finished::DATE) WHEN paused::DATE > {_RED} THEN {_RED} END AS to_day
FROM part WHERE finished IS NULL OR finished::DATE > accepted::DATE
UNION ALL
SELECT subject_id, version, {int(Stands.OVERDUE)}, {_RED}, coalesce(paused, finished)::DATE
FROM part WHERE coalesce(paused, finished) IS NULL OR coalesce(paused, finished)::DATE > {_RED}
UNION ALL
SELECT subject_id, version, {int(Stands.IN_TIME)}, paused::DATE, NULL FROM part WHERE paused::DATE > {_RED}
"""  # noqa: S608
"""The runs of days: in time up to the deadline's day, then overdue; while the clock stands, in time."""
STANDING_COLUMNS = ("subject_id", "version", "standing", "from_day", "to_day")

LINE = """
SELECT number, id + 2, status, ending, strftime(due - INTERVAL 7 HOUR, '%Y-%m-%dT%H:%M:%S+00:00'), counted,
  strftime(happened - INTERVAL 7 HOUR, '%Y-%m-%dT%H:%M:%S.%f+00:00'), CASE WHEN names THEN applicant ELSE '' END,
  subject_id
FROM part ORDER BY k
"""
"""What the journal tells of a row."""


def selected(columns: dict[str, str], where: str = "true") -> str:
    """Those columns of the rows being written, in order."""
    return f"SELECT {', '.join(columns.values())} FROM part WHERE {where} ORDER BY k"  # noqa: S608


def complete(model: type[models.Model], told: dict[str, str]) -> dict[str, str]:
    """Every column of the table: what is told, else what the model begins with; keys and transaction are not."""
    found = {}
    for field in model._meta.concrete_fields:
        if field.column is None:
            continue
        if field.column in told:
            found[field.column] = told[field.column]
        elif field.column != "id" and not field.has_db_default():
            default = field.get_default()
            plain = "{}" if default == [] else default
            found[field.column] = str(plain).lower() if isinstance(plain, bool) else literal(plain)
    return found


NEW_DOSSIER = {"id": "subject_id", **complete(Dossier, DOSSIER)}
NEW_FACT = complete(Fact, FACT)
