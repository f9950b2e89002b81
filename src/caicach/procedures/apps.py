"""The room `procedures` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from caicach.ui.register import add_navigation


class ProceduresConfig(AppConfig):
    """Application `caicach.procedures`."""

    name = "caicach.procedures"
    label = "procedures"

    def ready(self) -> None:
        """Puts the catalogue into the main navigation."""
        add_navigation("c", _("Danh mục thủ tục"), "procedures:list", order=60)
