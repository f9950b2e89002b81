"""Pages put together and taken apart: images and PDFs into one PDF, one PDF into several."""

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from PIL import Image, ImageOps, ImageSequence

from caicach.papers.content.image import check_size, opened
from caicach.papers.rules.media import HEAD, PDF, TIFF, media_type_of

A4_INCHES = (8.27, 11.69)
LONGEST_SIDE = 3508
"""A4 at 300 dots an inch; a photograph of a sheet needs no more."""
QUALITY = 85


def join(parts: Sequence[Path], out: Path) -> int:
    """Write one PDF with the pages of all parts, in their order; the number of its pages."""
    with pikepdf.new() as joined:
        for part in parts:
            with part.open("rb") as stream:
                media_type = media_type_of(stream.read(HEAD))
            if media_type == PDF:
                with pikepdf.open(part, suppress_warnings=True) as pdf:
                    joined.pages.extend(pdf.pages)
            else:
                _add_images(joined, part, media_type)
        joined.remove_unreferenced_resources()
        joined.save(out)
        return len(joined.pages)


def _add_images(joined: pikepdf.Pdf, part: Path, media_type: str) -> None:
    with opened(part, media_type) as image:
        for frame in ImageSequence.Iterator(image) if media_type == TIFF else [image]:
            check_size(frame)
            with pikepdf.open(_page(frame)) as pdf:
                joined.pages.extend(pdf.pages)


def _page(image: Image.Image) -> io.BytesIO:
    """One image as a PDF of one page, upright, as large as A4 holds it."""
    upright = ImageOps.exif_transpose(image) or image
    if upright.mode not in ("1", "L", "RGB"):
        upright = upright.convert("RGB")
    if max(upright.size) > LONGEST_SIDE:
        upright = upright.convert("L" if upright.mode == "1" else upright.mode)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    short, long = sorted(upright.size)
    page = io.BytesIO()
    # Black and white is packed without loss, as a fax is; asking for a quality there is an error.
    how = {} if upright.mode == "1" else {"quality": QUALITY}
    upright.save(page, "PDF", resolution=max(short / A4_INCHES[0], long / A4_INCHES[1], 1.0), **how)
    page.seek(0)
    return page


def split(source: Path, parts: Sequence[Sequence[int]], outs: Sequence[Path]) -> None:
    """Write a PDF for each list of page numbers (from 1)."""
    with pikepdf.open(source, suppress_warnings=True) as pdf:
        for numbers, out in zip(parts, outs, strict=True):
            with pikepdf.new() as part:
                for number in numbers:
                    part.pages.append(pdf.pages[number - 1])
                part.remove_unreferenced_resources()
                part.save(out)
