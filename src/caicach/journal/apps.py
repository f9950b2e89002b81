"""The room `journal` as Django knows it."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Application `caicach.journal`."""

    name = "caicach.journal"
    label = "journal"
