"""The form of each verb: its fields, and what they hand to the verb's service."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.feedback.forms.about import AboutForm, choice
from caicach.feedback.forms.act import VerbForm, long_text
from caicach.feedback.queries.choices import others, within
from caicach.feedback.queries.people import named, officers_for, units_of_agency
from caicach.feedback.rules.kinds import MATTERS


class AssignForm(VerbForm):
    """One choice: a unit, or an officer of it."""

    officer = forms.ChoiceField(label=_("Giao cho"))
    note = long_text(_("Ghi chú"), required=False, rows=3)

    def prepare(self) -> None:
        """Offers each unit of the agency with its officers."""
        units = units_of_agency(self.feedback, on=self.today)
        officers = officers_for(self.feedback, units, on=self.today)
        here = (self.feedback.handling_unit_id, self.feedback.assignee_id)
        groups = []
        for unit in named(units):
            one = [("", gettext("Cả đơn vị"))] if unit.pk != here[0] or here[1] else []
            people = [(str(person.pk), str(person)) for person in officers.get(unit.pk, [])]
            offered = [
                (f"{unit.pk}-{key}", label)
                for key, label in (*one, *people)
                if (unit.pk, key) != (here[0], str(here[1]))
            ]
            if offered:
                groups.append((unit.name, offered))
        self.offer("officer", groups, none=_("Chọn công chức hoặc đơn vị"))

    def arguments(self) -> dict[str, object]:
        """The unit and the officer chosen."""
        unit, _dash, officer = self.cleaned_data["officer"].partition("-")
        return {
            "unit_id": int(unit),
            "officer_id": int(officer) if officer else None,
            "note": self.cleaned_data["note"],
        }


class AskMoreForm(VerbForm):
    """What the sender is asked."""

    question = long_text(_("Nội dung đề nghị bổ sung"))


class SupplementForm(VerbForm):
    """What the sender added."""

    text = long_text(_("Nội dung người gửi bổ sung"))


class RefuseForm(VerbForm):
    """Why it is refused."""

    reason = long_text(_("Lý do từ chối"))


class AnswerForm(VerbForm):
    """The answer."""

    text = long_text(_("Nội dung trả lời"), rows=10)


class NoteStatusForm(VerbForm):
    """What the sender was told."""

    text = long_text(_("Đã thông báo cho người gửi"))


class PublishForm(VerbForm):
    """The answer as the public reads it."""

    text = long_text(
        _("Nội dung công khai"),
        rows=10,
        help_text=_("Bỏ họ tên, điện thoại và mọi thông tin nhận ra người gửi."),
    )

    def prepare(self) -> None:
        """Begins with the answer."""
        self.initial.setdefault("text", self.feedback.answer)


class ForwardForm(VerbForm):
    """To which agency."""

    unit = choice(_("Cơ quan trong tỉnh"), required=False)
    body = forms.CharField(label=_("Hoặc cơ quan ngoài tỉnh"), required=False, max_length=200)
    note = long_text(_("Ghi chú"), required=False, rows=3)

    def prepare(self) -> None:
        """Offers the other agencies."""
        self.offer("unit", [(one.pk, one.name) for one in others(self.feedback, on=self.today)], none=_("Không chọn"))

    def arguments(self) -> dict[str, object]:
        """The unit or the name of the body."""
        told = self.cleaned_data
        return {"unit_id": told["unit"], "body": told["body"], "note": told["note"]}


class HandOverForm(VerbForm):
    """Complaint or denunciation, to whom; the box says that nothing will be kept."""

    matter = forms.ChoiceField(label=_("Thực chất là"), widget=forms.RadioSelect)
    body = forms.CharField(label=_("Cơ quan nhận"), max_length=200, help_text=_("Không ghi tên người gửi ở đây."))
    sure = forms.BooleanField(label=_("Tôi hiểu: nội dung và người gửi sẽ bị xóa hẳn, không lấy lại được."))

    def prepare(self) -> None:
        """Offers the two laws."""
        self.offer("matter", [(code, gettext(label)) for code, label in MATTERS.items()])

    def arguments(self) -> dict[str, object]:
        """Without the box."""
        return {"matter": self.cleaned_data["matter"], "body": self.cleaned_data["body"]}


class CorrectForm(AboutForm, VerbForm):
    """All that reception said of what it is about, and why it is put right."""

    reason = long_text(_("Lý do đính chính"), rows=3)

    def prepare(self) -> None:
        """Begins with what is on record."""
        one = self.feedback
        self.offer_about(within([one.unit, *([one.about_unit] if one.about_unit else [])], on=self.today))
        stands: dict[str, Any] = {
            "kind": one.kind,
            "channel": one.channel,
            "field": one.field_id,
            "procedure": one.procedure.code if one.procedure else "",
            "about_unit": one.about_unit_id,
            "about_user": one.about_user.username if one.about_user else "",
        }
        self.initial = {**stands, **self.initial}

    def arguments(self) -> dict[str, object]:
        """As the service takes them."""
        return {**self.about(), "reason": self.cleaned_data["reason"]}
