"""The room `reports` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from caicach.ui.register import add_navigation


class ReportsConfig(AppConfig):
    """Application `caicach.reports`."""

    name = "caicach.reports"
    label = "reports"

    def ready(self) -> None:
        """Puts the monitoring board and the reports into the main navigation."""
        add_navigation("b", _("Bảng theo dõi"), "reports:monitor", order=55)
        add_navigation("r", _("Báo cáo"), "reports:ii06", order=60)
