"""Public tables: which stand beside each other, and what they tell about the next one."""

from caicach.figures.queries.scope import scope_of
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.reports.models import Edition
from caicach.reports.queries.drawn import Report
from caicach.reports.queries.editions import public_editions, report_of, withheld_of
from caicach.reports.rules.published import NEW, Published, Series, beside
from caicach.reports.rules.withheld import Beside, Table, table


def require_alone(report: Report) -> None:
    """Raise `Refused("published-otherwise")` where a public table would let this one be subtracted from it."""
    scope, period = report.scope, report.period
    new = Series(scope.unit_id, scope.own, report.by.value, scope.units, period.first, period.last)
    for one in public_editions():
        if not new.stands_beside(_series(one)):
            raise Refused(
                "published-otherwise",
                mark(
                    "Đã công bố báo cáo của {agency} từ ngày {first} đến ngày {last}; công bố thêm bản này thì trừ hai "
                    "bảng cho nhau sẽ ra số đã che. Chỉ công bố các kỳ không trùng nhau của cùng một đơn vị, cùng cách "
                    "chia dòng."
                ),
                values={
                    "agency": one.agency.name_vi,
                    "first": f"{one.first:%d/%m/%Y}",
                    "last": f"{one.last:%d/%m/%Y}",
                },
                field="public",
            )


def _series(one: Edition) -> Series:
    units = scope_of(one.agency.code, on=one.last, own=one.own).units
    return Series(one.agency_id, one.own, one.by, units, one.first, one.last)


def beside_of(report: Report, found: Table, last: Edition | None) -> tuple[Beside, frozenset[str]]:
    """What the public tables of the series tell, and which footnotes the report's predecessor withheld."""
    scope, period = report.scope, report.period
    others = [
        _published(one)
        for one in public_editions()
        if (one.agency_id, one.own, one.by) == (scope.unit_id, scope.own, report.by)
        and (one.first, one.last) != (period.first, period.last)
    ]
    before = withheld_of(last) if last else None
    new = Published(NEW, period.first, period.last, found, frozenset())
    kept = before.cells & found.counts.keys() if before else frozenset()
    return beside(new, others, kept=kept), before.notes if before else frozenset()


def _published(one: Edition) -> Published:
    report, withheld = report_of(one), withheld_of(one)
    cells = withheld.cells if withheld else frozenset()
    return Published(one.pk, one.first, one.last, table(report.rows, report.total, report.sections), cells)
