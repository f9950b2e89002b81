"""Which decree governs a dossier: chosen by the day of acceptance and kept for the dossier's life."""

from dataclasses import dataclass
from datetime import date

from caicach.kit.words import mark

RESTART, SUBTRACT, NONE = "restart", "subtract", "none"
"""What a wait does to the clock: it starts from zero on completion, the wait is taken out of it, or it runs on."""

SUPPLEMENT, OBLIGATION, STOP = "supplement", "obligation", "stop"
"""Kinds of pause: papers requested, financial obligation, stopped for a while."""


@dataclass(frozen=True, slots=True)
class Regime:
    """The rules of one decree as data; `status` says whether a figure is sure or from memory (to be confirmed)."""

    code: int
    decree: str
    pause_effects: dict[str, str]
    supplement_days: int
    extension_counts: bool
    closes_without_papers: bool
    sources: dict[str, str]
    status: dict[str, str]

    def effect_of(self, kind: str, *, obligation_stops: bool) -> str:
        """What a wait of that kind does. A financial obligation stops the clock only where the procedure says so."""
        return NONE if kind == OBLIGATION and not obligation_stops else self.pause_effects[kind]


DECREE_61 = Regime(
    code=61,
    decree=mark("Nghị định 61/2018/NĐ-CP"),
    pause_effects={SUPPLEMENT: RESTART, OBLIGATION: SUBTRACT, STOP: SUBTRACT},
    supplement_days=3,
    extension_counts=False,
    closes_without_papers=False,
    sources={
        "supplement": mark("Điều 17, 19 Nghị định 61/2018/NĐ-CP"),
        "extension": mark("Điều 19 Nghị định 61/2018/NĐ-CP"),
        "withdrawal": mark("Quy định của pháp luật chuyên ngành"),
    },
    status={"pause_effects": "memory", "supplement_days": "memory", "extension_counts": "sure"},
)

DECREE_118 = Regime(
    code=118,
    decree=mark("Nghị định 118/2025/NĐ-CP"),
    pause_effects={SUPPLEMENT: RESTART, OBLIGATION: SUBTRACT, STOP: SUBTRACT},
    supplement_days=3,
    extension_counts=True,
    closes_without_papers=True,
    sources={
        "supplement": mark("Điều 19 khoản 5 Nghị định 118/2025/NĐ-CP"),
        "extension": mark("Điều 19 khoản 6 Nghị định 118/2025/NĐ-CP"),
        "withdrawal": mark("Điều 21 Nghị định 118/2025/NĐ-CP"),
    },
    status={"pause_effects": "sure", "supplement_days": "sure", "extension_counts": "memory"},
)

REGIMES = {regime.code: regime for regime in (DECREE_61, DECREE_118)}

DECREE_118_FROM = date(2025, 7, 1)
"""Decree 118/2025/NĐ-CP Art. 39–40: in force on this day, Decree 61/2018 repealed."""


def regime_on(day: date) -> Regime:
    """The decree in force on the day a dossier is accepted."""
    return DECREE_118 if day >= DECREE_118_FROM else DECREE_61
