"""The room `demo` as Django knows it."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Application `caicach.demo`."""

    name = "caicach.demo"
    label = "demo"
