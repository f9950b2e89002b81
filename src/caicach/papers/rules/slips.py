"""What stands on the papers of one dossier, in the fields of the official forms (see `papers.rules.forms`)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from caicach.papers.rules.sheets import Signer, Titled


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A submitter or an owner; what is unknown, or not open to whoever prints, is empty."""

    name: str
    identity: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A component of a dossier with its sheets: originals, certified copies, photocopies; `note` such as e-file."""

    name: str
    originals: int = 0
    copies: int = 0
    photocopies: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A paper that is to be added or mended: how many sheets, `what` about it, and the `ground` in law or list."""

    name: str
    originals: int = 0
    copies: int = 0
    what: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask: a name, a phone, an address on the web; what is empty leaves dots."""

    name: str = ""
    phone: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One dossier on a receipt; `sets` is the number of sets, `unit` the agency that settles it."""

    number: str
    content: str
    unit: str
    owner: Person
    items: tuple[Item, ...]
    limit: str
    received: datetime
    due: datetime
    sets: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(Titled):
    """Form 01, receipt and appointment. With several dossiers of one submitter it becomes one slip with a list.

    `a5` prints it on half the paper (A5 landscape), for printers of slips.
    """

    TEMPLATE: ClassVar[str] = "receipt"

    receiver: str
    submitter: Person
    channel: str
    dossiers: tuple[Taken, ...]
    result_at: str
    look_up: Contact
    clerk: str
    a5: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementRequest(Titled):
    """Form 02: what is to be added or mended, and why; `stage` is intake or appraisal, `count` the how-many-eth."""

    TEMPLATE: ClassVar[str] = "supplement_request"

    receiver: str
    owner: Person
    number: str
    content: str
    stage: str
    count: int
    items: tuple[Wanted, ...]
    reason: str
    basis: str
    contact: Contact
    officer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(Titled):
    """Form 03: the dossier is not taken, or not settled, with the reason. `submitted` for one that came online."""

    TEMPLATE: ClassVar[str] = "refusal"

    receiver: str
    owner: Person
    number: str
    submitted: datetime | None
    content: str
    reason: str
    contact: Contact
    submitter: str
    officer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Apology(Titled):
    """Form 04: apology with a new day of return (2018), or apology and request for an extension (2025: `asks`).

    `new_due` is a day, or a moment where the hour is set.
    """

    TEMPLATE: ClassVar[str] = "apology"

    asks: bool
    subject: str
    addressee: str
    number: str
    content: str
    received: datetime
    due: datetime
    at_fault: str
    reason: str
    new_due: datetime | date
    result_at: str
    recipients: tuple[str, ...]
    signer: Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class StopNotice(Titled):
    """Form 05 of 2025: the dossier is no longer worked on, at the citizen's wish or for another reason (`ground`)."""

    TEMPLATE: ClassVar[str] = "stop_notice"

    subject: str
    addressee: str
    number: str
    content: str
    received: datetime | None
    ground: str
    reason: str
    basis: str
    contact: Contact
    recipients: tuple[str, ...]
    signer: Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """One row of the control slip: who gave the dossier to whom, when, with which result and note."""

    giver: str
    receiver: str
    at: datetime | None
    result: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlSlip(Titled):
    """Form 05 of 2018, 06 of 2025: goes with the dossier from hand to hand; `spare` empty rows are added."""

    TEMPLATE: ClassVar[str] = "control_slip"

    number: str
    content: str
    submitter: Person
    owner: Person
    unit: str
    received: datetime
    limit: str
    due: datetime
    items: tuple[Item, ...]
    handings: tuple[Handing, ...]
    sets: int = 1
    spare: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReceipt(Titled):
    """Result hand-over: what was given to whom; `given` is None while it has not been handed out.

    `returned` are the originals that the citizen gets back.
    """

    TEMPLATE: ClassVar[str] = "result_receipt"

    number: str
    content: str
    unit: str
    owner: Person
    taker: Person
    results: tuple[str, ...]
    returned: tuple[str, ...]
    given: datetime | None
    giver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One subject of a list: its name and what is said of it, the result in words, the reason."""

    name: str
    detail: str
    result: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectResults(Titled):
    """The result of each subject of a dossier that holds a list, for whoever handed it in.

    `paper` is number and day of the result's own paper, empty where there is none; `granted` and `denied` count.
    """

    TEMPLATE: ClassVar[str] = "subject_results"

    addressee: str
    number: str
    content: str
    paper: str
    rows: tuple[Judged, ...]
    granted: int
    denied: int
    recipients: tuple[str, ...]
    signer: Signer
