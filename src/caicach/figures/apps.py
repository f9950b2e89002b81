"""The room `figures` as Django knows it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from caicach.ui.register import add_navigation


class FiguresConfig(AppConfig):
    """Application `caicach.figures`: what a figure is and how it answers for itself."""

    name = "caicach.figures"
    label = "figures"

    def ready(self) -> None:
        """Read the modules of every room that declare facts or figures; their list goes into the navigation."""
        autodiscover_modules("facts", "figures", "rates", "digitisation", "moves", "work")
        add_navigation("f", _("Danh mục số liệu"), "figures:index", order=62)
