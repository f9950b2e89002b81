"""Addresses of the dossiers' pages; each verb has one below its dossier."""

from django.urls import path

from caicach.dossiers.views import (
    batch,
    books,
    day,
    digest,
    document,
    dossier,
    fees,
    files,
    find,
    lists,
    numbering,
    papers,
    post,
    receive,
    saved,
    signing,
    token,
    transfer,
)
from caicach.dossiers.views.act import view_of
from caicach.dossiers.views.bulk import BULKS, bulk_view
from caicach.dossiers.views.verbs import VERBS

app_name = "dossiers"

urlpatterns = [
    path("dossiers/", lists.dossiers, name="list"),
    path("dossiers/find/", find.find, name="find"),
    path("digest/", digest.digest, name="digest"),
    path("dossiers/tracking_book/", books.book, name="tracking_book"),
    path("dossiers/tracking_book.pdf", books.book_pdf, name="tracking_book_pdf"),
    path("dossiers/tracking_book.xlsx", books.book_xlsx, name="tracking_book_xlsx"),
    path("dossiers/handover_list/", books.handover_page, name="handover_list"),
    path("dossiers/handover_list.pdf", books.handover_pdf, name="handover_list_pdf"),
    path("dossiers/send_by_post/", post.send, name="send_by_post"),
    path("dossiers/bundles/<int:bundle_id>/", post.bundle, name="post_bundle"),
    path("dossiers/bundles/<int:bundle_id>/list.pdf", post.bundle_pdf, name="post_bundle_pdf"),
    path("dossiers/saved/", saved.saved, name="saved"),
    path("dossiers/saved/<int:saved_id>/", saved.change, name="change_saved"),
    path("dossiers/transfer/", transfer.transfer, name="transfer"),
    path("dossiers/receive/", receive.choose, name="receive"),
    path("payments/day/", day.day, name="day"),
    path("dossiers/guide/", day.guide_page, name="guide"),
    path("dossiers/receive/many/", batch.receive_many, name="receive_many"),
    path("dossiers/batches/<int:batch_id>/", batch.batch, name="batch"),
    path("dossiers/batches/<int:batch_id>/slip.pdf", batch.batch_slip, name="batch_slip"),
    path("dossiers/receive/person/", receive.person, name="receive_person"),
    path("dossiers/receive/<int:procedure_id>/", receive.reception, name="reception"),
    path("dossiers/receive/<int:procedure_id>/due/", receive.due, name="receive_due"),
    path("dossiers/<int:dossier_id>/", dossier.dossier, name="dossier"),
    path("dossiers/<int:dossier_id>/document/", document.document, name="document"),
    path("dossiers/<int:dossier_id>/receipt/", dossier.receipt, name="receipt"),
    path("dossiers/<int:dossier_id>/fee_slip/", fees.fee_slip, name="fee_slip"),
    path("dossiers/<int:dossier_id>/files/", files.files, name="files"),
    path("dossiers/<int:dossier_id>/files/<int:attachment_id>/", files.download, name="download"),
    path("dossiers/<int:dossier_id>/files/<int:attachment_id>/pages.jpg", files.pages, name="pages"),
    path("dossiers/<int:dossier_id>/papers/<slug:word>.pdf", papers.paper, name="paper"),
    path("dossiers/<int:dossier_id>/papers/<slug:word>.docx", papers.paper_docx, name="paper_docx"),
    path("signing/", signing.queue, name="signing"),
    path("signing/<int:dossier_id>/token/", token.prepare, name="token"),
    path("signing/token/<int:preparation_id>/", token.finish, name="token_finish"),
    path("signing/token/<int:preparation_id>/data/", token.data, name="token_data"),
    path("numbering/", numbering.batch, name="numbering"),
    path("numbering/import/", numbering.bring_in, name="numbering_import"),
    *[path(f"dossiers/{bulk.entry.word}/", bulk_view(bulk), name=f"{bulk.entry.word}_many") for bulk in BULKS],
    *[path(f"dossiers/<int:dossier_id>/{entry.word}/", view_of(entry), name=entry.word) for entry in VERBS],
]
