"""Fees in the demo: what the histories of dossiers with fees pay, when and how."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from caicach.accounts.rules import Role
from caicach.demo.rules.staff import CENTRE
from caicach.demo.services.histories import SEED
from caicach.demo.services.province import Province
from caicach.dossiers.services.exempt_fee import exempt_fee
from caicach.dossiers.services.load_histories import History, Step
from caicach.dossiers.services.pause import pause
from caicach.dossiers.services.resume import resume
from caicach.dossiers.services.return_result import return_result
from caicach.dossiers.services.take_fee import take_fee
from caicach.kit.acts import Actor
from caicach.kit.period import local_day
from caicach.payments.rules import Method
from caicach.procedures.models import Fee, FeeTiming

DESK_ONLY_BEFORE = {"SYN-LT-CHUNG-THUC": 2025}
"""Procedures open to online payment for which nobody paid online before that year."""

CHANCE_ONLINE, CHANCE_TRANSFER, CHANCE_EXEMPT, CHANCE_LATE = 0.7, 0.15, 0.03, 0.04


def paying(histories: Iterable[History], province: Province) -> Iterator[History]:
    """The histories, in the order of receipt, those of procedures with fees with what was paid; drawn by itself."""
    fees = _fees()
    desk = province.people(Role.RESULT_DESK, CENTRE)[0]
    numbers: Counter[str] = Counter()
    for place, history in enumerate(histories):
        day = local_day(history.received_at)
        fee = next(
            (one for first, last, one in fees.get(history.intake.procedure_id, ()) if first <= day <= last), None
        )
        yield history if fee is None else _paid(history, fee, numbers, desk, place)


def _fees() -> Mapping[int, list[tuple[date, date, Fee]]]:
    """By procedure: the fee between two days."""
    found: dict[int, list[tuple[date, date, Fee]]] = {}
    for fee in Fee.objects.select_related("version__procedure").prefetch_related("exemptions").order_by("pk"):
        version = fee.version
        span = (version.valid_from, version.valid_to or date.max, fee)
        found.setdefault(version.procedure_id, []).append(span)
    return found


def _paid(history: History, fee: Fee, numbers: Counter[str], desk: Actor, place: int) -> History:
    """With one step more: paid when the fee falls due, or exempt; now and then not paid yet."""
    random = Random(f"{SEED} fee {history.received_at:%Y-%m-%d %H:%M} {place}")  # noqa: S311 (a drawing, no secret)
    when = _when(history, fee, random, desk)
    if when is None:
        return history
    at, clerk = when
    grounds = list(fee.exemptions.all())
    if grounds and random.random() < CHANCE_EXEMPT:
        step = Step(verb=exempt_fee, actor=clerk, at=at, values={"exemption_id": random.choice(grounds).pk})
    else:
        step = Step(verb=take_fee, actor=clerk, at=at, values=_payment(history, fee, numbers, random, at))
    steps = sorted([*history.steps, step], key=lambda one: one.at)
    return replace(history, steps=tuple(steps))


def _when(history: History, fee: Fee, random: Random, desk: Actor) -> tuple[datetime, Actor] | None:
    """When the fee is paid, and at which desk; None while it is owed: the result waits, or the clock stands for it."""
    waits = [step for step in history.steps if step.verb is pause and step.values.get("kind") == "obligation"]
    if waits:
        again = next((step for step in history.steps if step.verb is resume and step.at > waits[-1].at), None)
        return (again.at - timedelta(minutes=1), history.actor) if again else None
    if fee.timing == FeeTiming.RETURN:
        given = next((step for step in history.steps if step.verb is return_result), None)
        return (given.at - timedelta(minutes=1), desk) if given else None
    if not any(step.verb is return_result for step in history.steps) and random.random() < CHANCE_LATE:
        return None
    return history.received_at, history.actor


def _payment(history: History, fee: Fee, numbers: Counter[str], random: Random, at: datetime) -> dict[str, object]:
    """Online mostly by who submitted online, otherwise at the desk; numbers as from the book of the year."""
    day = local_day(at)
    code = fee.version.procedure.code
    online = history.intake.channel == 2 and day.year >= DESK_ONLY_BEFORE.get(code, 0)
    if online and random.random() < CHANCE_ONLINE:
        numbers[f"{day}"] += 1
        reference = f"DVCQG-{day:%Y%m%d}-{numbers[str(day)]:04d}"
        return {"amount": fee.amount, "method": Method.ONLINE.value, "reference": reference}
    series = f"01P-{day:%y}E"
    numbers[series] += 1
    method = Method.TRANSFER if random.random() < CHANCE_TRANSFER else Method.CASH
    return {
        "amount": fee.amount, "method": method.value, "series": series, "number": f"{numbers[series]:07d}",
    }  # fmt: skip
