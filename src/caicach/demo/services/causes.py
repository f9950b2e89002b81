"""Why the demo's late dossiers are late: their agencies' leaders explain most of them, each with a cause."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db.models import F, Q

from caicach.accounts.rules import Role
from caicach.demo.rules.moments import working_day_after
from caicach.demo.services.counter import ACTS
from caicach.demo.services.province import Province
from caicach.dossiers.models import Dossier
from caicach.dossiers.rules.outcome import Ending, deadline_of
from caicach.dossiers.rules.regime import REGIMES
from caicach.dossiers.services.explain import explain
from caicach.kit.period import instant, local, local_day

SAID = (
    ("agency", "", "Phòng chuyên môn chưa theo dõi sát thời hạn; đã phân công người nhắc việc trước hạn hai ngày."),
    ("partner", "", "Cơ quan phối hợp cho ý kiến chậm; đã thống nhất đầu mối và thời hạn trả lời."),
    ("system", "", "Kết quả có trước hạn nhưng cập nhật lên hệ thống chậm; đã nhắc cập nhật ngay trong ngày."),
    ("staff", "", "Công chức thụ lý nghỉ ốm, chưa bố trí người thay kịp; đã lập danh sách người thay thế."),
    ("regulation", "", "Hướng dẫn của ngành chưa rõ về thành phần hồ sơ; đã có văn bản hỏi cơ quan cấp trên."),
    (
        "other",
        "Mưa lũ, mất điện kéo dài",
        "Trụ sở bị ngập, mất điện nhiều ngày; đã chuyển hồ sơ sang nơi làm việc tạm.",
    ),
    ("applicant", "", "Người nộp hẹn lại ngày thẩm định thực tế; đã giải thích và ghi nhận trong hồ sơ."),
)
"""Cause, its own words, the explanation."""
HOUR = time(9, 40)


def explain_late(province: Province, acts: ACTS, *, until: datetime) -> int:
    """Explain the late dossiers that were apologised for, and each second of those still open; the others are silent.

    On the second working day after they ended or should have; what would lie ahead is not said yet.
    """
    leaders = {
        unit.pk: people[0]
        for code, unit in province.units.items()
        if (people := province.people(Role.AGENCY_LEADER, code))
    }
    count = 0
    for dossier, since in _late(until):
        at = datetime.combine(working_day_after(since, 2, province.calendar), HOUR)
        if at > until or dossier.competent_unit_id not in leaders:
            continue
        cause, words, said = SAID[count % len(SAID)]
        act = acts(leaders[dossier.competent_unit_id], at)
        explain(act, dossier.pk, cause=cause, cause_text=words, explanation=said, document=f"{412 + count}/GT")
        count += 1
    return count


def _late(until: datetime) -> Iterator[tuple[Dossier, date]]:
    """Dossiers without a cause to be explained, by id, each with the day on which it ended or on which it was due."""
    ended = Q(ending=Ending.PROCESSED, finished_at__gt=F("due_at"), apology__gt=0)
    running = Q(ending=0, due_at__lt=instant(until), paused_since=None)
    silent = 0
    for dossier in Dossier.objects.filter(ended | running, cause=0, accepted_at__isnull=False).order_by("pk"):
        if dossier.due_at is None:
            continue
        deadline = deadline_of(REGIMES[dossier.regime], due=dossier.due_at, extended=dossier.extended_to)
        if local_day(dossier.finished_at or instant(until)) <= local_day(deadline):
            continue
        if dossier.finished_at is None and not dossier.apology:
            silent += 1
            if silent % 2:
                continue
        yield dossier, local(dossier.finished_at or deadline).date()
