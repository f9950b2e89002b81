"""The figures of digitisation (số hóa): dossiers, and their components and results told apart.

Counted are dossiers that a public administration service centre received and that were processed in the period:
`:start` is its first day, `:end` the first day after it. What counts as digitised: `rules.digitised`.
"""

from django.utils.translation import gettext_lazy as _

from caicach.figures.register import Count, Derived, Of, Ratio, Sum, figure

_AT_CENTRE = "finished_day >= :start AND finished_day < :end AND ending = 1 AND at_centre"


@figure(
    title=_("Hồ sơ xử lý xong tiếp nhận tại trung tâm"),
    definition=_(
        "Hồ sơ do Trung tâm Phục vụ hành chính công tiếp nhận và xử lý xong trong kỳ (có kết quả); "
        "không gồm hồ sơ rút, dừng hẳn, từ chối."
    ),
)
def processed_at_centre() -> Count:
    """What is to be digitised: received at a one-stop centre, ended with a result inside the period."""
    return Count("dossiers", _AT_CENTRE)


@figure(
    title=_("Hồ sơ được số hóa"),
    definition=_(
        "Trong số hồ sơ xử lý xong tiếp nhận tại trung tâm: hồ sơ có đủ thành phần bắt buộc và kết quả ở dạng điện tử "
        "(quét, nộp điện tử, dùng lại dữ liệu đã có; giấy tờ mật xử lý ngoài hệ thống không tính là thiếu)."
    ),
)
def digitised() -> Count:
    """Of those: every required component and the result in electronic form (`rules.digitised`)."""
    return Count("dossiers", f"{_AT_CENTRE} AND digitised")


@figure(
    title=_("Tỷ lệ số hóa hồ sơ, kết quả"),
    definition=_("Hồ sơ được số hóa trên tổng số hồ sơ xử lý xong trong kỳ tiếp nhận tại trung tâm."),
)
def digitised_rate() -> Ratio:
    """Digitised, of processed at a centre."""
    return Ratio(digitised(), processed_at_centre())


@figure(
    title=_("Thành phần hồ sơ phải số hóa"),
    definition=_(
        "Tổng số thành phần bắt buộc của các hồ sơ xử lý xong trong kỳ tiếp nhận tại trung tâm; "
        "thành phần được đếm khi hồ sơ xử lý xong."
    ),
)
def components() -> Sum:
    """Required components of the dossiers processed at a centre, added up."""
    return Sum("dossiers", "components", _AT_CENTRE)


@figure(
    title=_("Thành phần hồ sơ đã số hóa"),
    definition=_(
        "Trong số thành phần phải số hóa: thành phần có bản điện tử (quét, nộp điện tử, dùng lại dữ liệu đã có; "
        "giấy tờ mật xử lý ngoài hệ thống tính là có)."
    ),
)
def components_digitised() -> Sum:
    """Of those: in electronic form."""
    return Sum("dossiers", "components_digitised", _AT_CENTRE)


@figure(
    title=_("Thành phần hồ sơ chưa số hóa"),
    definition=_("Thành phần phải số hóa trừ thành phần đã số hóa."),
)
def components_not_digitised() -> Derived:
    """The rest of them."""
    return Of("dossiers.components") - Of("dossiers.components_digitised")


@figure(
    title=_("Thành phần hồ sơ dùng lại dữ liệu đã có"),
    definition=_("Trong số thành phần đã số hóa: thành phần dùng lại dữ liệu, tệp đã có nên không phải nộp lại."),
)
def components_reused() -> Sum:
    """Of those in electronic form: taken from data already held."""
    return Sum("dossiers", "components_reused", _AT_CENTRE)


@figure(
    title=_("Kết quả giải quyết đã số hóa"),
    definition=_("Trong số hồ sơ xử lý xong tiếp nhận tại trung tâm: hồ sơ có kết quả ở dạng điện tử."),
)
def results_digitised() -> Count:
    """Of those processed at a centre: the result is an e-file."""
    return Count("dossiers", f"{_AT_CENTRE} AND result_digitised")


@figure(
    title=_("Kết quả giải quyết chưa số hóa"),
    definition=_("Trong số hồ sơ xử lý xong tiếp nhận tại trung tâm: hồ sơ có kết quả chưa ở dạng điện tử."),
)
def results_not_digitised() -> Count:
    """Of those processed at a centre: the result is no e-file."""
    return Count("dossiers", f"{_AT_CENTRE} AND NOT result_digitised")


@figure(
    title=_("Hồ sơ chưa số hóa đủ"),
    definition=_(
        "Trong số hồ sơ xử lý xong tiếp nhận tại trung tâm: hồ sơ còn thiếu bản điện tử của thành phần bắt buộc "
        "hoặc của kết quả."
    ),
)
def not_digitised() -> Count:
    """Of those processed at a centre: a required component or the result is not in electronic form."""
    return Count("dossiers", f"{_AT_CENTRE} AND NOT digitised")
