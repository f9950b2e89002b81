"""The room `notices` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from caicach.notices.permits import TEND
from caicach.ui.register import add_navigation


class NoticesConfig(AppConfig):
    """Application `caicach.notices`: messages to people (tin nhắn, thông báo)."""

    name = "caicach.notices"
    label = "notices"

    def ready(self) -> None:
        """Puts the messages into the main navigation of those who look after them."""
        add_navigation("m", _("Tin nhắn"), "notices:messages", TEND, order=80)
