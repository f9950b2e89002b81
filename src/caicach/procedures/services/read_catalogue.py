"""Reads a catalogue document (JSON) into lines that can be compared with what is recorded. Touches no database."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from caicach.kit.refusal import Refused
from caicach.kit.vietnamese import fold
from caicach.kit.words import mark
from caicach.kit.working_time import Limit, parse_limit
from caicach.papers.rules.template import UNKNOWN_PLACE, unknown_places
from caicach.procedures.rules import Channel, OnlineLevel, SourceStatus, check_local, check_process

PARTS = ("components", "fees", "forms", "steps")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    """A field of work."""

    code: str
    name_vi: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenceLine:
    """The unit is competent between two days, both included."""

    unit: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One version: `columns` are those of the model `Version`, `parts` the rows below it as the document has them."""

    valid_from: date
    valid_to: date | None
    columns: Mapping[str, Any]
    channel_terms: Mapping[int, Limit]
    parts: Mapping[str, tuple[Mapping[str, Any], ...]]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureLine:
    """One procedure with its competences and its versions, oldest first."""

    code: str
    field: str
    competences: tuple[CompetenceLine, ...]
    versions: tuple[VersionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All that one document states."""

    fields: tuple[FieldLine, ...]
    procedures: tuple[ProcedureLine, ...]


def read_catalogue(document: Mapping[str, Any]) -> Catalogue:
    """The catalogue that a document states.

    Shape: `{"fields": [{code, name_vi, name_en}], "procedures": [{code, field, competences: [{unit, valid_from,
    valid_to}], versions: [{valid_from, valid_to, as_before, name_vi, name_en, legal, local, channel_terms, result_vi,
    result_en, legal_basis, source, source_status, online_level, online_payment, on_spot, obligation_stops,
    result_template, components, fees, forms, steps}]}]}`. Limits are texts such as "20 working days". A version with
    `as_before` repeats the one before it except for what it states. A version without a last day ends on the day before
    the next one begins.

    Raises `Refused`: "bad-catalogue" for what is missing or of the wrong shape, "bad-limit", "local-limit-longer",
    "process-misses-limit", "unknown-place" for a template of a result with a place that no dossier fills.
    """
    try:
        fields = tuple(
            FieldLine(code=row["code"], name_vi=row["name_vi"], name_en=row.get("name_en", ""))
            for row in document.get("fields", ())
        )
        return Catalogue(fields=fields, procedures=tuple(_procedure(row) for row in document["procedures"]))
    except (KeyError, TypeError, ValueError) as wrong:
        raise Refused(
            "bad-catalogue",
            mark("Tệp danh mục thủ tục bị thiếu hoặc sai một mục: {what}."),
            values={"what": repr(wrong)},
        ) from wrong


def _procedure(row: Mapping[str, Any]) -> ProcedureLine:
    competences = tuple(
        CompetenceLine(unit=line["unit"], valid_from=_day(line["valid_from"]), valid_to=_last_day(line))
        for line in row.get("competences", ())
    )
    versions = tuple(_version(full, row) for full in _with_ends(_written_out(row["versions"])))
    return ProcedureLine(code=row["code"], field=row["field"], competences=competences, versions=versions)


def _written_out(versions: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each version in full, oldest first: `as_before` filled in from the one before it."""
    full: list[dict[str, Any]] = []
    for row in versions:
        before = {key: value for key, value in full[-1].items() if key != "valid_to"} if row.get("as_before") else {}
        full.append({**before, **{key: value for key, value in row.items() if key != "as_before"}})
    return full


def _with_ends(versions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for row, following in pairwise(versions):
        last_possible = _day(following["valid_from"]) - timedelta(days=1)
        row.setdefault("valid_to", last_possible.isoformat())
        if _day(row["valid_to"]) > last_possible:
            raise ValueError(f"version of {row['valid_from']} is still in force on {following['valid_from']}")
    return versions


def _version(row: Mapping[str, Any], procedure: Mapping[str, Any]) -> VersionLine:
    legal = parse_limit(row["legal"])
    local = parse_limit(row["local"]) if row.get("local") else None
    parts = {name: tuple(row.get(name, ())) for name in PARTS}
    for wrong in _contradictions(legal, local, [step["hours"] for step in parts["steps"]]):
        wrong.values["procedure"] = procedure["code"]
        raise wrong
    columns: dict[str, Any] = {
        "name_vi": row["name_vi"],
        "name_en": row.get("name_en", ""),
        "legal_amount": legal.amount,
        "legal_unit": legal.unit.value,
        "local_amount": local.amount if local else None,
        "local_unit": local.unit.value if local else None,
        "result_vi": row["result_vi"],
        "result_en": row.get("result_en", ""),
        "legal_basis": row["legal_basis"],
        "source": row["source"],
        "source_status": SourceStatus(row["source_status"]).value,
        "online_level": OnlineLevel(row["online_level"]).value,
        "online_payment": bool(row.get("online_payment", False)),
        "search": fold(" ".join([procedure["code"], row["name_vi"], row.get("name_en", "")])),
    }
    if row.get("result_template"):
        # Only where there is one, so that versions recorded before keep their digest.
        columns["result_template"] = _template(row["result_template"])
    if row.get("on_spot"):
        # Only where it is stated, so that the digest of every other version stays what it was.
        columns["on_spot"] = True
    if row.get("obligation_stops"):
        columns["obligation_stops"] = True
    terms = {int(Channel(int(channel))): parse_limit(text) for channel, text in row.get("channel_terms", {}).items()}
    return VersionLine(
        valid_from=_day(row["valid_from"]),
        valid_to=_last_day(row),
        columns=columns,
        channel_terms=terms,
        parts=parts,
        digest=_digest(columns, terms, parts),
    )


def _contradictions(legal: Limit, local: Limit | None, hours: list[int]) -> Iterable[Refused]:
    if local and (longer := check_local(legal, local)):
        yield longer
    if hours and (misses := check_process(hours, local or legal)):
        yield misses


def _template(stated: Mapping[str, str]) -> dict[str, str]:
    if unknown := unknown_places(stated):
        raise Refused("unknown-place", UNKNOWN_PLACE, values={"places": ", ".join(unknown)})
    return dict(stated)


def _digest(*content: object) -> str:
    """The SHA-256 of a version's content without its dates: the same content has the same digest."""
    stated = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(stated.encode()).hexdigest()


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _last_day(row: Mapping[str, Any]) -> date | None:
    return _day(row["valid_to"]) if row.get("valid_to") else None
