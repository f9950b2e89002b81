"""Addresses of the pages of feedback; each verb has one below its feedback."""

from django.urls import path

from caicach.feedback.views import lists, receive, record
from caicach.feedback.views.act import view_of
from caicach.feedback.views.verbs import VERBS

app_name = "feedback"

urlpatterns = [
    path("feedback/", lists.feedback_list, name="list"),
    path("feedback/list.csv", lists.feedback_csv, name="csv"),
    path("feedback/receive/", receive.reception, name="receive"),
    path("feedback/<int:feedback_id>/", record.record, name="feedback"),
    *(path(f"feedback/<int:feedback_id>/{entry.word}/", view_of(entry), name=entry.word) for entry in VERBS),
]
