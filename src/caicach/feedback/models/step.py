"""The ledger of what was done about a feedback."""

from django.conf import settings
from django.db import models


class Step(models.Model):
    """Việc đã làm với phản ánh, kiến nghị. One row an act, numbered as the journal's line and the fact of that act.

    `text` is what was written with it (a question to the sender, a reason, a note), erased when the feedback is handed
    over; `body` the agency outside that it went to.
    """

    feedback = models.ForeignKey("feedback.Feedback", on_delete=models.PROTECT, related_name="steps")
    version = models.IntegerField()
    verb = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("agencies.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    body = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    late = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feedback", "version"], name="feedback_step_version")]

    def __str__(self) -> str:
        return f"{self.verb} of {self.feedback_id}"
