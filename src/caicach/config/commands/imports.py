"""`caicach import dossiers FILE`: the dossiers of another one-stop system, tried first, written with `--commit`."""

import argparse
import sys
from itertools import islice
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from caicach.config.wording import say
from caicach.dossiers.exports.import_files import corrections, notes, template_rows, write_file
from caicach.dossiers.queries.import_words import fault_text
from caicach.dossiers.services.import_dossiers import Outcome, Wanted, import_dossiers, tried
from caicach.kit.acts import SYSTEM, Act
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Without `--commit` nothing is written."""
    parser.add_argument("what", choices=["dossiers"])
    parser.add_argument("file", nargs="?", type=Path, help=say(mark("tệp CSV (UTF-8) hoặc XLSX")))
    parser.add_argument("--commit", action="store_true", help=say(mark("ghi; không có thì chỉ kiểm tra")))
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--all-or-nothing", action="store_true", help=say(mark("còn dòng lỗi thì không ghi dòng nào (mặc định)"))
    )
    how.add_argument("--good-rows", action="store_true", help=say(mark("ghi các dòng đúng, các dòng lỗi ra --errors")))
    parser.add_argument("--companion", action="store_true", help=say(mark("cập nhật hồ sơ đã nhập từ tệp mới hơn")))
    parser.add_argument("--source", default="khac", help=say(mark("tên hệ thống kia (mặc định: khac)")))
    parser.add_argument("--errors", type=Path, help=say(mark("ghi các dòng lỗi kèm lý do vào tệp CSV hoặc XLSX này")))
    parser.add_argument("--template", type=Path, help=say(mark("ghi tệp mẫu CSV hoặc XLSX rồi thôi")))


def run(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """Exit code 1 when rows are wrong and stay out."""
    if args.template:
        write_file(template_rows(), args.template, notes=notes())
        return 0, {"template": str(args.template)}, _("Đã ghi tệp mẫu: {name}").format(name=args.template)
    if args.file is None:
        raise Refused("missing", mark("Hãy nêu tệp; ví dụ: caicach import dossiers ho-so.csv"), field="file")
    now = timezone.now()
    act = Act(actor=SYSTEM, at=now, now=now, origin="import")
    wanted = Wanted(system=args.source, companion=args.companion, good_rows=args.good_rows, file_name=args.file.name)
    with tried(act, args.file, wanted) as one:
        shown = list(islice(one.checked.faults(companion=wanted.companion), SHOWN))
        if args.errors and one.outcome.wrong:
            write_file(corrections(one.checked, companion=wanted.companion), args.errors)
        outcome = one.outcome
        if args.commit and (not outcome.wrong or args.good_rows):
            outcome = import_dossiers(act, one, wanted, progress=None if args.json else _progress)
        document: dict[str, object] = {
            **outcome.counts(),
            "gone_numbers": list(outcome.gone),
            "written": outcome.written,
            "repeated": outcome.repeated,
            "faults": [
                {"row": fault.row, "column": fault.column, "code": fault.code, "value": fault.value} for fault in shown
            ],
        }
        return int(bool(outcome.wrong)), document, _text(args, outcome, [fault_text(fault) for fault in shown])


def _progress(done: int, of: int) -> None:
    print(f"\r{done}/{of}", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _text(args: argparse.Namespace, outcome: Outcome, faults: list[str]) -> str:
    if outcome.repeated:
        return _("Tệp này đã được nhập rồi; không có gì thay đổi.")
    told = _("{rows} dòng: {new} mới, {changed} thay đổi, {unchanged} không đổi, {wrong} lỗi")
    lines = [told.format(**outcome.counts()), *faults]
    if outcome.wrong > len(faults):
        lines.append("…")
    if outcome.wrong and args.errors:
        lines.append(_("Các dòng lỗi kèm lý do: {name}").format(name=args.errors))
    if outcome.gone:
        lines.append(_("{count} hồ sơ nhập trước đây không còn trong tệp (vẫn giữ):").format(count=len(outcome.gone)))
        lines += outcome.gone[:SHOWN]
    if outcome.written:
        lines.append(_("Đã ghi."))
    elif outcome.wrong and args.commit:
        lines.append(_("Chưa ghi gì vì còn dòng lỗi; sửa rồi nhập lại, hoặc thêm --good-rows."))
    else:
        lines.append(_("Chưa ghi gì; chạy lại với --commit để ghi."))
    return "\n".join(lines)
