"""The files of a dossier: what is attached, and one of them given out to those who may see the dossier."""

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.dossiers.models import Attachment, Dossier
from caicach.dossiers.permits import may_attach
from caicach.dossiers.queries.attachments import held_files, one_attachment
from caicach.dossiers.queries.page import one_visible
from caicach.dossiers.services.record_read import record_read
from caicach.dossiers.services.turn import seat_of
from caicach.dossiers.views.dossier import READERS
from caicach.kit.acts import Act
from caicach.kit.refusal import Refused
from caicach.papers.queries.files import open_file
from caicach.papers.rules.media import EXTENSIONS, SEEN_IN_BROWSER

GONE = 410


def _dossier(request: ActorRequest, dossier_id: int) -> Dossier:
    found = one_visible(request.actor, dossier_id)
    if found is None:
        raise Http404
    return found


@permitted(*READERS)
@require_safe
def files(request: ActorRequest, dossier_id: int) -> HttpResponse:
    """Everything attached, by component; what was taken off stands below."""
    dossier = _dossier(request, dossier_id)
    held = held_files(dossier)
    context = {
        "dossier": dossier,
        "held": held,
        "places": [
            *((place.component.name, place.attachments, place.electronic or place.reused) for place in held.places),
            (Attachment.KINDS[Attachment.RESULT], held.results, False),
            (Attachment.KINDS[Attachment.OTHER], held.others, False),
        ],
        "may_attach": may_attach(request.actor, seat_of(dossier)).allowed,
    }
    return render(request, "dossiers/files.html", context)


@permitted(*READERS)
@require_safe
@never_cache
def download(request: ActorRequest, dossier_id: int, attachment_id: int) -> HttpResponseBase:
    """The content of one file, recorded as read; nothing in it can run on our pages."""
    _dossier(request, dossier_id)
    attachment = one_attachment(dossier_id, attachment_id)
    if attachment is None or attachment.file is None:
        raise Http404
    now = timezone.now()
    try:
        content = open_file(attachment.file)
    except Refused as refused:
        return render(request, "ui/refused.html", {"refusal": refused}, status=GONE)
    record_read(Act(actor=request.actor, at=now, now=now), attachment)
    media_type = attachment.file.media_type
    name = slugify(attachment.label or (attachment.component.name_vi if attachment.component else "") or "tep")
    answer = FileResponse(
        content,
        as_attachment=media_type not in SEEN_IN_BROWSER,
        filename=f"{name or 'tep'}.{EXTENSIONS.get(media_type, 'bin')}",
        content_type=media_type,
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
