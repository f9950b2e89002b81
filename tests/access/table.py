"""The reviewed table: for every address, who may ask it in which way, whose asking writes, who may read the dossier.

It is written from the rules (`dossiers.permits`, `figures.permits`, `reports.permits`, the marks of the views), never
from what the pages answer. An address without an entry fails the suite.

A rule is the set of (role, relation) that it says yes to. Relations are those of the place where the role is held to
the dossier's route: helped at a point, received at a centre, competent a department, lying in one of its divisions,
assigned to an officer there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from caicach.accounts.rules import Role


class Relation(StrEnum):
    """Where the asker holds the role. A tree reaches the units under it too."""

    ASSIGNED = "assigned"
    """The dossier is assigned to the asker, whose role is held at another department (they have moved there)."""
    STANDS_IN = "stands-in"
    """It is assigned to somebody absent for whom the asker stands in, with the role held elsewhere."""
    RECEIVED = "received"
    HELPED = "helped"
    HANDLING = "handling"
    COMPETENT = "competent"
    COMPETENT_TREE = "competent-tree"
    """Over the division where the dossier lies too: the parent unit, reaching down."""
    TOP = "top"
    """The parent of all, not reaching down."""
    TOP_TREE = "top-tree"
    ASKED = "asked"
    """At a department beside the route, which is asked for its opinion."""
    BELOW = "below"
    """Under the units of the route, at each of their children."""
    BESIDE = "beside"
    STRANGER = "stranger"
    EXPIRED = "expired"
    """As the top reaching down, until yesterday."""
    FUTURE = "future"
    """As the top reaching down, but not yet."""


RELATIONS = tuple(Relation)
R = Relation
IN_FORCE = frozenset(RELATIONS) - {R.EXPIRED, R.FUTURE}

Rule = frozenset[tuple[Role, Relation]]


def rule(roles: Iterable[Role], *relations: Relation) -> Rule:
    """Each of the roles in each of the relations."""
    return frozenset((role, relation) for role in roles for relation in relations)


CLERK, RESULT = Role.INTAKE_CLERK, Role.RESULT_DESK
OFFICER, HEAD = Role.PROCESSING_OFFICER, Role.DIVISION_HEAD
LEADER, REFORM = Role.AGENCY_LEADER, Role.REFORM_OFFICER
RECORDS, CENTRE = Role.RECORDS_CLERK, Role.CENTRE_HEAD

NO_ONE: Rule = frozenset()
ANYBODY = rule(Role, *RELATIONS)

# dossiers.permits, by their words.
IS_ASSIGNED = rule([OFFICER], R.ASSIGNED, R.STANDS_IN)
SEES = (
    rule([CLERK, RESULT, CENTRE], R.RECEIVED, R.HELPED, R.TOP_TREE)  # "received there" or helped there
    | rule([OFFICER, HEAD], R.HANDLING, R.COMPETENT_TREE, R.TOP_TREE)  # "lying there"
    | rule([LEADER, REFORM, RECORDS], R.COMPETENT, R.COMPETENT_TREE, R.TOP_TREE)  # "or competent"
    | IS_ASSIGNED
    | rule([OFFICER, HEAD, LEADER], R.ASKED)  # "or asked to take part"
)
COUNTER = rule([CLERK], R.RECEIVED, R.TOP_TREE)  # "the intake clerk of the receiving unit"
HANDS_OUT = rule([CLERK, RESULT], R.RECEIVED, R.TOP_TREE)  # "the receiving unit's clerk or result desk"
LEADS = (  # "the head of the division where it lies, or a leader of the competent agency"
    rule([HEAD], R.HANDLING, R.COMPETENT_TREE, R.TOP_TREE) | rule([LEADER], R.COMPETENT, R.COMPETENT_TREE, R.TOP_TREE)
)
HEADS_DIVISION = rule([HEAD, LEADER, CENTRE], R.HANDLING, R.COMPETENT_TREE, R.TOP_TREE)
TAKES = (  # "whoever works in the unit that it went to", or a leader of the competent agency
    LEADS | rule([OFFICER], R.HANDLING, R.COMPETENT_TREE, R.TOP_TREE)
)
WORKS = LEADS | IS_ASSIGNED  # "the assigned officer, the division head where it lies, a leader"
REPORTS_WRONG = HANDS_OUT | WORKS  # "the counter it is handed out at, or whoever works on the dossier"
ANSWERS = WORKS | rule([OFFICER, HEAD, LEADER], R.ASKED, R.TOP_TREE)  # "its own people; or whoever works on it"
TAKES_PART = rule([OFFICER, HEAD, LEADER], R.ASKED, R.TOP_TREE)  # "people of the partner agency"
PASSES_ON = COUNTER | WORKS  # "from the counter, or by whoever works on it"

INITIALS = rule([HEAD], R.HANDLING, R.COMPETENT_TREE, R.TOP_TREE)  # "the head of the division where it lies"
SIGNS = rule([LEADER], R.COMPETENT, R.COMPETENT_TREE, R.TOP_TREE)  # "a leader of the competent agency"
NUMBERS = rule([RECORDS], R.COMPETENT, R.COMPETENT_TREE, R.TOP_TREE)  # "the competent agency's records clerk"
SEES_PAPER = (  # before its release: not the counter
    rule([OFFICER, HEAD], R.HANDLING, R.COMPETENT_TREE, R.TOP_TREE)
    | rule([LEADER, REFORM, RECORDS], R.COMPETENT, R.COMPETENT_TREE, R.TOP_TREE)
    | IS_ASSIGNED
)

# The marks of the views: a role held anywhere, in force today.
CLERKS = rule([CLERK], *IN_FORCE)
LEADERS = rule([HEAD, LEADER], *IN_FORCE)
PASSERS = rule([CLERK, OFFICER, HEAD, LEADER], *IN_FORCE)
READERS = rule([CLERK, RESULT, CENTRE, OFFICER, HEAD, LEADER, REFORM, RECORDS], *IN_FORCE)

ADMINISTERS = rule([Role.ADMINISTRATOR], *IN_FORCE)
# notices.permits: "the administrator and the head of the one-stop centre, each for their units"; the message of the
# ground goes out in the name of the centre where the dossier was received.
TENDS = rule([Role.ADMINISTRATOR, CENTRE], R.RECEIVED, R.TOP_TREE)
TENDERS = rule([Role.ADMINISTRATOR, CENTRE], *IN_FORCE)

# The book of the counter where the dossier was received: asked for by who reaches that unit in one of the roles that
# keep books; the dossier stands in it for those of the counter.
KEEPS_BOOK = rule([CLERK, RESULT, CENTRE, LEADER, REFORM, RECORDS], R.RECEIVED, R.TOP_TREE)
IN_BOOK = rule([CLERK, RESULT, CENTRE], R.RECEIVED, R.TOP_TREE)

ADMINISTERS_ALL = rule([Role.ADMINISTRATOR], R.HANDLING, R.COMPETENT_TREE, R.TOP_TREE)
"""Of the person in the address, who holds a right in the division."""
SIGNERS = rule([HEAD, LEADER], *IN_FORCE)
CLERKS_OF_RECORDS = rule([RECORDS], *IN_FORCE)

ATTACHES = PASSES_ON | HANDS_OUT | NUMBERS  # "the counter, whoever works on it, the records clerk"

# figures.permits and reports.permits: whose grant in force, whatever the role, reaches the competent department.
REACHES = rule(Role, R.COMPETENT, R.COMPETENT_TREE, R.TOP_TREE)


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One way to ask an address.

    `allowed`: who gets an answer; everybody else finds nothing (404), and nothing is written. `reads`: who may find
    the dossier's marks in the answer; with `told` they must. `writes`: whose asking writes journal lines, `lines` each;
    others of `allowed` get the form back (422). `dossier`: the state of the dossier in the address. `query` and
    `sent`: names of entries in `walk.QUERIES` and `walk.FORMS`. `open_to_all`: also whoever has not signed in.
    `signed_in`: also whoever holds no grant. `status` are the answers an allowed asker may get.
    """

    method: str = "GET"
    allowed: Rule
    reads: Rule = NO_ONE
    told: bool = False
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


ROUTES: dict[str, tuple[Ask, ...]] = {
    # For everybody; none of them knows a dossier.
    "/sign-in/": (everybody(status=(200, 302)), everybody("POST", (200, 302))),
    "/sign-out/": (everybody(status=(200, 302)), everybody("POST", (302,))),
    "/language/": (everybody(status=(302,)), everybody("POST", (204, 302))),
    "/theme/": (everybody("POST", (302,)),),
    "/style/": (everybody(),),
    "/style/<slug:name>/": (everybody(arguments={"name": "list"}),),
    # For everybody signed in; the piles of work show dossiers.
    "/": (page(allowed=ANYBODY, signed_in=True, reads=SEES),),
    # The house itself; the job of the address never failed, so that nothing is written and the page says so.
    "/health/": (everybody(),),
    "/system/": (page(allowed=ADMINISTERS),),
    "/system/jobs/<int:job_id>/retry/": (
        page(method="POST", allowed=ADMINISTERS, status=(302,), arguments={"job_id": "1"}),
    ),
    "/urge/<int:unit_id>/": (
        page(
            method="POST", allowed=rule([CENTRE], *IN_FORCE), status=(303,), arguments={"unit_id": "1"}
        ),  # nothing is overdue there
    ),
    "/year/": (page(allowed=rule([LEADER, REFORM], *IN_FORCE)),),
    "/digest/": (page(allowed=ANYBODY, signed_in=True, reads=SEES),),
    # People, units and the calendar: whoever administers; who reaches whom is in tests/desk/test_people.py.
    "/people/": (page(allowed=ADMINISTERS),),
    "/people/new/": (page(allowed=ADMINISTERS), page(method="POST", allowed=ADMINISTERS, status=(422,))),
    "/people/<int:user_id>/": (page(allowed=ADMINISTERS, arguments=PERSON),),
    "/people/<int:user_id>/change/": asked_and_refused(ADMINISTERS_ALL),
    "/people/<int:user_id>/password/": asked_and_refused(ADMINISTERS_ALL),
    "/people/<int:user_id>/grant/": asked_and_refused(ADMINISTERS),
    "/people/<int:user_id>/grant/<int:grant_id>/end/": (page(allowed=NO_ONE, arguments={**PERSON, "grant_id": "0"}),),
    "/people/<int:user_id>/leave/": asked_and_refused(ADMINISTERS_ALL),
    "/people/<int:user_id>/activate/": (page(allowed=NO_ONE, arguments=PERSON),),
    "/units/": (page(allowed=ADMINISTERS),),
    "/units/merge/": (page(allowed=ADMINISTERS), page(method="POST", allowed=ADMINISTERS, status=(422,))),
    "/units/<slug:code>/": (page(allowed=ADMINISTERS, arguments={"code": "so"}),),
    "/calendar/": (page(allowed=ADMINISTERS),),
    "/calendar/announce/": (page(allowed=ADMINISTERS), page(method="POST", allowed=ADMINISTERS, status=(422,))),
    "/import/<slug:kind>/": (
        page(allowed=ADMINISTERS, arguments={"kind": "people"}),
        page(method="POST", allowed=ADMINISTERS, status=(422,), arguments={"kind": "units"}),
    ),
    # The catalogue is for everybody who works here.
    "/procedures/": (page(allowed=ANYBODY, signed_in=True),),
    "/procedures/<str:code>/": (page(allowed=ANYBODY, signed_in=True, arguments={"code": "SYN-1"}),),
    "/procedures/<str:code>/difference/<str:old>/<str:new>/": (
        page(allowed=ANYBODY, signed_in=True, arguments={"code": "SYN-1", "old": "2020-01-01", "new": "2020-01-01"}),
    ),
    # Absences: one's own and those of one's people; the form is refused to everybody here, for nobody is named.
    "/accounts/absence/": (
        page(allowed=ANYBODY, signed_in=True),
        page(method="POST", allowed=ANYBODY, signed_in=True, status=(422,)),
    ),
    "/accounts/absence/<int:absence_id>/end/": (
        # "or whoever heads the person's unit": the absent officer works in the division where the dossier lies.
        page(method="POST", allowed=HEADS_DIVISION, writes=HEADS_DIVISION, status=(302,), arguments=ABSENCE),
    ),
    # Dossiers.
    "/dossiers/": tuple(page(query, allowed=READERS, reads=reads, told=True) for query, reads in LIST_QUERIES.items()),
    "/dossiers/saved/": (
        page(allowed=READERS),
        page(method="POST", allowed=READERS, writes=READERS, sent="saved list", status=(303,)),
    ),
    "/dossiers/saved/<int:saved_id>/": (  # somebody else's
        page(method="POST", allowed=NO_ONE, arguments={"saved_id": "1"}),
    ),
    "/dossiers/assign/": many("assign", LEADERS, LEADS),
    "/dossiers/take_over/": many("take_over", PASSERS, TAKES, state="handed"),
    "/dossiers/forward/": many("forward", PASSERS, PASSES_ON),
    "/dossiers/<int:dossier_id>/": (Ask(dossier="finished", allowed=SEES, reads=SEES, told=True),),
    "/dossiers/<int:dossier_id>/receipt/": (
        Ask(dossier="running", allowed=SEES, reads=SEES, told=True),
        Ask(dossier="submitted", allowed=NO_ONE),  # nothing was promised yet
    ),
    "/dossiers/<int:dossier_id>/fee_slip/": (
        Ask(dossier="paid", allowed=SEES, reads=SEES, told=True),
        Ask(dossier="running", allowed=NO_ONE),  # nothing was taken
    ),
    "/dossiers/<int:dossier_id>/files/": (Ask(dossier="running", allowed=SEES, reads=SEES, told=True),),
    # Who may open a file, and that it is recorded, is in tests/dossiers/test_pages_files.py.
    "/dossiers/<int:dossier_id>/files/<int:attachment_id>/": (
        Ask(dossier="running", allowed=NO_ONE, arguments={"attachment_id": "0"}),
    ),
    "/dossiers/<int:dossier_id>/attach/": verb("running", ATTACHES),
    "/dossiers/<int:dossier_id>/take_fee/": verb("owing", HANDS_OUT),
    "/dossiers/<int:dossier_id>/exempt_fee/": verb("owing", HANDS_OUT),
    "/dossiers/<int:dossier_id>/void_fee/": verb("paid", HANDS_OUT),
    "/dossiers/<int:dossier_id>/papers/<slug:word>.pdf": (
        Ask(dossier="running", allowed=SEES, reads=SEES, told=True, arguments={"word": "receipt"}),
        Ask(dossier="waiting", allowed=SEES, reads=SEES, told=True, arguments={"word": "supplement_request"}),
        Ask(dossier="submitted", allowed=NO_ONE, arguments={"word": "receipt"}),
        Ask(dossier="running", allowed=NO_ONE, arguments={"word": "refusal"}),
    ),
    "/dossiers/<int:dossier_id>/papers/<slug:word>.docx": (
        Ask(dossier="waiting", allowed=SEES, reads=SEES, told=True, arguments={"word": "supplement_request"}),
        Ask(dossier="running", allowed=NO_ONE, arguments={"word": "receipt"}),
    ),
    "/dossiers/tracking_book/": (page("book", allowed=KEEPS_BOOK),),
    "/dossiers/tracking_book.pdf": (page("book", allowed=KEEPS_BOOK, reads=IN_BOOK, told=True),),
    "/dossiers/tracking_book.xlsx": (page("book", allowed=KEEPS_BOOK, reads=IN_BOOK, told=True),),
    "/dossiers/handover_list/": (page("handovers", allowed=READERS),),
    "/dossiers/handover_list.pdf": (page("handover", allowed=SEES, reads=SEES, told=True),),
    # Whoever administers or leads anywhere sees the form; whose right reaches both agencies is in
    # tests/dossiers/test_transfer.py.
    "/dossiers/transfer/": (
        page(allowed=rule([Role.ADMINISTRATOR, LEADER], *IN_FORCE)),
        page(method="POST", allowed=rule([Role.ADMINISTRATOR, LEADER], *IN_FORCE), status=(422,)),
    ),
    "/dossiers/receive/": (page("search", allowed=CLERKS),),
    "/payments/day/": (  # one's own day; of others the head of the centre sees totals only
        page(allowed=rule([CLERK, RESULT, CENTRE], *IN_FORCE)),
        page(method="POST", allowed=rule([CLERK, RESULT, CENTRE], *IN_FORCE), sent="count", status=(422,)),
    ),
    "/dossiers/guide/": (
        page(allowed=CLERKS),
        page(method="POST", allowed=CLERKS, writes=COUNTER, sent="guide", status=(303,)),
    ),
    "/dossiers/receive/many/": (
        page(allowed=CLERKS),
        page(method="POST", allowed=CLERKS, sent="batch preview"),
        page(method="POST", allowed=CLERKS, writes=COUNTER, sent="batch", status=(303,), lines=2),  # and its dossier
    ),
    "/dossiers/batches/<int:batch_id>/": (
        page(
            allowed=rule([CLERK, RESULT, CENTRE], R.RECEIVED, R.TOP_TREE),
            reads=SEES,
            told=True,
            arguments={"batch_id": "batch"},
        ),
    ),
    "/dossiers/<int:dossier_id>/judge_subjects/": verb("listed", WORKS),
    "/dossiers/receive/person/": (  # from the dossiers received at the clerk's own counters
        page("identity", allowed=CLERKS, reads=COUNTER, told=True),
        page("nobody's identity", allowed=CLERKS),
    ),
    "/dossiers/receive/<int:procedure_id>/": (
        page(allowed=CLERKS, arguments=PROCEDURE),
        page(method="POST", allowed=CLERKS, writes=COUNTER, sent="reception", status=(303,), arguments=PROCEDURE),
        page(method="POST", allowed=CLERKS, writes=COUNTER, sent="note", status=(303,), arguments=PROCEDURE),
    ),
    "/dossiers/receive/<int:procedure_id>/due/": (page("unit and time", allowed=CLERKS, arguments=PROCEDURE),),
    "/dossiers/<int:dossier_id>/receive/": verb("submitted", COUNTER),
    "/dossiers/<int:dossier_id>/supplement/": verb("waiting", COUNTER),
    "/dossiers/<int:dossier_id>/return_result/": verb("finished", HANDS_OUT),
    "/dossiers/<int:dossier_id>/resume/": verb("paused", WORKS),
    "/dossiers/<int:dossier_id>/assign/": verb("running", LEADS),
    "/dossiers/<int:dossier_id>/finish/": verb("decided", WORKS),
    "/dossiers/<int:dossier_id>/decide/": verb("running", WORKS),
    "/dossiers/<int:dossier_id>/take_over/": verb("handed", TAKES),
    "/dossiers/<int:dossier_id>/forward/": verb("running", PASSES_ON),
    "/dossiers/<int:dossier_id>/request_supplement/": verb("running", PASSES_ON),
    "/dossiers/<int:dossier_id>/pause/": verb("running", WORKS),
    "/dossiers/<int:dossier_id>/send_back/": verb("running", WORKS),
    "/dossiers/<int:dossier_id>/interlink/": verb("running", WORKS),
    "/dossiers/<int:dossier_id>/take_part/": verb("interlinked", TAKES_PART),
    "/dossiers/<int:dossier_id>/finish_part/": verb("interlinked", ANSWERS),
    "/dossiers/<int:dossier_id>/submit_above/": verb("running", WORKS),
    "/dossiers/<int:dossier_id>/return_step/": verb("running", WORKS),
    "/dossiers/<int:dossier_id>/consult/": verb("running", WORKS),
    "/dossiers/<int:dossier_id>/answer_consultation/": verb("consulted", ANSWERS),
    "/dossiers/<int:dossier_id>/remind/": verb("waiting", PASSES_ON),
    "/dossiers/<int:dossier_id>/close_unanswered/": verb("unanswered", LEADS),
    "/dossiers/<int:dossier_id>/explain/": verb("late", LEADS),
    "/dossiers/<int:dossier_id>/report_wrong_result/": verb("finished", REPORTS_WRONG),
    "/dossiers/<int:dossier_id>/correct_result/": verb("wrong", WORKS),
    "/dossiers/<int:dossier_id>/report_loss/": verb("running", PASSES_ON),
    "/dossiers/<int:dossier_id>/found/": verb("lost", PASSES_ON),
    "/dossiers/<int:dossier_id>/remind_collection/": verb("finished", HANDS_OUT),
    "/dossiers/<int:dossier_id>/note_returned_mail/": verb("returned", HANDS_OUT),
    "/dossiers/<int:dossier_id>/extend/": verb("running", LEADS),
    "/dossiers/<int:dossier_id>/apologise/": verb("running", LEADS),
    "/dossiers/<int:dossier_id>/withdraw/": verb("running", COUNTER),
    "/dossiers/<int:dossier_id>/refuse/": verb("running", PASSES_ON),
    "/dossiers/<int:dossier_id>/stop/": verb("running", LEADS),
    "/dossiers/<int:dossier_id>/correct_finish/": verb("finished", LEADS),
    # The way of a result. Who may return it depends on who has it: a head no more once it was initialled.
    "/dossiers/<int:dossier_id>/draft/": verb("running", WORKS),
    "/dossiers/<int:dossier_id>/submit_document/": verb("p-drafted", WORKS),
    "/dossiers/<int:dossier_id>/discard_document/": verb("p-drafted", WORKS),
    "/dossiers/<int:dossier_id>/initial/": verb("p-submitted", INITIALS),
    "/dossiers/<int:dossier_id>/approve/": verb("p-initialled", SIGNS),
    "/dossiers/<int:dossier_id>/sign/": verb("p-approved", SIGNS),
    "/dossiers/<int:dossier_id>/number/": verb("p-signed", NUMBERS),
    "/dossiers/<int:dossier_id>/release/": verb("p-numbered", NUMBERS),
    "/dossiers/<int:dossier_id>/cancel_number/": verb("p-numbered", NUMBERS),
    "/dossiers/<int:dossier_id>/return_document/": (
        Ask(dossier="p-signed", allowed=INITIALS | SIGNS | NUMBERS, reads=INITIALS | SIGNS | NUMBERS, told=True),
        Ask(
            method="POST",
            dossier="p-signed",
            allowed=INITIALS | SIGNS | NUMBERS,
            reads=INITIALS,
            writes=SIGNS | NUMBERS,
            sent="verb",
            status=(303,),
        ),
    ),
    "/dossiers/<int:dossier_id>/document/": (
        Ask(dossier="p-drafted", allowed=SEES_PAPER, reads=SEES_PAPER, told=True),
        Ask(dossier="running", allowed=NO_ONE),  # nothing was drafted
    ),
    "/signing/": (
        page(allowed=SIGNERS, reads=INITIALS | SIGNS, told=True),
        page(
            method="POST",
            allowed=SIGNERS,
            reads=SEES,  # a refusal names the dossier to whoever may see it
            writes=INITIALS | SIGNS,
            sent="papers returned",
        ),
    ),
    "/signing/<int:dossier_id>/token/": (
        Ask(dossier="p-approved", allowed=SIGNS, reads=SIGNS, told=True),
        Ask(dossier="p-numbered", allowed=NUMBERS, reads=NUMBERS, told=True),
        Ask(method="POST", dossier="p-approved", allowed=SIGNS, reads=SIGNS, status=(422,)),  # without a certificate
    ),
    # Only for whoever prepared the signature, and that is none of the askers.
    "/signing/token/<int:preparation_id>/": (
        Ask(allowed=NO_ONE, arguments=PREPARATION),
        Ask(method="POST", allowed=NO_ONE, arguments=PREPARATION),
    ),
    "/signing/token/<int:preparation_id>/data/": (Ask(allowed=NO_ONE, arguments=PREPARATION),),
    "/numbering/": (
        page(allowed=CLERKS_OF_RECORDS, reads=NUMBERS, told=True),
        page(method="POST", allowed=CLERKS_OF_RECORDS, reads=SEES, writes=NUMBERS, sent="papers numbered"),
    ),
    "/numbering/import/": (
        page(allowed=CLERKS_OF_RECORDS),
        page(method="POST", allowed=CLERKS_OF_RECORDS, status=(422,)),  # without a sheet
    ),
    "/registers/": (
        page(allowed=CLERKS_OF_RECORDS),
        page(method="POST", allowed=CLERKS_OF_RECORDS, writes=NUMBERS, sent="register", status=(303,)),
    ),
    "/registers/<int:register_id>/": (
        page(allowed=NUMBERS, arguments=REGISTER),
        page(method="POST", allowed=NUMBERS, writes=NUMBERS, sent="reserve", status=(303,), arguments=REGISTER),
    ),
    # Figures of the competent department; the records behind them bear the dossier's number for those who see it.
    "/figures/<str:code>/": (
        page("figure", allowed=REACHES, reads=SEES, told=True, arguments={"code": "dossiers.received"}),
        page("figure narrowed", allowed=REACHES, reads=SEES, told=True, arguments={"code": "dossiers.pending"}),
        page("figure of nowhere", allowed=NO_ONE, arguments={"code": "dossiers.received"}),
    ),
    "/figures/<str:code>/records/": (
        page("figure", allowed=REACHES, reads=SEES, told=True, arguments={"code": "dossiers.received"}),
        page("denominator", allowed=REACHES, reads=SEES, told=True, arguments={"code": "dossiers.early_rate"}),
        page("figure of nowhere", allowed=NO_ONE, arguments={"code": "dossiers.received"}),
    ),
    # Messages: whoever looks after them reads neither whole addresses nor what stands in them.
    "/notices/": (page(allowed=TENDERS),),
    "/notices/<int:message_id>/retry/": decision(),
    "/notices/<int:message_id>/cancel/": decision(),
    # Reports count; they name no dossier.
    "/reports/II.06/": (page("report", allowed=REACHES),),
    "/reports/II.06/print/": (page("report", allowed=REACHES),),
    "/reports/II.06.xlsx": (page("report", allowed=REACHES),),
    "/reports/II.06.json": (page("report by agency", allowed=REACHES),),
}
"""By the address as the resolver knows it: names may repeat, addresses may not."""
