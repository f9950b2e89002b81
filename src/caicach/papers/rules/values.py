"""A sheet as its layouts read it: dictionaries and lists, texts that can be shown, days and moments in words."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, ClassVar, Protocol

from caicach.papers.rules.times import day_words, moment_words

Wording = Callable[[str], str]


class Sheet(Protocol):
    """A dataclass of `papers.rules`: its values, and the name of its layout."""

    TEMPLATE: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]


def values_of(sheet: Sheet, wording: Wording) -> dict[str, Any]:
    """All values of a sheet; each text goes through `wording`.

    A day becomes `long` and `short`, a moment `clock` too. `head.payload` is the text of the code, where there is one.
    """
    values: dict[str, Any] = _worded(asdict(sheet), wording)
    head, code = values.get("head"), getattr(getattr(sheet, "head", None), "code", None)
    if head is not None and code is not None:
        head["payload"] = code.payload
    return values


def _worded(value: Any, wording: Wording) -> Any:
    if isinstance(value, str):
        return wording(value)
    if isinstance(value, datetime):
        return {"long": moment_words(value), "short": f"{value:%d/%m/%Y}", "clock": f"{value:%H:%M}"}
    if isinstance(value, date):
        return {"long": day_words(value), "short": f"{value:%d/%m/%Y}"}
    if isinstance(value, Mapping):
        return {name: _worded(one, wording) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_worded(one, wording) for one in value]
    return value
