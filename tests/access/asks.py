"""The ways to ask an address, of which the table is made."""

from dataclasses import dataclass, field

from access.relations import ANYBODY, LEADER, NO_ONE, SEES, TENDS, R, Rule, rule


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One way to ask an address.

    `allowed`: who gets an answer; everybody else finds nothing (404), and nothing is written. `reads`: who may find
    the dossier's marks in the answer; with `told` they must. `noted`: that is recorded as read.
    `writes`: whose asking writes journal lines, `lines` each;
    others of `allowed` get the form back (422). `dossier`: the state of the dossier in the address. `query` and
    `sent`: names of entries in `walk.QUERIES` and `walk.FORMS`. `open_to_all`: also whoever has not signed in.
    `signed_in`: also whoever holds no grant. `status` are the answers an allowed asker may get.
    """

    method: str = "GET"
    allowed: Rule
    reads: Rule = NO_ONE
    told: bool = False
    noted: bool = False
    lines: int = 1
    writes: Rule = NO_ONE
    dossier: str = ""
    query: str = ""
    sent: str = ""
    open_to_all: bool = False
    signed_in: bool = False
    status: tuple[int, ...] = (200,)
    arguments: dict[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """The way in words, for a failing test."""
        return " ".join(filter(None, [self.method, self.dossier, self.query, self.sent, *self.arguments.values()]))


def everybody(method: str = "GET", status: tuple[int, ...] = (200,), **more: object) -> Ask:
    """A page for everybody, signed in or not."""
    return Ask(method=method, allowed=ANYBODY, open_to_all=True, signed_in=True, status=status, **more)


def page(query: str = "", *, allowed: Rule, reads: Rule = NO_ONE, **more: object) -> Ask:
    """A page that is not about one dossier."""
    return Ask(query=query, allowed=allowed, reads=reads, **more)


def verb(state: str, who: Rule) -> tuple[Ask, Ask]:
    """A verb on a dossier in the state that offers it: its form for those who may, and the act."""
    return (
        Ask(dossier=state, allowed=who, reads=who, told=True),
        Ask(method="POST", dossier=state, allowed=who, writes=who, sent="verb", status=(303,)),
    )


def offered(state: str, who: Rule) -> tuple[Ask, Ask]:
    """A verb whose form cannot be filled in here: shown to those who may, and sent empty to no effect."""
    return (
        Ask(dossier=state, allowed=who, reads=who, told=True),
        Ask(method="POST", dossier=state, allowed=who, reads=who, status=(422,)),
    )


ABSENCE = {"absence_id": "absence"}


def decision() -> tuple[Ask, Ask]:
    """A decision about a message: its form, and the act."""
    named = {"message_id": "message"}
    return (
        page(allowed=TENDS, arguments=named),
        page(method="POST", allowed=TENDS, writes=TENDS, sent="reason", status=(303,), arguments=named),
    )


def many(word: str, holders: Rule, who: Rule, *, state: str = "running") -> tuple[Ask, Ask]:
    """A verb on dossiers chosen in a list: its roles get the page, and act where the verb says so."""
    return (
        page(f"chosen {state}", allowed=holders, reads=SEES),
        page(method="POST", allowed=holders, reads=SEES, writes=who, sent=f"{word} many"),
    )


# Narrowed to the agency one leads, which is not the one asked.
LIST_QUERIES = {"": SEES, "searched and narrowed": SEES - rule([LEADER], R.ASKED)}
PROCEDURE = {"procedure_id": "procedure"}
PERSON = {"user_id": "officer"}
REGISTER, PREPARATION = {"register_id": "register"}, {"preparation_id": "preparation"}


def asked_and_refused(who: Rule) -> tuple[Ask, Ask]:
    """A form about a person: shown, and sent empty to no effect."""
    return (
        page(allowed=who, arguments=PERSON),
        page(method="POST", allowed=who, status=(422,), arguments=PERSON),
    )
