"""What the pages of all reports share: reading the question within the reader's reach, and answers as files."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone

from caicach.accounts.register import ActorRequest
from caicach.agencies.models import Unit
from caicach.journal.models import Seal
from caicach.journal.queries import loaded_later
from caicach.kit.acts import Actor
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused
from caicach.reports.exports.files import KINDS
from caicach.reports.forms import Ask, Question, address
from caicach.reports.permits import drawable
from caicach.reports.queries.drawn import units_named
from caicach.reports.rules.windows import default
from caicach.ui.tags import said

REFUSED = 400


def asked(request: ActorRequest) -> Ask:
    """The question in the address. Whose unit is out of reach, or is none, finds nothing here (`Http404`)."""
    agencies = units_named(drawable(request.actor))
    form = Ask(
        request.GET.dict(),
        agencies=agencies,
        agency=own_agency(request.actor),
        period=default(local_day(timezone.now())),
    )
    if "agency" in form.errors:
        raise Http404
    return form


def claimed_url(question: Question, seal: Seal, page: str) -> str:
    """The same report by claimed entry time, where something loaded later claims to be of before its instant."""
    if question.as_of is None or question.claimed or not loaded_later(seal.published_at):
        return ""
    return f"{page}?{urlencode(address(replace(question, claimed=True), as_of=seal.published_at))}"


def own_agency(actor: Actor) -> str:
    """The code of the unit that the actor is most concerned with: the one of the widest grant; empty without grants."""
    widest = max(actor.grants, key=lambda grant: (len(grant.units), -grant.id), default=None)
    return Unit.objects.values_list("code", flat=True).get(pk=widest.unit_id) if widest else ""


def as_file(content: bytes, suffix: str, name: str) -> HttpResponse:
    """A file of that format: JSON to be read at once, others to be kept under that name."""
    kept = {} if suffix == "json" else {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=KINDS[suffix], headers=kept)


def bad_question(form: Ask) -> JsonResponse:
    """What is wrong with the question, field by field."""
    words = {name: [str(error) for error in errors] for name, errors in form.errors.items()}
    return JsonResponse({"error": {"code": "bad-question", "fields": words}}, status=REFUSED)


def refusal(refused: Refused) -> JsonResponse:
    """Why there is no answer."""
    return JsonResponse({"error": {"code": refused.code, "message": said(refused)}}, status=REFUSED)
