"""What waits and when it is due, as figures: the coming days of the monitoring board and of the Monday report.

A day to come is asked as a period of one day: `:start` is that day, `:end` the day after it. Dossiers whose clock
stands (papers asked for, an obligation to be met, paused) get a new deadline and are not due until they have it.
"""

from django.utils.translation import gettext_lazy as _

from caicach.figures.register import Count, figure

_DUE = "accepted_day IS NOT NULL AND deadline_day >= :start AND deadline_day < :end"
_CLOCK_STANDS = "status IN (5, 6, 8)"


@figure(
    title=_("Hồ sơ đến hạn trong kỳ, chưa xử lý xong"),
    definition=_(
        "Hồ sơ đã tiếp nhận có ngày của hạn nằm trong kỳ và đến nay chưa xử lý xong; không gồm hồ sơ đang chờ bổ sung, "
        "chờ nghĩa vụ tài chính hoặc tạm dừng, vì hạn sẽ tính lại."
    ),
)
def due_open() -> Count:
    """Due inside the period and, by all that is known, still open."""
    return Count("dossiers", f"{_DUE} AND finished_day IS NULL AND NOT ({_CLOCK_STANDS})")


@figure(
    title=_("Hồ sơ đến hạn trong kỳ, đầu kỳ chưa xử lý xong"),
    definition=_(
        "Hồ sơ tiếp nhận trước kỳ, đến đầu kỳ chưa xử lý xong, có ngày của hạn nằm trong kỳ; không gồm hồ sơ chưa xong "
        "đang chờ bổ sung, chờ nghĩa vụ tài chính hoặc tạm dừng, vì hạn sẽ tính lại."
    ),
)
def due_carried() -> Count:
    """Brought into the period and due in it: what somebody who looks ahead on its first morning sees."""
    return Count(
        "dossiers",
        "accepted_day < :start AND deadline_day >= :start AND deadline_day < :end"
        f" AND (finished_day >= :start OR finished_day IS NULL AND NOT ({_CLOCK_STANDS}))",
    )
