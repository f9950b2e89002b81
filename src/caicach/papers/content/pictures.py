"""All pages of a PDF small on one picture: of each page its largest image, for a scan is one; else its number."""

import time
import zlib
from pathlib import Path

import pikepdf
from pikepdf.models.image import PdfImage
from PIL import Image, ImageDraw, ImageFont

from caicach.papers.rules import page_pictures, unfit

PAPER, INK = "white", "#6b6b6b"
ENOUGH = 15
"""Seconds of computing after which the remaining pages get their numbers only."""
DRAWN = (page_pictures.WIDTH, page_pictures.HEIGHT)


def draw_pages(source: Path, out: Path) -> None:
    """Write the picture as JPEG."""
    with pikepdf.open(source, suppress_warnings=True) as pdf:
        count = page_pictures.shown(len(pdf.pages))
        whole = Image.new("RGB", page_pictures.size(count), PAPER)
        for number in range(1, count + 1):
            picture = _picture(pdf.pages[number - 1]) if time.process_time() < ENOUGH else None
            whole.paste(picture or _numbered(number), page_pictures.corner(number))
    whole.save(out, "JPEG", quality=80)


def _picture(page: pikepdf.Page) -> Image.Image | None:
    """What is scanned on the page, on a cell; None where nothing is, or nothing that can be drawn."""
    # Whatever is wrong with one page, the others are still worth a look; the file itself was looked into before.
    try:
        found = [PdfImage(image) for image in page.get_images().values() if isinstance(image, pikepdf.Stream)]
        largest = max(found, key=lambda one: one.width * one.height, default=None)
        if largest is None or not 0 < largest.width * largest.height <= unfit.MOST_PIXELS:
            return None
        image = largest.as_pil_image()
        image.draft("RGB", (DRAWN[0] * 2, DRAWN[1] * 2))
        image = image.convert("L" if image.mode == "1" else "RGB")
        image.thumbnail((max(DRAWN) * 2, max(DRAWN) * 2), reducing_gap=2.0)
        turned = int(page.obj.get("/Rotate", 0)) % 360
        return _on_cell(image.rotate(-turned, expand=True))
    except (pikepdf.PdfError, pikepdf.models.image.UnsupportedImageTypeError, NotImplementedError, MemoryError):
        return None
    except (ValueError, TypeError, KeyError, OSError, RuntimeError, zlib.error):
        return None


def _on_cell(image: Image.Image) -> Image.Image:
    image.thumbnail(DRAWN, Image.Resampling.LANCZOS)
    cell = Image.new("RGB", DRAWN, PAPER)
    cell.paste(image, ((DRAWN[0] - image.width) // 2, (DRAWN[1] - image.height) // 2))
    return cell


def _numbered(number: int) -> Image.Image:
    cell = Image.new("RGB", DRAWN, PAPER)
    pen = ImageDraw.Draw(cell)
    middle = (DRAWN[0] // 2, DRAWN[1] // 2)
    pen.text(middle, str(number), fill=INK, anchor="mm", font=ImageFont.load_default(size=48))
    return cell
