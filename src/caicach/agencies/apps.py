"""The room `agencies` as Django knows it."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Application `caicach.agencies`."""

    name = "caicach.agencies"
    label = "agencies"
