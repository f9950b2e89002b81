"""The papers of the counter: receipt, control slip, result receipt."""

from collections.abc import Iterable, Sequence

from caicach.agencies.models import Unit
from caicach.dossiers.exports.case import NATIONAL_PORTAL, Case
from caicach.dossiers.models import Dossier, Part
from caicach.dossiers.queries.entries import Entry
from caicach.dossiers.rules.outcome import Ending, outcome
from caicach.dossiers.tags import deadline
from caicach.kit.period import local
from caicach.papers.rules import forms
from caicach.papers.rules.slips import Contact, ControlSlip, Handing, Receipt, ResultReceipt, Taken

OUTCOMES = {"early": "Trước hạn", "on_time": "Đúng hạn", "late": "Quá hạn"}
SPARE = 2
FINISHED = ("dossiers.finish", "dossiers.release")
"""The result goes from the agency to the counter: noted by its officer, or released by the records clerk."""
WITH_PARTNERS = ("dossiers.take_part", "dossiers.finish_part")


def receipt(case: Case, *, a5: bool = False) -> Receipt:
    """Form 01 of one dossier: the promise of the moment of acceptance, or of the moment when it was complete again."""
    return receipt_of([case], a5=a5)


def receipt_of(cases: Sequence[Case], *, a5: bool = False) -> Receipt:
    """Form 01 of one or several dossiers of one submitter, received at one place; the head is that of the first."""
    first = cases[0]
    unit = first.dossier.received_unit
    return Receipt(
        head=first.head(forms.RECEIPT, unit),
        title=str(first.form(forms.RECEIPT).title),
        receiver=unit.name_vi,
        submitter=first.person("submitter"),
        channel=str(Dossier.CHANNELS[first.dossier.channel]),
        dossiers=tuple(_taken(case) for case in cases),
        result_at=unit.name_vi,
        look_up=Contact(site=NATIONAL_PORTAL),
        clerk=first.entry.who,
        a5=a5,
    )


def _taken(case: Case) -> Taken:
    return Taken(
        number=case.dossier.number or "",
        content=case.content(),
        unit=case.dossier.unit.name_vi,
        owner=case.person("owner"),
        items=case.items(),
        limit=case.limit(),
        received=case.moment,
        due=case.due() or case.moment,
    )


def control_slip(case: Case) -> ControlSlip:
    """Form 05 of 2018, 06 of 2025, with all hand-overs up to now; three statements."""
    dossier = case.dossier
    return ControlSlip(
        head=case.head(forms.CONTROL_SLIP, dossier.received_unit),
        title=str(case.form(forms.CONTROL_SLIP).title),
        number=dossier.number or "",
        content=case.content(),
        submitter=case.person("submitter"),
        owner=case.person("owner"),
        unit=dossier.unit.name_vi,
        received=case.moment,
        limit=case.limit(),
        due=case.due() or case.moment,
        items=case.items(),
        handings=tuple(_handings(case)),
        spare=0 if dossier.returned_at else SPARE,
    )


def _handings(case: Case) -> Iterable[Handing]:
    """One row for each time the dossier changed hands, by the journal; each with the outcome of the step it ended."""
    journal = case.page.journal
    passed = [_passed(entry) for entry in journal]
    names = dict(
        Unit.objects.filter(pk__in={one for pair in passed if pair for one in pair}).values_list("pk", "name_vi")
    )
    dossier = case.dossier
    ended = {visit.ended: visit.outcome for visit in case.page.visits if visit.ended and visit.outcome}
    counter, citizen = dossier.received_unit.name_vi, case.person("submitter").name
    holder = counter
    parts = {part.unit_id: part for part in Part.objects.filter(dossier=dossier).select_related("unit")}
    for line, (entry, pair) in enumerate(zip(journal, passed, strict=True)):
        hands: tuple[str, str] | None = None
        result = OUTCOMES.get(ended.get(entry.occurred_at, ""), "")
        if entry.action == "dossiers.receive":
            hands = citizen, counter
        elif pair:
            hands = names.get(pair[0], ""), names.get(pair[1], "")
            holder = hands[1]
        elif entry.action == "dossiers.assign":
            hands = holder, f"{entry.officer} ({holder})"
        elif entry.action in FINISHED:
            hands, result = (dossier.competent_unit.name_vi, counter), outcome_words(dossier) or result
        elif entry.action == "dossiers.return_result":
            hands = counter, citizen
        elif entry.action in WITH_PARTNERS and (part := parts.get(entry.details.get("asked_unit", 0))):
            hands, result = _with_partner(entry, part, lead=case.competent(line).name_vi)
        if hands:
            yield Handing(
                giver=hands[0], receiver=hands[1], at=local(entry.occurred_at), result=result,
                note=entry.said.get("note", "") or entry.said.get("reason", ""),
            )  # fmt: skip


def _with_partner(entry: Entry, part: Part, *, lead: str) -> tuple[tuple[str, str], str]:
    """A partner takes its part from the lead agency, or gives it back early, on time or late."""
    if entry.action == "dossiers.take_part":
        return (lead, part.unit.name_vi), ""
    return (part.unit.name_vi, lead), OUTCOMES.get(part.outcome, "")


def _passed(entry: Entry) -> tuple[int, int] | None:
    change = entry.details.get("handling_unit")
    return (change[0], change[1]) if isinstance(change, list) and len(change) == 2 else None


def outcome_words(dossier: Dossier) -> str:
    """Early, on time or late, for a dossier with a result; empty otherwise."""
    limit = deadline(dossier)
    if dossier.finished_at is None or limit is None or dossier.ending != Ending.PROCESSED:
        return ""
    found = outcome(ending=Ending(dossier.ending), finished=local(dossier.finished_at), deadline=local(limit))
    return OUTCOMES.get(found.value, "") if found else ""


def result_receipt(case: Case) -> ResultReceipt:
    """The result is handed over; while it has not been, the moment is left to be written."""
    dossier = case.dossier
    given = case.entry.action == "dossiers.return_result"
    return ResultReceipt(
        head=case.head(forms.RESULT_RECEIPT, dossier.received_unit),
        title=str(case.form(forms.RESULT_RECEIPT).title),
        number=dossier.number or "",
        content=case.content(),
        unit=case.competent().name_vi,
        owner=case.person("owner"),
        taker=case.person("proxy"),
        results=(_result(case),),
        returned=(),
        given=case.moment if given else None,
        giver=case.entry.who if given else "",
    )


def _result(case: Case) -> str:
    """The result with the number and day of its paper, where they are recorded."""
    name = case.dossier.rules_version.result_vi
    for entry in reversed(case.lines):
        issued = entry.details.get("paper")
        if entry.action == "dossiers.number" and isinstance(issued, list):
            number, symbol, day = issued
            return f"{name}, số {number}/{symbol} ngày {day[8:]}/{day[5:7]}/{day[:4]}"
    return name
