"""Reports that the demo's department closed and published, one of them again after a correction."""

from dataclasses import replace
from datetime import date, timedelta

from django.db.models import F
from django.utils import timezone

from caicach.accounts.models import User
from caicach.accounts.queries import actor_of
from caicach.dossiers.models import Dossier
from caicach.dossiers.rules.outcome import Ending
from caicach.dossiers.services.correct_finish import correct_finish
from caicach.kit.acts import Act
from caicach.kit.period import Period, local_day
from caicach.reports.models import Edition
from caicach.reports.services.close import close

UNIT, OFFICER, LEADER = "so-noi-vu", "cai-cach", "lanh-dao"
YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))
MONTHS = Period(date(2024, 1, 1), date(2024, 7, 31))
REST = Period(date(2024, 8, 1), date(2024, 12, 31))
CORRECTED_FROM = date(2024, 10, 1)
"""What is corrected ended after the inspection, so that the figures of its day stay."""
REASON = "Đính chính ngày kết thúc xử lý của một hồ sơ: ngày đã ghi là ngày ký"


def close_reports(act: Act) -> int:
    """Close 2023, seven months of 2024 and the rest of it, all public; correct a dossier; close the rest again.

    Each act has a key of its own, so that an interrupted run goes on where it stopped. Not to be called inside a
    transaction: every closing seals what was committed before.
    """

    def acting(username: str, key: str) -> Act:
        user = User.objects.get(username=username)
        now = timezone.now()
        return replace(act, actor=actor_of(user.pk, on=local_day(now)), now=now, key=f"demo-{key}")

    for period in (YEAR, MONTHS, REST):
        close(acting(OFFICER, f"close-{period.first}"), agency=UNIT, period=period, public=True)
    _correct(acting(LEADER, "correct-finish"))
    close(acting(OFFICER, "close-again"), agency=UNIT, period=REST, reason=REASON)
    return Edition.objects.count()


def _correct(act: Act) -> None:
    """One dossier that was counted early was late: it was done when it was handed out, after its deadline."""
    found = Dossier.objects.filter(
        unit__code=UNIT,
        ending=Ending.PROCESSED,
        extended_to=None,
        finished_at__date__gte=CORRECTED_FROM,
        returned_at__date__lte=REST.last,
        returned_at__gt=F("due_at") + timedelta(days=1),
        finished_at__lt=F("due_at") - timedelta(days=1),
    ).order_by("pk")
    dossier = found.first()
    if dossier is not None and dossier.returned_at is not None:
        correct_finish(act, dossier.pk, finished_at=dossier.returned_at, reason="Ghi nhầm ngày ký thành ngày xong")
