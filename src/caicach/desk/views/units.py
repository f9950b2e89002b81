"""Units: the register, one unit, and a merger by decision with its preview."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.accounts.rules import Role
from caicach.agencies.models import Unit
from caicach.agencies.services.set_abbreviation import set_abbreviation
from caicach.desk.forms.units import AbbreviationForm, MergeForm, UnitsFilter
from caicach.desk.permits import may_administer_unit
from caicach.desk.queries import units as queries
from caicach.desk.queries.people import standing_units
from caicach.desk.services.merge_units import merge_units
from caicach.desk.views.acts import carry_out
from caicach.journal.services.record import record
from caicach.kit.acts import Act, request_key
from caicach.kit.period import local_day


@permitted(Role.ADMINISTRATOR)
@require_safe
def units(request: ActorRequest) -> HttpResponse:
    """The register of today."""
    form = UnitsFilter(request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = queries.units(
        words=asked.get("q", ""),
        kind=asked.get("kind", ""),
        ended=bool(asked.get("ended")),
        on=local_day(timezone.now()),
    )
    page = Paginator(found, queries.PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/units.html", {"form": form, "page": page, "count": page.paginator.count})


@permitted(Role.ADMINISTRATOR)
@require_safe
def unit(request: ActorRequest, code: str) -> HttpResponse:
    """One unit with its history."""
    found = queries.unit_page(code, on=local_day(timezone.now()))
    if found is None:
        raise Http404
    may_change = may_administer_unit(request.actor, found.unit.pk).allowed
    return render(request, "desk/unit.html", {"found": found, "may_change": may_change})


@permitted(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def abbreviation(request: ActorRequest, code: str) -> HttpResponse:
    """How the body abbreviates itself in the symbols of its papers."""
    found = administered(request, code)
    form = AbbreviationForm(request.POST or None, initial={"abbreviation": found.abbreviation})

    def work(act: Act) -> Unit:
        return set_abbreviation(act=act, record=record, unit=found, **form.cleaned_data)

    here = reverse("desk:unit", args=[code])
    return carry_out(
        request,
        form,
        work,
        done=_("Đã ghi tên viết tắt."),
        to=here,
        template="desk/unit_form.html",
        heading=_("Tên viết tắt"),
        unit=found,
        cancel_url=here,
        submit_label=_("Ghi"),
    )


def administered(request: ActorRequest, code: str) -> Unit:
    """The unit; 404 when there is none, or none that the administrator may change."""
    found = Unit.objects.filter(code=code).first()
    if found is None or not may_administer_unit(request.actor, found.pk).allowed:
        raise Http404
    return found


@permitted(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def merge(request: ActorRequest) -> HttpResponse:
    """A merger: first what it touches, then, confirmed, the writing."""
    today = local_day(timezone.now())
    standing = standing_units(request.actor, on=today)
    form = MergeForm(request.POST or None, units=standing)
    if request.method == "POST" and form.is_valid() and "confirm" not in request.POST:
        ids = [one.pk for one in standing if one.code in form.cleaned_data["ending"]]
        context = {
            "form": form,
            "touched": queries.touched(ids, on=today),
            "merger": form.merger(),
            "request_key": request_key(request.POST),
        }
        return render(request, "desk/merge_preview.html", context)

    def work(act: Act) -> Unit:
        return merge_units(act, form.merger())

    return carry_out(
        request,
        form,
        work,
        done=_("Đã ghi việc sáp nhập. Hãy giao quyền tại đơn vị mới và chuyển các hồ sơ đang giải quyết."),
        to=lambda made: reverse("desk:unit", args=[made.code]) if isinstance(made, Unit) else reverse("desk:units"),
        template="desk/merge.html",
        cancel_url=reverse("desk:units"),
        submit_label=_("Xem trước"),
    )
