"""The figures of feedback (form II.05): what is counted, in one predicate each.

`:start` is the first day of the period, `:end` the first day after it. Lateness is `rules.terms`.
"""

from django.utils.translation import gettext_lazy as _

from caicach.figures.register import Count, Ratio, figure

_NEW = "received_day >= :start AND received_day < :end"
_TOTAL = "received_day < :end AND (ended_day IS NULL OR ended_day >= :start)"
_HANDLED = "ended_day >= :start AND ended_day < :end"


def _feedback(predicate: str) -> Count:
    return Count("feedback", predicate)


@figure(
    title=_("Phản ánh, kiến nghị tiếp nhận trong kỳ"),
    definition=_("Phản ánh, kiến nghị có ngày tiếp nhận nằm trong kỳ."),
)
def received() -> Count:
    """Received inside the period."""
    return _feedback(_NEW)


@figure(
    title=_("Phản ánh, kiến nghị từ kỳ trước chuyển sang"),
    definition=_("Phản ánh, kiến nghị tiếp nhận trước kỳ và đến đầu kỳ chưa xử lý xong."),
)
def carried_over() -> Count:
    """Received before the period and open at its start."""
    return _feedback("received_day < :start AND (ended_day IS NULL OR ended_day >= :start)")


@figure(
    title=_("Phản ánh, kiến nghị tiếp nhận (tổng số)"),
    definition=_("Phản ánh, kiến nghị tiếp nhận trong kỳ cộng số từ kỳ trước chuyển sang."),
)
def received_total() -> Count:
    """Received inside the period and carried over."""
    return _feedback(_TOTAL)


@figure(
    title=_("Phản ánh, kiến nghị về hành vi"),
    definition=_("Trong tổng số tiếp nhận: chỉ về hành vi của cán bộ, công chức."),
)
def about_conduct() -> Count:
    """Of all: about conduct alone."""
    return _feedback(f"{_TOTAL} AND kind = 1")


@figure(
    title=_("Phản ánh, kiến nghị về quy định, thủ tục"),
    definition=_("Trong tổng số tiếp nhận: chỉ về quy định, thủ tục hành chính."),
)
def about_regulations() -> Count:
    """Of all: about regulations and procedures alone."""
    return _feedback(f"{_TOTAL} AND kind = 2")


@figure(
    title=_("Phản ánh, kiến nghị về cả hành vi và quy định"),
    definition=_("Trong tổng số tiếp nhận: về cả hành vi của cán bộ, công chức và quy định, thủ tục hành chính."),
)
def about_both() -> Count:
    """Of all: about both."""
    return _feedback(f"{_TOTAL} AND kind = 3")


@figure(
    title=_("Phản ánh, kiến nghị đã xử lý"),
    definition=_(
        "Phản ánh, kiến nghị kết thúc xử lý trong kỳ: đã trả lời, từ chối, chuyển cơ quan có thẩm quyền, "
        "hoặc chuyển theo luật khiếu nại, tố cáo."
    ),
)
def handled() -> Count:
    """The handling ended inside the period, whatever the outcome."""
    return _feedback(_HANDLED)


@figure(
    title=_("Phản ánh, kiến nghị đang xử lý"),
    definition=_("Phản ánh, kiến nghị đã tiếp nhận và đến cuối kỳ chưa xử lý xong."),
)
def in_process() -> Count:
    """Open at the end of the period's last day."""
    return _feedback("received_day < :end AND (ended_day IS NULL OR ended_day >= :end)")


@figure(
    title=_("Phản ánh, kiến nghị đã trả lời"),
    definition=_("Phản ánh, kiến nghị được trả lời trong kỳ."),
)
def answered() -> Count:
    """Answered inside the period."""
    return _feedback(f"{_HANDLED} AND outcome = 1")


@figure(
    title=_("Phản ánh, kiến nghị bị từ chối"),
    definition=_("Phản ánh, kiến nghị bị từ chối trong kỳ, có nêu lý do."),
)
def refused() -> Count:
    """Refused inside the period."""
    return _feedback(f"{_HANDLED} AND outcome = 2")


@figure(
    title=_("Phản ánh, kiến nghị chuyển cơ quan có thẩm quyền"),
    definition=_("Phản ánh, kiến nghị được chuyển trong kỳ cho cơ quan khác có thẩm quyền."),
)
def forwarded() -> Count:
    """Passed on to another agency inside the period."""
    return _feedback(f"{_HANDLED} AND outcome = 3")


@figure(
    title=_("Đơn chuyển theo luật khiếu nại, tố cáo"),
    definition=_("Đơn nhận như phản ánh, kiến nghị nhưng thực chất là khiếu nại, tố cáo, đã chuyển đi trong kỳ."),
)
def handed_over() -> Count:
    """Turned out to be a complaint or a denunciation."""
    return _feedback(f"{_HANDLED} AND outcome = 4")


@figure(
    title=_("Phản ánh, kiến nghị đã công khai kết quả"),
    definition=_("Phản ánh, kiến nghị có ngày công khai kết quả trả lời nằm trong kỳ."),
)
def published() -> Count:
    """The answer was published inside the period."""
    return _feedback("published_day >= :start AND published_day < :end")


@figure(
    title=_("Phản ánh, kiến nghị xử lý quá hạn"),
    definition=_("Phản ánh, kiến nghị được trả lời hoặc bị từ chối trong kỳ vào ngày muộn hơn ngày của hạn."),
)
def late() -> Count:
    """Answered or refused inside the period, after the day it was due."""
    return _feedback(f"{_HANDLED} AND ended_day > due_day")


@figure(
    title=_("Phản ánh, kiến nghị xử lý đúng hạn"),
    definition=_("Phản ánh, kiến nghị được trả lời hoặc bị từ chối trong kỳ, không muộn hơn ngày của hạn."),
)
def handled_on_time() -> Count:
    """Answered or refused inside the period, by the day it was due."""
    return _feedback(f"{_HANDLED} AND ended_day <= due_day")


@figure(
    title=_("Phản ánh, kiến nghị xử lý có tính hạn"),
    definition=_(
        "Phản ánh, kiến nghị được trả lời hoặc bị từ chối trong kỳ; "
        "việc chuyển cơ quan khác không có hạn nên không tính."
    ),
)
def handled_measured() -> Count:
    """Answered or refused inside the period: what has a term."""
    return _feedback(f"{_HANDLED} AND due_day IS NOT NULL")


@figure(
    title=_("Tỷ lệ phản ánh, kiến nghị xử lý đúng hạn"),
    definition=_("Phản ánh, kiến nghị xử lý đúng hạn trên số được trả lời hoặc bị từ chối trong kỳ."),
)
def on_time() -> Ratio:
    """In time, of those that have a term (Decision 766/QĐ-TTg, 5.2)."""
    return Ratio(handled_on_time(), handled_measured())


@figure(
    title=_("Phản ánh, kiến nghị đang xử lý, quá hạn"),
    definition=_("Phản ánh, kiến nghị cuối kỳ chưa xử lý xong và đã qua ngày của hạn."),
)
def overdue() -> Count:
    """Late and open at the end of the period's last day."""
    return _feedback("late_day < :end AND (late_over_day IS NULL OR late_over_day >= :end)")
