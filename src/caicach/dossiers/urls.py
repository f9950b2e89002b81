"""Addresses of the dossiers' pages; each verb has one below its dossier."""

from django.urls import path

from caicach.dossiers.views import digest, dossier, fees, lists, papers, receive
from caicach.dossiers.views.act import view_of
from caicach.dossiers.views.verbs import VERBS

app_name = "dossiers"

urlpatterns = [
    path("dossiers/", lists.dossiers, name="list"),
    path("digest/", digest.digest, name="digest"),
    path("dossiers/receive/", receive.choose, name="receive"),
    path("dossiers/receive/<int:procedure_id>/", receive.reception, name="reception"),
    path("dossiers/receive/<int:procedure_id>/due/", receive.due, name="receive_due"),
    path("dossiers/<int:dossier_id>/", dossier.dossier, name="dossier"),
    path("dossiers/<int:dossier_id>/receipt/", dossier.receipt, name="receipt"),
    path("dossiers/<int:dossier_id>/fee_slip/", fees.fee_slip, name="fee_slip"),
    path("dossiers/<int:dossier_id>/papers/<slug:word>.pdf", papers.paper, name="paper"),
    path("dossiers/<int:dossier_id>/papers/<slug:word>.docx", papers.paper_docx, name="paper_docx"),
    *[path(f"dossiers/<int:dossier_id>/{entry.word}/", view_of(entry), name=entry.word) for entry in VERBS],
]
