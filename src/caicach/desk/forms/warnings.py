"""The form of a warning setting: when a dossier, a step and each level are told."""

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.desk.forms.people import AdminForm
from caicach.dossiers.rules.warnings import When
from caicach.procedures.models import WarningSetting

MOST_DAYS = 60
LEVELS = ("officer", "head", "leader", "centre")


def _days(label: object, hint: object = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=hint, min_value=0, max_value=MOST_DAYS)  # type: ignore[arg-type]


class WarningForm(AdminForm):
    """The numbers of one procedure, or of all that have none of their own."""

    days_before = _days(_("Báo trước hạn (ngày làm việc)"))
    step_percent = forms.IntegerField(
        label=_("Báo bước xử lý khi đã dùng (%)"), min_value=1, max_value=100,
        help_text=_("Tỷ lệ thời gian của bước trong quy trình nội bộ."),
    )  # fmt: skip
    officer = _days(_("Báo công chức thụ lý sau hạn (ngày làm việc)"), _("0 là ngay trong ngày đến hạn."))
    head = _days(_("Báo trưởng phòng sau hạn (ngày làm việc)"))
    leader = _days(_("Báo lãnh đạo cơ quan sau hạn (ngày làm việc)"))
    centre = _days(_("Báo người đứng đầu bộ phận một cửa sau hạn (ngày làm việc)"))
    source = forms.CharField(label=_("Căn cứ"), max_length=300)

    def when(self) -> When:
        """What was entered, as the rules read it."""
        told = self.cleaned_data
        return When(told["days_before"], told["step_percent"], [told[name] for name in LEVELS])

    @staticmethod
    def of(setting: WarningSetting | None) -> dict[str, object]:
        """What the fields begin with."""
        if setting is None:
            return {}
        levels = dict(zip(LEVELS, setting.levels, strict=True))
        return {"days_before": setting.days_before, "step_percent": setting.step_percent, **levels}
