"""Why another system's figures differ from ours (vì sao lệch): totals against counts, lists against dossiers."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from caicach.dossiers.permits import may_import_for
from caicach.dossiers.queries.import_differences import Differing
from caicach.dossiers.queries.import_words import fault_text
from caicach.dossiers.services.import_dossiers import Tried, Wanted, tried
from caicach.figures.queries.answers import records, tabulate
from caicach.figures.queries.scope import scope_of
from caicach.journal.models import Seal
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.reports.rules.ii06 import FIGURES
from caicach.reports.rules.reconcile import KNOWN, Gap, Stated, gaps, stated_of


@dataclass(frozen=True, slots=True)
class Lists:
    """What the two lists say of each other: by status (there, here), and the dossiers by name with what differs.

    `only_theirs` are not imported yet, `differing` say otherwise, `gone` are not in their list any more, `unread` rows
    of theirs that cannot be read, in words.
    """

    by_status: dict[int, tuple[int, int]]
    only_theirs: tuple[str, ...]
    differing: tuple[Differing, ...]
    gone: tuple[str, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Columns of the form in which the two differ, and what their lists say of each other if there was one."""

    gaps: tuple[Gap, ...]
    lists: Lists | None

    @property
    def differs(self) -> bool:
        """Whether anything does."""
        lists = self.lists
        return bool(self.gaps) or bool(lists and (lists.only_theirs or lists.differing or lists.gone))


def reconcile(act: Act, seal: Seal, *, totals: Path | None, dossiers: Path | None, wanted: Wanted) -> Reconciled:
    """Compare files of the system `wanted.system` with what is here.

    Raises `Refused` for files that cannot be read, for totals that do not add up (with the exact difference), and for
    totals of a unit that the actor does not import for.
    """
    found = [gap for line in stated_of(_rows(totals)) for gap in _gaps(act, line, seal)] if totals else []
    if dossiers is None:
        return Reconciled(tuple(found), None)
    with tried(act, dossiers, wanted) as one:
        return Reconciled(tuple(_named(found, seal, one)), _lists(one))


def _rows(path: Path) -> Sequence[Sequence[str]]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise Refused(
            "bad-totals",
            mark("Không đọc được tệp {name}; hãy lưu dưới dạng «CSV UTF-8»."),
            values={"name": path.name},
            field="totals",
        ) from fault
    head = text.split("\n", 1)[0]
    separator = max(",;\t|", key=head.count)
    return list(csv.reader(text.splitlines(), delimiter=separator))


def _gaps(act: Act, line: Stated, seal: Seal) -> list[Gap]:
    scope = scope_of(line.unit, on=line.period.last)
    if act.actor != SYSTEM:
        allowed = may_import_for(act.actor, scope.unit_id)
        if not allowed.allowed:
            raise Refused("not-permitted", allowed.reason, field="totals")
    counted = tabulate(FIGURES, scope=scope, period=line.period, seal=seal, by=None)[None]
    return gaps(line, {column.number: counted.get(column.figure, 0) for column in KNOWN.values()})


def _named(found: list[Gap], seal: Seal, one: Tried) -> list[Gap]:
    """Each gap with the dossiers counted here that their list does not have."""
    theirs = {number for numbers in one.checked.numbers() for number in numbers} if found else set()
    named = []
    for gap in found:
        scope = scope_of(gap.stated.unit, on=gap.stated.period.last)
        here = records(KNOWN[gap.column].figure, scope=scope, period=gap.stated.period, seal=seal)
        named.append(replace(gap, only_here=tuple(number for number in here if number not in theirs)))
    return named


def _lists(one: Tried) -> Lists:
    checked = one.checked
    return Lists(
        by_status=checked.by_status(),
        only_theirs=checked.fresh(),
        differing=checked.differing(),
        gone=one.outcome.gone,
        unread=tuple(fault_text(fault) for fault in checked.faults(companion=True)),
    )
