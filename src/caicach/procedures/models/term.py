"""A time limit of its own for one way of submitting."""

from django.db import models
from django.db.models import Q

from caicach.procedures.models.version import LIMIT_UNITS, Version
from caicach.procedures.rules import Channel


class ChannelTerm(models.Model):
    """The limit that stands for one channel instead of the version's own; channels without a row follow the version."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="channel_terms")
    channel = models.PositiveSmallIntegerField()
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=16)

    class Meta:
        ordering = ["version", "channel"]
        constraints = [
            models.UniqueConstraint(name="procedures_channelterm_once", fields=["version", "channel"]),
            models.CheckConstraint(
                name="procedures_channelterm_channel", condition=Q(channel__in=[channel.value for channel in Channel])
            ),
            models.CheckConstraint(
                name="procedures_channelterm_limit", condition=Q(amount__gt=0, unit__in=LIMIT_UNITS)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}/{self.channel}: {self.amount} {self.unit}"
