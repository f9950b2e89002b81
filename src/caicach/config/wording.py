"""What the command says, in Vietnamese or English, before and without Django: the same catalogue, read by `gettext`."""

import gettext
from pathlib import Path

from caicach.kit.refusal import Refused
from caicach.kit.words import mark

LANGUAGES = ("vi", "en")
LOCALE = Path(__file__).resolve().parents[1] / "locale"


class _Voice:
    """The language in use by this process; a command speaks one language from start to end."""

    language = "vi"
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def speak(language: str) -> None:
    """Choose the language; refuses one that there is none of. Source texts are Vietnamese and need no catalogue."""
    if language not in LANGUAGES:
        raise Refused(
            "unknown-language",
            mark("Không có ngôn ngữ “{language}”; hãy chọn vi hoặc en."),
            values={"language": language},
        )
    _Voice.language = language
    _Voice.catalogue = gettext.NullTranslations()
    if language != "vi":
        _Voice.catalogue = gettext.translation("django", LOCALE, [language], fallback=True)


def language() -> str:
    """The language in use: `vi` or `en`."""
    return _Voice.language


def say(text: str, **values: object) -> str:
    """A marked text in the language in use, with its values."""
    said = _Voice.catalogue.gettext(text) if text else ""
    return said.format(**values) if values else said


def refusal(refused: Refused) -> str:
    """What a refusal says, on one line, with its source in brackets."""
    values = {name: say(value) if isinstance(value, str) else value for name, value in refused.values.items()}
    said = say(refused.message).format(**values)
    if refused.source:
        said = f"{said} ({say(refused.source)})"
    return " ".join(said.split())
