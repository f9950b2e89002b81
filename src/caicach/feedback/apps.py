"""The room `feedback` as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from caicach.feedback.permits import READERS
from caicach.ui.register import add_navigation


class FeedbackConfig(AppConfig):
    """Application `caicach.feedback`: feedback and recommendations (phản ánh, kiến nghị) and their answers."""

    name = "caicach.feedback"
    label = "feedback"

    def ready(self) -> None:
        """Puts the list into the main navigation."""
        add_navigation("y", _("Phản ánh, kiến nghị"), "feedback:list", READERS, order=50)
