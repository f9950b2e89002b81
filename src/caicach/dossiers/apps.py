"""The room `dossiers` as Django knows it."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """Application `caicach.dossiers`: what happens to a dossier (hồ sơ thủ tục hành chính)."""

    name = "caicach.dossiers"
    label = "dossiers"
