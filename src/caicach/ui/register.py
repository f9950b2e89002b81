"""What upper rooms hand to the pages: their place in the main navigation, and the notice of a demonstration."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the main navigation.

    `key` is the letter that follows `g` on the keyboard; `roles` the roles that see it, empty for everybody signed
    in; `public` shows it to everybody. Entries stand by `order`, then by the order in which they were added.
    """

    key: str
    label: str | Promise
    url_name: str
    roles: frozenset[str]
    order: int
    public: bool


_entries: dict[str, Entry] = {}
_notice: list[Callable[[], str]] = []


def add_navigation(
    key: str,
    label: str | Promise,
    url_name: str,
    roles: Iterable[str] = (),
    *,
    order: int = 100,
    public: bool = False,
) -> None:
    """Puts an entry into the main navigation; called from `AppConfig.ready()`.

    Adding the same page again replaces it. Raises `ValueError` when the key is not one letter or is another page's.
    """
    if len(key) != 1 or not key.isalpha():
        raise ValueError(f"the key of {url_name} must be one letter, not {key!r}")
    holder = _entries.get(key)
    if holder is not None and holder.url_name != url_name:
        raise ValueError(f"the key {key!r} of {url_name} already leads to {holder.url_name}")
    _entries[key] = Entry(key=key, label=label, url_name=url_name, roles=frozenset(roles), order=order, public=public)


def entries() -> list[Entry]:
    """All entries in the order in which they are shown."""
    return sorted(_entries.values(), key=lambda entry: entry.order)


def set_notice(notice: Callable[[], str]) -> None:
    """Sets who tells the text of the demonstration's notice shown on every page; an empty text shows none."""
    _notice[:] = [notice]


def notice() -> str:
    """The text of the demonstration's notice, empty in a real house."""
    return str(_notice[0]()) if _notice else ""
