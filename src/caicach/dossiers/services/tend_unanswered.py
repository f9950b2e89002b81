"""Remind of papers on the tenth day, close after the fifteenth (nhắc, đóng hồ sơ không bổ sung); by the system."""

from collections.abc import Callable
from datetime import datetime

from caicach.dossiers.models import Pause
from caicach.dossiers.rules.checks import CLOSED_AFTER, REMINDED_AFTER, REMINDED_BEFORE
from caicach.dossiers.rules.regime import REGIMES, SUPPLEMENT
from caicach.dossiers.services.close_unanswered import close_unanswered
from caicach.dossiers.services.remind import remind
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.period import local_day
from caicach.kit.refusal import Refused

CLOSING = [regime.code for regime in REGIMES.values() if regime.closes_without_papers]


def tend_unanswered(*, now: datetime, remind_them: bool, close_them: bool) -> dict[str, int]:
    """Remind and close what is due now (Decree 118/2025/NĐ-CP Art. 19(5)); how many of each.

    Each in a transaction of its own, and once: a run that is repeated finds nothing to do. One that a rule refuses is
    passed over.
    """
    done = {"reminded": 0, "closed": 0}
    for pause in _waiting():
        asked, reminded = local_day(pause.started_at), pause.reminded_at
        today = local_day(now)
        if reminded is None and today >= asked + REMINDED_AFTER and remind_them:
            done["reminded"] += _did(lambda act, pk: remind.by_system(act, pk), pause, "remind", now)
        elif (
            close_them
            and reminded is not None
            and today > asked + CLOSED_AFTER
            and today >= local_day(reminded) + REMINDED_BEFORE
        ):
            done["closed"] += _did(lambda act, pk: close_unanswered.by_system(act, pk), pause, "close", now)
    return done


def _waiting() -> list[Pause]:
    return list(
        Pause.objects.filter(
            kind=SUPPLEMENT, ended_at=None, dossier__finished_at=None, dossier__regime__in=CLOSING
        ).order_by("dossier_id")
    )


def _did(act_on: Callable[[Act, int], object], pause: Pause, word: str, now: datetime) -> int:
    act = Act(actor=SYSTEM, at=now, now=now, key=f"system.{word}:{pause.pk}")
    try:
        act_on(act, pause.dossier_id)
    except Refused:
        # Somebody was quicker, or wrote what this run had not read.
        return 0
    return 1
