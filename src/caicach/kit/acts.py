"""Who acts and when: the actor with dated grants, the act, and the change it makes to one subject."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import uuid4


@dataclass(frozen=True, slots=True)
class Granted:
    """A right in force today: one role at one unit, and the ids of all units it reaches.

    `for_id` is the absent person in whose place it is held, None for a right of one's own.
    """

    id: int
    role: str
    unit_id: int
    units: frozenset[int]
    for_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts, with the grants in force on the day of the act.

    `stands_for` are the absent people in whose place the actor works that day: what is theirs is the actor's too.
    """

    user_id: int | None
    username: str
    name: str
    grants: tuple[Granted, ...] = ()
    stands_for: frozenset[int] = frozenset()

    def reach(self, roles: Iterable[str]) -> frozenset[int]:
        """Ids of the units at which the actor holds one of the roles."""
        wanted = set(roles)
        return frozenset().union(*(grant.units for grant in self.grants if grant.role in wanted))

    def holds(self, roles: Iterable[str], unit_id: int | None = None) -> bool:
        """Whether the actor holds one of the roles: at that unit, or anywhere when no unit is named."""
        wanted = set(roles)
        return any(grant.role in wanted and (unit_id is None or unit_id in grant.units) for grant in self.grants)

    def is_one_of(self, user_id: int | None) -> bool:
        """Whether the person is the actor, or somebody in whose place the actor works."""
        return user_id is not None and (user_id == self.user_id or user_id in self.stands_for)

    def alone(self, *, with_id: int | None = None) -> "Actor":
        """The actor with rights of his or her own only, or also with those held in one absent person's place."""
        grants = tuple(grant for grant in self.grants if grant.for_id in (None, with_id))
        return replace(self, grants=grants, stands_for=self.stands_for & {with_id})

    @property
    def roles(self) -> frozenset[str]:
        """The roles held anywhere."""
        return frozenset(grant.role for grant in self.grants)


SYSTEM = Actor(user_id=None, username="system", name="CaiCach")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a permit: yes, or no with the reason as a marked text."""

    allowed: bool
    reason: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    source: str = ""


YES = Verdict(allowed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act of an actor: `at` is the business time it speaks of, `now` the time it is entered (both aware).

    `key` is the idempotency key of the form or machine call, kept for ever; an act repeated with the same key does
    nothing and answers as before. `origin` is `live`, `demo` or `import`; loaded histories carry the entry time they
    claim in `claimed_at` while `now` stays the true one. `seen` is the version of the record that the actor had before
    them; where it is given and the record has moved on, the act is refused ("changed").
    """

    actor: Actor
    at: datetime
    now: datetime
    key: str = ""
    origin: str = "live"
    claimed_at: datetime | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an act changed of one subject: `details` hold no personal value, `personal` holds them (kept erasable)."""

    kind: str
    subject_id: int
    action: str
    details: Mapping[str, object] = field(default_factory=dict)
    personal: Mapping[str, str] = field(default_factory=dict)


Recorder = Callable[[Act, Change], None]
"""Writes one journal line. Rooms below the journal get it handed to them, so that their writes are journalled too."""

LONGEST_KEY = 80


def request_key(sent: Mapping[str, object]) -> str:
    """The key of a form that was sent, or a fresh one; one that is too long or no plain text is no key of ours."""
    key = str(sent.get("request_key") or "")
    return key if 0 < len(key) <= LONGEST_KEY and key.isprintable() else str(uuid4())


def keyed_once(record: Recorder) -> Recorder:
    """A recorder for services that write several lines of one act: only the first line bears the act's key."""
    used: set[str] = set()

    def write(act: Act, change: Change) -> None:
        record(replace(act, key="") if act.key in used else act, change)
        used.add(act.key)

    return write
