"""Feedback: the list, reception, one of them, its verbs."""

from access.asks import Ask, page
from access.relations import CENTRE, CLERK, HEAD, IN_FORCE, LEADER, OFFICER, REFORM, R, Rule, rule

AGENCY = (R.COMPETENT, R.COMPETENT_TREE, R.TOP_TREE)

# feedback.permits, by their words.
MINE = rule([OFFICER, REFORM], R.ASSIGNED, R.STANDS_IN)  # "the assigned officer or who stands in"
SEES = (
    rule([CLERK, REFORM, CENTRE], R.RECEIVED, R.TOP_TREE)  # "where it was received"
    | rule([REFORM, LEADER], *AGENCY)  # "who answers for the agency"
    | rule([HEAD], R.HANDLING, R.COMPETENT_TREE, R.TOP_TREE)  # "the head where it lies"
    | MINE
)
PUBLISHES = rule([REFORM], *AGENCY)  # "the agency's reform officer"
HANDLES = MINE | PUBLISHES  # "its officer, the reform officer"
ASSIGNS = (  # "the head where it lies, a leader or the reform officer of the agency"
    rule([HEAD], R.HANDLING, R.COMPETENT_TREE, R.TOP_TREE) | rule([REFORM, LEADER], *AGENCY)
)
RECEIVES = rule([CLERK, REFORM], R.RECEIVED, R.TOP_TREE)  # "its one-stop clerk or its reform officer"

# The marks of the views: a role held anywhere, in force today.
READERS = rule([CLERK, REFORM, CENTRE, LEADER, HEAD, OFFICER], *IN_FORCE)
RECEIVERS = rule([CLERK, REFORM], *IN_FORCE)


def _verb(word: str, state: str, who: Rule) -> dict[str, tuple[Ask, ...]]:
    named = {"feedback_id": state}
    return {
        f"/feedback/<int:feedback_id>/{word}/": (
            page(allowed=who, reads=who, told=True, arguments=named),
            page(method="POST", allowed=who, writes=who, sent=f"feedback {word}", status=(303,), arguments=named),
        )
    }


ROUTES: dict[str, tuple[Ask, ...]] = {
    # Neither names a sender or says what was written.
    "/feedback/": (page(allowed=READERS),),
    "/feedback/list.csv": (page(allowed=READERS),),
    "/feedback/receive/": (
        page(allowed=RECEIVERS),
        page(method="POST", allowed=RECEIVERS, writes=RECEIVES, sent="feedback receive", status=(303,)),
    ),
    "/feedback/<int:feedback_id>/": (page(allowed=SEES, reads=SEES, told=True, arguments={"feedback_id": "running"}),),
    **_verb("assign", "running", ASSIGNS),
    **_verb("answer", "running", MINE),
    **_verb("ask_more", "running", HANDLES),
    **_verb("supplement", "waiting", HANDLES),
    **_verb("note_status", "running", HANDLES),
    **_verb("refuse", "running", HANDLES),
    **_verb("publish", "answered", PUBLISHES),
    **_verb("forward", "running", PUBLISHES),
    **_verb("correct", "running", PUBLISHES),
    **_verb("hand_over", "running", PUBLISHES),
}
