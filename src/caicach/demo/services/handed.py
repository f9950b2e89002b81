"""What changes hands in the demo: hand-overs confirmed with a word, results sent by post, letters brought back."""

from datetime import datetime, time

from caicach.accounts.rules import Role
from caicach.demo.rules.moments import MINUTE, working_day_after
from caicach.demo.rules.staff import CENTRE
from caicach.demo.services.counter import ACTS
from caicach.demo.services.province import Province
from caicach.dossiers.models import Dossier, Handover
from caicach.dossiers.rules.step import ProcessStep
from caicach.dossiers.services.note_delivery import note_delivery
from caicach.dossiers.services.note_returned_mail import note_returned_mail
from caicach.dossiers.services.send_by_post import send_by_post
from caicach.dossiers.services.take_over import take_over
from caicach.kit.period import instant, local

NOTES = ("", "Đủ giấy tờ theo danh sách.", "Thiếu 01 bản sao, bộ phận một cửa hẹn chuyển sau.")
BUNDLES = ((5, time(15, 40), 5), (1, time(15, 30), 3))
"""Working days before today, the hour, how many results went."""
DELIVERED, BACK = 2, 1
"""Of the older bundle: so many letters arrived, then one came back; the others are on their way."""


def confirm_handovers(province: Province, acts: ACTS, *, until: datetime) -> int:
    """The receiving divisions confirm the oldest of what was passed on, one with a word about what was missing."""
    heads = {
        unit.pk: people[0]
        for code, unit in province.units.items()
        if unit.kind == "division" and (people := province.people(Role.DIVISION_HEAD, code))
    }
    waiting = Handover.objects.filter(taken_at=None, to_unit_id__in=heads, given_at__lt=instant(until - 20 * MINUTE))
    rows = list(waiting.order_by("given_at", "pk")[: len(NOTES)])
    for row, note in zip(rows, NOTES, strict=False):
        at = local(row.given_at) + 15 * MINUTE
        take_over(acts(heads[row.to_unit_id], min(at, until)), row.dossier_id, note=note)
    return len(rows)


def send_letters(province: Province, acts: ACTS, *, until: datetime) -> int:
    """Two bundles of the centre; of the older one some letters arrived and one came back."""
    desk = province.people(Role.RESULT_DESK, CENTRE)[0]
    sent = 0
    for place, (back, hour, count) in enumerate(BUNDLES, start=1):
        at = datetime.combine(working_day_after(until.date(), -back, province.calendar), hour)
        waiting = Dossier.objects.filter(
            step=ProcessStep.RETURN.value, received_unit_id=province.centre_id, mail_returned_at=None,
            collection_reminded_at=None, correction_due_at=None, finished_at__lt=instant(at),
        )  # fmt: skip
        # The latest: those that have waited long stay for the lists of results that nobody collects.
        ids = sorted(waiting.order_by("-finished_at", "-pk").values_list("pk", flat=True)[:count])
        if not ids:
            continue
        codes = {one: f"RB{one:09d}VN" for one in ids}
        receipt = f"BD-{at:%d%m}-{place}"
        send_by_post(acts(desk, at), codes, unit_id=province.centre_id, receipt=receipt)
        if place == 1:
            _arrive(province, acts, ids, until)
        sent += len(ids)
    return sent


def _arrive(province: Province, acts: ACTS, ids: list[int], until: datetime) -> None:
    desk = province.people(Role.RESULT_DESK, CENTRE)[0]
    arrived = datetime.combine(working_day_after(until.date(), -3, province.calendar), time(9, 20))
    for one in ids[:DELIVERED]:
        note_delivery(acts(desk, arrived), one)
    came_back = datetime.combine(working_day_after(until.date(), -2, province.calendar), time(10, 5))
    for one in ids[DELIVERED : DELIVERED + BACK]:
        note_returned_mail(acts(desk, came_back), one, reason="Không có người nhận, bưu tá gọi hai lần không được.")
