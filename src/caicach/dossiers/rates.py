"""The named rates of dossiers: one for each reading in use, so that no page leaves open which one it shows.

Provinces and the ministries divide by different dossiers and judge lateness by different times: of the resolved (form
II.06), of those due in the period, or of all work of the period (received and carried over); by the deadline that an
extension moved, or by the first one; by days, or by instants. `:start` is the first day of the period, `:end` the first
day after it.
"""

from django.utils.translation import gettext_lazy as _

from caicach.dossiers.figures import (
    received_new,
    received_online,
    resolved,
    resolved_early,
    resolved_late,
    resolved_on_time,
    resolved_timely,
)
from caicach.figures.register import Count, Derived, Of, Ratio, Reading, figure
from caicach.figures.rules.reading import About, Base, Compared, Deadline

_RESOLVED = "finished_day >= :start AND finished_day < :end AND ending = 1"
_DUE = (
    "deadline_day >= :start AND deadline_day < :end AND accepted_day < :end"
    " AND (finished_day IS NOT NULL OR status NOT IN (5, 6, 8))"
)
"""An open dossier that waits for papers, for a payment or is paused gets a new deadline: it is due when it has that."""


@figure(
    title=_("Tỷ lệ giải quyết trước hạn"),
    definition=_("Hồ sơ giải quyết trước hạn trên tổng số hồ sơ đã giải quyết trong kỳ."),
    reading=Reading(About.EARLY, Base.RESOLVED),
)
def early_rate() -> Ratio:
    """Early, of resolved."""
    return Ratio(resolved_early(), resolved())


@figure(
    title=_("Tỷ lệ giải quyết đúng hạn"),
    definition=_("Hồ sơ giải quyết đúng hạn trên tổng số hồ sơ đã giải quyết trong kỳ (không gồm trước hạn)."),
    reading=Reading(About.ON_TIME, Base.RESOLVED),
)
def on_time_rate() -> Ratio:
    """On time, of resolved."""
    return Ratio(resolved_on_time(), resolved())


@figure(
    title=_("Tỷ lệ giải quyết quá hạn"),
    definition=_("Hồ sơ giải quyết quá hạn trên tổng số hồ sơ đã giải quyết trong kỳ."),
    reading=Reading(About.LATE, Base.RESOLVED),
)
def late_rate() -> Ratio:
    """Late, of resolved."""
    return Ratio(resolved_late(), resolved())


@figure(
    title=_("Tỷ lệ giải quyết trước và đúng hạn"),
    definition=_("Hồ sơ giải quyết trước hạn và đúng hạn trên tổng số hồ sơ đã giải quyết trong kỳ."),
    reading=Reading(About.TIMELY, Base.RESOLVED),
)
def timely_rate() -> Ratio:
    """Early or on time, of resolved."""
    return Ratio(resolved_timely(), resolved())


@figure(
    title=_("Hồ sơ đến hạn trong kỳ"),
    definition=_(
        "Hồ sơ đã tiếp nhận có ngày của hạn nằm trong kỳ, dù đã xử lý xong hay chưa; "
        "không gồm hồ sơ chưa xong đang chờ bổ sung, chờ nghĩa vụ tài chính hoặc tạm dừng, vì hạn sẽ tính lại."
    ),
)
def due() -> Count:
    """Due inside the period, whenever they ended or end."""
    return Count("dossiers", _DUE)


@figure(
    title=_("Hồ sơ đến hạn trong kỳ, giải quyết không quá hạn"),
    definition=_(
        "Trong số hồ sơ đến hạn trong kỳ: hồ sơ xử lý xong không muộn hơn ngày của hạn, "
        "và hồ sơ rút, dừng hẳn, từ chối sau tiếp nhận trước khi kỳ kết thúc."
    ),
)
def due_timely() -> Count:
    """Of those due: ended by the deadline's day, or ended without being measured before the period was over."""
    return Count("dossiers", f"{_DUE} AND finished_day < :end AND (ending > 1 OR finished_day <= deadline_day)")


@figure(
    title=_("Tỷ lệ giải quyết không quá hạn trên số đến hạn trong kỳ"),
    definition=_("Cách tính theo hạn: hồ sơ giải quyết không quá hạn trên tổng số hồ sơ đến hạn trong kỳ."),
    reading=Reading(About.TIMELY, Base.DUE),
)
def due_timely_rate() -> Ratio:
    """Not late, of due in the period; who is due and still open counts against it."""
    return Ratio(due_timely(), due())


@figure(
    title=_("Tỷ lệ quá hạn trên số đến hạn trong kỳ"),
    definition=_(
        "Phần còn lại của tỷ lệ giải quyết không quá hạn trên số đến hạn: hồ sơ đến hạn trong kỳ mà giải quyết quá hạn "
        "hoặc chưa xử lý xong."
    ),
    reading=Reading(About.LATE, Base.DUE),
)
def due_late_rate() -> Derived:
    """What the rate of those due and not late leaves."""
    return 1 - Of("dossiers.due_timely_rate")


@figure(
    title=_("Hồ sơ giải quyết quá hạn ban đầu (không tính gia hạn)"),
    definition=_("Hồ sơ xử lý xong trong kỳ vào ngày muộn hơn ngày của hạn ban đầu, kể cả khi đã được gia hạn."),
)
def resolved_late_unextended() -> Count:
    """Late against the day due without extension, whatever the decree says of extensions."""
    return Count("dossiers", f"{_RESOLVED} AND finished_day > due_day")


@figure(
    title=_("Tỷ lệ giải quyết quá hạn ban đầu (không tính gia hạn)"),
    definition=_("Hồ sơ giải quyết quá hạn ban đầu, kể cả khi đã gia hạn, trên tổng số hồ sơ đã giải quyết trong kỳ."),
    reading=Reading(About.LATE, Base.RESOLVED, Deadline.FIRST),
)
def late_unextended_rate() -> Ratio:
    """Late against the first deadline, of resolved."""
    return Ratio(resolved_late_unextended(), resolved())


@figure(
    title=_("Hồ sơ giải quyết quá hạn tính đến thời điểm"),
    definition=_("Hồ sơ xử lý xong trong kỳ sau thời điểm (ngày, giờ) của hạn, kể cả khi còn trong ngày của hạn."),
)
def resolved_late_by_instant() -> Count:
    """Late by instants instead of days: after the very moment of the deadline."""
    return Count("dossiers", f"{_RESOLVED} AND finished_at > deadline_at")


@figure(
    title=_("Tỷ lệ giải quyết quá hạn tính đến thời điểm"),
    definition=_(
        "Hồ sơ xử lý xong sau thời điểm (ngày, giờ) của hạn trên tổng số hồ sơ đã giải quyết trong kỳ; "
        "biểu II.06 so theo ngày."
    ),
    reading=Reading(About.LATE, Base.RESOLVED, compared=Compared.INSTANT),
)
def late_by_instant_rate() -> Ratio:
    """Late by instants, of resolved."""
    return Ratio(resolved_late_by_instant(), resolved())


@figure(
    title=_("Tỷ lệ hồ sơ quá hạn trên tổng số tiếp nhận"),
    definition=_(
        "Hồ sơ giải quyết quá hạn trong kỳ cộng hồ sơ cuối kỳ đang giải quyết quá hạn, "
        "trên tổng số hồ sơ tiếp nhận mới và từ kỳ trước chuyển sang."
    ),
    reading=Reading(About.LATE, Base.WORK),
)
def late_of_work_rate() -> Derived:
    """Late, resolved or still pending, of received and carried over: no late dossier waits for its end to count."""
    return (Of("dossiers.resolved_late") + Of("dossiers.pending_overdue")) / Of("dossiers.received")


@figure(
    title=_("Tỷ lệ hồ sơ không quá hạn trên tổng số tiếp nhận"),
    definition=_(
        "Phần còn lại của tỷ lệ hồ sơ quá hạn trên tổng số tiếp nhận: hồ sơ trong kỳ không giải quyết quá hạn "
        "và cuối kỳ không đang quá hạn."
    ),
    reading=Reading(About.TIMELY, Base.WORK),
)
def timely_of_work_rate() -> Derived:
    """What the rate of the late leaves."""
    return 1 - Of("dossiers.late_of_work_rate")


@figure(
    title=_("Tỷ lệ hồ sơ nộp trực tuyến"),
    definition=_("Hồ sơ nộp trực tuyến trên tổng số hồ sơ tiếp nhận mới trong kỳ."),
)
def received_online_rate() -> Ratio:
    """Online, of newly received."""
    return Ratio(received_online(), received_new())
