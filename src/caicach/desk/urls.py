"""Addresses of the desk."""

from django.urls import path

from caicach.desk.views import absence, board, calendar, home, imports, people, pictures, system, units, urge, warnings

app_name = "desk"

urlpatterns = [
    path("", home.home, name="home"),
    path("urge/<int:unit_id>/", urge.urge_agency, name="urge"),
    path("board/<slug:code>/", board.board, name="board"),
    path("year/", home.year, name="year"),
    path("people/", people.people, name="people"),
    path("people/new/", people.create, name="create_person"),
    path("people/<int:user_id>/", people.person, name="person"),
    path("people/<int:user_id>/change/", people.change, name="change_person"),
    path("people/<int:user_id>/password/", people.password, name="set_password"),
    path("people/<int:user_id>/signature/", pictures.signature, name="set_signature"),
    path("people/<int:user_id>/signature.png", pictures.signature_image, name="signature_image"),
    path("people/<int:user_id>/grant/", people.grant, name="give_grant"),
    path("people/<int:user_id>/grant/<int:grant_id>/end/", people.end, name="end_grant"),
    path("people/<int:user_id>/leave/", people.leave, name="leave"),
    path("people/<int:user_id>/activate/", people.activate, name="activate"),
    path("import/<slug:kind>/", imports.imports, name="import"),
    path("units/", units.units, name="units"),
    path("units/merge/", units.merge, name="merge_units"),
    path("units/<slug:code>/", units.unit, name="unit"),
    path("units/<slug:code>/abbreviation/", units.abbreviation, name="set_abbreviation"),
    path("units/<slug:code>/seal/", pictures.seal, name="set_seal"),
    path("units/<slug:code>/seal.png", pictures.seal_image, name="seal_image"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/announce/", calendar.announce, name="announce_days"),
    path("warnings/", warnings.warnings, name="warnings"),
    path("warnings/<str:code>/", warnings.warning, name="warning"),
    path("accounts/absence/", absence.absences, name="absences"),
    path("accounts/absence/<int:absence_id>/end/", absence.end, name="end_absence"),
    path("health/", system.health, name="health"),
    path("system/", system.system, name="system"),
    path("system/jobs/<int:job_id>/retry/", system.retry, name="retry_job"),
]
