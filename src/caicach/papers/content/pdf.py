"""A look into a PDF: not locked, nothing that acts by itself, nothing packed inside."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pikepdf

from caicach.papers.rules import unfit
from caicach.papers.rules.unfit import Unfit

ACTIONS = {
    "/JavaScript": unfit.JAVASCRIPT,
    "/Launch": unfit.LAUNCH,
    "/SubmitForm": unfit.LAUNCH,
    "/ImportData": unfit.LAUNCH,
    "/GoToE": unfit.LAUNCH,
    "/GoToR": unfit.LAUNCH,
    "/Rendition": unfit.MEDIA,
    "/Movie": unfit.MEDIA,
    "/Sound": unfit.MEDIA,
    "/RichMediaExecute": unfit.MEDIA,
}
"""By the `S` of an action. Going to a page of the same file or, on a click, to an address on the web is no harm."""
ANNOTATIONS = {
    "/FileAttachment": unfit.EMBEDDED,
    "/RichMedia": unfit.MEDIA,
    "/Movie": unfit.MEDIA,
    "/Sound": unfit.MEDIA,
    "/Screen": unfit.MEDIA,
    "/3D": unfit.MEDIA,
}
KEYS = {"/JS": unfit.JAVASCRIPT, "/EF": unfit.EMBEDDED, "/XFA": unfit.XFA}
BY_ITSELF = ("/GoTo", "/Named")
"""What may happen when a file or a page is opened."""


def inspect_pdf(path: Path) -> int:
    """The number of pages of a PDF that may be taken; raises `Unfit` for any other."""
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Unfit("pdf-encrypted")
            pages = len(pdf.pages)
            if pages > unfit.MOST_PAGES:
                raise Unfit("pdf-too-long", pages=pages, limit=unfit.MOST_PAGES)
            _look_through(pdf)
    except pikepdf.PasswordError:
        raise Unfit("pdf-encrypted") from None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise Unfit("pdf-damaged") from None
    if not pages:
        raise Unfit("pdf-damaged")
    return pages


def _look_through(pdf: pikepdf.Pdf) -> None:
    if len(pdf.objects) > unfit.MOST_OBJECTS:
        raise Unfit(unfit.HARD)
    for thing in pdf.objects:
        for keys in _dictionaries(thing):
            what = _active(keys)
            if what:
                raise Unfit("pdf-active", what=what)


def _dictionaries(thing: object) -> Iterator[Mapping[str, object]]:
    """Every dictionary in one object of the file, without following references: those are objects of their own."""
    waiting = [thing]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            keys = {key: one.get(key) for key in one.keys()}  # noqa: SIM118 (not a mapping)
            yield keys
            inside = list(keys.values())
        elif isinstance(one, pikepdf.Array):
            inside = list(one)
        else:
            continue
        waiting += [part for part in inside if isinstance(part, pikepdf.Object) and not part.is_indirect]


def _active(keys: Mapping[str, object]) -> str:
    """What in a dictionary acts, as a marked text; empty for nothing."""
    for key, what in KEYS.items():
        if key in keys:
            return what
    if keys.get("/Type") == "/EmbeddedFile":
        return unfit.EMBEDDED
    found = ACTIONS.get(_name(keys.get("/S"))) or ANNOTATIONS.get(_name(keys.get("/Subtype")))
    return found or _opens(keys)


def _opens(keys: Mapping[str, object]) -> str:
    """An action that begins by itself, when the file or a page is opened."""
    opened = [keys.get("/OpenAction")]
    additional = keys.get("/AA")
    if isinstance(additional, pikepdf.Dictionary):
        opened += [additional.get(key) for key in additional.keys()]  # noqa: SIM118
    for action in opened:
        kind = _name(action.get("/S")) if isinstance(action, pikepdf.Dictionary) else ""
        if kind and kind not in BY_ITSELF:
            return ACTIONS.get(kind, unfit.LAUNCH)
    return ""


def _name(value: object) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""
