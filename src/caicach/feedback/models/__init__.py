"""Feedback and what was done about it."""

from caicach.feedback.models.fact import Fact
from caicach.feedback.models.feedback import Feedback
from caicach.feedback.models.sender import Sender
from caicach.feedback.models.step import Step
from caicach.feedback.models.term import TermRecord

__all__ = ["Fact", "Feedback", "Sender", "Step", "TermRecord"]
