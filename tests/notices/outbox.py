"""Messages for tests: a kind of their own, and a row that waits."""

from datetime import datetime, timedelta

from django.utils import timezone

from caicach.kit.acts import SYSTEM, Act
from caicach.kit.words import Marked
from caicach.notices.models import Message
from caicach.notices.register import Kind, register
from caicach.notices.rules.address import Addressee
from caicach.notices.services.deliver import deliver
from caicach.notices.services.put import Said, put

KIND = "trial.told"
register(
    Kind(
        code=KIND,
        title=Marked("Thử"),
        subject=Marked("Tin thử {number}"),
        short=Marked("Tin thử số {number}, đã gửi"),
        body=(Marked("Kính gửi {name},"), "", Marked("Hẹn {on_day}, {left_out}."), Marked("Bỏ {left_out}.")),
    )
)
VALUES = {"number": "12", "name": "Trần <Văn> A", "on_day": "2026-03-04"}
NOW = timezone.now()


def queue(
    key: str = "a", *, email: str = "a@example.vn", phone: str = "", now: datetime = NOW, **more: object
) -> Message:
    """One message in the outbox."""
    act = Act(actor=SYSTEM, at=now, now=now)
    to = Addressee(email=email, phone=phone)
    put(act, Said(kind=KIND, subject=("trial", 1), to=to, key=key, values=VALUES, **more))
    return Message.objects.get(key=key)


def run(after: timedelta = timedelta()) -> int:
    """What the worker does, so long after the messages were written."""
    return deliver(clock=lambda: NOW + after)
