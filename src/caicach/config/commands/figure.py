"""`caicach figure CODE --agency UNIT --from DAY --to DAY`: one figure with its trace, as known now or at an instant."""

import argparse
from typing import Any

from django.utils.translation import gettext as _

from caicach.config.knowledge import knowledge, knowledge_words
from caicach.config.wording import say
from caicach.figures.queries import answers as queries
from caicach.figures.queries.answers import Answer, Lists
from caicach.figures.queries.composed import composed_by_units
from caicach.figures.queries.difference import CAUSE_WORDS, Difference, Moved, difference
from caicach.figures.queries.scope import Scope, scope_of
from caicach.figures.register import all_figures
from caicach.figures.rules.asked import moment_written, read_day, read_moment
from caicach.figures.rules.expression import NUMERATOR
from caicach.figures.services.know import know, know_figure
from caicach.figures.tags import reading_words, shown_number
from caicach.kit.period import Period
from caicach.kit.refusal import Refused
from caicach.kit.words import mark
from caicach.ui.tags import day_text, moment_text, number_text

HELP = "Trả lời một số liệu kèm nguồn gốc: tử số, mẫu số, danh sách hồ sơ"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A figure's address, a unit, and a period with both days included."""
    parser.add_argument("code", nargs="?", help=say(mark("mã số liệu, ví dụ dossiers.early_rate")))
    parser.add_argument("--agency", help=say(mark("mã đơn vị, ví dụ so-noi-vu")))
    parser.add_argument("--from", dest="first", help=say(mark("ngày đầu kỳ, năm-tháng-ngày")))
    parser.add_argument("--to", dest="last", help=say(mark("ngày cuối kỳ, năm-tháng-ngày")))
    parser.add_argument(
        "--as-of", dest="as_of", help=say(mark("số liệu tính đến thời điểm này (ISO 8601); bỏ trống: hiện tại"))
    )
    parser.add_argument(
        "--claimed", action="store_true", help=say(mark("với --as-of: theo thời điểm ghi mà hồ sơ nạp sau khai"))
    )
    parser.add_argument(
        "--diff", nargs=2, metavar=("A", "B"), help=say(mark("vì sao số liệu biết lúc A khác lúc B, từng hồ sơ một"))
    )
    parser.add_argument("--own", action="store_true", help=say(mark("riêng đơn vị, không gồm đơn vị trực thuộc")))
    parser.add_argument("--records", action="store_true", help=say(mark("kèm danh sách hồ sơ")))
    parser.add_argument("--list", action="store_true", help=say(mark("liệt kê các số liệu hiện có")))


def run(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """Exit code 0 with the answer; raises `Refused` for what cannot be asked."""
    if args.list:
        return _listed()
    _complete(args)
    period = Period(read_day(args.first, field="from"), read_day(args.last, field="to"))
    scope = scope_of(args.agency, on=period.last, own=args.own)
    if args.diff:
        return _differing(args, scope, period)
    as_of = read_moment(args.as_of) if args.as_of else None
    seal = know_figure(args.code, as_of, claimed=args.claimed)
    asked: dict[str, Any] = {"scope": scope, "period": period, "seal": seal}
    found = queries.answer(args.code, **asked)
    behind = queries.lists(found)
    document = _document(found, behind)
    if args.records:
        told = {code: lists if len(lists) > 1 else lists[NUMERATOR] for code, lists in behind.items()}
        document["records"] = told if found.children else told[args.code]
    text = _text(found, behind if args.records else {}, str(document["records_sha256"]))
    return 0, document | knowledge(asked["seal"], as_of), "\n".join([text, *knowledge_words(asked["seal"], as_of)])


def _differing(args: argparse.Namespace, scope: Scope, period: Period) -> tuple[int, dict[str, object], str]:
    """Exit code 0 with both answers and whatever came and went between them."""
    earlier, later = (know(read_moment(text, field="diff")) for text in args.diff)
    if earlier.no > later.no:
        earlier, later = later, earlier
    found = difference(args.code, scope=scope, period=period, earlier=earlier, later=later)
    lines = [f"{found.later.figure.title}: {found.earlier.printed()} → {found.later.printed()}"]
    lines.append(f"{scope.name}, {day_text(period.first)} – {day_text(period.last)}")
    lines.append(" → ".join(moment_text(seal.published_at) for seal in (earlier, later)))
    for counted in found.counted:
        lines += _counted_lines(counted, named=bool(found.children))
    document: dict[str, object] = {
        "code": args.code,
        "agency": scope.code,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "instants": [_instant(found.earlier), _instant(found.later)],
        "parts": _parts(found),
    }
    if found.children:
        document["children"] = {one.later.figure.code: _parts(one) for one in found.counted}
    return 0, document, "\n".join(lines)


def _counted_lines(found: Difference, *, named: bool) -> list[str]:
    """What came and went of one counted figure, under its title where it is one of several."""
    lines = [f"{found.later.figure.title}:"] if named else []
    for part in found.parts:
        if len(found.parts) > 1:
            lines.append(_("Tử số") if part.part == NUMERATOR else _("Mẫu số"))
        lines.append(f"  {part.before} → {part.after}")
        lines += [f"  + {one.label}: {_(CAUSE_WORDS[one.cause])}" for one in part.came]
        lines += [f"  - {one.label}: {_(CAUSE_WORDS[one.cause])}" for one in part.went]
        lines += [
            f"  ~ {one.label}: {one.amounts[0]} → {one.amounts[1]}: {_(CAUSE_WORDS[one.cause])}" for one in part.changed
        ]
    return lines


def _parts(found: Difference) -> dict[str, object]:
    return {
        part.part: {
            "before": part.before,
            "after": part.after,
            "came": [_moved(one) for one in part.came],
            "went": [_moved(one) for one in part.went],
            "changed": [_moved(one) for one in part.changed],
        }
        for part in found.parts
    }


def _instant(found: Answer) -> dict[str, object]:
    return {
        "as_of": moment_written(found.seal.published_at),
        "printed": found.printed(),
        "definition_version": found.definition_version,
    }


def _moved(one: Moved) -> dict[str, object]:
    entered = [
        {"action": line.action, "at": moment_written(line.occurred_at), "recorded_at": moment_written(line.recorded_at)}
        for line in one.lines
    ]
    return {"record": one.label, "cause": one.cause.value, "amounts": list(one.amounts), "lines": entered}


def _complete(args: argparse.Namespace) -> None:
    wanted = {"code": args.code, "--agency": args.agency, "--from": args.first, "--to": args.last}
    missing = [name for name, given in wanted.items() if not given]
    if missing:
        raise Refused(
            "missing",
            mark(
                "Thiếu {missing}; ví dụ: caicach figure dossiers.early_rate --agency so-noi-vu "
                "--from 2023-01-01 --to 2023-12-31."
            ),
            values={"missing": ", ".join(missing)},
        )


def _listed() -> tuple[int, dict[str, object], str]:
    found = [*all_figures(), *(one.figure for one in composed_by_units(None))]
    listed = [
        {
            "code": figure.code,
            "title": str(figure.title),
            "definition": str(figure.definition),
            "reading": figure.reading.fields if figure.reading else None,
        }
        for figure in found
    ]
    return 0, {"figures": listed}, "\n".join(f"{figure.code}  {figure.title}" for figure in found)


def _document(found: Answer, behind: Lists) -> dict[str, object]:
    """The answer for machines: a point in numbers, whatever the language."""
    document = {
        **_named(found),
        "agency": found.scope.code,
        "from": found.period.first.isoformat(),
        "to": found.period.last.isoformat(),
        "as_of": moment_written(found.seal.published_at),
        **_numbers(found),
        "definition": str(found.figure.definition),
        "reading": found.figure.reading.fields if found.figure.reading else None,
        "records_sha256": queries.sha256_of(found, behind),
    }
    if found.children:
        document["children"] = [_child(child) for child in found.children]
    return document


def _named(found: Answer) -> dict[str, object]:
    return {"code": found.figure.code, "title": str(found.figure.title)}


def _numbers(found: Answer) -> dict[str, object]:
    return {
        "numerator": found.numerator,
        "denominator": found.denominator,
        "value": found.value,
        "printed": found.printed(),
    }


def _child(found: Answer) -> dict[str, object]:
    """One of the figures that a figure is made of; the question is the same."""
    below = {"children": [_child(child) for child in found.children]} if found.children else {}
    return {**_named(found), **_numbers(found), "definition_version": found.definition_version, **below}


def _text(found: Answer, behind: Lists, sha256: str) -> str:
    """The answer for people, in their language."""
    lines = [
        f"{found.figure.title}: {_told(found)}",
        f"{found.scope.name} · {day_text(found.period.first)} – {day_text(found.period.last)}",
        f"{_('Số liệu tính đến')} {moment_text(found.seal.published_at)} ({moment_written(found.seal.published_at)})",
        f"{_('Định nghĩa')}: {found.figure.definition}",
        *([f"{_('Cách tính tỷ lệ')}: {reading_words(found.figure.reading)}"] if found.figure.reading else []),
        *_made_of(found),
        f"sha256: {sha256}",
    ]
    for code, lists in behind.items():
        for part, labels in lists.items():
            what = _("Tử số") if part == NUMERATOR else _("Mẫu số")
            lines.append(f"{f'{code} · ' if found.children else ''}{what} ({number_text(len(labels))}):")
            lines += [f"  {label}" for label in labels]
    return "\n".join(lines)


def _told(found: Answer) -> str:
    """The number; of a counted rate in brackets what was counted."""
    shown = shown_number(found.number)
    if found.denominator is None or not found.number.counted:
        return shown
    return f"{shown} ({number_text(found.numerator)}/{number_text(found.denominator)})"


def _made_of(found: Answer, depth: int = 1) -> list[str]:
    lines = []
    for child in found.children:
        lines.append(f"{'  ' * depth}{child.figure.title} ({child.figure.code}): {_told(child)}")
        lines += _made_of(child, depth + 1)
    return lines
