"""The room `procedures` as Django knows it."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """Application `caicach.procedures`."""

    name = "caicach.procedures"
    label = "procedures"
