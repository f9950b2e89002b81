"""Put a message into the outbox, in the transaction of the change it tells of."""

from collections.abc import Mapping

from caicach.kit.acts import Act
from caicach.notices.models import Message


def put(act: Act, *, kind: str, subject: tuple[str, int], address: str, key: str, values: Mapping[str, object]) -> None:
    """Queue one message; nothing when there is no address, nothing twice for the same key.

    `values` fill the text when it is sent; they hold what the citizen may read, no other person's data.
    """
    if not address:
        return
    message = Message(
        key=key,
        kind=kind,
        subject_kind=subject[0],
        subject_id=subject[1],
        address=address,
        values=dict(values),
        created_at=act.now,
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)
