"""How many dossiers were received when and ended how: the records of 2023 and 2024 from which the figures come out.

Nothing here is a figure: it says which dossiers exist; the system counts them. The carried-over ones are a split of
our own, the totals are those of the province's article of September 2024.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caicach.kit.period import Period


class End(StrEnum):
    """How a dossier is to end, against its deadline's date."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    REFUSED = "refused"
    EXTENDED = "extended"
    """Extended, and then finished on the date first promised (Decree 61) or by the new one (Decree 118)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """Dossiers received in one period that end in another one; both periods include their last day."""

    name: str
    received: Period
    ended: Period
    ends: Mapping[End, int]
    apology_days: int = -1
    """For late ones: working days from the deadline's day to the apology."""


def _period(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


COHORTS: tuple[Cohort, ...] = (
    Cohort(
        name="2022 into 2023",
        received=_period("2022-12-05", "2022-12-30"),
        ended=_period("2023-01-03", "2023-03-31"),
        ends={End.EARLY: 20, End.ON_TIME: 1},
    ),
    Cohort(
        name="2023",
        received=_period("2023-01-03", "2023-12-28"),
        ended=_period("2023-01-03", "2023-12-29"),
        ends={End.EARLY: 489, End.ON_TIME: 12, End.EXTENDED: 1, End.WITHDRAWN: 1, End.STOPPED: 1},
    ),
    Cohort(
        name="2023 late",
        received=_period("2023-04-03", "2023-09-29"),
        ended=_period("2023-05-04", "2023-12-15"),
        ends={End.LATE: 1},
    ),
    Cohort(
        name="2023 into 2024",
        received=_period("2023-11-27", "2023-12-29"),
        ended=_period("2024-01-02", "2024-03-29"),
        ends={End.EARLY: 11, End.ON_TIME: 1},
    ),
    Cohort(
        name="2024 to July",
        received=_period("2024-01-02", "2024-07-30"),
        ended=_period("2024-01-02", "2024-07-31"),
        ends={End.EARLY: 355, End.ON_TIME: 20, End.EXTENDED: 1, End.WITHDRAWN: 2, End.REFUSED: 1},
    ),
    Cohort(
        name="July 2024 into August",
        received=_period("2024-07-08", "2024-07-31"),
        ended=_period("2024-08-01", "2024-10-31"),
        ends={End.EARLY: 7, End.ON_TIME: 1},
    ),
    Cohort(
        name="August and September 2024",
        received=_period("2024-08-01", "2024-09-30"),
        ended=_period("2024-08-01", "2024-12-31"),
        ends={End.EARLY: 92, End.ON_TIME: 5},
    ),
    Cohort(
        name="late in September 2024",
        received=_period("2024-08-01", "2024-08-30"),
        ended=_period("2024-09-06", "2024-09-20"),
        ends={End.LATE: 1},
        apology_days=1,
    ),
)

GOES_ON = date(2024, 10, 1)
"""From this month on dossiers come at a lower density until the anchor."""

A_MONTH = {"so-noi-vu": (22, 28), "so-dan-toc-ton-giao": (3, 5)}
"""Dossiers received in a month of 21 working days, from and to."""

CHANCES = ((End.EARLY, 88), (End.ON_TIME, 6), (End.LATE, 3), (End.EXTENDED, 2), (End.WITHDRAWN, 1))
"""How dossiers of those months end, in percent."""

WEIGHTS = {
    "SYN-LT-BAN-SAO": 14,
    "SYN-LT-CHUNG-THUC": 8,
    "SYN-LT-CHUNG-CHI": 5,
    "SYN-TDKT-CHIEN-SI": 9,
    "SYN-TDKT-CHUYEN-DE": 8,
    "SYN-TDKT-TAP-THE": 5,
    "SYN-CCVC-XET-TUYEN": 7,
    "SYN-CCVC-THI-TUYEN": 6,
    "SYN-CQDP-PHAN-LOAI": 1,
    "SYN-TN-XUNG-PHONG": 1,
    "1.012672": 1,
}
"""How often a procedure is asked for, against `WEIGHT` of the others."""

WEIGHT = 3

CHANNELS = ((1, 38), (2, 55), (3, 7))
"""Ways to submit, in percent: direct, online, post."""
