"""The counter's days in the demo: a list of forty persons, a batch, guidance, and the counts of money."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from caicach.accounts.rules import Role
from caicach.demo.rules import names
from caicach.demo.rules.moments import MINUTE, working_day_after
from caicach.demo.rules.staff import CENTRE
from caicach.demo.services.histories import SEED
from caicach.demo.services.province import Offer, Province
from caicach.dossiers.rules.checks import Given
from caicach.dossiers.rules.pasted import Listed
from caicach.dossiers.services.guide import guide
from caicach.dossiers.services.judge_subjects import judge_subjects
from caicach.dossiers.services.load_histories import History, Step
from caicach.dossiers.services.receive import Intake, Somebody
from caicach.dossiers.services.receive_batch import receive_batch
from caicach.kit.acts import Act, Actor
from caicach.payments.models import Receipt
from caicach.payments.queries import day_totals
from caicach.payments.services.count_day import count_day

ACTS = Callable[[Actor, datetime], Act]
"""The act of somebody at a wall-clock time."""

PROPOSED, APPROVED = 40, 38
HONOUR, BATCH = "SYN-TDKT-CHIEN-SI", 4
DAYS, SHORT = 5, 2_000
QUESTIONS = ("cần những giấy tờ gì", "nộp trực tuyến thế nào", "bao lâu có kết quả", "mức phí, ai được miễn", "")


def with_award_list(histories: Iterable[History]) -> Iterator[History]:
    """The histories; the first granted proposal of forty persons gets their names, and the result of each."""
    wanted = True
    for history in histories:
        end = next((at for at, step in enumerate(history.steps) if step.verb.name in ("finish", "release")), 0)
        granted = any(step.values.get("decision") == "granted" for step in history.steps)
        if wanted and end and granted and history.intake.subjects == PROPOSED and history.received_at.year >= 2024:
            wanted = False
            yield _listed(history, end)
        else:
            yield history


def _listed(history: History, end: int) -> History:
    random = Random(f"{SEED} award list")  # noqa: S311 (a drawing, no secret)
    listed = tuple(
        Listed(names.person(random), names.organisation(random, "thi-dua-khen-thuong")) for _ in range(PROPOSED)
    )
    results = {
        place: ("approved", "") if place <= APPROVED else ("denied", "Thành tích trùng với lần khen trước.")
        for place in range(1, PROPOSED + 1)
    }
    before = history.steps[end - 1]
    judged = Step(verb=judge_subjects, actor=before.actor, at=before.at, values={"results": results})
    steps = (*history.steps[:end], judged, *history.steps[end:])
    return replace(history, intake=replace(history.intake, listed=listed), steps=steps)


def hand_in_batch(province: Province, acts: ACTS, *, until: datetime) -> int:
    """One body hands in several proposals at once, shortly before the moment."""
    random = Random(f"{SEED} batch {until.date()}")  # noqa: S311
    offer = next(one for one in province.offers("so-noi-vu", until.date()) if one.version.procedure.code == HONOUR)
    body = names.organisation(random, offer.field)
    submitter = Somebody(role="submitter", kind="organisation", name=body, phone=names.phone(random))
    clerk = province.people(Role.INTAKE_CLERK, CENTRE)[0]
    intakes = [_proposal(offer, province.centre_id, submitter, names.person(random)) for _ in range(BATCH)]
    receive_batch(acts(clerk, until - 40 * MINUTE), intakes)
    return len(intakes)


def _proposal(offer: Offer, centre_id: int, submitter: Somebody, owner: str) -> Intake:
    return Intake(
        procedure_id=offer.version.procedure_id,
        unit_id=offer.unit_id,
        received_unit_id=centre_id,
        channel=1,
        parties=[submitter, Somebody(role="owner", kind="person", name=owner)],
        papers=[
            Given(part.pk, originals=part.originals or int(not part.copies), copies=part.copies)
            for part in offer.version.components.all()
            if part.required
        ],
        summary=f"{offer.version.name_vi} – {owner}",
    )


def note_guidance(province: Province, acts: ACTS, *, until: datetime) -> int:
    """A few people a day who only asked, on the last working days."""
    random = Random(f"{SEED} guidance {until.date()}")  # noqa: S311
    clerks = province.people(Role.INTAKE_CLERK, CENTRE)
    moments = [
        at
        for day in _days(province, until)
        for at in sorted(datetime.combine(day, time(8)) + random.randrange(520) * MINUTE for _ in range(4))
        if at <= until
    ]
    for at in moments:
        offers = province.offers("so-noi-vu", at.date())
        guide(
            acts(random.choice(clerks), at),
            procedure_id=random.choice(offers).version.procedure_id,
            unit_id=province.centre_id,
            channel=random.choice((1, 1, 1, 2, 3)),
            question=random.choice(QUESTIONS),
        )
    return len(moments)


def count_days(province: Province, acts: ACTS, *, until: datetime) -> int:
    """Everybody who took money on the working days before has counted it; once something was missing."""
    days = [day for day in _days(province, until) if day < until.date()]
    people: dict[int | None, Actor] = {
        one.user_id: one for role in (Role.INTAKE_CLERK, Role.RESULT_DESK) for one in province.people(role, CENTRE)
    }
    taken = Receipt.objects.filter(unit_id=province.centre_id, taken_day__in=days).values_list(
        "taken_day", "taken_by_id"
    )
    found: Sequence[tuple[date, int]] = sorted(set(taken))
    for place, (day, clerk) in enumerate(found):
        cash = day_totals(province.centre_id, clerk, day).cash
        short = SHORT if place == 0 and cash >= SHORT else 0
        count_day(
            acts(people[clerk], datetime.combine(day, time(17, 10))),
            unit_id=province.centre_id,
            day=day,
            counted=cash - short,
            handed_to="Thủ quỹ Trung tâm",
            reason="Trả lại tiền thừa nhầm, đã lập biên bản." if short else "",
        )
    return len(found)


def _days(province: Province, until: datetime) -> list[date]:
    """The last working days up to the moment's."""
    first = working_day_after(until.date() + timedelta(days=1), -DAYS, province.calendar)
    days = [first + timedelta(days=ahead) for ahead in range((until.date() - first).days + 1)]
    return [day for day in days if province.calendar.is_working(day)]
