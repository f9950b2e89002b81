"""Figures and reports."""

from access.asks import Ask, everybody, page
from access.relations import ANYBODY, IN_FORCE, LEADER, NO_ONE, REACHES, REFORM, SEES, R, rule
from caicach.accounts.rules import Role

SETS_TARGETS = rule([REFORM, Role.ADMINISTRATOR], *IN_FORCE)
# "The reform officer or the administrator of an agency composes its figures": the mark of the page, then the agency's.
COMPOSERS = rule([REFORM, Role.ADMINISTRATOR], *IN_FORCE)
COMPOSES = rule([REFORM, Role.ADMINISTRATOR], R.COMPETENT, R.COMPETENT_TREE, R.TOP_TREE)
OWN = {"code": "own.cua-so"}
CLOSES = rule([REFORM, LEADER], R.COMPETENT, R.COMPETENT_TREE, R.TOP_TREE)

ROUTES: dict[str, tuple[Ask, ...]] = {
    # What is counted, and how, is no secret; whose figures can be chosen is the reader's reach.
    "/figures/": (page(allowed=ANYBODY, signed_in=True),),
    "/figures/own/": (page(allowed=ANYBODY, signed_in=True),),
    "/figures/compose/": (page(allowed=COMPOSERS), page(method="POST", allowed=COMPOSERS, status=(422,))),
    "/figures/<str:code>/recompose/": (
        page(allowed=COMPOSES, arguments=OWN),
        page(method="POST", allowed=COMPOSES, status=(422,), arguments=OWN),
    ),
    "/figures/<str:code>/withdraw/": (
        page(allowed=COMPOSES, arguments=OWN),
        page(method="POST", allowed=COMPOSES, writes=COMPOSES, status=(302,), arguments=OWN),
    ),
    # Figures of the competent department; the records behind them bear the dossier's number for those who see it.
    "/figures/<str:code>/": (
        page("figure", allowed=REACHES, reads=SEES, told=True, arguments={"code": "dossiers.received"}),
        page("figure narrowed", allowed=REACHES, reads=SEES, told=True, arguments={"code": "dossiers.pending"}),
        page("figure of nowhere", allowed=NO_ONE, arguments={"code": "dossiers.received"}),
        page("figure", allowed=REACHES, reads=SEES, told=True, arguments=OWN),
    ),
    "/figures/<str:code>/records/": (
        page("figure", allowed=REACHES, reads=SEES, told=True, arguments={"code": "dossiers.received"}),
        page("denominator", allowed=REACHES, reads=SEES, told=True, arguments={"code": "dossiers.early_rate"}),
        page("figure of nowhere", allowed=NO_ONE, arguments={"code": "dossiers.received"}),
    ),
    "/figures/<str:code>/difference/": (
        page("figure", allowed=REACHES, arguments={"code": "dossiers.received"}),
        page("figure of nowhere", allowed=NO_ONE, arguments={"code": "dossiers.received"}),
    ),
    # "A unit's report is closed by its reform officer or its head": seen by whoever holds the role there. The period of
    # the question has not ended, so that nothing is closed; who may is in tests/reports/test_editions.py.
    "/reports/close/": (
        page("report", allowed=CLOSES),
        page("report", method="POST", allowed=CLOSES, status=(422,)),
    ),
    # dossiers.permits: whoever imports; for which units is in tests/config/test_reconcile.py.
    "/reports/reconcile/": (
        page(allowed=rule([Role.ADMINISTRATOR, REFORM], *IN_FORCE)),
        page(method="POST", allowed=rule([Role.ADMINISTRATOR, REFORM], *IN_FORCE), status=(400,)),
    ),
    "/reports/editions/": (page(allowed=ANYBODY, signed_in=True),),
    # Nothing was closed in the ground.
    **{
        f"/reports/editions/<int:edition_id>{suffix}": (page(allowed=NO_ONE, arguments={"edition_id": "0"}),)
        for suffix in ("/", "/print/", ".pdf", ".xlsx", ".csv", ".json", "/difference/")
    },
    # What was published is everybody's, signed in or not; nothing was published in the ground.
    "/published/": (everybody(),),
    "/published/<int:edition_id>/": (everybody(status=(404,), arguments={"edition_id": "0"}),),
    "/published/<int:edition_id>/file.<str:suffix>": (
        everybody(status=(404,), arguments={"edition_id": "0", "suffix": "csv"}),
    ),
    # The monitoring board counts; the Monday report names dossiers to those who see them (none is late in the ground).
    "/monitor/": (page("report", allowed=REACHES),),
    "/reports/briefing/": (page("monday", allowed=REACHES, reads=SEES),),
    "/reports/briefing.pdf": (page("monday", allowed=REACHES, reads=SEES),),
    # "A target is set by the reform officer or administrator of every unit that it is for"; sent empty to no effect.
    "/targets/": (page(allowed=SETS_TARGETS),),
    "/targets/set/": (
        page(allowed=SETS_TARGETS),
        page(method="POST", allowed=SETS_TARGETS, status=(422,)),
    ),
    # The list of late dossiers masks those that the reader may not open (tests/reports/test_late.py).
    "/reports/late/": (page("report", allowed=REACHES),),
    "/reports/late.<str:suffix>": (page("report", allowed=REACHES, arguments={"suffix": "csv"}),),
    # The other reports count; they name no dossier.
    "/reports/II.06/": (page("report", allowed=REACHES),),
    "/reports/II.06/print/": (page("report", allowed=REACHES),),
    "/reports/II.06.xlsx": (page("report", allowed=REACHES),),
    "/reports/II.06.pdf": (page("report", allowed=REACHES),),
    "/reports/II.06.csv": (page("report", allowed=REACHES),),
    "/reports/II.06.json": (page("report by agency", allowed=REACHES),),
    "/reports/trend/": (page("report", allowed=REACHES),),
    "/reports/trend/file.<str:suffix>": (page("report", allowed=REACHES, arguments={"suffix": "csv"}),),
    "/reports/form/<str:code>/": (page("report", allowed=REACHES, arguments={"code": "II.08"}),),
    "/reports/form/<str:code>/print/": (page("report", allowed=REACHES, arguments={"code": "II.08"}),),
    "/reports/form/<str:code>/file.<str:suffix>": (
        page("report", allowed=REACHES, arguments={"code": "II.08", "suffix": "csv"}),
    ),
}
