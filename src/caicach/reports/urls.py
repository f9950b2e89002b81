"""Addresses of the reports."""

from django.urls import path

from caicach.reports.views import editions, ii06, sheets, trend

app_name = "reports"

urlpatterns = [
    path("reports/II.06/", ii06.page, name="ii06"),
    path("reports/II.06/print/", ii06.print_page, name="ii06_print"),
    path("reports/II.06.xlsx", ii06.workbook_file, name="ii06_xlsx"),
    path("reports/II.06.csv", ii06.csv_file, name="ii06_csv"),
    path("reports/II.06.json", ii06.document_file, name="ii06_json"),
    path("reports/trend/", trend.page, name="trend"),
    path("reports/form/<str:code>/", sheets.page, name="sheet"),
    path("reports/form/<str:code>/print/", sheets.print_page, name="sheet_print"),
    path("reports/form/<str:code>/file.<str:suffix>", sheets.file, name="sheet_file"),
    path("reports/close/", editions.close_report, name="close"),
    path("reports/editions/", editions.editions, name="editions"),
    path("reports/editions/<int:edition_id>/", editions.edition_page, name="edition"),
    path("reports/editions/<int:edition_id>/print/", editions.edition_print, name="edition_print"),
    path("reports/editions/<int:edition_id>.xlsx", editions.edition_workbook, name="edition_xlsx"),
    path("reports/editions/<int:edition_id>.json", editions.edition_document, name="edition_json"),
    path("reports/editions/<int:edition_id>/difference/", editions.edition_difference, name="edition_difference"),
]
