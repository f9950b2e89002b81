"""Imports of staff, units and procedures: try, look, then write."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.accounts.register import ActorRequest, permitted
from caicach.accounts.rules import Role
from caicach.desk.forms.imports import ImportForm
from caicach.desk.services.import_rows import KINDS, import_rows, try_rows
from caicach.desk.views.acts import UNPROCESSABLE, carry_out
from caicach.kit.acts import Act, request_key
from caicach.ui.tags import said

SHOWN = 50


def _titles() -> dict[str, str]:
    return {
        "people": _("Nhập người dùng từ bảng tính"),
        "units": _("Nhập đơn vị từ bảng tính"),
        "procedures": _("Nhập thủ tục từ bảng tính"),
    }


def count_words(name: str) -> str:
    """What an import counts, in words."""
    return {
        "people": _("tài khoản mới"),
        "rights": _("quyền mới"),
        "unchanged": _("không đổi"),
        "units": _("đơn vị mới"),
        "parents": _("quan hệ trực thuộc mới"),
        "successions": _("quan hệ kế thừa mới"),
        "changed": _("đơn vị thay đổi"),
        "fields": _("lĩnh vực mới"),
        "procedures": _("thủ tục mới"),
        "versions": _("phiên bản mới"),
        "competences": _("thẩm quyền mới"),
        "ended": _("phiên bản kết thúc"),
    }.get(name, name)


@permitted(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def imports(request: ActorRequest, kind: str) -> HttpResponse:
    """The form with its columns; sent, what it would do; confirmed, done."""
    if kind not in KINDS:
        raise Http404
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and "confirm" not in request.POST:
        return _preview(request, kind, form)

    def work(act: Act) -> object:
        return import_rows(act, kind, form.read())

    return carry_out(
        request,
        form,
        work,
        done=_("Đã nhập xong."),
        to=reverse("procedures:list") if kind == "procedures" else reverse(f"desk:{kind}"),
        template="desk/import.html",
        **_context(kind),
    )


def _context(kind: str) -> dict[str, object]:
    return {
        "heading": _titles()[kind],
        "columns": [heads[0] for heads in KINDS[kind].columns.values()],
        "submit_label": _("Xem trước"),
        "cancel_url": reverse("procedures:list") if kind == "procedures" else reverse(f"desk:{kind}"),
    }


def _preview(request: ActorRequest, kind: str, form: ImportForm) -> HttpResponse:
    now = timezone.now()
    outcome = try_rows(Act(actor=request.actor, at=now, now=now), kind, form.read())
    context = {"form": form, "request_key": request_key(request.POST), **_context(kind)}
    if outcome.refused is not None:
        told = said(outcome.refused)
        form.add_error(None, _("Dòng {row}: {what}").format(row=outcome.row, what=told) if outcome.row else told)
        return render(request, "desk/import.html", context, status=UNPROCESSABLE)
    head, *rows = form.read()
    context |= {
        "counts": [(count_words(name), count) for name, count in outcome.counts.items() if count],
        "head": head,
        "rows": rows[:SHOWN],
        "more": max(len(rows) - SHOWN, 0),
        "text": form.text(),
    }
    return render(request, "desk/import_preview.html", context)
