"""Do one verb to many dossiers: each in a transaction of its own, so that one refusal leaves the others done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from caicach.dossiers.models import Dossier
from caicach.kit.acts import Act
from caicach.kit.refusal import Refused


@dataclass(frozen=True, slots=True)
class Each:
    """What became of one dossier: done, or the refusal, with nothing written."""

    dossier_id: int
    done: Dossier | None
    refused: Refused | None = None


def each(
    act: Act, service: Callable[..., Dossier], chosen: Mapping[int, int | None], **arguments: object
) -> list[Each]:
    """The verb on every chosen dossier (id, and the version that was seen of it), in the order of their ids.

    The order is everybody's, so two people with overlapping choices wait for each other instead of blocking. Each act
    has a key made of the form's and the dossier's, so a form that is sent twice does nothing twice and answers alike.
    """
    found = []
    for dossier_id in sorted(chosen):
        own = replace(act, key=key_of(act.key, dossier_id), seen=chosen[dossier_id])
        try:
            found.append(Each(dossier_id, service(own, dossier_id, **arguments)))
        except Refused as refused:
            found.append(Each(dossier_id, None, refused))
    return found


def key_of(key: str, dossier_id: int) -> str:
    """The key of one of many acts that a form stands for; none for a form without key."""
    return sha256(f"{key}/{dossier_id}".encode()).hexdigest() if key else ""
