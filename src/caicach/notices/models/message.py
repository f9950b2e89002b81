"""Messages to people: the outbox, and what became of each."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from caicach.notices.rules.state import CHANNELS, STATES, UNSENT, Channel, State

_STATES, _CHANNELS = [State(code).value for code in STATES], [Channel(code).value for code in CHANNELS]
_UNSENT = sorted(code.value for code in UNSENT)


class Message(models.Model):
    """Tin nhắn trong hộp thư đi. Written in the transaction of the change it tells of; delivered at least once.

    `key` is stable: a message written twice is one message. The text is made when it is sent, from `kind`, `values`
    and `language`. `unit` is the one in whose name it goes out. Address and values are erasable (`erased_at`) once
    the message has gone. `attempts` are those made, `next_at` is when the next one may be made; while it is `sending`
    a worker holds it until `leased_until`. `reference` is the provider's number; `last_error` its words. An inner
    message is for `recipient`, who reads it on the home page.
    """

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    unit = models.ForeignKey("agencies.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=8, default=Channel.EMAIL.value)
    address = models.CharField(max_length=200, blank=True)
    values = models.JSONField(default=dict)
    language = models.CharField(max_length=5, default="vi")
    created_at = models.DateTimeField()

    state = models.CharField(max_length=10, default=State.WAITING.value)
    attempts = models.SmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=200, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="notices_message_state", condition=Q(state__in=_STATES)),
            models.CheckConstraint(name="notices_message_channel", condition=Q(channel__in=_CHANNELS)),
            models.CheckConstraint(
                name="notices_message_lease", condition=~Q(state=State.SENDING.value) | Q(leased_until__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["next_at", "id"], name="notices_waiting", condition=Q(state__in=_UNSENT)),
            models.Index(fields=["subject_kind", "subject_id"], name="notices_subject"),
            models.Index(fields=["state", "-id"], name="notices_state"),
            models.Index(fields=["recipient", "-id"], name="notices_recipient", condition=Q(recipient__isnull=False)),
            models.Index(
                fields=["sent_at"],
                name="notices_to_erase",
                condition=Q(erased_at=None, state=State.SENT.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
