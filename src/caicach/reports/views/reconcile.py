"""Why another system's figures differ from ours: its totals and its list handed in, each difference by name."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from caicach.accounts.register import ActorRequest, permitted
from caicach.dossiers.permits import IMPORTERS
from caicach.dossiers.rules.status import LABELS
from caicach.dossiers.services.import_dossiers import Wanted
from caicach.figures.services.know import know
from caicach.journal.models import Seal
from caicach.kit.acts import Act
from caicach.kit.refusal import Refused
from caicach.reports.queries.reconciled import Lists, Reconciled, reconcile
from caicach.reports.rules.reconcile import KNOWN
from caicach.reports.views.asking import REFUSED
from caicach.ui.tags import said

SHOWN = 200
"""So many dossiers of one kind are named."""


class ReconcileForm(forms.Form):
    """The totals and the list of another system; one of the two at least."""

    totals = forms.FileField(
        label=_("Số tổng hợp của hệ thống kia (CSV)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("Các cột Mã đơn vị, Từ ngày, Đến ngày và cột của biểu II.06, như “(3) Tiếp nhận”."),
    )
    dossiers = forms.FileField(
        label=_("Danh sách hồ sơ của hệ thống kia (CSV, XLSX)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
        help_text=_("Cùng mẫu với tệp nhập hồ sơ; không ghi gì, chỉ để nêu tên chỗ lệch."),
    )
    system = forms.RegexField(label=_("Tên hệ thống kia"), regex=r"^[a-z0-9-]{1,40}$", initial="khac")

    def clean(self) -> dict[str, Any]:
        """One of the two, neither above the limit (then it was dropped on its way)."""
        told = super().clean() or {}
        for name in ("totals", "dossiers"):
            if told.get(name) and told[name].size > settings.FILE_LIMIT:
                self.add_error(name, _("Tệp lớn hơn {most} MB.").format(most=settings.FILE_LIMIT_MB))
        if not self.errors and not told.get("totals") and not told.get("dossiers"):
            self.add_error("totals", _("Hãy chọn ít nhất một tệp."))
        return told

    def refuse(self, refused: Refused) -> None:
        """Say why a file was not taken."""
        field = "dossiers" if refused.field == "file" else refused.field
        self.add_error(field if field in self.fields else None, said(refused))


@permitted(*IMPORTERS)
@require_http_methods(["GET", "POST"])
def page(request: ActorRequest) -> HttpResponse:
    """The form; sent, what differs."""
    form = ReconcileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "submit_label": _("So sánh")}
    status = 200
    if request.method == "POST":
        status = REFUSED
        if form.is_valid():
            try:
                seal = know(None)
                context |= _shown(_compared(request, form, seal), seal)
                status = 200
            except Refused as refused:
                form.refuse(refused)
    return render(request, "reports/reconcile.html", context, status=status)


def _compared(request: ActorRequest, form: ReconcileForm, seal: Seal) -> Reconciled:
    now, told = timezone.now(), form.cleaned_data
    with tempfile.TemporaryDirectory(prefix="caicach-reconcile-") as folder:
        kept: dict[str, Path | None] = {}
        for name in ("totals", "dossiers"):
            kept[name] = Path(folder) / name if told[name] else None
            if told[name]:
                with (Path(folder) / name).open("wb") as out:
                    shutil.copyfileobj(told[name], out)
        wanted = Wanted(
            system=told["system"], companion=True, file_name=told["dossiers"].name if told["dossiers"] else ""
        )
        act = Act(actor=request.actor, at=now, now=now)
        return reconcile(act, seal, totals=kept["totals"], dossiers=kept["dossiers"], wanted=wanted)


def _shown(found: Reconciled, seal: Seal) -> dict[str, Any]:
    return {
        "found": found,
        "seal": seal,
        "gaps": [
            {
                "gap": gap,
                "head": f"({gap.column}) {_(KNOWN[gap.column].head)}",
                "difference": f"{gap.difference:+d}",
                "only_here": gap.only_here[:SHOWN],
                "more": max(0, len(gap.only_here) - SHOWN),
            }
            for gap in found.gaps
        ],
        "statuses": _statuses(found.lists) if found.lists else [],
        "kinds": _kinds(found.lists) if found.lists else [],
    }


def _statuses(lists: Lists) -> list[dict[str, Any]]:
    return [
        {"label": _(LABELS[status]), "theirs": theirs, "here": here, "difference": f"{theirs - here:+d}"}
        for status, (theirs, here) in lists.by_status.items()
    ]


def _kinds(lists: Lists) -> list[dict[str, Any]]:
    """Each kind of difference with its dossiers, by name with the reason, and what to do."""
    differing: list[tuple[str, Any]] = []
    for one in lists.differing:
        states = _("ở đó «{theirs}», ở đây «{here}»").format(
            theirs=_(LABELS[one.theirs]), here=_(LABELS[one.here]) if one.here else "–"
        )
        differing.append((one.number, states if one.theirs != one.here else _("cùng trạng thái, khác thời điểm")))
    plain = _("còn ở đây, không còn trong tệp của họ")
    kinds: list[tuple[Any, Any, list[tuple[str, Any]]]] = [
        (
            _("Chỉ có ở đó"),
            _("Nhập tệp này để đưa vào."),
            [(number, _("chưa nhập vào đây")) for number in lists.only_theirs],
        ),
        (_("Hai bên ghi khác nhau"), _("Nhập tệp này, chọn «Cập nhật hồ sơ đã nhập»."), differing),
        (
            _("Chỉ có ở đây"),
            _("Hỏi hệ thống kia: đã xóa, hay tệp xuất thiếu?"),
            [(number, plain) for number in lists.gone],
        ),
        (
            _("Dòng của họ không đọc được"),
            _("Sửa dòng lỗi rồi so sánh lại."),
            [("", text) for text in lists.unread],
        ),
    ]
    return [
        {"title": title, "todo": todo, "count": len(rows), "rows": rows[:SHOWN], "more": max(0, len(rows) - SHOWN)}
        for title, todo, rows in kinds
        if rows
    ]
