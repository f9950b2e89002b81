"""Feedback told in the small province."""

from datetime import datetime
from typing import Any

import world
from caicach.feedback.models import Feedback
from caicach.feedback.services.receive import Intake, receive

NAME, PHONE, WORDS = "Dauvetten Niê", "0912000111", "dauvetviec"


def intake(here: world.World, **more: Any) -> Intake:
    """Somebody tells the counter about the conduct of an official."""
    told = {
        "received_unit_id": here.units["centre"].pk,
        "unit_id": here.units["so"].pk,
        "channel": 1,
        "kind": 1,
        "text": f"Công chức hẹn nhiều lần, {WORDS}",
        "field_id": here.procedure.field_id,
        "name": NAME,
        "phone": PHONE,
    }
    return Intake(**{**told, **more})


def received(here: world.World, at: str | datetime = "2024-03-05T09:00", *, by: str = "clerk", **more: Any) -> Feedback:
    """One that was received."""
    return receive(here.act(by, str(at)), intake(here, **more))
