"""Write turns: the dossier and its ledger, one journal line and fact version each, and the notice to the citizen."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import models

from caicach.agencies.models import Kind
from caicach.dossiers.models import CompetenceMove, Dossier, Fact, MoveFact, Party, Standing
from caicach.dossiers.rules.standing import standings
from caicach.dossiers.rules.step import ProcessStep, step_of
from caicach.dossiers.services.notify import notify
from caicach.dossiers.services.stages import advance
from caicach.dossiers.services.turn import Turn
from caicach.journal.services.record import record_series
from caicach.kit.acts import Change
from caicach.kit.period import local_day
from caicach.kit.vietnamese import fold
from caicach.papers.services.take_number import pass_number, take_number

KIND = "dossier"
REGISTER = "dossier"
IN, OUT = 1, 2
"""The sides of a move of competence, as its facts tell them."""
OWN_FORM = re.compile(r"(.{1,40})-([0-9]{6})-([0-9]{4,6})")
"""`<electronic id>-<yymmdd>-<nnnn>`, as the national portal too gives numbers (Decree 118/2025/NĐ-CP Art. 28)."""


def write(turn: Turn) -> Dossier:
    """Write one turn, in the caller's transaction."""
    dossier = turn.dossier
    number_needed = dossier.accepted_at is not None and dossier.number is None
    if number_needed:
        give_numbers([dossier])
    _tell_number(turn, number_needed)
    if dossier.pk is None:
        keep_numbers([dossier])
    if number_needed or turn.new_parties:
        dossier.search = search_text(dossier, turn.new_parties or dossier.parties.all())
    settle(dossier)
    advance(turn)
    dossier.version += 1
    dossier.save()
    write_ledger([turn])
    record_series([(turn.act, change_of(turn))])
    write_facts([fact_of(turn)], standings_of(turn))
    MoveFact.objects.bulk_create(moves_of(dossier))
    notify(turn)
    return dossier


def settle(dossier: Dossier) -> None:
    """Let the dossier say at which step of the process it is; one that another system keeps is nobody's work here."""
    if dossier.kept_elsewhere:
        dossier.step = ProcessStep.DONE.value
        return
    dossier.step = step_of(
        status=dossier.status,
        accepted=dossier.accepted_at is not None,
        finished=dossier.finished_at is not None,
        assigned=dossier.assignee_id is not None,
        at_counter=dossier.handling_unit_id == dossier.received_unit_id,
        document=dossier.document,
    ).value


def give_numbers(dossiers: Sequence[Dossier]) -> None:
    """Number accepted dossiers of one competent unit and one day of receipt, in order (Decree 118/2025/NĐ-CP Art. 28).

    `<electronic id>-<yymmdd>-<nnnn>`; the counter's row stays locked until the transaction ends.
    """
    first = dossiers[0]
    if first.accepted_at is None:
        raise ValueError("only an accepted dossier has a number")
    holder, term = first.unit.electronic_id or first.unit.code, f"{local_day(first.accepted_at):%y%m%d}"
    last = take_number(register=REGISTER, holder=holder, term=term, count=len(dossiers))
    for place, dossier in enumerate(dossiers, start=last - len(dossiers) + 1):
        dossier.number = f"{holder}-{term}-{place:04d}"


def keep_numbers(dossiers: Iterable[Dossier]) -> None:
    """Let the counters pass the numbers that other systems gave in our own form, so that none is given again."""
    for dossier in dossiers:
        found = OWN_FORM.fullmatch(dossier.number or "") if dossier.number_given_elsewhere else None
        if found:
            pass_number(register=REGISTER, holder=found[1], term=found[2], number=int(found[3]))


def _tell_number(turn: Turn, given: bool) -> None:
    if given:
        turn.details |= {"number": turn.dossier.number}


def search_text(dossier: Dossier, parties: Iterable[Party]) -> str:
    """What the search box looks through: number, names, identity numbers, phones, content; folded, without marks."""
    parts = [dossier.number or "", dossier.summary, dossier.rules_version.name_vi]
    for party in parties:
        parts += [party.name, party.identity, party.phone]
    return folded(parts)


def folded(parts: Iterable[str]) -> str:
    """Texts to be looked for as one, each once, folded."""
    return fold(" ".join(dict.fromkeys(part for part in parts if part)))


def change_of(turn: Turn) -> Change:
    """The journal's view of a turn."""
    return Change(
        kind=KIND,
        subject_id=turn.dossier.pk,
        action=f"dossiers.{turn.action}",
        details=turn.details,
        personal=turn.personal,
    )


def fact_of(turn: Turn) -> Fact:
    """The fact version that stands after a turn."""
    dossier = turn.dossier
    return fact_row(
        dossier,
        deadline=turn.deadline(),
        field_id=dossier.procedure.field_id,
        online_payment=dossier.rules_version.online_payment,
        at_centre=dossier.received_unit.kind == Kind.CENTRE,
    )


def fact_row(
    dossier: Dossier, *, deadline: datetime | None, field_id: int, online_payment: bool, at_centre: bool
) -> Fact:
    """The fact version of a dossier as it is now, with what stands in other records handed in; no statement."""
    return Fact(
        subject_id=dossier.pk,
        version=dossier.version,
        unit_id=dossier.unit_id,
        received_unit_id=dossier.received_unit_id,
        field_id=field_id,
        procedure_id=dossier.procedure_id,
        channel=dossier.channel,
        regime=dossier.regime,
        status=dossier.status,
        ending=dossier.ending,
        accepted_at=dossier.accepted_at,
        accepted_day=dossier.accepted_at and local_day(dossier.accepted_at),
        deadline_at=deadline,
        deadline_day=deadline and local_day(deadline),
        due_day=dossier.due_at and local_day(dossier.due_at),
        finished_at=dossier.finished_at,
        finished_day=dossier.finished_at and local_day(dossier.finished_at),
        extended=dossier.extended_to is not None,
        apology=dossier.apology,
        explained=dossier.explained,
        fee=dossier.fee,
        fee_day=dossier.fee_day,
        online_payment=online_payment,
        digitised=dossier.digitised,
        subjects=dossier.subjects,
        at_centre=at_centre,
        cause=dossier.cause,
        components=dossier.components,
        components_digitised=dossier.components_digitised,
        components_reused=dossier.components_reused,
        result_digitised=dossier.result_digitised,
    )


def standings_of(turn: Turn) -> list[Standing]:
    """The runs of days, in time or overdue, that stand after a turn; none before acceptance."""
    dossier = turn.dossier
    if dossier.accepted_at is None:
        return []
    finished = dossier.finished_at and local_day(dossier.finished_at)
    runs = standings(turn.clock().stretches, extension=turn.extended(), finished=finished)
    return [
        Standing(
            subject_id=dossier.pk,
            version=dossier.version,
            standing=int(run.stands),
            from_day=run.from_day,
            to_day=run.to_day,
        )
        for run in runs
    ]


def moves_of(dossier: Dossier) -> list[MoveFact]:
    """What figures know of the moves of its competence, each while it was open; no statement where there was none."""
    if not dossier.moves:
        return []
    accepted = dossier.accepted_at and local_day(dossier.accepted_at)
    finished = dossier.finished_at and local_day(dossier.finished_at)
    found = []
    for move in CompetenceMove.objects.filter(dossier=dossier).order_by("pk"):
        day = max(move.day, accepted or move.day)
        for side, unit in ((IN, move.to_unit_id), (OUT, move.from_unit_id)):
            found.append(
                MoveFact(
                    subject_id=dossier.pk,
                    version=dossier.version,
                    move_id=move.pk,
                    side=side,
                    moved_unit_id=unit,
                    moved_day=min(day, finished or day),
                )
            )
    return found


def write_ledger(turns: Sequence[Turn]) -> None:
    """Add what is new of each kind in one statement a kind, and change what the turns changed."""
    fresh: dict[type[models.Model], list[Any]] = defaultdict(list)
    for turn in turns:
        for row in turn.new_rows():
            # The row was made when its dossier had no key yet; papers and money name their subject by kind and id.
            if hasattr(row, "subject_kind"):
                row.subject_kind, row.subject_id = KIND, turn.dossier.pk
            else:
                row.dossier_id = turn.dossier.pk
            fresh[type(row)].append(row)
    stored = [change for turn in turns for change in turn.changed if change[0].pk]
    # What ends is ended first: of pauses and steps a dossier has one open at most.
    for row, names in stored:
        row.save(update_fields=names)
    for kind, rows in fresh.items():
        kind._default_manager.bulk_create(rows)


def write_facts(facts: Sequence[Fact], standing: Sequence[Standing]) -> None:
    """Append fact versions and their runs of days."""
    Fact.objects.bulk_create(facts)
    if standing:
        Standing.objects.bulk_create(standing)
