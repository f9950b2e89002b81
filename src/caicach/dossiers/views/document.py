"""The print of a dossier's paper: the signed file, its scan, or the draft as it would be printed."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.dossiers.permits import may_see_paper
from caicach.dossiers.queries.document import KIND, code_on
from caicach.dossiers.queries.page import one_visible
from caicach.dossiers.services.record_read import record_read
from caicach.dossiers.services.turn import seat_of
from caicach.dossiers.views.dossier import READERS
from caicach.dossiers.views.show import works_on
from caicach.kit.acts import Act
from caicach.kit.period import local_day
from caicach.papers.models import Document
from caicach.papers.queries.documents import papers_of
from caicach.papers.queries.files import open_file
from caicach.papers.rules.sheets import Code
from caicach.papers.services.print_document import print_document


@permitted(*READERS)
@require_safe
def document(request: ActorRequest, dossier_id: int) -> HttpResponse:
    """The newest paper of the dossier as a file to look at, recorded as read."""
    dossier = one_visible(request.actor, dossier_id)
    found = papers_of(KIND, dossier.pk)[:1] if dossier else []
    if dossier is None or not found:
        raise Http404
    if found[0].state != "released" and not may_see_paper(request.actor, seat_of(dossier)).allowed:
        raise Http404
    code = code_on(found[0], dossier, open_to=works_on(request.actor, dossier))
    answer = printed(found[0], name=dossier.number or str(dossier.pk), code=code)
    now = timezone.now()
    record_read(Act(actor=request.actor, at=now, now=now), dossier.pk, document=found[0])
    return answer


def printed(document: Document, *, name: str, code: Code) -> HttpResponse:
    """The file that is kept of a paper, else its print."""
    if document.file is not None:
        with open_file(document.file) as stream:
            content, kind = stream.read(), document.file.media_type
    else:
        now = timezone.now()
        content = print_document(document, at=document.drafted_at, today=local_day(now), code=code)
        kind = "application/pdf"
    ending = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}.get(kind, "bin")
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'inline; filename="{name}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
