"""The figures of dossiers: what is counted, in one predicate each (form II.06 of Circular 01/2020/TT-VPCP).

`:start` is the first day of the period, `:end` the first day after it. Lateness is `rules.outcome`, tied to these
predicates by a test over random histories.
"""

from django.utils.translation import gettext_lazy as _

from caicach.figures.register import Count, Ratio, Sum, figure

_RESOLVED = "finished_day >= :start AND finished_day < :end"
_STANDS = "from_day < :end AND (to_day IS NULL OR to_day >= :end)"
_LATE = f"(standing = 2 AND {_STANDS}) OR ({_RESOLVED} AND ending = 1 AND finished_day > deadline_day)"
_NEW = "accepted_day >= :start AND accepted_day < :end"


def _dossiers(predicate: str) -> Count:
    return Count("dossiers", predicate)


@figure(
    title=_("Hồ sơ tiếp nhận (tổng số)"),
    definition=_("Hồ sơ tiếp nhận mới trong kỳ cộng hồ sơ từ kỳ trước chuyển sang."),
)
def received() -> Count:
    """Column 3: newly received and carried over."""
    return _dossiers("accepted_day < :end AND (finished_day IS NULL OR finished_day >= :start)")


@figure(
    title=_("Hồ sơ tiếp nhận mới trong kỳ"),
    definition=_("Hồ sơ có ngày tiếp nhận nằm trong kỳ."),
)
def received_new() -> Count:
    """Accepted inside the period."""
    return _dossiers(_NEW)


@figure(
    title=_("Số đối tượng trong hồ sơ tiếp nhận mới"),
    definition=_("Tổng số người, tổ chức hoặc việc được nêu trong các hồ sơ có ngày tiếp nhận nằm trong kỳ."),
)
def subjects_received() -> Sum:
    """Whom or what newly received dossiers are about, added up: a list of 40 names counts 40."""
    return Sum("dossiers", "subjects", _NEW)


@figure(
    title=_("Hồ sơ tiếp nhận mới trực tuyến"),
    definition=_("Hồ sơ có ngày tiếp nhận nằm trong kỳ, nộp trực tuyến."),
)
def received_online() -> Count:
    """Column 4."""
    return _dossiers(f"{_NEW} AND channel = 2")


@figure(
    title=_("Hồ sơ tiếp nhận mới trực tiếp, qua bưu chính"),
    definition=_("Hồ sơ có ngày tiếp nhận nằm trong kỳ, nộp trực tiếp hoặc qua dịch vụ bưu chính công ích."),
)
def received_direct_or_post() -> Count:
    """Column 5."""
    return _dossiers(f"{_NEW} AND channel <> 2")


@figure(
    title=_("Hồ sơ từ kỳ trước chuyển sang"),
    definition=_("Hồ sơ tiếp nhận trước kỳ và đến đầu kỳ chưa xử lý xong."),
)
def carried_over() -> Count:
    """Column 6: accepted before the period and open at its start."""
    return _dossiers("accepted_day < :start AND (finished_day IS NULL OR finished_day >= :start)")


@figure(
    title=_("Hồ sơ đã giải quyết"),
    definition=_("Hồ sơ kết thúc xử lý trong kỳ, kể cả rút, dừng hẳn và từ chối sau khi tiếp nhận."),
)
def resolved() -> Count:
    """Column 7: processing ended inside the period."""
    return _dossiers(_RESOLVED)


@figure(
    title=_("Hồ sơ giải quyết trước hạn"),
    definition=_("Hồ sơ xử lý xong trong kỳ vào ngày sớm hơn ngày của hạn."),
)
def resolved_early() -> Count:
    """Column 8."""
    return _dossiers(f"{_RESOLVED} AND ending = 1 AND finished_day < deadline_day")


@figure(
    title=_("Hồ sơ giải quyết đúng hạn"),
    definition=_("Hồ sơ xử lý xong đúng ngày của hạn; hồ sơ rút, dừng hẳn, từ chối sau tiếp nhận tính vào đây."),
)
def resolved_on_time() -> Count:
    """Column 9: on the deadline's date, and endings that are not measured."""
    return _dossiers(f"{_RESOLVED} AND (ending > 1 OR finished_day = deadline_day)")


@figure(
    title=_("Hồ sơ giải quyết quá hạn"),
    definition=_("Hồ sơ xử lý xong trong kỳ vào ngày muộn hơn ngày của hạn."),
)
def resolved_late() -> Count:
    """Column 10."""
    return _dossiers(f"{_RESOLVED} AND ending = 1 AND finished_day > deadline_day")


@figure(
    title=_("Hồ sơ đang giải quyết"),
    definition=_("Hồ sơ đã tiếp nhận và đến cuối kỳ chưa xử lý xong."),
)
def pending() -> Count:
    """Column 11: open at the end of the period's last day."""
    return _dossiers("accepted_day < :end AND (finished_day IS NULL OR finished_day >= :end)")


@figure(
    title=_("Hồ sơ đang giải quyết, trong hạn"),
    definition=_("Hồ sơ cuối kỳ chưa xử lý xong và chưa hết ngày của hạn, hoặc đang dừng tính thời gian."),
)
def pending_in_time() -> Count:
    """Column 12."""
    return Count("standing", f"standing = 1 AND {_STANDS}")


@figure(
    title=_("Hồ sơ đang giải quyết, quá hạn"),
    definition=_("Hồ sơ cuối kỳ chưa xử lý xong và đã qua ngày của hạn."),
)
def pending_overdue() -> Count:
    """Column 13."""
    return Count("standing", f"standing = 2 AND {_STANDS}")


@figure(
    title=_("Hồ sơ quá hạn"),
    definition=_(
        "Hồ sơ giải quyết quá hạn trong kỳ cộng hồ sơ đến cuối kỳ chưa xử lý xong và đã qua ngày của hạn; "
        "mỗi hồ sơ tính một lần."
    ),
)
def late() -> Count:
    """Columns 10 and 13 together: who ends late has stood overdue or in time at the end of some day before."""
    return Count("standing", _LATE)


@figure(
    title=_("Hồ sơ quá hạn chưa ghi nguyên nhân"),
    definition=_("Trong số hồ sơ quá hạn (đã giải quyết hoặc chưa): hồ sơ chưa ghi nguyên nhân quá hạn."),
)
def late_without_cause() -> Count:
    """Of the late ones: no cause on record."""
    return Count("standing", f"({_LATE}) AND cause = 0")


@figure(
    title=_("Hồ sơ rút theo yêu cầu"),
    definition=_("Hồ sơ đã tiếp nhận được rút theo yêu cầu trong kỳ."),
)
def resolved_withdrawn() -> Count:
    """Footnote of column 9."""
    return _dossiers(f"{_RESOLVED} AND ending = 2")


@figure(
    title=_("Hồ sơ dừng giải quyết"),
    definition=_("Hồ sơ đã tiếp nhận bị dừng hẳn trong kỳ."),
)
def resolved_stopped() -> Count:
    """Footnote of column 9."""
    return _dossiers(f"{_RESOLVED} AND ending = 3")


@figure(
    title=_("Hồ sơ từ chối sau khi tiếp nhận"),
    definition=_("Hồ sơ đã tiếp nhận bị từ chối giải quyết trong kỳ."),
)
def resolved_refused() -> Count:
    """Footnote of column 9."""
    return _dossiers(f"{_RESOLVED} AND ending = 4")


@figure(
    title=_("Hồ sơ đóng do không bổ sung"),
    definition=_("Hồ sơ đóng trong kỳ vì quá thời gian chờ mà không bổ sung giấy tờ."),
)
def resolved_closed() -> Count:
    """Footnote of column 9."""
    return _dossiers(f"{_RESOLVED} AND ending = 5")


@figure(
    title=_("Hồ sơ giải quyết có gia hạn"),
    definition=_("Trong số hồ sơ đã giải quyết: hồ sơ đã được gia hạn một lần."),
)
def resolved_extended() -> Count:
    """The other reading beside lateness: extended among the resolved."""
    return _dossiers(f"{_RESOLVED} AND extended")


@figure(
    title=_("Hồ sơ quá hạn có thư xin lỗi"),
    definition=_("Trong số hồ sơ giải quyết quá hạn: hồ sơ đã có thư xin lỗi, kể cả xin lỗi muộn."),
)
def late_with_apology() -> Count:
    """Late dossiers with an apology on record."""
    return _dossiers(f"{_RESOLVED} AND ending = 1 AND finished_day > deadline_day AND apology > 0")


@figure(
    title=_("Hồ sơ quá hạn có giải trình"),
    definition=_("Trong số hồ sơ giải quyết quá hạn: hồ sơ đã có văn bản giải trình."),
)
def late_with_explanation() -> Count:
    """Late dossiers with a written explanation on record."""
    return _dossiers(f"{_RESOLVED} AND ending = 1 AND finished_day > deadline_day AND explained")


@figure(
    title=_("Hồ sơ quá hạn không xin lỗi"),
    definition=_(
        "Trong số hồ sơ giải quyết quá hạn: hồ sơ không có thư xin lỗi nào. Chậm mà không xin lỗi là vi phạm."
    ),
)
def late_without_apology() -> Count:
    """Late and silent: the list of violations (Decree 118/2025/NĐ-CP Art. 19(6))."""
    return _dossiers(f"{_RESOLVED} AND ending = 1 AND finished_day > deadline_day AND apology = 0")


@figure(
    title=_("Hồ sơ giải quyết trước và đúng hạn"),
    definition=_("Hồ sơ giải quyết trước hạn cộng hồ sơ giải quyết đúng hạn trong kỳ."),
)
def resolved_timely() -> Count:
    """Columns 8 and 9 together: not late."""
    return _dossiers(f"{_RESOLVED} AND (ending > 1 OR finished_day <= deadline_day)")


@figure(
    title=_("Hồ sơ tiếp nhận có phí, lệ phí"),
    definition=_("Hồ sơ có ngày tiếp nhận nằm trong kỳ và có phí, lệ phí phải nộp; không gồm hồ sơ được miễn."),
)
def with_fee() -> Count:
    """Newly received with something to pay; who is exempt has nothing to pay."""
    return _dossiers(f"{_NEW} AND fee IN (1, 2, 3)")


@figure(
    title=_("Hồ sơ nộp phí, lệ phí trực tuyến"),
    definition=_("Hồ sơ có ngày tiếp nhận nằm trong kỳ đã nộp phí, lệ phí trực tuyến."),
)
def paid_online() -> Count:
    """Newly received and paid through a gateway."""
    return _dossiers(f"{_NEW} AND fee = 3")


@figure(
    title=_("Tỷ lệ hồ sơ nộp phí, lệ phí trực tuyến"),
    definition=_("Hồ sơ đã nộp phí, lệ phí trực tuyến trên tổng số hồ sơ tiếp nhận trong kỳ có phí, lệ phí phải nộp."),
)
def paid_online_rate() -> Ratio:
    """Paid online, of those with something to pay."""
    return Ratio(paid_online(), with_fee())
