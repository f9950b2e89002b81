"""Addresses of the figures' pages."""

from django.urls import path

from caicach.figures.views.compose import compose, own, recompose, withdraw
from caicach.figures.views.difference import figure_difference
from caicach.figures.views.figure import figure
from caicach.figures.views.index import index
from caicach.figures.views.records import records

app_name = "figures"

urlpatterns = [
    path("figures/", index, name="index"),
    path("figures/own/", own, name="own"),
    path("figures/compose/", compose, name="compose"),
    path("figures/<str:code>/recompose/", recompose, name="recompose"),
    path("figures/<str:code>/withdraw/", withdraw, name="withdraw"),
    path("figures/<str:code>/", figure, name="figure"),
    path("figures/<str:code>/records/", records, name="records"),
    path("figures/<str:code>/difference/", figure_difference, name="difference"),
]
