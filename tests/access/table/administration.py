"""People, units, calendar, imports, absences, the house itself."""

from access.asks import ABSENCE, PERSON, Ask, asked_and_refused, everybody, page
from access.relations import ADMINISTERS, ADMINISTERS_ALL, ADMINISTERS_BODY, ANYBODY, HEADS_DIVISION, NO_ONE

ROUTES: dict[str, tuple[Ask, ...]] = {
    # The house itself; the job of the address never failed, so that nothing is written and the page says so.
    "/health/": (everybody(),),
    "/system/": (page(allowed=ADMINISTERS),),
    "/system/jobs/<int:job_id>/retry/": (
        page(method="POST", allowed=ADMINISTERS, status=(302,), arguments={"job_id": "1"}),
    ),
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
    "/units/<slug:code>/abbreviation/": (
        page(allowed=ADMINISTERS_BODY, arguments={"code": "so"}),
        page(method="POST", allowed=ADMINISTERS_BODY, status=(422,), sent="small letters", arguments={"code": "so"}),
    ),
    "/people/<int:user_id>/signature/": asked_and_refused(ADMINISTERS_ALL),
    "/people/<int:user_id>/signature.png": (page(allowed=NO_ONE, arguments=PERSON),),  # none is kept
    "/units/<slug:code>/seal/": (
        page(allowed=ADMINISTERS_BODY, arguments={"code": "so"}),
        page(method="POST", allowed=ADMINISTERS_BODY, status=(422,), arguments={"code": "so"}),
    ),
    "/units/<slug:code>/seal.png": (page(allowed=NO_ONE, arguments={"code": "so"}),),
    "/calendar/": (page(allowed=ADMINISTERS),),
    "/calendar/announce/": (page(allowed=ADMINISTERS), page(method="POST", allowed=ADMINISTERS, status=(422,))),
    "/warnings/": (page(allowed=ADMINISTERS),),
    "/warnings/<str:code>/": (
        page(allowed=ADMINISTERS, arguments={"code": "all"}),
        page(method="POST", allowed=ADMINISTERS, status=(422,), arguments={"code": "SYN-1"}),
    ),
    "/import/<slug:kind>/": (
        page(allowed=ADMINISTERS, arguments={"kind": "people"}),
        page(method="POST", allowed=ADMINISTERS, status=(422,), arguments={"kind": "units"}),
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
}
