"""The room `figures` as Django knows it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FiguresConfig(AppConfig):
    """Application `caicach.figures`: what a figure is and how it answers for itself."""

    name = "caicach.figures"
    label = "figures"

    def ready(self) -> None:
        """Read the modules `facts` and `figures` of every room, so that each table and each figure is known."""
        autodiscover_modules("facts", "figures", "rates")
