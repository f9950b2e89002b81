"""`caicach journal verify|seal`: check the whole journal, or publish a seal now."""

import argparse

from caicach.journal.services import seal as sealing
from caicach.journal.services import verify as verifying

HELP = "Kiểm chứng toàn bộ nhật ký (verify) hoặc niêm phong ngay (seal)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`verify` recomputes everything; `seal` publishes what is committed."""
    parser.add_argument("what", choices=["verify", "seal"])


def run(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """Exit code 0 when the journal holds, 1 when a line or a seal does not, naming the first."""
    if args.what == "seal":
        seal = sealing.seal()
        document: dict[str, object] = {
            "seal": seal.no,
            "published_at": seal.published_at.isoformat(),
            "lines": seal.lines,
        }
        return 0, document, f"Seal {seal.no} · {seal.published_at.isoformat()} · {seal.lines} lines"
    report = verifying.verify()
    found = report.finding
    document = {
        "holds": found is None,
        "lines": report.lines,
        "seals": report.seals,
        "unsealed": report.unsealed,
        "erased": report.erased,
        "broken": found and {"line": found.line, "seal": found.seal, "what": found.what},
    }
    if found is None:
        return 0, document, f"OK: {report.lines} lines, {report.seals} seals, {report.unsealed} not sealed yet"
    place = f"line {found.line}" if found.line is not None else f"seal {found.seal}"
    return 1, document, f"BROKEN at {place}: {found.what}"
