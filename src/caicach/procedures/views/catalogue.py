"""The catalogue for everybody who works here: what is in force today, one procedure, and what changed in it."""

from datetime import date

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caicach.accounts.register import ActorRequest, signed_in
from caicach.kit.period import local_day
from caicach.procedures.models import Competence, Procedure, Version
from caicach.procedures.queries import content_of, differences, search, versions_on, with_parts

PAGE = 50
LONGEST_SEARCH = 120


@signed_in
@require_safe
def procedures(request: ActorRequest) -> HttpResponse:
    """What is in force today; words narrow the list."""
    words = request.GET.get("q", "").replace("\0", " ").strip()[:LONGEST_SEARCH]
    found = search(versions_on(local_day(timezone.now())), words)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "procedures/list.html", {"words": words, "page": page, "count": page.paginator.count})


def _versions(code: str) -> tuple[Procedure, list[Version]]:
    procedure = Procedure.objects.select_related("field").filter(code=code).first()
    if procedure is None:
        raise Http404
    versions: QuerySet[Version] = with_parts(Version.objects.filter(procedure=procedure).order_by("-valid_from"))
    return procedure, list(versions)


@signed_in
@require_safe
def procedure(request: ActorRequest, code: str) -> HttpResponse:
    """One procedure: its content on a day, all its versions, and who is competent."""
    found, versions = _versions(code)
    today = local_day(timezone.now())
    shown = next((one for one in versions if one.valid_from <= today), versions[-1] if versions else None)
    context = {
        "procedure": found,
        "versions": [
            {"version": one, "before": older} for one, older in zip(versions, [*versions[1:], None], strict=True)
        ],
        "shown": shown,
        "content": content_of(shown).items() if shown else (),
        "competences": Competence.objects.filter(procedure=found).select_related("unit").order_by("-valid_from"),
    }
    return render(request, "procedures/procedure.html", context)


@signed_in
@require_safe
def difference(request: ActorRequest, code: str, old: str, new: str) -> HttpResponse:
    """What the version from one day says otherwise than the version from another."""
    found, versions = _versions(code)
    by_day = {one.valid_from: one for one in versions}
    try:
        before, after = by_day[date.fromisoformat(old)], by_day[date.fromisoformat(new)]
    except (KeyError, ValueError):
        raise Http404 from None
    context = {"procedure": found, "old": before, "new": after, "differences": differences(before, after)}
    return render(request, "procedures/difference.html", context)
