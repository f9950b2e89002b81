"""All that a dossier's page shows, in three statements: the dossier with its ledger, its journal, its calendar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, F, JSONField, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce, JSONObject, NullIf
from django.utils import timezone
from django.utils.translation import get_language

from caicach.accounts.models import User
from caicach.agencies.models import Unit
from caicach.calendars.queries import work_calendar
from caicach.dossiers.models import Apology, Consultation, Dossier, Paper, Party, Pause
from caicach.dossiers.queries.parts import with_parts
from caicach.dossiers.queries.stages import Ahead, Visit, steps_of, with_above, with_steps
from caicach.dossiers.queries.visible import visible_to
from caicach.dossiers.rules.clock import Clock, Stop, clock
from caicach.dossiers.rules.outcome import closed_by_end
from caicach.journal.models import Line, Personal
from caicach.kit.acts import Actor
from caicach.kit.period import local
from caicach.kit.working_time import Limit, LimitUnit, WorkCalendar
from caicach.notices.queries.outbox import rows_about
from caicach.procedures.models import Component

KIND = "dossier"
SAID = ("body", "content", "answer", "what", "apology", "remedy", "explanation", "reason", "exception", "note")
"""What somebody wrote with an act, told in the timeline; it is kept beside the journal, erasable."""


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
class Entry:
    """One line of the journal with the names behind its ids.

    `said` is what somebody wrote, `told` are the personal values of the parties (`submitter.name` …), both as long as
    they are kept; `absent` is the person in whose place it was done.
    """

    action: str
    who: str
    origin: str
    occurred_at: datetime
    recorded_at: datetime
    claimed_at: datetime | None
    details: Mapping[str, Any]
    said: Mapping[str, str]
    told: Mapping[str, str]
    officer: str
    unit: str
    absent: str


@dataclass(frozen=True, slots=True)
class Page:
    """A dossier with everything around it. `clock` is None before acceptance; `handed` are papers in their order."""

    dossier: Dossier
    parties: Mapping[str, Mapping[str, str]]
    components: Sequence[Asked]
    handed: Sequence[Mapping[str, Any]]
    pauses: Sequence[Interval]
    apologies: Sequence[Letter]
    consultations: Sequence[Question]
    journal: Sequence[Entry]
    calendar: WorkCalendar
    clock: Clock | None
    visits: Sequence[Visit]
    ahead: Sequence[Ahead]
    messages: Sequence[Mapping[str, Any]] = ()

    @property
    def moved(self) -> datetime | None:
        """The due moment (wall clock) that the pauses and the calendar give, when it is not the one on record."""
        due = self.dossier.due_at
        if self.clock is None or due is None or self.clock.due == local(due):
            return None
        return self.clock.due


def dossier_page(actor: Actor, dossier_id: int) -> Page | None:
    """The page of a dossier as the actor may see it; None when there is none for him or her. Three statements."""
    dossier = with_parts(with_above(with_steps(with_ledger(visible_to(actor))))).filter(pk=dossier_id).first()
    if dossier is None:
        return None
    found = cast(Any, dossier)
    pauses = [
        Interval(row["kind"], row["effect"], row["reason"], _moment(row["from"]), row["to"] and _moment(row["to"]))
        for row in found.all_pauses
    ]
    calendar = work_calendar(dossier.unit.schedule_id, known_at=dossier.calendar_known_at or timezone.now())
    visits, ahead = steps_of(dossier)
    return Page(
        dossier=dossier,
        parties={row["role"]: row for row in found.all_parties},
        components=_components(found.asked, found.given),
        handed=found.given,
        pauses=pauses,
        apologies=[
            Letter(_moment(row["issued"]), row["new_date"], row["reason"], row["late"]) for row in found.all_apologies
        ],
        consultations=[_question(row) for row in found.all_consultations],
        journal=_journal(dossier_id),
        calendar=calendar,
        clock=_clock(dossier, pauses, calendar),
        visits=visits,
        ahead=ahead,
        messages=found.all_messages,
    )


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
    consultation = Consultation.objects.filter(dossier=mine).order_by("asked_at", "id").annotate(
        who=Coalesce(NullIf("body", Value("")), _name("unit__"))
    ).values(
        row=JSONObject(who="who", content="content", asked="asked_at", due_on="due_on", answered="answered_at",
                       answer="answer", late="late")
    )  # fmt: skip
    return dossiers.select_related(
        "procedure__field", "rules_version", "unit", "received_unit", "helped_unit", "handling_unit", "assignee",
        "extension__responsible_unit",
    ).annotate(
        all_parties=ArraySubquery(party), given=ArraySubquery(given), asked=ArraySubquery(asked),
        all_pauses=ArraySubquery(pause), all_apologies=ArraySubquery(apology),
        all_consultations=ArraySubquery(consultation),
        all_messages=ArraySubquery(rows_about(KIND)),
    )  # fmt: skip


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _question(row: Mapping[str, Any]) -> Question:
    moments = {name: row[name] and _moment(row[name]) for name in ("asked", "answered")}
    return Question(**{**row, **moments, "due_on": date.fromisoformat(row["due_on"])})


def _components(asked: Sequence[Mapping[str, Any]], given: Sequence[Mapping[str, Any]]) -> list[Asked]:
    handed = {row["component"]: row for row in given}
    return [
        Asked(row["id"], row["vi"], row["en"], row["originals"], row["copies"], row["required"], handed.get(row["id"]))
        for row in asked
    ]


def _clock(dossier: Dossier, pauses: Sequence[Interval], calendar: WorkCalendar) -> Clock | None:
    """The clock run again by the calendar as it was known when the due date on record was set.

    A pause that the end of processing closed left the due date as it was, so it is not run again here either.
    """
    if dossier.accepted_at is None or dossier.limit_amount is None:
        return None
    stops = [
        Stop(local(pause.started), local(pause.ended) if pause.ended else None, pause.effect)
        for pause in pauses
        if not closed_by_end(pause.ended, finished=dossier.finished_at, ending=dossier.ending)
    ]
    limit = Limit(dossier.limit_amount, LimitUnit(dossier.limit_unit))
    return clock(accepted=local(dossier.accepted_at), limit=limit, calendar=calendar, stops=stops)


def _journal(dossier_id: int) -> list[Entry]:
    details = KeyTransform("details", Cast("body", JSONField()))
    names = User.objects.filter(pk=OuterRef("actor_id")).values("full_name")
    lines = (
        Line.objects.filter(kind=KIND, subject_id=dossier_id)
        .order_by("seq")
        .annotate(
            details=details,
            kept=Subquery(Personal.objects.filter(line_id=OuterRef("pk")).values("values")),
            given_to=_id(KeyTextTransform("1", KeyTransform("assignee", details))),
            in_place_of=_id(KeyTextTransform("stands_for", details)),
            passed_to=Coalesce(
                _id(KeyTextTransform("1", KeyTransform("handling_unit", details))),
                _id(KeyTextTransform("asked_unit", details)),
            ),
        )
        .annotate(
            who=Subquery(names),
            officer=Subquery(User.objects.filter(pk=OuterRef("given_to")).values("full_name")),
            absent=Subquery(User.objects.filter(pk=OuterRef("in_place_of")).values("full_name")),
            unit=Subquery(Unit.objects.filter(pk=OuterRef("passed_to")).values(name=_name())),
        )
        .values(
            "action", "who", "origin", "occurred_at", "recorded_at", "claimed_at", "details", "kept", "officer", "unit",
            "absent",
        )
    )  # fmt: skip
    return [_entry(**row) for row in cast(QuerySet[Any], lines)]


def _entry(*, kept: Mapping[str, str] | None, who: str, **row: Any) -> Entry:
    said = {name: text for name, text in (kept or {}).items() if name in SAID}
    told = {name: text for name, text in (kept or {}).items() if "." in name}
    row |= {name: row[name] or "" for name in ("officer", "unit", "absent")}
    return Entry(**row, said=said, told=told, who=who or "CaiCach")


def _name(of: str = "") -> Combinable:
    """A unit's name in the language of the page; Vietnamese where no English name is recorded."""
    english = (get_language() or "").startswith("en")
    return Coalesce(NullIf(f"{of}name_en", Value("")), f"{of}name_vi") if english else F(f"{of}name_vi")


def _id(text: KeyTextTransform) -> Cast:
    return Cast(text, BigIntegerField())


def known_papers(dossier_id: int) -> set[int]:
    """The components for which something was handed in already."""
    return set(Paper.objects.filter(dossier_id=dossier_id).values_list("component_id", flat=True))


def components_of(version_id: int) -> list[Component]:
    """The list of components of a version, in its order."""
    return list(Component.objects.filter(version_id=version_id).order_by("position"))


def submitter_of(dossier: Dossier) -> str:
    """The submitter's name of a dossier read `with_submitter`."""
    return cast(Any, dossier).submitter or ""


def one_visible(actor: Actor, dossier_id: int) -> Dossier | None:
    """A dossier for the form of a verb, with its submitter's name; one statement."""
    submitter = Party.objects.filter(dossier=OuterRef("pk"), role="submitter").values("name")[:1]
    return (
        with_above(visible_to(actor))
        .filter(pk=dossier_id)
        .select_related("rules_version", "unit", "handling_unit", "received_unit", "assignee")
        .annotate(submitter=Subquery(submitter))
        .first()
    )
