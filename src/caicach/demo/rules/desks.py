"""Which open dossiers lie on the desks of the demo at its anchor, so that every role has something to do."""

from enum import StrEnum


class Lies(StrEnum):
    """How an open dossier lies at the anchor."""

    AT_COUNTER = "at_counter"
    FORWARDED = "forwarded"
    IN_PROCESS = "in_process"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    WAITS_FOR_PAPERS = "waits_for_papers"
    WAITS_FOR_OBLIGATION = "waits_for_obligation"
    STOPPED = "stopped"
    EXTENDED = "extended"
    DECIDED = "decided"
    TO_HAND_OUT = "to_hand_out"
    SUBMITTED = "submitted"


OPEN_WORK: dict[str, dict[Lies, int]] = {
    "so-noi-vu": {
        Lies.AT_COUNTER: 18,
        Lies.FORWARDED: 30,
        Lies.IN_PROCESS: 108,
        Lies.DUE_TODAY: 8,
        Lies.OVERDUE: 11,
        Lies.WAITS_FOR_PAPERS: 24,
        Lies.WAITS_FOR_OBLIGATION: 8,
        Lies.STOPPED: 4,
        Lies.EXTENDED: 6,
        Lies.DECIDED: 20,
        Lies.TO_HAND_OUT: 34,
        Lies.SUBMITTED: 13,
    },
    "so-dan-toc-ton-giao": {
        Lies.AT_COUNTER: 2,
        Lies.FORWARDED: 5,
        Lies.IN_PROCESS: 14,
        Lies.DUE_TODAY: 1,
        Lies.OVERDUE: 2,
        Lies.WAITS_FOR_PAPERS: 4,
        Lies.EXTENDED: 1,
        Lies.DECIDED: 2,
        Lies.TO_HAND_OUT: 4,
        Lies.SUBMITTED: 2,
    },
}
"""How many, by competent unit."""
