"""The counter: reception, batches, guidance, the day."""

from access.asks import PROCEDURE, Ask, page
from access.relations import CENTRE, CLERK, CLERKS, COUNTER, HANDS_OUT, IN_FORCE, OF_COUNTER, RESULT, SEES, R, rule

BUNDLE = {"bundle_id": "bundle"}

ROUTES: dict[str, tuple[Ask, ...]] = {
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
    "/dossiers/batches/<int:batch_id>/slip.pdf": (
        page(
            allowed=rule([CLERK, RESULT, CENTRE], R.RECEIVED, R.TOP_TREE),
            reads=SEES,
            told=True,
            noted=True,
            arguments={"batch_id": "batch"},
        ),
    ),
    "/dossiers/receive/person/": (  # from the dossiers received at the clerk's own counters
        page(method="POST", sent="identity", allowed=CLERKS, reads=COUNTER, told=True),
        page(method="POST", sent="nobody's identity", allowed=CLERKS),
    ),
    "/dossiers/receive/<int:procedure_id>/": (
        page(allowed=CLERKS, arguments=PROCEDURE),
        page(method="POST", allowed=CLERKS, writes=COUNTER, sent="reception", status=(303,), arguments=PROCEDURE),
        page(method="POST", allowed=CLERKS, writes=COUNTER, sent="note", status=(303,), arguments=PROCEDURE),
    ),
    "/dossiers/receive/<int:procedure_id>/due/": (page("unit and time", allowed=CLERKS, arguments=PROCEDURE),),
    # Results that go by post: whoever hands out at the counter sends them; its head reads along.
    "/dossiers/send_by_post/": (
        page("all results", allowed=rule([CLERK, RESULT], *IN_FORCE), reads=HANDS_OUT, told=True),
        # The bundle, and the dossier in it.
        page(
            method="POST",
            allowed=rule([CLERK, RESULT], *IN_FORCE),
            reads=HANDS_OUT,
            writes=HANDS_OUT,
            sent="bundle",
            status=(303,),
            lines=2,
        ),
    ),
    "/dossiers/bundles/<int:bundle_id>/": (
        page(allowed=OF_COUNTER, reads=OF_COUNTER, told=True, arguments=BUNDLE),
        page(method="POST", allowed=HANDS_OUT, writes=HANDS_OUT, sent="delivered", status=(303,), arguments=BUNDLE),
    ),
    "/dossiers/bundles/<int:bundle_id>/list.pdf": (
        page(allowed=OF_COUNTER, reads=OF_COUNTER, told=True, arguments=BUNDLE),
    ),
}
