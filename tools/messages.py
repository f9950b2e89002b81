"""The message catalogue: collect the texts that people see, check that each has its English, compile it.

`python -m tools.messages collect|check|compile`. Source texts are Vietnamese; `locale/en` holds the English.
"""

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.template.base import Lexer, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace
from django.utils.translation.template import block_re, constant_re, endblock_re, inline_re

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "caicach"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "mark"}
DATA = [PACKAGE / "calendars" / "data" / "official_days.json"]
NAMES = re.compile(r"%\((\w+)\)s|\{(\w*)[^}]*\}")


def in_python(path: Path) -> Iterator[str]:
    """Constant texts given to a translation function or to `mark`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        text = node.args[0]
        if name in MARKS and isinstance(text, ast.Constant) and isinstance(text.value, str):
            yield text.value


def in_template(path: Path) -> Iterator[str]:
    """Texts of `translate` and `blocktranslate` tags and of `_("…")` arguments."""
    block: list[str] | None = None
    trimmed = False
    for token in Lexer(path.read_text(encoding="utf-8")).tokenize():
        if block is not None:
            if token.token_type is TokenType.BLOCK and endblock_re.match(token.contents):
                text = "".join(block)
                yield trim_whitespace(text) if trimmed else text
                block = None
            elif token.token_type is TokenType.VAR:
                block.append(f"%({token.contents})s")
            else:
                block.append(token.contents.replace("%", "%%"))
            continue
        if token.token_type is TokenType.BLOCK and block_re.match(token.contents):
            block, trimmed = [], "trimmed" in token.contents
        elif token.token_type is TokenType.BLOCK:
            yield from _in_tag(token.contents)
        elif token.token_type is TokenType.VAR:
            yield from (_quoted(found) for found in constant_re.findall(token.contents))


def _in_tag(contents: str) -> Iterator[str]:
    inline = inline_re.match(contents)
    if inline:
        yield _quoted(inline[1])
        return
    for part in smart_split(contents):
        yield from (_quoted(found) for found in constant_re.findall(part))


def _quoted(text: str) -> str:
    text = text.removeprefix("_(").removesuffix(")")
    return str(ast.literal_eval(text)) if text[:1] in "\"'" else text


def in_data(path: Path) -> Iterator[str]:
    """Vietnamese names in a shipped data file."""

    def walk(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            yield from (text for key, text in value.items() if key == "name_vi")
            for inner in value.values():
                yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)

    yield from walk(json.loads(path.read_text(encoding="utf-8")))


def collected() -> dict[str, set[str]]:
    """Every text that people see, with the files it stands in."""
    found: dict[str, set[str]] = {}
    sources = [
        *((path, in_python) for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts),
        *((path, in_template) for path in PACKAGE.rglob("templates/**/*.html")),
        *((path, in_data) for path in DATA),
    ]
    for path, read in sources:
        for text in read(path):
            if text.strip():
                found.setdefault(text, set()).add(path.relative_to(ROOT).as_posix())
    return found


def collect() -> int:
    """Bring the catalogue in line with the texts: new ones without English, gone ones removed."""
    catalogue = polib.pofile(str(CATALOGUE), wrapwidth=110) if CATALOGUE.exists() else _new_catalogue()
    found = collected()
    for entry in [entry for entry in catalogue if entry.msgid not in found]:
        catalogue.remove(entry)
    known = {entry.msgid: entry for entry in catalogue}
    for text, places in found.items():
        entry = known.get(text)
        if entry is None:
            entry = polib.POEntry(msgid=text, msgstr="")
            catalogue.append(entry)
        entry.occurrences = [(place, "") for place in sorted(places)]
        if "%(" in text and "python-format" not in entry.flags:
            entry.flags.append("python-format")
    catalogue.sort(key=lambda entry: (entry.occurrences[0][0] if entry.occurrences else "", entry.msgid))
    catalogue.save(str(CATALOGUE))
    return 0


def _new_catalogue() -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Project-Id-Version": "caicach",
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return catalogue


def check() -> int:
    """Print what is missing and return 1: a text without English, one with other placeholders, one that is gone."""
    entries = {entry.msgid: entry for entry in polib.pofile(str(CATALOGUE))}
    found = collected()
    faults = [f"no English: {text!r} ({min(places)})" for text, places in found.items() if _missing(entries.get(text))]
    faults += [f"no longer used: {text!r}" for text in entries if text not in found]
    faults += [
        f"other placeholders: {text!r}"
        for text, entry in entries.items()
        if entry.msgstr and set(NAMES.findall(text)) != set(NAMES.findall(entry.msgstr))
    ]
    print("\n".join(faults) if faults else f"{len(found)} texts, each in both languages")
    return 1 if faults else 0


def _missing(entry: polib.POEntry | None) -> bool:
    return entry is None or not entry.msgstr or "fuzzy" in entry.flags


def compiled() -> int:
    """Write the machine's form of the catalogue beside it."""
    polib.pofile(str(CATALOGUE)).save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    return 0


if __name__ == "__main__":
    commands = {"collect": collect, "check": check, "compile": compiled}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit(f"usage: python -m tools.messages {'|'.join(commands)}")
    sys.exit(commands[sys.argv[1]]())
