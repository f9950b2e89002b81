"""Addresses of the pages of messages."""

from django.urls import path

from caicach.notices.views.messages import DECISIONS, messages, view_of

app_name = "notices"

urlpatterns = [
    path("notices/", messages, name="messages"),
    *[path(f"notices/<int:message_id>/{one.word}/", view_of(one), name=one.word) for one in DECISIONS],
]
