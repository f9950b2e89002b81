"""The room `demo` as Django knows it."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from caicach.ui.register import set_notice


class DemoConfig(AppConfig):
    """Application `caicach.demo`."""

    name = "caicach.demo"
    label = "demo"

    def ready(self) -> None:
        """Let every page say that a demo database holds invented data."""
        # Named, not imported above: the query needs models, which are not there yet when this module is read.
        set_notice(import_string("caicach.demo.queries.notice"))
