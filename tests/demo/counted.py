"""Counting dossiers one by one in Python: the oracle beside the figures of the database."""

from collections import Counter
from datetime import date

from caicach.dossiers.models import Dossier, Fact, Standing
from caicach.dossiers.rules.outcome import Ending, deadline_of, outcome
from caicach.dossiers.rules.regime import REGIMES
from caicach.kit.period import Period, local, local_day


def days_of(dossier: Dossier) -> tuple[date, date]:
    """Day of acceptance and day of the end of processing; far in the future while it is open."""
    return local_day(dossier.accepted_at), local_day(dossier.finished_at) if dossier.finished_at else date.max


def deadline_day(dossier: Dossier) -> date:
    extended = dossier.extended_to and local(dossier.extended_to)
    return deadline_of(REGIMES[dossier.regime], due=local(dossier.due_at), extended=extended).date()


def outcome_of(dossier: Dossier) -> str | None:
    extended = dossier.extended_to and local(dossier.extended_to)
    return outcome(
        ending=Ending(dossier.ending),
        finished=dossier.finished_at and local(dossier.finished_at),
        deadline=deadline_of(REGIMES[dossier.regime], due=local(dossier.due_at), extended=extended),
    )


def counted(unit: str, period: Period) -> Counter[str]:
    """Everything form II.06 says of a unit and a period."""
    count: Counter[str] = Counter()
    for dossier in Dossier.objects.filter(unit__code=unit, accepted_at__isnull=False):
        accepted, finished = days_of(dossier)
        if accepted > period.last or finished < period.first:
            continue
        count["received"] += 1
        count["carried_over" if accepted < period.first else "received_new"] += 1
        if finished <= period.last:
            count["resolved"] += 1
            count[f"resolved_{outcome_of(dossier)}"] += 1
        else:
            count["pending"] += 1
            count["pending_in_time" if deadline_day(dossier) >= period.last else "pending_overdue"] += 1
    return count


def digitised(unit: str, period: Period) -> tuple[int, int]:
    """Digitised and processed dossiers that a centre received, by what lies in their files."""
    count = total = 0
    found = Dossier.objects.filter(unit__code=unit, received_unit__kind="centre", ending=Ending.PROCESSED)
    for dossier in found.prefetch_related("papers", "attachments", "rules_version__components"):
        if not period.first <= local_day(dossier.finished_at) <= period.last:
            continue
        total += 1
        held = {paper.component_id for paper in dossier.papers.all() if paper.electronic or paper.reused}
        asked = {one.pk for one in dossier.rules_version.components.all() if one.required}
        count += asked <= held and any(one.kind == "result" for one in dossier.attachments.all())
    return count, total


def rows() -> dict[str, list[tuple[object, ...]]]:
    """Numbers and facts, without the transaction that wrote them."""
    named = {
        "dossiers": (
            Dossier,
            ["id", "number", "accepted_at", "due_at", "finished_at", "status", "assignee_id", "search"],
        ),
        "facts": (Fact, [field.name for field in Fact._meta.fields if field.name not in ("id", "tx")]),
        "standing": (Standing, ["subject_id", "version", "standing", "from_day", "to_day"]),
    }
    return {name: sorted(model.objects.values_list(*fields), key=repr) for name, (model, fields) in named.items()}
