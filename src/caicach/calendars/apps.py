"""The calendars room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    """Official days off and on, and opening hours."""

    name = "caicach.calendars"
    label = "calendars"
    verbose_name = _("Lịch làm việc")
