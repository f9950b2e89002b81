"""Addresses of the catalogue."""

from django.urls import path

from caicach.procedures.views import catalogue

app_name = "procedures"

urlpatterns = [
    path("procedures/", catalogue.procedures, name="list"),
    path("procedures/<str:code>/", catalogue.procedure, name="procedure"),
    path("procedures/<str:code>/difference/<str:old>/<str:new>/", catalogue.difference, name="difference"),
]
