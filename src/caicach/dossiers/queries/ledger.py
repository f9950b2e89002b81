"""What befell a dossier (pauses, letters, consultations, corrections, losses), read with the dossier itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf

from caicach.dossiers.models import (
    Apology,
    Consultation,
    Dossier,
    Explanation,
    Loss,
    Paper,
    Party,
    Pause,
    ResultCorrection,
)
from caicach.dossiers.queries.entries import KIND
from caicach.dossiers.queries.names import unit_name
from caicach.notices.queries.outbox import rows_about
from caicach.procedures.models import Component


@dataclass(frozen=True, slots=True)
class Interval:
    """A pause of the clock; `ended` is None while it still stands."""

    kind: str
    effect: str
    reason: str
    started: datetime
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of apology."""

    issued: datetime
    new_date: str
    reason: str
    late: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """A written explanation of its lateness: the number of its cause (0: none), the words of another one, the paper."""

    explained: datetime
    cause: int
    cause_text: str
    document: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a unit or a body (`who`) was asked; `answered` is None while there is no answer."""

    who: str
    content: str
    asked: datetime
    due_on: date
    answered: datetime | None
    answer: str
    late: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A component of the published list beside what was handed in for it (`given` is None for nothing)."""

    id: int
    name_vi: str
    name_en: str
    originals: int
    copies: int
    required: bool
    given: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong result; `corrected` is None while it is being put right, `who` the unit responsible."""

    what: str
    who: str
    found: datetime
    due: datetime
    corrected: datetime | None
    note: str
    late: bool


@dataclass(frozen=True, slots=True)
class Gone:
    """What was lost or damaged; `found` is None while it is neither found nor put right."""

    what: str
    apology: str
    remedy: str
    noticed: datetime
    found: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """What befell a dossier, each kind in its order."""

    pauses: Sequence[Interval]
    apologies: Sequence[Letter]
    explanations: Sequence[Explained]
    consultations: Sequence[Question]
    corrections: Sequence[Wrong]
    losses: Sequence[Gone]


def with_ledger(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Dossiers with units, extension, and arrays of parties, papers, components, pauses, apologies, messages."""
    mine = OuterRef("pk")
    party = Party.objects.filter(dossier=mine).values(
        row=JSONObject(role="role", kind="kind", name="name", identity="identity", address="address",
                       phone="phone", email="email")
    )  # fmt: skip
    given = Paper.objects.filter(dossier=mine).order_by("id").values(
        row=JSONObject(component="component_id", originals="originals", copies="copies", electronic="electronic",
                       reused="reused")
    )  # fmt: skip
    asked = Component.objects.filter(version=OuterRef("rules_version")).order_by("position").values(
        row=JSONObject(id="id", vi="name_vi", en="name_en", originals="originals", copies="copies",
                       required="required")
    )  # fmt: skip
    pause = Pause.objects.filter(dossier=mine).order_by("started_at", "id").values(
        row=JSONObject(kind="kind", effect="effect", reason="reason", **{"from": "started_at", "to": "ended_at"})
    )  # fmt: skip
    apology = Apology.objects.filter(dossier=mine).order_by("issued_at").values(
        row=JSONObject(issued="issued_at", new_date="new_date", reason="reason", late="late")
    )  # fmt: skip
    explained = Explanation.objects.filter(dossier=mine).order_by("explained_at", "id").values(
        row=JSONObject(explained="explained_at", cause="cause", cause_text="cause_text", document="document",
                       text="text")
    )  # fmt: skip
    consultation = Consultation.objects.filter(dossier=mine).order_by("asked_at", "id").annotate(
        who=Coalesce(NullIf("body", Value("")), unit_name("unit__"))
    ).values(
        row=JSONObject(who="who", content="content", asked="asked_at", due_on="due_on", answered="answered_at",
                       answer="answer", late="late")
    )  # fmt: skip
    wrong = ResultCorrection.objects.filter(dossier=mine).order_by("found_at", "id").annotate(
        who=unit_name("responsible_unit__")
    ).values(
        row=JSONObject(what="what", who="who", found="found_at", due="due_at", corrected="corrected_at", note="note",
                       late="late")
    )  # fmt: skip
    gone = Loss.objects.filter(dossier=mine).order_by("noticed_at", "id").values(
        row=JSONObject(what="what", apology="apology", remedy="remedy", noticed="noticed_at", found="found_at",
                       note="note")
    )  # fmt: skip
    return dossiers.select_related(
        "procedure__field", "rules_version", "unit", "competent_unit", "received_unit", "helped_unit", "handling_unit",
        "assignee", "extension__responsible_unit",
    ).annotate(
        all_parties=ArraySubquery(party), given=ArraySubquery(given), asked=ArraySubquery(asked),
        all_pauses=ArraySubquery(pause), all_apologies=ArraySubquery(apology),
        all_explanations=ArraySubquery(explained),
        all_consultations=ArraySubquery(consultation), all_wrong=ArraySubquery(wrong), all_gone=ArraySubquery(gone),
        all_messages=ArraySubquery(rows_about(KIND)),
    )  # fmt: skip


def ledger_of(dossier: Dossier) -> Ledger:
    """What befell a dossier read `with_ledger`."""
    found = cast(Any, dossier)
    return Ledger(
        pauses=[
            Interval(row["kind"], row["effect"], row["reason"], _moment(row["from"]), row["to"] and _moment(row["to"]))
            for row in found.all_pauses
        ],
        apologies=[
            Letter(_moment(row["issued"]), row["new_date"], row["reason"], row["late"]) for row in found.all_apologies
        ],
        explanations=[Explained(**_moments(row, "explained")) for row in found.all_explanations],
        consultations=[
            Question(**{**_moments(row, "asked", "answered"), "due_on": date.fromisoformat(row["due_on"])})
            for row in found.all_consultations
        ],
        corrections=[Wrong(**_moments(row, "found", "due", "corrected")) for row in found.all_wrong],
        losses=[Gone(**_moments(row, "noticed", "found")) for row in found.all_gone],
    )


def components_asked(dossier: Dossier) -> list[Asked]:
    """The published list of a dossier read `with_ledger`, beside what was handed in."""
    found = cast(Any, dossier)
    handed = {row["component"]: row for row in found.given}
    return [
        Asked(row["id"], row["vi"], row["en"], row["originals"], row["copies"], row["required"], handed.get(row["id"]))
        for row in found.asked
    ]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _moments(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """A row with these of its texts made instants."""
    return {**row, **{name: row[name] and _moment(row[name]) for name in names}}
