"""The room `notices` as Django knows it."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Application `caicach.notices`."""

    name = "caicach.notices"
    label = "notices"
