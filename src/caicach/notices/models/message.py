"""Messages to people that wait to be sent."""

from django.db import models


class Message(models.Model):
    """Tin nhắn chờ gửi (hộp thư đi). Written in the transaction of the change it tells of; delivered at least once.

    `key` is stable: a message written twice is one message. The address stands beside the subject and is erasable.
    """

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    address = models.CharField(max_length=200, blank=True)
    values = models.JSONField(default=dict)
    language = models.CharField(max_length=5, default="vi")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
