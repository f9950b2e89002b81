"""The room `accounts` as Django knows it."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Application `caicach.accounts`."""

    name = "caicach.accounts"
    label = "accounts"
