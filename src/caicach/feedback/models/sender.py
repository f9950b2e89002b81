"""Who sent a feedback."""

from django.db import models


class Sender(models.Model):
    """Người gửi phản ánh, kiến nghị. Kept apart from the feedback, so that it can be erased alone.

    Whoever asks to stay unnamed may leave the name out; what is told all the same is shown only where it was received
    and to the reform officer, and never published.
    """

    feedback = models.OneToOneField("feedback.Feedback", on_delete=models.PROTECT, related_name="sender")
    name = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)

    def __str__(self) -> str:
        return f"sender of {self.feedback_id}"
