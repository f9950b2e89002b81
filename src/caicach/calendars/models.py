"""Schedules (the weekly opening hours) and the days that differ from them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Schedule(models.Model):
    """The weekly opening hours of a kind of desk or office."""

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    name_vi = models.CharField(_("tên tiếng Việt"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200)
    weekly = models.JSONField(
        _("giờ mở cửa trong tuần"),
        help_text=_("Bảy ngày, bắt đầu từ thứ Hai; mỗi ngày là danh sách [giờ mở, giờ đóng]."),
    )
    source = models.TextField(_("căn cứ"), blank=True)

    class Meta:
        verbose_name = _("khung giờ làm việc")
        verbose_name_plural = _("khung giờ làm việc")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the active language."""
        return self.name_en if (get_language() or "").startswith("en") else self.name_vi


class CalendarDay(models.Model):
    """What is known of one date from one instant on. Rows are only added, never changed.

    For one date the row with the latest `known_from` not after the asked instant rules; where a row for one schedule
    and a row for all are known from the same instant, the one for the schedule does. A row of kind "normal" takes back
    what was said before.
    """

    class Kind(models.TextChoices):
        """What the day is."""

        OFF = "off", _("Ngày nghỉ")
        WORK = "work", _("Ngày làm bù")
        HALF = "half", _("Làm việc nửa ngày")
        NORMAL = "normal", _("Như ngày thường")

    class SourceStatus(models.TextChoices):
        """How well the source is known."""

        SURE = "sure", _("Đã đối chiếu văn bản")
        MEMORY = "memory", _("Theo thông báo phổ biến")
        UNCONFIRMED = "unconfirmed", _("Chưa xác nhận")

    class Origin(models.TextChoices):
        """Who said so: the data shipped with the program, or somebody in the province."""

        SHIPPED = "shipped", _("Có sẵn trong chương trình")
        ANNOUNCED = "announced", _("Do địa phương công bố")

    date = models.DateField(_("ngày"))
    kind = models.CharField(_("loại ngày"), max_length=6, choices=Kind)
    name_vi = models.CharField(_("tên tiếng Việt"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200)
    openings = models.JSONField(_("giờ mở cửa"), null=True, blank=True)
    document = models.TextField(_("văn bản làm căn cứ"))
    source_status = models.CharField(_("mức tin cậy"), max_length=11, choices=SourceStatus)
    origin = models.CharField(_("nguồn"), max_length=9, choices=Origin)
    schedule = models.ForeignKey(
        Schedule, verbose_name=_("khung giờ làm việc"), null=True, blank=True, on_delete=models.PROTECT
    )
    known_from = models.DateTimeField(_("được biết từ"))
    recorded_at = models.DateTimeField(_("thời điểm ghi"))

    class Meta:
        verbose_name = _("ngày đặc biệt")
        verbose_name_plural = _("ngày đặc biệt")
        ordering = ["date", "known_from"]
        constraints = [
            # One row per date and instant of knowledge; "all schedules" (null) counts as one value.
            models.UniqueConstraint(
                fields=["date", "known_from", "schedule"], name="calendar_day_said_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(kind__in=["off", "work", "half", "normal"]), name="calendar_day_kind"),
            models.CheckConstraint(
                condition=Q(source_status__in=["sure", "memory", "unconfirmed"]), name="calendar_day_source_status"
            ),
            models.CheckConstraint(condition=Q(origin__in=["shipped", "announced"]), name="calendar_day_origin"),
            models.CheckConstraint(
                condition=Q(kind="work")
                | Q(kind="half", openings__isnull=False)
                | Q(kind__in=["off", "normal"], openings__isnull=True),
                name="calendar_day_openings",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.name}"

    @property
    def name(self) -> str:
        """The name in the active language."""
        return self.name_en if (get_language() or "").startswith("en") else self.name_vi
