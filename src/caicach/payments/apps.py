"""The room `payments` as Django knows it."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Application `caicach.payments`: fees due and taken (phí, lệ phí)."""

    name = "caicach.payments"
    label = "payments"
