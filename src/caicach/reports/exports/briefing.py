"""The Monday report as a paper, as text and as JSON; the words are those of the page."""

import json
import string
from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import override

from caicach.agencies.queries import letterhead
from caicach.figures.register import known_figure
from caicach.figures.rules.asked import moment_written
from caicach.kit.period import Period
from caicach.kit.ratio import NOTHING, Ratio
from caicach.kit.words import mark
from caicach.papers.rules import briefing as paper
from caicach.papers.rules.sheets import Head
from caicach.papers.services.draw import draw
from caicach.reports.queries.briefing import Briefing, Listed
from caicach.reports.queries.monitor import Rate
from caicach.reports.rules import briefing as form
from caicach.reports.rules.monitor import OVERDUE, PENDING, ROW_NAMES
from caicach.reports.rules.targets import SIGNS, Goal, judge
from caicach.ui.tags import day_text, moment_text, number_text

TITLE = mark("Báo cáo giao ban")
NOTE = mark("Chậm, còn: số ngày làm việc. So theo ngày của hạn; chỉ tiêu so trên số chưa làm tròn.")
UNIT_CODES = (OVERDUE, form.LATE, PENDING)


def words(period: Period) -> str:
    """The days of a period, both included."""
    return f"{day_text(period.first)} – {day_text(period.last)}"


def segments(sentence: str) -> Iterator[tuple[str, str]]:
    """A sentence in pieces: text, and the name of the number that follows it (empty at the end)."""
    for text, name, _spec, _conversion in string.Formatter().parse(_(sentence)):
        yield text, name or ""


def sentence(told: Briefing, text: str) -> str:
    """A sentence with its numbers."""
    return "".join(part + (number_text(told.number(name)) if name else "") for part, name in segments(text))


def rate_text(one: Rate | None) -> str:
    """A rate in percent with two decimals, a dash where nothing divides it."""
    if one is None or not one.denominator:
        return NOTHING
    return f"{number_text(Fraction(100 * one.numerator, one.denominator), 2)}%"


def verdict(met: bool | None, short: int) -> str:
    """Whether a target is met, in words; by how many dossiers it is missed."""
    if met is None:
        return _("chưa có hồ sơ để tính")
    return _("đạt") if met else _("chưa đạt, lệch {count} hồ sơ").format(count=number_text(short))


def judged(one: Rate) -> tuple[bool | None, str]:
    """Whether the rate meets its target, and that in words."""
    found = judge(one.numerator, one.denominator, one.goal.comparator, one.goal.value)
    return found.met, verdict(found.met, found.short)


def goal_text(goal: Goal) -> str:
    """The target with its sign, as people write it: without decimals that say nothing."""
    text = f"{goal.value.normalize():f}"
    return f"{SIGNS[goal.comparator]} {number_text(goal.value, len(text.partition('.')[2]))}%"


def more(shown: int, count: int) -> str:
    """How many of a list are not shown; nothing where all are."""
    return _("Còn {count} hồ sơ khác.").format(count=number_text(count - shown)) if count > shown else ""


def more_units(told: Briefing) -> str:
    """How many units are not shown and what is late there; nothing where all are."""
    rest = told.units[form.UNITS :]
    late = sum(one.counts[OVERDUE] + one.counts[form.LATE] for one in rest)
    text = _("Còn {count} dòng khác, cộng {late} hồ sơ quá hạn.")
    return text.format(count=number_text(len(rest)), late=number_text(late)) if rest else ""


def late_title(told: Briefing) -> str:
    """The heading of the late dossiers, with how many there are."""
    return _("Hồ sơ quá hạn cuối tuần: {count}").format(count=number_text(told.late_count))


def coming_title(told: Briefing) -> str:
    """The heading of what is due in the week that begins, with how many there are."""
    return _("Đến hạn từ {first} đến {last}: {count}").format(
        first=f"{told.weeks.coming.first:%d/%m}", last=f"{told.weeks.coming.last:%d/%m}",
        count=number_text(told.coming_count),
    )  # fmt: skip


def unit_heads(told: Briefing) -> tuple[str, ...]:
    """The heads of the ranking, in the order of `UNIT_CODES`."""
    counts = (_("Quá hạn cuối tuần"), _("Xong quá hạn trong tuần"), _("Đang giải quyết"))
    return (_("Hạng"), _(ROW_NAMES[told.rows]), *counts)


def period_words(told: Briefing) -> str:
    """Which week, with its days."""
    return _("Tuần từ {first} đến {last}").format(
        first=day_text(told.weeks.week.first), last=day_text(told.weeks.week.last)
    )


def known_words(told: Briefing) -> str:
    """As known when."""
    return _("Số liệu tính đến {moment}.").format(moment=moment_text(told.seal.published_at))


def as_pdf(told: Briefing) -> bytes:
    """One page of A4, in Vietnamese."""
    with override("vi"):
        return draw(_sheet(told), at=told.seal.published_at)


def as_file(told: Briefing, suffix: str) -> bytes:
    """The report as the bytes of a file: `pdf`, `json` or `text`."""
    if suffix == "pdf":
        return as_pdf(told)
    text = json.dumps(document(told), ensure_ascii=False, indent=2) if suffix == "json" else as_text(told)
    return f"{text}\n".encode()


def _sheet(told: Briefing) -> paper.Briefing:
    top = letterhead(told.unit, on=told.weeks.monday)
    week, before, year = told.weeks.week, told.weeks.before, told.weeks.year
    return paper.Briefing(
        head=Head(
            agency_above=top.agency_above, agency=top.agency, number=None, place=top.place, day=told.weeks.monday
        ),
        title=TITLE,
        unit=told.unit.name_vi,
        period=period_words(told),
        known=f"{known_words(told)} {_(NOTE)}",
        sentences=tuple(sentence(told, one) for one in form.SENTENCES),
        heads=("", _("Tuần"), _("Tuần trước"), _("Từ đầu năm")),
        counts=tuple(
            (_(label), *(number_text(told.counts[period][code]) for period in (week, before, year)))
            for code, label in form.COUNTED.items()
        ),
        rates=tuple(_compared(told, one) for one in told.year_rates),
        late_title=late_title(told),
        late=tuple(map(_named, told.late)),
        late_more=more(len(told.late), told.late_count),
        coming_title=coming_title(told),
        coming=tuple(map(_named, told.coming)),
        coming_more=more(len(told.coming), told.coming_count),
        unit_heads=unit_heads(told),
        units=tuple(
            paper.Ranked(
                rank=str(one.rank), name=one.line.name_vi,
                cells=tuple(number_text(one.counts[code]) for code in UNIT_CODES),
            )
            for one in told.units[: form.UNITS]
        ),
        units_more=more_units(told),
    )  # fmt: skip


def _compared(told: Briefing, one: Rate) -> paper.Compared:
    met, said = judged(one)
    return paper.Compared(
        name=str(known_figure(one.figure).title),
        target=goal_text(one.goal),
        week=rate_text(told.week_rates.get(one.figure)),
        year=rate_text(one),
        verdict=said,
        met=met is not False,
    )


def _named(one: Listed) -> paper.Named:
    return paper.Named(
        number=one.number, unit=one.unit_vi, deadline=f"{one.deadline:%d/%m}", days=number_text(one.days)
    )


def as_text(told: Briefing) -> str:
    """For the terminal: the sentences, the table, the rates and how many are late."""
    periods = (told.weeks.week, told.weeks.before, told.weeks.year)
    lines = [f"{_(TITLE)}: {told.scope.name}", period_words(told), ""]
    lines += [sentence(told, one) for one in form.SENTENCES]
    lines += ["", *(
        "  ".join([f"{_(label):<28}", *(f"{number_text(told.counts[period][code]):>9}" for period in periods)])
        for code, label in form.COUNTED.items()
    )]  # fmt: skip
    lines += ["", *(
        f"{known_figure(one.figure).title}: {rate_text(one)} ({goal_text(one.goal)}): {judged(one)[1]}"
        for one in told.year_rates
    )]  # fmt: skip
    for title, listed, count in (
        (late_title(told), told.late, told.late_count), (coming_title(told), told.coming, told.coming_count),
    ):  # fmt: skip
        lines += ["", title, *(f"  {one.number}  {one.unit}  {day_text(one.deadline)}" for one in listed)]
        lines += [more(len(listed), count)] if count > len(listed) else []
    lines += ["", *(
        f"{one.rank}. {one.line.name}: " + ", ".join(number_text(one.counts[code]) for code in UNIT_CODES)
        for one in told.units[: form.UNITS]
    ), more_units(told), known_words(told)]  # fmt: skip
    return "\n".join(lines)


def document(told: Briefing) -> dict[str, object]:
    """The report for machines; rates as two counts and six decimals, units in full."""
    weeks = told.weeks
    periods = {"week": weeks.week, "before": weeks.before, "year": weeks.year, "coming": weeks.coming}
    return {
        "report": "briefing",
        "agency": told.scope.code,
        "monday": weeks.monday.isoformat(),
        "periods": {
            name: {"from": one.first.isoformat(), "to": one.last.isoformat()} for name, one in periods.items()
        },
        "as_of": moment_written(told.seal.published_at),
        "counts": {
            name: dict(told.counts[one]) for name, one in periods.items() if name != "coming"
        },
        "rates": [_rate_document(told, one) for one in told.year_rates],
        "late": {"count": told.late_count, "first": [_listed(one) for one in told.late]},
        "coming": {"count": told.coming_count, "first": [_listed(one) for one in told.coming]},
        "units": [
            {"rank": one.rank, "id": one.line.id, "name": one.line.name_vi, "counts": dict(one.counts)}
            for one in told.units
        ],
    }  # fmt: skip


def _rate_document(told: Briefing, one: Rate) -> dict[str, object]:
    week = told.week_rates.get(one.figure)
    return {
        "figure": one.figure,
        "target": {"comparator": str(one.goal.comparator), "value": str(one.goal.value)},
        "target_status": str(one.goal.status),
        "met": judged(one)[0],
        **{
            name: {"numerator": of.numerator, "denominator": of.denominator,
                   "value": Ratio(of.numerator, of.denominator).value}
            for name, of in (("week", week), ("year", one)) if of
        },
    }  # fmt: skip


def _listed(one: Listed) -> dict[str, object]:
    return {"number": one.number, "unit": one.unit, "deadline": one.deadline.isoformat(), "days": one.days}
