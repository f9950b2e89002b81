"""Dossiers: lists, pages, papers, files, bulk acts."""

from access.asks import LIST_QUERIES, Ask, many, page
from access.relations import (
    ADMINISTERS,
    IN_BOOK,
    IN_FORCE,
    KEEPS_BOOK,
    LEADER,
    LEADERS,
    LEADS,
    NO_ONE,
    PASSERS,
    PASSES_ON,
    READERS,
    REFORM,
    SEES,
    TAKES,
    rule,
)
from caicach.accounts.rules import Role

ROUTES: dict[str, tuple[Ask, ...]] = {
    # Dossiers.
    "/dossiers/": tuple(page(query, allowed=READERS, reads=reads, told=True) for query, reads in LIST_QUERIES.items()),
    "/dossiers/as_of.csv": (page("as of", allowed=READERS, reads=SEES, told=True),),
    "/dossiers/find/": (page(method="POST", allowed=READERS, sent="search", status=(303,)),),
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
    "/dossiers/<int:dossier_id>/files/<int:attachment_id>/pages.jpg": (
        Ask(dossier="running", allowed=NO_ONE, arguments={"attachment_id": "0"}),
    ),
    "/dossiers/<int:dossier_id>/papers/<slug:word>.pdf": (
        Ask(dossier="running", allowed=SEES, reads=SEES, told=True, noted=True, arguments={"word": "receipt"}),
        Ask(
            dossier="waiting", allowed=SEES, reads=SEES, told=True, noted=True, arguments={"word": "supplement_request"}
        ),
        Ask(dossier="submitted", allowed=NO_ONE, arguments={"word": "receipt"}),
        Ask(dossier="running", allowed=NO_ONE, arguments={"word": "refusal"}),
    ),
    "/dossiers/<int:dossier_id>/papers/<slug:word>.docx": (
        Ask(
            dossier="waiting", allowed=SEES, reads=SEES, told=True, noted=True, arguments={"word": "supplement_request"}
        ),
        Ask(dossier="running", allowed=NO_ONE, arguments={"word": "receipt"}),
    ),
    # Reads are of dossiers within reach; whose is in tests/dossiers/test_reads.py.
    "/reads/": (page(allowed=ADMINISTERS),),
    "/reads.xlsx": (page(allowed=ADMINISTERS),),
    "/reads.csv": (page(allowed=ADMINISTERS),),
    "/dossiers/tracking_book/": (page("book", allowed=KEEPS_BOOK),),
    "/dossiers/tracking_book.pdf": (page("book", allowed=KEEPS_BOOK, reads=IN_BOOK, told=True),),
    "/dossiers/tracking_book.xlsx": (page("book", allowed=KEEPS_BOOK, reads=IN_BOOK, told=True),),
    "/dossiers/handover_list/": (page("handovers", allowed=READERS),),
    "/dossiers/handover_list.pdf": (page("handover", allowed=SEES, reads=SEES, told=True),),
    # Whoever administers or leads anywhere sees the form; whose right reaches both agencies is in
    # tests/dossiers/test_transfer.py.
    # dossiers.permits: "administrator or reform officer of the agency"; for which agencies is in test_import.py.
    "/dossiers/import/": (
        page(allowed=rule([Role.ADMINISTRATOR, REFORM], *IN_FORCE)),
        page(method="POST", allowed=rule([Role.ADMINISTRATOR, REFORM], *IN_FORCE), status=(422,)),
    ),
    "/dossiers/import/template.xlsx": (page(allowed=rule([Role.ADMINISTRATOR, REFORM], *IN_FORCE)),),
    # Whoever handed the file in; that it is so is in tests/dossiers/test_import_job.py. Here: nobody's.
    "/dossiers/import/<int:job_id>/": (page(allowed=NO_ONE, arguments={"job_id": "0"}),),
    "/dossiers/import/<int:job_id>/errors.csv": (page(allowed=NO_ONE, arguments={"job_id": "0"}),),
    "/dossiers/import/<int:job_id>/confirm_import/": (page(method="POST", allowed=NO_ONE, arguments={"job_id": "0"}),),
    "/dossiers/import/<int:job_id>/cancel_import/": (page(method="POST", allowed=NO_ONE, arguments={"job_id": "0"}),),
    "/dossiers/transfer/": (
        page(allowed=rule([Role.ADMINISTRATOR, LEADER], *IN_FORCE)),
        page(method="POST", allowed=rule([Role.ADMINISTRATOR, LEADER], *IN_FORCE), status=(422,)),
    ),
}
