"""Which loaded dossiers are digitised, and small PDFs for some that are open, so that their pages show something."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random

from caicach.dossiers.rules.checks import Given
from caicach.dossiers.services.load_histories import History, Step
from caicach.kit.period import local_day

SCANNED = {2022: 0.50, 2023: 0.68, 2024: 0.87, 2025: 0.95}
"""How many of a year's paper dossiers were scanned whole."""
RESULT = {2022: 0.70, 2023: 0.84, 2024: 0.95, 2025: 0.98}
"""How many of a year's results had an electronic copy."""
LAST = 2025
STORE = "Kho quản lý dữ liệu điện tử của tổ chức, cá nhân"


def digitising(histories: Iterable[History]) -> Iterator[History]:
    """The histories with their papers scanned, or not, and their results kept electronically, or not."""
    for place, history in enumerate(histories):
        year = min(local_day(history.received_at).year, LAST)
        # A drawing of its own: how dossiers end must not depend on it.
        random = Random(f"{place} {history.received_at:%Y-%m-%d %H:%M} digitised")  # noqa: S311
        scanned, copied = random.random() < SCANNED[year], random.random() < RESULT[year]
        papers = [_scanned(paper) for paper in history.intake.papers] if scanned else history.intake.papers
        steps = [_copied(step) for step in history.steps] if copied else history.steps
        yield replace(history, intake=replace(history.intake, papers=papers), steps=tuple(steps))


def _scanned(paper: Given) -> Given:
    return replace(paper, electronic=True) if paper.anything else paper


def _copied(step: Step) -> Step:
    if step.verb.name != "finish":
        return step
    return replace(step, values={**step.values, "result_elsewhere": STORE})
