"""The room `papers` as Django knows it."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Application `caicach.papers`."""

    name = "caicach.papers"
    label = "papers"
