"""Addresses of the reports."""

from django.urls import path

from caicach.reports.exports.files import KINDS
from caicach.reports.views import briefing, editions, ii06, late, monitor, published, reconcile, sheets, targets, trend

app_name = "reports"

urlpatterns = [
    path("monitor/", monitor.page, name="monitor"),
    path("targets/", targets.targets, name="targets"),
    path("targets/set/", targets.set_one, name="set_target"),
    path("reports/briefing/", briefing.page, name="briefing"),
    path("reports/briefing.pdf", briefing.pdf, name="briefing_pdf"),
    path("reports/II.06/", ii06.page, name="ii06"),
    path("reports/II.06/print/", ii06.print_page, name="ii06_print"),
    *(path(f"reports/II.06.{suffix}", ii06.file, {"suffix": suffix}, name=f"ii06_{suffix}") for suffix in KINDS),
    path("reports/reconcile/", reconcile.page, name="reconcile"),
    path("reports/trend/", trend.page, name="trend"),
    path("reports/trend/file.<str:suffix>", trend.file, name="trend_file"),
    path("reports/form/<str:code>/", sheets.page, name="sheet"),
    path("reports/form/<str:code>/print/", sheets.print_page, name="sheet_print"),
    path("reports/form/<str:code>/file.<str:suffix>", sheets.file, name="sheet_file"),
    path("reports/late/", late.page, name="late"),
    path("reports/late.<str:suffix>", late.file, name="late_file"),
    path("reports/close/", editions.close_report, name="close"),
    path("reports/editions/", editions.editions, name="editions"),
    path("reports/editions/<int:edition_id>/", editions.edition_page, name="edition"),
    path("reports/editions/<int:edition_id>/print/", editions.edition_print, name="edition_print"),
    *(
        path(
            f"reports/editions/<int:edition_id>.{suffix}",
            editions.edition_file,
            {"suffix": suffix},
            name=f"edition_{suffix}",
        )
        for suffix in KINDS
    ),
    path("reports/editions/<int:edition_id>/difference/", editions.edition_difference, name="edition_difference"),
    path("published/", published.published, name="published"),
    path("published/<int:edition_id>/", published.published_one, name="published_one"),
    path("published/<int:edition_id>/file.<str:suffix>", published.published_file, name="published_file"),
]
