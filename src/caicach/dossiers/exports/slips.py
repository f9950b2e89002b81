"""The papers of the counter: receipt, control slip, result receipt."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from caicach.agencies.models import Unit
from caicach.dossiers.exports.case import NATIONAL_PORTAL, Case, asked_for, head_of, limit_of, shown
from caicach.dossiers.models import Batch, Dossier, Part, Return
from caicach.dossiers.queries.batches import promised_to
from caicach.dossiers.queries.entries import Entry
from caicach.dossiers.queries.printed import given_at, party_of
from caicach.dossiers.rules.outcome import RESULT_GIVEN, RESULT_READY, Ending, outcome
from caicach.dossiers.tags import deadline
from caicach.kit.period import local
from caicach.papers.rules import forms
from caicach.papers.rules.sheets import Head
from caicach.papers.rules.slips import (
    Contact,
    ControlSlip,
    Handing,
    Item,
    Person,
    Receipt,
    ResultReceipt,
    Taken,
)

OUTCOMES = {"early": "Trước hạn", "on_time": "Đúng hạn", "late": "Quá hạn"}
SPARE = 2
WITH_PARTNERS = ("dossiers.take_part", "dossiers.finish_part")


def receipt(case: Case, *, a5: bool = False) -> Receipt:
    """Form 01 of one dossier: the promise of the moment of acceptance, or of the moment when it was complete again."""
    dossier = case.dossier
    taken = _taken(
        dossier, owner=case.person("owner"), items=case.items(), received=case.moment, due=case.due() or case.moment
    )
    return _receipt(
        dossier, case.head(forms.RECEIPT, dossier.received_unit), str(case.form(forms.RECEIPT).title), (taken,),
        submitter=case.person("submitter"), clerk=case.entry.who, a5=a5,
    )  # fmt: skip


def batch_receipt(batch: Batch, rows: Sequence[Dossier], *, open_to: bool) -> Receipt:
    """Form 01 of all dossiers of a batch as they were received; `rows` from `queries.batches`; one statement.

    Its code holds the first number, and the procedure where it is the same for all. Raises `LookupError` without rows.
    """
    received = local(batch.received_at)
    first, day = rows[0], received.date()
    submitter = shown(party_of(first, "submitter"), open_to=open_to)
    head, title = head_of(
        forms.RECEIPT, first.received_unit, day=day,
        code=(first.number or "", first.procedure.code if len({one.procedure_id for one in rows}) == 1 else "",
              submitter.identity if open_to else ""),
    )  # fmt: skip
    taken = tuple(
        _taken(
            one, owner=shown(party_of(one, "owner"), open_to=open_to), items=(), received=received,
            due=local(promised_to(one) or batch.received_at),
        )
        for one in rows
    )  # fmt: skip
    return _receipt(first, head, title, taken, submitter=submitter, clerk=batch.received_by.full_name)


def _receipt(
    first: Dossier, head: Head, title: str, taken: tuple[Taken, ...], *, submitter: Person, clerk: str, a5: bool = False
) -> Receipt:
    counter = first.received_unit.name_vi
    return Receipt(
        head=head, title=title, receiver=counter, submitter=submitter, channel=str(Dossier.CHANNELS[first.channel]),
        dossiers=taken, result_at=counter, look_up=Contact(site=NATIONAL_PORTAL), clerk=clerk, a5=a5,
    )  # fmt: skip


def _taken(dossier: Dossier, *, owner: Person, items: tuple[Item, ...], received: datetime, due: datetime) -> Taken:
    return Taken(
        number=dossier.number or "", content=asked_for(dossier), unit=dossier.unit.name_vi, owner=owner, items=items,
        limit=limit_of(dossier), received=received, due=due,
    )  # fmt: skip


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
        elif entry.action in RESULT_READY:
            hands, result = (dossier.competent_unit.name_vi, counter), outcome_words(dossier) or result
        elif entry.action == RESULT_GIVEN:
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
    given = given_at(dossier, case.entry.occurred_at) if case.entry.action == RESULT_GIVEN else None
    was_given = case.entry.action == RESULT_GIVEN
    return ResultReceipt(
        head=case.head(forms.RESULT_RECEIPT, dossier.received_unit),
        title=str(case.form(forms.RESULT_RECEIPT).title),
        number=dossier.number or "",
        content=case.content(),
        unit=case.competent().name_vi,
        owner=case.person("owner"),
        taker=_taker(case, given),
        results=(", ".join(filter(None, (dossier.rules_version.result_vi, issued(case)))),),
        returned=tuple(case.open(one) for one in _listed(given.originals if given else "")),
        given=case.moment if was_given else None,
        giver=case.entry.who if was_given else "",
    )


def _taker(case: Case, given: Return | None) -> Person:
    """Who takes the result: whoever was named, else the owner's side; while it lies here whoever may come for it."""
    if given and given.name:
        return Person(name=given.name, identity=case.open(given.identity))
    return case.person("submitter" if given and given.receiver == "owner" else "proxy")


def _listed(text: str) -> list[str]:
    """The originals that were written in one field, one each."""
    return [one.strip() for one in re.split(r"[;\n]", text) if one.strip()]


def issued(case: Case) -> str:
    """Number and day of the result's paper, as "số 12/QĐ-SNV ngày 05/02/2026"; empty where none is recorded."""
    for entry in reversed(case.lines):
        issued = entry.details.get("paper")
        if entry.action == "dossiers.number" and isinstance(issued, list):
            number, symbol, day = issued
            return f"số {number}/{symbol} ngày {day[8:]}/{day[5:7]}/{day[:4]}"
    return ""
