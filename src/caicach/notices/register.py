"""The kinds of messages: each room says what its own are called and how they read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Body = Callable[[Mapping[str, object]], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of message.

    All texts are marked ones with `{placeholders}`, filled from the message's values in its language (`texts.written`).
    `title` names the kind to those who look after messages; `short` is what fits on a telephone. The lines of `body`
    are a letter's; one whose values are all missing is left out, an empty one ends a paragraph. `body` may be a
    function of the values that gives ready lines.
    """

    code: str
    title: str
    subject: str
    short: str
    body: tuple[str, ...] | Body


_KINDS: dict[str, Kind] = {}
_LINKS: dict[str, Callable[[int], str]] = {}


def register(*kinds: Kind) -> None:
    """Make kinds known under their codes; registering the same code again replaces it."""
    for kind in kinds:
        _KINDS[kind.code] = kind


def kind_of(code: str) -> Kind | None:
    """The kind of that code, if any room has one."""
    return _KINDS.get(code)


def all_kinds() -> list[Kind]:
    """Every registered kind, by code."""
    return [_KINDS[code] for code in sorted(_KINDS)]


def register_link(subject_kind: str, link: Callable[[int], str]) -> None:
    """Say where the page of a subject of that kind is."""
    _LINKS[subject_kind] = link


def link_of(subject_kind: str, subject_id: int) -> str:
    """The address of a subject's page; empty where it has none."""
    link = _LINKS.get(subject_kind)
    return link(subject_id) if link else ""
