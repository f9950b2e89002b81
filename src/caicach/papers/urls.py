"""Addresses of the registers of outgoing papers."""

from django.urls import path

from caicach.papers.views import registers

app_name = "papers"

urlpatterns = [
    path("registers/", registers.registers, name="registers"),
    path("registers/<int:register_id>/", registers.register, name="register"),
]
