"""What stands on papers about many dossiers: the tracking book and the lists that go with them from desk to desk."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from caicach.papers.rules.sheets import Titled


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A row of the tracking book; `officer` received it (a local extra)."""

    number: str
    content: str
    owner: str
    address: str
    phone: str
    received: datetime | None
    due: datetime | None
    returned: datetime | None
    officer: str
    note: str = ""
    sets: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingBook(Titled):
    """Form 06 of 2018, 07 of 2025: all dossiers that a unit received in a period (both days included)."""

    TEMPLATE: ClassVar[str] = "tracking_book"

    unit: str
    first: date
    last: date
    rows: tuple[Entered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing(Titled):
    """A list that goes with what one unit handed to another on a day."""

    giver: str
    receiver: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A dossier that goes from one desk to another; `items` counts its papers."""

    number: str
    content: str
    owner: str
    at: datetime
    due: datetime | None
    items: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverList(Passing):
    """The dossiers that one unit handed to another on a day."""

    TEMPLATE: ClassVar[str] = "handover_list"

    rows: tuple[Handed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A result that goes to the result desk; `fee` is still to be paid, `post` goes by post."""

    number: str
    content: str
    result: str
    owner: str
    address: str
    fee: bool
    post: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultList(Passing):
    """The results that an agency handed to the counter on a day."""

    TEMPLATE: ClassVar[str] = "result_list"

    rows: tuple[Settled, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A result that goes by post to whom it is for; `tracking` is the code of the letter."""

    number: str
    content: str
    result: str
    owner: str
    address: str
    phone: str
    tracking: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostList(Titled):
    """The results that a counter handed to the post together; `receipt` is the post's number of the whole."""

    TEMPLATE: ClassVar[str] = "post_list"

    number: str
    giver: str
    day: date
    receipt: str
    rows: tuple[Posted, ...]
