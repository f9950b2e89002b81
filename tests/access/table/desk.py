"""Pages for everybody, the homes and the messages."""

from access.asks import Ask, decision, everybody, page
from access.relations import (
    ANYBODY,
    CENTRE,
    CLERK,
    IN_FORCE,
    LEADER,
    OF_COUNTER,
    REFORM,
    RESULT,
    SEES,
    TENDERS,
    R,
    rule,
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
    "/urge/<int:unit_id>/": (
        page(
            method="POST", allowed=rule([CENTRE], *IN_FORCE), status=(303,), arguments={"unit_id": "1"}
        ),  # nothing is overdue there
    ),
    # The board in the hall: the numbers of what waits there, for those of the counter and the account of the screen.
    "/board/<slug:code>/": (
        page(allowed=OF_COUNTER, reads=OF_COUNTER, told=True, arguments={"code": "centre"}),
        page(
            allowed=rule([CLERK, RESULT, CENTRE], R.COMPETENT, R.COMPETENT_TREE, R.TOP_TREE), arguments={"code": "so"}
        ),
    ),
    "/year/": (page(allowed=rule([LEADER, REFORM], *IN_FORCE)),),
    "/digest/": (page(allowed=ANYBODY, signed_in=True, reads=SEES),),
    # The catalogue is for everybody who works here.
    "/procedures/": (page(allowed=ANYBODY, signed_in=True),),
    "/procedures/<str:code>/": (page(allowed=ANYBODY, signed_in=True, arguments={"code": "SYN-1"}),),
    "/procedures/<str:code>/difference/<str:old>/<str:new>/": (
        page(allowed=ANYBODY, signed_in=True, arguments={"code": "SYN-1", "old": "2020-01-01", "new": "2020-01-01"}),
    ),
    # Messages: whoever looks after them reads neither whole addresses nor what stands in them.
    "/notices/": (page(allowed=TENDERS),),
    "/notices/<int:message_id>/retry/": decision(),
    "/notices/<int:message_id>/cancel/": decision(),
}
