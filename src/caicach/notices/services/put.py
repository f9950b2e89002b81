"""Put a message into the outbox, in the transaction of the change it tells of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caicach.kit.acts import Act
from caicach.notices.channels.port import open_channels
from caicach.notices.models import Message
from caicach.notices.rules.address import Addressee, way_to
from caicach.notices.rules.state import Channel, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is to be told to whom.

    `values` fill the text when it is sent; they hold what the reader may read, no other person's data. `unit_id` is
    the unit in whose name it goes out. With `inner` it is shown on the home page of `to.user_id`, and not sent.
    """

    kind: str
    subject: tuple[str, int]
    to: Addressee
    key: str
    values: Mapping[str, object]
    unit_id: int | None = None
    language: str = "vi"
    inner: bool = False


def put(act: Act, said: Said) -> None:
    """Queue one message; nothing when there is no address, nothing twice for the same key."""
    put_all(act, [said])


def put_all(act: Act, messages: Sequence[Said]) -> None:
    """Queue messages; one statement, none when nobody can be reached."""
    channels = open_channels()
    rows = [row for said in messages if (row := _row(act, said, channels)) is not None]
    if rows:
        Message.objects.bulk_create(rows, ignore_conflicts=True)


def _row(act: Act, said: Said, channels: Sequence[str]) -> Message | None:
    way = (Channel.INNER, "") if said.inner else way_to(said.to, open_channels=channels)
    if way is None:
        return None
    return Message(
        key=said.key,
        kind=said.kind,
        subject_kind=said.subject[0],
        subject_id=said.subject[1],
        unit_id=said.unit_id,
        recipient_id=said.to.user_id,
        channel=way[0].value,
        address=way[1],
        values=dict(said.values),
        language=said.language or "vi",
        created_at=act.now,
        next_at=None if said.inner else act.now,
        state=State.SENT.value if said.inner else State.WAITING.value,
        sent_at=act.now if said.inner else None,
    )
