"""The room `desk` as Django knows it."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Application `caicach.desk`."""

    name = "caicach.desk"
    label = "desk"
