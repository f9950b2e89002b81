"""The files of a dossier: what is attached, and one of them given out to those who may see the dossier."""

from collections.abc import Sequence
from dataclasses import dataclass

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
from caicach.papers.models import File
from caicach.papers.queries.files import open_file
from caicach.papers.rules.media import EXTENSIONS, PDF, SEEN_IN_BROWSER
from caicach.papers.services.draw_pages import draw_pages
from caicach.procedures.models import Component

GONE = 410


@dataclass(frozen=True, slots=True)
class Shown:
    """An attachment as the page shows it: which kind of file, how it came, whether it can be split."""

    one: Attachment
    kind: str
    source: object
    splits: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A place of the files page: its name, its files, whether an electronic form is held elsewhere, its component."""

    name: object
    files: Sequence[Shown]
    elsewhere: bool = False
    component: Component | None = None


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
        "rows": [
            *(
                Row(one.component.name, _shown(one.attachments), one.electronic or one.reused, one.component)
                for one in held.places
            ),
            Row(Attachment.KINDS[Attachment.RESULT], _shown(held.results)),
            Row(Attachment.KINDS[Attachment.OTHER], _shown(held.others)),
        ],
        "may_attach": may_attach(request.actor, seat_of(dossier)).allowed,
    }
    return render(request, "dossiers/files.html", context)


def _shown(attachments: Sequence[Attachment]) -> list[Shown]:
    found = []
    for one in attachments:
        file = one.file
        splits = file is not None and file.media_type == PDF and (file.pages or 0) > 1 and file.scan != File.INFECTED
        kind = EXTENSIONS.get(file.media_type, "").upper() if file else ""
        found.append(Shown(one, kind, Attachment.SOURCES[one.source], splits))
    return found


@permitted(*READERS)
@require_safe
@never_cache
def download(request: ActorRequest, dossier_id: int, attachment_id: int) -> HttpResponseBase:
    """The content of one file, recorded as read; nothing in it can run on our pages."""
    attachment, file = _held(request, dossier_id, attachment_id)
    try:
        content = open_file(file)
    except Refused as refused:
        return render(request, "ui/refused.html", {"refusal": refused}, status=GONE)
    _note(request, attachment)
    media_type = file.media_type
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


@permitted(*READERS)
@require_safe
@never_cache
def pages(request: ActorRequest, dossier_id: int, attachment_id: int) -> HttpResponse:
    """The pages of a stack small, on one picture, for whoever splits it; recorded as read like the file itself."""
    attachment, file = _held(request, dossier_id, attachment_id)
    if not may_attach(request.actor, seat_of(attachment.dossier)).allowed:
        raise Http404
    try:
        content = draw_pages(file)
    except Refused:
        # It stands in the place of a picture, where no words are read; opening the file itself tells them.
        raise Http404 from None
    _note(request, attachment)
    return HttpResponse(content, content_type="image/jpeg")


def _held(request: ActorRequest, dossier_id: int, attachment_id: int) -> tuple[Attachment, File]:
    """An attachment with its file, of a dossier that the reader may see; else not found."""
    _dossier(request, dossier_id)
    attachment = one_attachment(dossier_id, attachment_id)
    if attachment is None or attachment.file is None:
        raise Http404
    return attachment, attachment.file


def _note(request: ActorRequest, attachment: Attachment) -> None:
    now = timezone.now()
    record_read(Act(actor=request.actor, at=now, now=now), attachment.dossier_id, attachment=attachment)
