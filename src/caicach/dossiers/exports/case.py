"""A dossier as it stood after one line of its journal: what its papers print, so that an old one is printed as it was.

Parties, papers handed in and promised dates are read from the journal up to that line; personal values that have been
erased there are taken from the dossier as it is now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from caicach.agencies.models import Unit
from caicach.agencies.queries import letterhead
from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.entries import Entry
from caicach.dossiers.queries.page import Page
from caicach.dossiers.rules.regime import REGIMES, Regime, regime_on
from caicach.dossiers.tags import limit_words
from caicach.kit.period import local
from caicach.kit.working_time import LimitUnit
from caicach.papers.rules.forms import Form, form_on
from caicach.papers.rules.sheets import Code, Head
from caicach.papers.rules.slips import Contact, Item, Person, Wanted

HIDDEN = "•••"
"""In the place of a personal value that whoever prints may not see."""
NATIONAL_PORTAL = "Cổng Dịch vụ công quốc gia (dichvucong.gov.vn)"
MOVED = "competent_unit"
"""In the details of a line that moved the competence: from which unit to which."""
HANDED_IN = ("dossiers.submit", "dossiers.receive", "dossiers.supplement")


@dataclass(frozen=True, kw_only=True)
class Case:
    """`line` is the place of the line in the journal, from 0; `open_to` whether the reader works on the dossier."""

    page: Page
    line: int
    open_to: bool

    @property
    def dossier(self) -> Dossier:
        """The dossier as it is now."""
        return self.page.dossier

    @property
    def entry(self) -> Entry:
        """The line that the paper tells of."""
        return self.page.journal[self.line]

    @property
    def moment(self) -> datetime:
        """When it happened (wall clock)."""
        return local(self.entry.occurred_at)

    @property
    def day(self) -> date:
        """The day of the paper; it decides which forms hold."""
        return self.moment.date()

    @property
    def lines(self) -> Sequence[Entry]:
        """The journal up to the line."""
        return self.page.journal[: self.line + 1]

    @cached_property
    def regime(self) -> Regime:
        """The decree that held for the act."""
        return REGIMES.get(self.dossier.regime) or regime_on(self.day)

    @property
    def received(self) -> datetime | None:
        """When the dossier was accepted (wall clock), if it had been by then."""
        accepted = self.dossier.accepted_at
        return local(accepted) if accepted and accepted <= self.entry.occurred_at else None

    def due(self) -> datetime | None:
        """The date of return that the citizen had been told last before or with the line (wall clock)."""
        told = None
        for entry in self.lines:
            for name in ("due", "extended"):
                change = entry.details.get(name)
                if isinstance(change, list) and len(change) == 2 and change[1]:
                    told = local(datetime.fromisoformat(change[1]))
        return told

    def person(self, role: str) -> Person:
        """A party as told by then, the submitter where there is no such party; hidden where the reader may not see."""
        role = role if role in self.page.parties else "submitter"
        values: dict[str, Any] = dict(self.page.parties.get(role, {}))
        for entry in self.lines:
            told = {name.removeprefix(f"{role}."): text for name, text in entry.told.items()}
            values |= {name: text for name, text in told.items() if "." not in name}
        return shown(values, open_to=self.open_to)

    def open(self, text: str) -> str:
        """A personal value, hidden where the reader may not see it."""
        return hidden(text, open_to=self.open_to)

    def items(self) -> tuple[Item, ...]:
        """What had been handed in by then, in the order of the published list."""
        handed = {row["component"]: row for row in self._handed()}
        return tuple(
            _item(component.name_vi, handed[component.id])
            for component in self.page.components
            if component.id in handed
        )

    def missing(self, *, ground: str) -> tuple[Wanted, ...]:
        """What the list asks for and had not been handed in by then; `ground` is why it may be asked for."""
        handed = {row["component"] for row in self._handed()}
        return tuple(
            Wanted(name=component.name_vi, originals=component.originals, copies=component.copies, ground=ground)
            for component in self.page.components
            if component.required and component.id not in handed
        )

    def listed(self) -> str:
        """Why a component may be asked for: it stands in the published list of the procedure."""
        return f"Danh mục đã công bố của thủ tục {self.dossier.procedure.code}"

    def _handed(self) -> Sequence[Mapping[str, Any]]:
        counts = [entry.details.get("papers", 0) for entry in self.lines if entry.action in HANDED_IN]
        return self.page.handed[: sum(counts)]

    def form(self, word: str) -> Form:
        """The form in force on the day. Raises `LookupError` where there was none."""
        found = form_on(word, self.day)
        if found is None:
            raise LookupError(word)
        return found

    def head(self, word: str, unit: Unit, *, number: str | None = None) -> Head:
        """The head of a paper that a unit issues on the day of the line, with the code; one statement."""
        identity = self.person("owner").identity if self.open_to else ""
        told = (self.dossier.number or "", self.dossier.procedure.code, identity)
        return head_of(word, unit, day=self.day, number=number, code=told)[0]

    def content(self) -> str:
        """What is asked for: the procedure with its code, and the words of the dossier."""
        return asked_for(self.dossier)

    def limit(self) -> str:
        """The limit in words."""
        return limit_of(self.dossier)

    def competent(self, line: int | None = None) -> Unit:
        """The agency that was competent when a line of the journal was written, by default the paper's own."""
        after = self.page.journal[(self.line if line is None else line) + 1 :]
        moved = next((entry.details[MOVED] for entry in after if MOVED in entry.details), None)
        return self._earlier[moved[0]] if isinstance(moved, list) else self.dossier.competent_unit

    @cached_property
    def _earlier(self) -> Mapping[int, Unit]:
        moves = [entry.details[MOVED] for entry in self.page.journal if MOVED in entry.details]
        return Unit.objects.in_bulk({move[0] for move in moves if isinstance(move, list)})

    def contact(self) -> Contact:
        """Whom the citizen may ask; the phone is filled in by hand."""
        return Contact(name=self.dossier.received_unit.name_vi)

    def reason(self) -> str:
        """What was written with the act; empty once it has been erased."""
        return self.entry.said.get("reason", "")


def head_of(
    word: str, unit: Unit, *, day: date, on: date | None = None, number: str | None = None,
    code: tuple[str, str, str] | None = None,
) -> tuple[Head, str]:  # fmt: skip
    """The head of a paper of a unit and a day, and its title; the form is that of `on`, by default of the day.

    `code` is the dossier's number, the procedure's code and the identity for the QR code. One statement.
    """
    form, top = form_on(word, on or day), letterhead(unit, on=day)
    title = str(form.title) if form else ""
    told = Code(dossier=code[0], procedure=code[1], identity=code[2], document=title) if code else None
    head = Head(
        agency_above=top.agency_above, agency=top.agency, place=top.place, day=day, number=number, code=told,
        form=form.note if form else "",
    )  # fmt: skip
    return head, title


def hidden(text: str, *, open_to: bool) -> str:
    """A personal value, or dots in its place where the reader may not see it."""
    return text if open_to or not text else HIDDEN


def shown(values: Mapping[str, str], *, open_to: bool) -> Person:
    """A party as a paper tells it: the name always, the rest where it is open to the reader."""
    rest = {name: hidden(values.get(name) or "", open_to=open_to) for name in ("identity", "address", "phone", "email")}
    return Person(name=values.get("name", ""), **rest)


def limit_of(dossier: Dossier) -> str:
    """The limit frozen at acceptance, in words; empty before."""
    amount, unit = dossier.limit_amount, dossier.limit_unit
    return limit_words(amount, LimitUnit(unit)) if amount and unit else ""


def asked_for(dossier: Dossier) -> str:
    """What is asked for: the procedure with its code, and the words of the dossier."""
    return content_of(dossier, code=f" ({dossier.procedure.code})")


def content_of(dossier: Dossier, *, code: str = "") -> str:
    """The procedure's name (with its code), then the words of the dossier; once only when these begin with the name."""
    name, told = dossier.rules_version.name_vi, dossier.summary
    if told.casefold().startswith(name.casefold()):
        return f"{told}{code}"
    return f"{name}{code}. {told}" if told else f"{name}{code}"


def _item(name: str, given: Mapping[str, Any]) -> Item:
    notes = []
    if given["electronic"]:
        notes.append("bản điện tử")
    if given["reused"]:
        notes.append("dùng lại dữ liệu đã có")
    return Item(name=name, originals=given["originals"], copies=given["copies"], note=", ".join(notes))
