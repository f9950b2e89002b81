"""When a dossier counts as digitised (số hóa hồ sơ, kết quả)."""

from collections.abc import Collection


def lacking(required: Collection[int], held: Collection[int]) -> list[int]:
    """The required components without an electronic form, in their order.

    `held` are those with an e-file, handed in electronically, reused from data already held, or secret and therefore
    handled outside the system (Decree 118/2025/NĐ-CP Art. 17(1)(c), 19(2); Circular 01/2023/TT-VPCP).
    """
    have = set(held)
    return [component for component in required if component not in have]


def digitised(*, required: Collection[int], held: Collection[int], processed: bool, result: bool) -> bool:
    """Whether the dossier counts: processed, every required component and the result in electronic form.

    One that ended without a result (withdrawn, stopped, refused) never counts, in numerator or denominator.
    """
    return processed and result and not lacking(required, held)
