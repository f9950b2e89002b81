"""The figures of the catalogue: how many different procedures, by what is known of them and of their dossiers.

`:start` is the first day of the period, `:end` the first day after it. A procedure counts once, however many units
are competent for it and however many dossiers it has.
"""

from django.utils.translation import gettext_lazy as _

from caicach.figures.register import CountDistinct, Ratio, figure

_OFFERED = "from_day < :end AND (to_day IS NULL OR to_day > :start)"


@figure(
    title=_("Thủ tục hành chính cung cấp"),
    definition=_("Số thủ tục mà đơn vị có thẩm quyền cung cấp vào ít nhất một ngày của kỳ, mỗi thủ tục tính một lần."),
)
def offered() -> CountDistinct:
    """Offered on some day of the period."""
    return CountDistinct("offered", "procedure_id", _OFFERED)


@figure(
    title=_("Thủ tục thực hiện tại bộ phận một cửa"),
    definition=_(
        "Trong số thủ tục cung cấp trong kỳ: thủ tục có bước của bộ phận một cửa trong quy trình nội bộ, "
        "mỗi thủ tục tính một lần."
    ),
)
def offered_at_one_stop() -> CountDistinct:
    """Of those: with a step at the one-stop shop in the internal process."""
    return CountDistinct("offered", "procedure_id", f"{_OFFERED} AND one_stop")


@figure(
    title=_("Thủ tục đã ban hành quy trình nội bộ"),
    definition=_(
        "Trong số thủ tục cung cấp trong kỳ: thủ tục đã có quy trình nội bộ trong danh mục, mỗi thủ tục tính một lần."
    ),
)
def offered_with_process() -> CountDistinct:
    """Of those: an internal process was issued."""
    return CountDistinct("offered", "procedure_id", f"{_OFFERED} AND process")


@figure(
    title=_("Thủ tục có phí, lệ phí"),
    definition=_("Trong số thủ tục cung cấp trong kỳ: thủ tục có phí, lệ phí, mỗi thủ tục tính một lần."),
)
def offered_with_fee() -> CountDistinct:
    """Of those: with a fee."""
    return CountDistinct("offered", "procedure_id", f"{_OFFERED} AND has_fee")


@figure(
    title=_("Thủ tục cung cấp thanh toán trực tuyến"),
    definition=_(
        "Số thủ tục có phí, lệ phí mà trong kỳ đơn vị cung cấp và cho nộp trực tuyến, mỗi thủ tục tính một lần."
    ),
)
def open_to_online_payment() -> CountDistinct:
    """Offered on some day of the period, with fees that can be paid online."""
    return CountDistinct("offered", "procedure_id", f"{_OFFERED} AND has_fee AND online_payment")


@figure(
    title=_("Thủ tục có phát sinh thanh toán trực tuyến"),
    definition=_("Số thủ tục cho nộp trực tuyến có ít nhất một hồ sơ nộp phí, lệ phí trực tuyến trong kỳ."),
)
def with_online_payment() -> CountDistinct:
    """Different procedures among the dossiers whose fees were settled online inside the period."""
    return CountDistinct(
        "dossiers", "procedure_id", "fee = 3 AND online_payment AND fee_day >= :start AND fee_day < :end"
    )


@figure(
    title=_("Tỷ lệ thủ tục phát sinh thanh toán trực tuyến"),
    definition=_(
        "Thủ tục có ít nhất một hồ sơ nộp trực tuyến trong kỳ trên tổng số thủ tục cung cấp thanh toán trực tuyến."
    ),
)
def with_online_payment_rate() -> Ratio:
    """Paid online at least once, of those open to online payment."""
    return Ratio(with_online_payment(), open_to_online_payment())
