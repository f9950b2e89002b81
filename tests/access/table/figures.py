"""Figures and reports."""

from access.asks import Ask, page
from access.relations import NO_ONE, REACHES, SEES

ROUTES: dict[str, tuple[Ask, ...]] = {
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
    "/figures/<str:code>/difference/": (
        page("figure", allowed=REACHES, arguments={"code": "dossiers.received"}),
        page("figure of nowhere", allowed=NO_ONE, arguments={"code": "dossiers.received"}),
    ),
    # Reports count; they name no dossier.
    "/reports/II.06/": (page("report", allowed=REACHES),),
    "/reports/II.06/print/": (page("report", allowed=REACHES),),
    "/reports/II.06.xlsx": (page("report", allowed=REACHES),),
    "/reports/II.06.csv": (page("report", allowed=REACHES),),
    "/reports/II.06.json": (page("report by agency", allowed=REACHES),),
    "/reports/trend/": (page("report", allowed=REACHES),),
    "/reports/form/<str:code>/": (page("report", allowed=REACHES, arguments={"code": "II.08"}),),
    "/reports/form/<str:code>/print/": (page("report", allowed=REACHES, arguments={"code": "II.08"}),),
    "/reports/form/<str:code>/file.<str:suffix>": (
        page("report", allowed=REACHES, arguments={"code": "II.08", "suffix": "csv"}),
    ),
}
