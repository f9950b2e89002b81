"""Addresses of the desk."""

from django.urls import path

from caicach.desk.views import home, system

app_name = "desk"

urlpatterns = [
    path("", home.home, name="home"),
    path("year/", home.year, name="year"),
    path("health/", system.health, name="health"),
    path("system/", system.system, name="system"),
    path("system/jobs/<int:job_id>/retry/", system.retry, name="retry_job"),
]
