"""Feedback in each state in which a verb is offered: what was sent in, and the forms of its verbs."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

import world
from caicach.accounts.models import User
from caicach.feedback.models import Feedback
from caicach.feedback.rules.kinds import State
from caicach.feedback.services.ask_more import ask_more
from caicach.feedback.services.receive import Intake, receive
from caicach.kit.acts import Act
from caicach.kit.period import local_day


def feedback_in(here: world.World, holder: User, *, name: str, text: str) -> dict[str, int]:
    """Received at the centre for the department, lying in its division, assigned to `holder`; ids by state."""
    at = (timezone.now() - timedelta(days=1)).replace(second=0, microsecond=0)

    def act(who: str) -> Act:
        return Act(actor=here.actor(who, local_day(at)), at=at, now=timezone.now(), key=str(uuid4()))

    found = {}
    for state in ("running", "waiting", "answered"):
        intake = Intake(
            received_unit_id=here.units["centre"].pk, unit_id=here.units["so"].pk, channel=1, kind=1, name=name,
            text=text, field_id=here.procedure.field_id,
        )  # fmt: skip
        found[state] = receive(act("clerk"), intake).pk
    ask_more(act("reformer"), found["waiting"], question="Nêu rõ hơn")
    # Assigned by hand, so that the relation to the officer holds in each state.
    Feedback.objects.update(handling_unit=here.units["phong"], assignee=holder)
    Feedback.objects.filter(pk=found["running"]).update(state=State.ASSIGNED.value)
    Feedback.objects.filter(pk=found["answered"]).update(
        state=State.ENDED.value, outcome=1, ended_at=at, answer=text, publish_by=at
    )
    return found


FormOf = Callable[[world.World, int], dict[str, str]]
FORMS: dict[str, FormOf] = {
    "receive": lambda here, _: {
        "received_unit": str(here.units["centre"].pk), "unit": str(here.units["so"].pk), "channel": "4", "kind": "2",
        "field": str(here.procedure.field_id), "text": "Thủ tục rườm rà", "unnamed": "on",
    },
    "assign": lambda here, officer: {"officer": f"{here.units['phong'].pk}-{officer}"},
    "answer": lambda *_: {"text": "Đã tiếp thu"},
    "publish": lambda *_: {"text": "Đã tiếp thu"},
    "supplement": lambda *_: {"text": "Bổ sung"},
    "ask_more": lambda *_: {"question": "Việc gì?"},
    "note_status": lambda *_: {"text": "Đang xác minh"},
    "forward": lambda here, _: {"unit": str(here.units["so2"].pk)},
    "correct": lambda here, _: {
        "kind": "2", "channel": "1", "field": str(here.procedure.field_id), "reason": "ghi nhầm",
    },
    "refuse": lambda *_: {"reason": "không rõ"},
    "hand_over": lambda *_: {"matter": "complaint", "body": "Thanh tra", "sure": "on"},
}  # fmt: skip
"""By verb, for the small province and an officer of the division."""
