"""The room `desk` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from caicach.ui.register import add_navigation


class DeskConfig(AppConfig):
    """Application `caicach.desk`: each role's home page."""

    name = "caicach.desk"
    label = "desk"

    def ready(self) -> None:
        """Puts the home page into the main navigation."""
        add_navigation("h", _("Việc hôm nay"), "desk:home", order=10)
