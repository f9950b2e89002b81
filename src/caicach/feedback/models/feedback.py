"""The feedback."""

from django.conf import settings
from django.db import models

from caicach.feedback.rules.kinds import CHANNELS, Kind, Outcome, State


class Feedback(models.Model):
    """Phản ánh, kiến nghị. What somebody says of an official's conduct, of regulations and procedures, or of both.

    Received by one unit, which numbers it by year; answered for by `unit`, where it is counted and by whose calendar
    its terms run; it lies with `handling_unit` and one officer. `about_unit` and `about_user` are whom it is about:
    that person may neither see nor handle it. `refuse_by`, `ask_by`, `answer_by` and `publish_by` are the terms as
    counted (`rules.terms`), `added_at` when the sender gave what was asked for, `told_at` the last note on how it
    stands. `judged_on` is the day by which it is judged, empty while the sender is waited for and where nothing is
    measured.

    `text`, `answer` and `published` (the answer as the public reads it) may name people: the journal keeps digests of
    them only, and `hand_over` leaves nothing of them.
    """

    number = models.CharField(max_length=60, unique=True)
    received_unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    handling_unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    about_unit = models.ForeignKey("agencies.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    about_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.SmallIntegerField()
    channel = models.SmallIntegerField()
    field = models.ForeignKey("procedures.Field", on_delete=models.PROTECT, related_name="+")
    procedure = models.ForeignKey(
        "procedures.Procedure", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    dossier = models.ForeignKey("dossiers.Dossier", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unnamed = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    published = models.TextField(blank=True)

    state = models.CharField(max_length=8, default=State.NEW.value)
    outcome = models.SmallIntegerField(default=Outcome.OPEN.value)
    received_at = models.DateTimeField()
    added_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    refuse_by = models.DateTimeField()
    ask_by = models.DateTimeField()
    answer_by = models.DateTimeField()
    publish_by = models.DateTimeField(null=True)
    judged_on = models.DateField(null=True)
    calendar_known_at = models.DateTimeField()
    version = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=[int(kind) for kind in Kind]), name="feedback_kind"),
            models.CheckConstraint(condition=models.Q(channel__in=sorted(CHANNELS)), name="feedback_channel"),
            models.CheckConstraint(
                condition=models.Q(state=State.ENDED.value, ended_at__isnull=False) & ~models.Q(outcome=0)
                | ~models.Q(state=State.ENDED.value) & models.Q(ended_at__isnull=True, outcome=0),
                name="feedback_ended_with_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("received_at")),
                name="feedback_end_after_receipt",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome=Outcome.HANDED_OVER.value)
                | models.Q(
                    text="", answer="", published="", dossier__isnull=True, about_user__isnull=True,
                ),
                name="feedback_handed_over_is_empty",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["unit", "state", "judged_on"], name="feedback_unit_open"),
            models.Index(fields=["received_unit", "-id"], name="feedback_received"),
            models.Index(fields=["handling_unit", "state"], name="feedback_handling"),
            models.Index(fields=["assignee", "state"], name="feedback_assignee"),
        ]

    def __str__(self) -> str:
        return self.number
