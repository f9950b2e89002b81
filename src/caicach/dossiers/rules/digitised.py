"""When a dossier counts as digitised (số hóa hồ sơ, kết quả)."""

from collections.abc import Collection
from dataclasses import dataclass


def lacking(required: Collection[int], held: Collection[int]) -> list[int]:
    """The required components without an electronic form, in their order.

    `held` are those with an e-file, handed in electronically, reused from data already held, or secret and therefore
    handled outside the system (Decree 118/2025/NĐ-CP Art. 17(1)(c), 19(2); Circular 01/2023/TT-VPCP).
    """
    have = set(held)
    return [component for component in required if component not in have]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many components are required, how many of them have an electronic form, how many of these were reused."""

    required: int
    held: int
    reused: int


def tally(required: Collection[int], held: Collection[int], reused: Collection[int]) -> Tally:
    """Count the required components; what was handed in beyond the list is not counted."""
    have = set(required) & set(held)
    return Tally(len(required), len(have), len(have & set(reused)))


def digitised(*, required: Collection[int], held: Collection[int], processed: bool, result: bool) -> bool:
    """Whether the dossier counts: processed, every required component and the result in electronic form.

    One that ended without a result (withdrawn, stopped, refused) never counts, in numerator or denominator.
    """
    return processed and result and not lacking(required, held)
