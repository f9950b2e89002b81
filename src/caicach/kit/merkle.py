"""The Merkle tree hash of RFC 6962, section 2.1: one SHA-256 value that stands for a sequence of byte strings."""

from collections.abc import Iterable
from hashlib import sha256

LEAF = b"\x00"
NODE = b"\x01"
"""Different prefixes, so that a leaf can never be passed off as a node (second pre-image)."""


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of one leaf, 32 bytes."""
    return sha256(LEAF + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node from the hashes of its two children."""
    return sha256(NODE + left + right).digest()


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over the leaves in their order, 32 bytes; of no leaves: the hash of nothing."""
    level = [leaf_hash(leaf) for leaf in leaves]
    if not level:
        return sha256(b"").digest()
    while len(level) > 1:
        # A last node without a partner rises unchanged, which is the RFC's split at the largest power of two.
        unpaired = level[-1:] if len(level) % 2 else []
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [node_hash(left, right) for left, right in pairs] + unpaired
    return level[0]
