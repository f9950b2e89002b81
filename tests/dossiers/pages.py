"""What the tests of the dossiers' pages share: signing in, filling in the reception form, counting statements."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import world
from caicach.dossiers.models import Dossier
from caicach.dossiers.services.assign import assign
from caicach.dossiers.services.forward import forward
from caicach.dossiers.services.receive import receive
from caicach.kit.acts import Act
from caicach.kit.period import instant, local

LATE = timedelta(days=30)
"""So long ago that a limit of five working days has passed."""


def acting(here: world.World, name: str, at: datetime) -> Act:
    """An act of somebody with the grants of today."""
    return Act(actor=here.actor(name), at=at, now=timezone.now(), key=str(uuid4()))


def wall(text: str) -> datetime:
    """A Vietnamese wall-clock time as an instant."""
    return instant(datetime.fromisoformat(text))


def ago(**span: int) -> datetime:
    """So long ago, to the minute."""
    return timezone.now().replace(second=0, microsecond=0) - timedelta(**span)


def received(here: world.World, *, at: datetime | None = None) -> Dossier:
    """A dossier at the counter."""
    return receive(acting(here, "clerk", at or ago(minutes=30)), here.intake())


def forwarded(here: world.World, *, at: datetime | None = None) -> Dossier:
    """A dossier in the division, not assigned."""
    moment = at or ago(minutes=30)
    dossier = received(here, at=moment)
    return forward(acting(here, "clerk", moment), dossier.pk, unit_id=here.units["phong"].pk)


def assigned(here: world.World, *, at: datetime | None = None) -> Dossier:
    """A dossier on the officer's desk."""
    moment = at or ago(minutes=30)
    dossier = forwarded(here, at=moment)
    return assign(acting(here, "head", moment), dossier.pk, officer_id=here.users["officer"].pk)


def filled(here: world.World, **changes: str) -> dict[str, str]:
    """A complete reception form; a change to an empty text leaves a field out."""
    papers = {f"paper-{component.pk}-originals": "1" for component in here.components}
    form = {
        "request_key": str(uuid4()),
        "unit": str(here.units["so"].pk),
        "received_unit": str(here.units["centre"].pk),
        "channel": "1",
        "submitter_kind": "person",
        "submitter_name": "H'Bia Êban",
        "submitter_identity": "066000000123",
        "submitter_phone": "0900000001",
        **papers,
        **changes,
    }
    return {name: value for name, value in form.items() if value}


def entered_in(client: Client, here: world.World, name: str) -> Client:
    """The client, signed in as somebody."""
    client.force_login(here.users[name])
    return client


@contextmanager
def statements(most: int) -> Iterator[Callable[[], list[str]]]:
    """At most so many statements reach the database inside, whatever they are (BEGIN and COMMIT too)."""
    with CaptureQueriesContext(connection) as caught:
        yield lambda: [query["sql"] for query in caught.captured_queries]
    told = [query["sql"][:110] for query in caught.captured_queries]
    assert len(told) <= most, "\n".join(told)


def counted(client: Client, url: str) -> tuple[int, Any]:
    """How many statements a page takes, and its answer."""
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(url)
    return len(caught), answer


def stamped(moment: datetime) -> str:
    """A moment as the browser's picker sends it."""
    return f"{local(moment):%Y-%m-%dT%H:%M}"
