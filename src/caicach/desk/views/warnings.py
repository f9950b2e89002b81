"""When people are warned: the numbers for all procedures, and those of one."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.accounts.register import ActorRequest, permitted
from caicach.accounts.rules import Role
from caicach.desk.forms.warnings import WarningForm
from caicach.desk.queries.warnings import concerned, settings_now
from caicach.desk.views.acts import carry_out
from caicach.kit.acts import Act, request_key
from caicach.kit.words import mark
from caicach.procedures.models import Procedure
from caicach.procedures.queries import warning_settings
from caicach.procedures.services.set_warning import set_warning

ALL = "all"
"""In the place of a procedure's code: what holds for all that have no numbers of their own."""
TOLD = {
    "soon": mark("Sắp đến hạn"),
    "today": mark("Đến hạn hôm nay"),
    "overdue": mark("Quá hạn"),
    "officer": mark("Báo công chức thụ lý"),
    "head": mark("Báo trưởng phòng"),
    "leader": mark("Báo lãnh đạo cơ quan"),
    "centre": mark("Báo người đứng đầu bộ phận một cửa"),
}


@permitted(Role.ADMINISTRATOR)
@require_safe
def warnings(request: ActorRequest) -> HttpResponse:
    """The numbers for all, and the procedures with theirs."""
    general, rows = settings_now(now=timezone.now())
    return render(request, "desk/warnings.html", {"general": general, "rows": rows})


@permitted(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def warning(request: ActorRequest, code: str) -> HttpResponse:
    """The numbers of one procedure; they can be tried on today's dossiers before they are written."""
    procedure = Procedure.objects.filter(code=code).first()
    if procedure is None and code != ALL:
        raise Http404
    known, key = warning_settings(), procedure.pk if procedure else None
    form = WarningForm(request.POST or None, initial=WarningForm.of(known.get(key) or known.get(None)))
    context: dict[str, object] = {
        "procedure": procedure, "cancel_url": reverse("desk:warnings"), "submit_label": _("Lưu"),
    }  # fmt: skip
    if "try" in request.POST and form.is_valid():
        counts = concerned(key, form.when(), now=timezone.now())
        context["counts"] = [{"label": _(label), "count": counts.get(name, 0)} for name, label in TOLD.items()]
        return render(request, "desk/warning.html", {"form": form, "request_key": request_key(request.POST), **context})

    def work(act: Act) -> object:
        when = form.when()
        return set_warning(
            act, procedure_id=key, days_before=when.days_before, step_percent=when.step_percent,
            levels=when.levels, source=form.cleaned_data["source"],
        )  # fmt: skip

    return carry_out(
        request, form, work, done=_("Đã lưu mốc cảnh báo; áp dụng từ bản tin sáng tiếp theo."),
        to=reverse("desk:warnings"), template="desk/warning.html", **context,
    )  # fmt: skip
