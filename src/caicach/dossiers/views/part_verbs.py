"""The verbs of interlinked dossiers, and their parts in words."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.dossiers import permits
from caicach.dossiers.forms import interlink as forms
from caicach.dossiers.models import Dossier
from caicach.dossiers.permits import may_do_part
from caicach.dossiers.queries.parts import running_units
from caicach.dossiers.rules.stages import OUTCOME_WORDS
from caicach.dossiers.services.finish_part import finish_part
from caicach.dossiers.services.interlink import interlink
from caicach.dossiers.services.take_part import take_part
from caicach.dossiers.services.turn import seat_of
from caicach.dossiers.tags import Said
from caicach.dossiers.views.entry import PENDING, PROCESS, WORKING, Entry, is_open, running
from caicach.dossiers.views.steps import hours_text, named
from caicach.kit.acts import Actor


def _parts_open(dossier: Dossier) -> bool:
    return is_open(dossier) and dossier.partners > 0


def _has_part(actor: Actor, dossier: Dossier, *, or_lead: bool) -> bool:
    """Whether a part that runs is the actor's to take or to finish; what is closed is for the act to refuse."""
    if not _parts_open(dossier):
        return True
    seat = seat_of(dossier)
    return any(may_do_part(actor, seat, unit_id, or_lead=or_lead).allowed for unit_id in running_units(dossier))


PARTS = (
    Entry(
        word="take_part", title=gettext_lazy("Nhận phần việc"), done=gettext_lazy("Đã nhận phần việc."),
        form=forms.TakePartForm, service=take_part, permit=permits.may_take_part, roles=PROCESS,
        statuses=PENDING, when=_parts_open, mine=partial(_has_part, or_lead=False),
    ),
    Entry(
        word="finish_part", title=gettext_lazy("Ghi xong phần việc"), done=gettext_lazy("Đã ghi xong phần việc."),
        form=forms.FinishPartForm, service=finish_part, permit=permits.may_finish_part, roles=PROCESS,
        statuses=PENDING, when=_parts_open, mine=partial(_has_part, or_lead=True),
        hint=gettext_lazy("Phần việc tiếp theo tự bắt đầu; xong tất cả thì hồ sơ trở về cơ quan chủ trì."),
    ),
    Entry(
        word="interlink", title=gettext_lazy("Mở phần việc liên thông"),
        done=gettext_lazy("Đã giao phần việc cho cơ quan phối hợp."),
        form=forms.InterlinkForm, service=interlink, permit=permits.may_process, roles=PROCESS,
        statuses=WORKING, when=lambda dossier: running(dossier) and not dossier.decision and not dossier.partners,
        hint=gettext_lazy(
            "Người nộp vẫn chỉ có một mã hồ sơ và một ngày hẹn; các phần việc phải xong trong hạn trả của hồ sơ."
        ),
    ),
)  # fmt: skip


def part_row(part: Mapping[str, Any], *, dossier: Dossier, now: datetime) -> dict[str, object]:
    """A part from `queries.parts.parts_of` as the page prints it."""
    return {
        **part,
        "place": part["rank"],
        "unit": named((part["vi"], part["en"])),
        "hours": hours_text(part["hours"]),
        "said": _said(part, dossier, now),
    }


def _said(part: Mapping[str, Any], dossier: Dossier, now: datetime) -> Said:
    if part["finished"]:
        return Said(part["outcome"] or "neutral", _(OUTCOME_WORDS[part["outcome"]]) if part["outcome"] else "")
    if dossier.finished_at is not None:
        return Said("neutral", _("Thôi làm, hồ sơ đã kết thúc"))
    if part["started"] is None:
        return Said("neutral", _("Chưa đến"))
    if dossier.paused_since is not None:
        return Said("paused", _("Đang dừng tính thời gian"))
    if part["due"] is not None and now > part["due"]:
        return Said("late", _("Đang làm, đã quá hạn"))
    return Said("pending", _("Đang làm") if part["taken"] else _("Chờ nhận"))
