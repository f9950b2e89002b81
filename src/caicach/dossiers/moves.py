"""The figures of dossiers that went to another agency after their acceptance, and stock and flow of who answers now.

Form II.06 counts a dossier for the unit that was competent at its acceptance. Who answers for it since a transfer has
it in hand: what that unit has at an instant are its accepted dossiers, and those it took over, less those it gave away.
So for every unit and period: in hand at the start + received + transferred in = resolved in hand + transferred out +
in hand at the end; within a tree that holds both units in and out cancel.
"""

from django.utils.translation import gettext_lazy as _

from caicach.figures.register import CountDistinct, Derived, Of, figure

_OPEN_AT_START = "moved_day < :start AND (finished_day IS NULL OR finished_day >= :start)"
_OPEN_AT_END = "moved_day < :end AND (finished_day IS NULL OR finished_day >= :end)"
_MOVED = "moved_day >= :start AND moved_day < :end"
_RESOLVED = "finished_day >= :start AND finished_day < :end"


def _moves(side: int, predicate: str) -> CountDistinct:
    return CountDistinct("moves", "move_id", f"side = {side} AND {predicate}")


@figure(
    title=_("Hồ sơ nhận chuyển thẩm quyền trong kỳ"),
    definition=_("Lượt hồ sơ đang giải quyết được chuyển thẩm quyền đến đơn vị, có ngày chuyển nằm trong kỳ."),
)
def transferred_in() -> CountDistinct:
    """Taken over inside the period."""
    return _moves(1, _MOVED)


@figure(
    title=_("Hồ sơ chuyển thẩm quyền đi trong kỳ"),
    definition=_("Lượt hồ sơ đang giải quyết được chuyển thẩm quyền khỏi đơn vị, có ngày chuyển nằm trong kỳ."),
)
def transferred_out() -> CountDistinct:
    """Given away inside the period."""
    return _moves(2, _MOVED)


@figure(
    title=_("Hồ sơ đã nhận chuyển thẩm quyền, đầu kỳ chưa xong"),
    definition=_("Lượt hồ sơ đơn vị nhận chuyển thẩm quyền trước kỳ mà đến đầu kỳ chưa xử lý xong."),
)
def moved_in_at_start() -> CountDistinct:
    """Taken over before the period and open at its start."""
    return _moves(1, _OPEN_AT_START)


@figure(
    title=_("Hồ sơ đã chuyển thẩm quyền đi, đầu kỳ chưa xong"),
    definition=_("Lượt hồ sơ đơn vị chuyển thẩm quyền đi trước kỳ mà đến đầu kỳ chưa xử lý xong."),
)
def moved_out_at_start() -> CountDistinct:
    """Given away before the period and open at its start."""
    return _moves(2, _OPEN_AT_START)


@figure(
    title=_("Hồ sơ nhận chuyển thẩm quyền đã giải quyết"),
    definition=_("Lượt hồ sơ đơn vị nhận chuyển thẩm quyền, xử lý xong trong kỳ."),
)
def moved_in_resolved() -> CountDistinct:
    """Taken over and resolved inside the period, whenever it was taken over."""
    return _moves(1, _RESOLVED)


@figure(
    title=_("Hồ sơ đã chuyển thẩm quyền đi được giải quyết"),
    definition=_("Lượt hồ sơ đơn vị chuyển thẩm quyền đi, được nơi khác xử lý xong trong kỳ."),
)
def moved_out_resolved() -> CountDistinct:
    """Given away and resolved inside the period."""
    return _moves(2, _RESOLVED)


@figure(
    title=_("Hồ sơ đã nhận chuyển thẩm quyền, cuối kỳ chưa xong"),
    definition=_("Lượt hồ sơ đơn vị nhận chuyển thẩm quyền mà đến cuối kỳ chưa xử lý xong."),
)
def moved_in_at_end() -> CountDistinct:
    """Taken over and open at the end of the period."""
    return _moves(1, _OPEN_AT_END)


@figure(
    title=_("Hồ sơ đã chuyển thẩm quyền đi, cuối kỳ chưa xong"),
    definition=_("Lượt hồ sơ đơn vị chuyển thẩm quyền đi mà đến cuối kỳ chưa xử lý xong."),
)
def moved_out_at_end() -> CountDistinct:
    """Given away and open at the end of the period."""
    return _moves(2, _OPEN_AT_END)


@figure(
    title=_("Hồ sơ đơn vị đang giữ thẩm quyền, đầu kỳ"),
    definition=_("Hồ sơ từ kỳ trước chuyển sang, cộng hồ sơ nhận chuyển thẩm quyền, trừ hồ sơ đã chuyển đi."),
)
def held_at_start() -> Derived:
    """In hand when the period begins, by who is competent then."""
    return Of("dossiers.carried_over") + Of("dossiers.moved_in_at_start") - Of("dossiers.moved_out_at_start")


@figure(
    title=_("Hồ sơ giải quyết theo cơ quan giữ thẩm quyền"),
    definition=_("Hồ sơ đã giải quyết, cộng hồ sơ nhận chuyển thẩm quyền, trừ hồ sơ đã chuyển đi, xong trong kỳ."),
)
def resolved_by_holder() -> Derived:
    """Resolved inside the period, by who was competent then."""
    return Of("dossiers.resolved") + Of("dossiers.moved_in_resolved") - Of("dossiers.moved_out_resolved")


@figure(
    title=_("Hồ sơ đơn vị đang giữ thẩm quyền, cuối kỳ"),
    definition=_(
        "Hồ sơ đang giải quyết, cộng hồ sơ nhận chuyển thẩm quyền, trừ hồ sơ đã chuyển đi, cuối kỳ chưa xong."
    ),
)
def held_at_end() -> Derived:
    """In hand when the period ends, by who is competent then."""
    return Of("dossiers.pending") + Of("dossiers.moved_in_at_end") - Of("dossiers.moved_out_at_end")
