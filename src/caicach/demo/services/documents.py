"""Results on their way in the demo: open dossiers whose paper lies with officer, head, leader or clerk."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast

from caicach.accounts.rules import Role
from caicach.demo.rules.staff import HOME_AFFAIRS, OFFICE
from caicach.demo.services.province import Province
from caicach.dossiers.models import Dossier
from caicach.dossiers.queries.document import places_of
from caicach.dossiers.queries.stages import with_above
from caicach.dossiers.services.approve import approve
from caicach.dossiers.services.draft import draft
from caicach.dossiers.services.initial import initial
from caicach.dossiers.services.number import number
from caicach.dossiers.services.return_document import return_document
from caicach.dossiers.services.sign import sign
from caicach.dossiers.services.submit_above import submit_above
from caicach.dossiers.services.submit_document import submit_document
from caicach.kit.acts import Act, Actor
from caicach.kit.period import instant
from caicach.papers.rules.template import SHEET, filled, template_of

LIES = {"draft": 5, "submitted": 6, "initialled": 6, "returned": 2, "approved": 2, "signed": 6, "numbered": 4}
"""How many papers lie at each place of their way."""
WAY = ("draft", "submitted", "initialled", "approved", "signed", "numbered")
FIRST_NUMBER = 1201
"""As if the document system had given the numbers before it."""
SETTLED = timedelta(days=2)
"""A dossier was taken in so long ago that its officer has had time to draft."""
TEXTS = ("title", "grounds", "body", "recipients")

ActAt = Callable[[Actor, datetime], Act]


def lay_documents(province: Province, *, until: datetime, act: ActAt) -> int:
    """Bring papers so far as `LIES` says, by the verbs of the desk; returns how many there are."""
    free = (
        Dossier.objects.filter(
            unit=province.units[HOME_AFFAIRS], finished_at=None, paused_since=None, decision="", document="",
            assignee__isnull=False, accepted_at__lt=instant(until - SETTLED),
        )
        .select_related("unit", "competent_unit", "rules_version", "handling_unit", "assignee")
        .order_by("due_at", "pk")
    )  # fmt: skip
    wanted = [state for state, count in LIES.items() for _ in range(count)]
    # Spread over the open ones, so that none of their other lists runs empty.
    every = list(with_above(free))[:: max(1, free.count() // len(wanted))][: len(wanted)]
    for place, (dossier, state) in enumerate(zip(every, wanted, strict=False)):
        _bring(province, dossier, state, begin=until - timedelta(minutes=90 - place), place=place, act=act)
    return len(every)


def _bring(province: Province, dossier: Dossier, state: str, *, begin: datetime, place: int, act: ActAt) -> None:
    division = dossier.handling_unit.code
    officers = province.people(Role.PROCESSING_OFFICER, division)
    officer = next(one for one in officers if one.user_id == dossier.assignee_id)
    head = province.people(Role.DIVISION_HEAD, division)[0]
    leader = province.people(Role.AGENCY_LEADER, HOME_AFFAIRS)[0]
    above: bool = cast(Any, dossier).goes_above
    signer = province.people(Role.AGENCY_LEADER, OFFICE)[0] if above else leader
    clerk = province.people(Role.RECORDS_CLERK, OFFICE if above else HOME_AFFAIRS)[0]
    values = places_of(dossier)
    template = template_of(dossier.rules_version.result_template, outcome="granted")
    texts = {name: filled(getattr(template, name), values) for name in TEXTS}

    def at(minutes: int, who: Actor) -> Act:
        return act(who, begin + timedelta(minutes=minutes))

    steps: tuple[Callable[[], object], ...] = (
        lambda: draft(at(0, officer), dossier.pk, kind=template.kind, outcome="granted", **texts),
        lambda: submit_document(at(8, officer), dossier.pk, sheet=filled(SHEET, values)),
        lambda: initial(at(15, head), dossier.pk),
        lambda: approve(at(25, signer), dossier.pk),
        lambda: sign(at(26, signer), dossier.pk),
        lambda: number(at(40, clerk), dossier.pk, number=FIRST_NUMBER + place),
    )
    for name, step in zip(WAY, steps[: WAY.index("initialled" if state == "returned" else state) + 1], strict=False):
        step()
        # Every other one that waits for the agency's leader has not been submitted above yet.
        if above and name == "initialled" and (state != name or place % 2):
            submit_above(at(20, leader), dossier.pk, note="Kính trình Ủy ban nhân dân tỉnh xem xét, quyết định.")
    if state == "returned":
        return_document(at(30, signer), dossier.pk, reason="Căn cứ pháp lý cần ghi đủ số, ký hiệu văn bản.")
