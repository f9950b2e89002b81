"""The room `facts` as Django knows it."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    """Application `caicach.facts`."""

    name = "caicach.facts"
    label = "facts"
