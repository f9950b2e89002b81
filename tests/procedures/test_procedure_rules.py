"""Which limit stands, and whether an internal process fits it."""

import pytest

from caicach.kit.working_time import Limit, LimitUnit
from caicach.procedures.rules import Channel, check_local, check_process, limit_of

DAYS = LimitUnit.WORKING_DAYS
LEGAL, LOCAL, ONLINE = Limit(20, DAYS), Limit(15, DAYS), Limit(16, LimitUnit.WORKING_HOURS)


def test_a_channel_term_goes_before_the_provinces_and_that_before_the_laws() -> None:
    terms = {Channel.ONLINE: ONLINE}
    assert limit_of(LEGAL, LOCAL, terms, 2) == ONLINE
    assert limit_of(LEGAL, LOCAL, terms, 1) == LOCAL
    assert limit_of(LEGAL, LOCAL, {}, Channel.ONLINE) == LOCAL
    assert limit_of(LEGAL, None, terms, Channel.POST) == LEGAL


@pytest.mark.parametrize(
    ("hours", "limit", "fits"),
    [
        ([8, 8, 8], Limit(3, DAYS), True),
        ([8, 8, 7], Limit(3, DAYS), False),
        ([8, 8, 9], Limit(3, DAYS), False),
        ([24, 0], Limit(3, DAYS), False),
        ([2, 3, 2, 1], Limit(8, LimitUnit.WORKING_HOURS), True),
        ([2, 3, 2], Limit(8, LimitUnit.WORKING_HOURS), False),
        ([160], Limit(30, LimitUnit.CALENDAR_DAYS), True),
        ([240], Limit(30, LimitUnit.CALENDAR_DAYS), True),
        ([241], Limit(30, LimitUnit.CALENDAR_DAYS), False),
        ([], Limit(30, LimitUnit.CALENDAR_DAYS), False),
        ([], Limit(3, DAYS), False),
    ],
)
def test_the_steps_fit_the_limit(hours: list[int], limit: Limit, fits: bool) -> None:
    refused = check_process(hours, limit)
    assert (refused is None) is fits
    assert refused is None or refused.code == "process-misses-limit"


def test_a_province_may_shorten_the_time_but_not_lengthen_it() -> None:
    assert check_local(LEGAL, LOCAL) is None
    assert check_local(LEGAL, LEGAL) is None
    longer = check_local(LOCAL, LEGAL)
    assert longer is not None
    assert longer.code == "local-limit-longer"
