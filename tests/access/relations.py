"""The rules of access as sets of (role, relation): whose role is held where, seen from the dossier asked for."""

from collections.abc import Iterable
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
OF_COUNTER = rule([CLERK, RESULT, CENTRE], R.RECEIVED, R.TOP_TREE)  # the people of the one-stop unit
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
ADMINISTERS_BODY = rule([Role.ADMINISTRATOR], R.COMPETENT, R.COMPETENT_TREE, R.TOP_TREE)
"""Of the agency "so"."""
SIGNERS = rule([HEAD, LEADER], *IN_FORCE)
CLERKS_OF_RECORDS = rule([RECORDS], *IN_FORCE)

ATTACHES = PASSES_ON | HANDS_OUT | NUMBERS  # "the counter, whoever works on it, the records clerk"

# figures.permits and reports.permits: whose grant in force, whatever the role, reaches the competent department.
REACHES = rule(Role, R.COMPETENT, R.COMPETENT_TREE, R.TOP_TREE)
