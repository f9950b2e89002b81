"""The lowest room: page skeletons, components, template tags, style page and error pages."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """How every page looks and reads; knows no other room but kit."""

    name = "caicach.ui"
    label = "ui"
