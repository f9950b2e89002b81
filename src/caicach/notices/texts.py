"""How a message reads: made when it is sent, from its kind, its values and its language."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from string import Formatter

from django.utils.html import linebreaks
from django.utils.translation import gettext, override

from caicach.notices.models import Message
from caicach.notices.register import Kind, kind_of
from caicach.notices.rules.answer import Letter
from caicach.ui.tags import day_text, moment_text

LANGUAGES = ("vi", "en")


def letter_of(message: Message, *, domain: str) -> Letter | None:
    """The message as it goes out; None when no room knows its kind any more."""
    kind = kind_of(message.kind)
    if kind is None:
        return None
    with override(message.language if message.language in LANGUAGES else "vi"):
        said = said_of(message.values, message.language)
        plain = "\n".join(lines_of(kind, said, message.values)).strip() + "\n"
        return Letter(
            id=identity(message, domain),
            channel=message.channel,
            to=message.address,
            subject=one_line(gettext(kind.subject).format_map(_Gaps(said))),
            short=one_line(gettext(kind.short).format_map(_Gaps(said))),
            plain=plain,
            html=linebreaks(plain, autoescape=True),
        )


def identity(message: Message, domain: str) -> str:
    """The message's own name in the world, the same at every attempt: `<digest>@<domain>`."""
    # Two houses may use one gateway, so the key alone would not tell their messages apart.
    own = f"{message.key} {message.created_at.isoformat()}"
    return f"{hashlib.sha256(own.encode()).hexdigest()[:32]}@{domain}"


def said_of(values: Mapping[str, object], language: str) -> dict[str, str]:
    """The values as they are printed: `…_at` a moment, `…_day` a day, and of `…_vi` and `…_en` the one to be read."""
    said: dict[str, str] = {}
    for name, value in values.items():
        stem, _, ending = name.rpartition("_")
        if ending in LANGUAGES:
            if value and (ending == language or stem not in said):
                said[stem] = str(value)
        elif value is None or value == "":
            continue
        elif ending == "at":
            said[name] = moment_text(datetime.fromisoformat(str(value)))
        elif ending == "day":
            said[name] = day_text(date.fromisoformat(str(value)))
        else:
            said[name] = str(value)
    return said


def lines_of(kind: Kind, said: Mapping[str, str], values: Mapping[str, object]) -> list[str]:
    """The lines of the letter in the language in force."""
    if callable(kind.body):
        return kind.body(values)
    return [gettext(line).format_map(_Gaps(said)) if line else "" for line in _kept(kind.body, said)]


def _kept(lines: Iterable[str], said: Mapping[str, str]) -> Iterable[str]:
    for line in lines:
        names = [name for _, name, _, _ in Formatter().parse(line) if name]
        if not names or any(name in said for name in names):
            yield line


class _Gaps(dict[str, str]):
    """A value that is missing leaves a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def one_line(text: str) -> str:
    """The text on one line: no value may begin a new line in the head of a letter."""
    return " ".join(text.split())
