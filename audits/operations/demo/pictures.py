"""Draws the demo's screenshots: a window with a menu, a title and a table, as a vendor's page may look."""

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from audits.evidence.upload import Upload
from audits.operations.demo import stories

SIZE = (1280, 720)
FACES = {"plain": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf"}
INK, GREY, LINE, PAPER, SHADE = "#1d2733", "#5b6878", "#d8dee6", "#ffffff", "#f4f6f9"
# Colours of states by their first words; anything else is neutral.
STATES = {
    ("Done", "Live", "Kept", "Saved", "Shown", "On", "In step"): ("#dff1e4", "#1c5f33"),
    ("Retried", "Draft", "Sent", "Fixed"): ("#fbeecb", "#6b4a00"),
    ("Failed", "Required", "Type", "Read only"): ("#f9dcd6", "#8c2316"),
}
Face = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True)
class Screen:
    """What one picture shows."""

    product: str
    accent: str
    menu: list[str]
    here: str
    title: str
    note: str
    chips: list[str]
    columns: list[str]
    rows: list[list[str]]


def upload(picture: str, name: str) -> Upload:
    """The picture as a browser would send it."""
    return SimpleUploadedFile(name, png(picture), "image/png")


def png(picture: str) -> bytes:
    image = draw(Screen(**screens()[picture]))
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


@lru_cache(maxsize=1)
def screens() -> dict[str, Any]:
    return stories.read("pictures")


@lru_cache(maxsize=8)
def face(name: str, size: int) -> Face:
    """DejaVu, which Debian has; else the font that Pillow brings along."""
    try:
        return ImageFont.truetype(FACES[name], size)
    except OSError:
        return ImageFont.load_default(size)


def draw(screen: Screen) -> Image.Image:
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    frame(pen, screen)
    heading(pen, screen)
    table(pen, screen)
    return image


def frame(pen: ImageDraw.ImageDraw, screen: Screen) -> None:
    """The bar on top and the menu on the left."""
    width, height = SIZE
    pen.rectangle((0, 0, width, 56), fill=screen.accent)
    pen.text((24, 17), screen.product, font=face("bold", 18), fill=PAPER)
    pen.ellipse((width - 56, 14, width - 28, 42), fill=PAPER)
    pen.rectangle((0, 56, 208, height), fill=SHADE)
    for number, entry in enumerate(screen.menu):
        top = 80 + 40 * number
        if entry == screen.here:
            pen.rectangle((0, top - 6, 208, top + 26), fill=LINE)
            pen.rectangle((0, top - 6, 4, top + 26), fill=screen.accent)
        pen.text((24, top), entry, font=face("plain", 15), fill=INK)


def heading(pen: ImageDraw.ImageDraw, screen: Screen) -> None:
    """Title, a line about it, and the filters."""
    pen.text((240, 80), screen.title, font=face("bold", 24), fill=INK)
    pen.text((240, 118), screen.note, font=face("plain", 14), fill=GREY)
    left = 240.0
    for number, words in enumerate(screen.chips):
        length = pen.textlength(words, font=face("plain", 13))
        ink, paper = (PAPER, screen.accent) if number == 0 else (INK, SHADE)
        pen.rounded_rectangle((left, 152, left + length + 24, 180), 14, fill=paper, outline=LINE)
        pen.text((left + 12, 158), words, font=face("plain", 13), fill=ink)
        left += length + 36


def table(pen: ImageDraw.ImageDraw, screen: Screen) -> None:
    lefts = columns(pen, screen)
    pen.rectangle((240, 204, SIZE[0] - 32, 240), fill=SHADE)
    for left, words in zip(lefts, screen.columns, strict=True):
        pen.text((left, 213), words, font=face("bold", 14), fill=GREY)
    for number, row in enumerate(screen.rows):
        top = 252 + 44 * number
        for left, words in zip(lefts[:-1], row[:-1], strict=True):
            pen.text((left, top), words, font=face("plain", 14), fill=INK)
        state(pen, lefts[-1], top, row[-1])
        pen.line((240, top + 32, SIZE[0] - 32, top + 32), fill=LINE)


def columns(pen: ImageDraw.ImageDraw, screen: Screen) -> list[float]:
    """Where each column begins: wide enough for its widest words, the rest shared out."""
    needs = [
        max(pen.textlength(words, font=face("bold", 14)) for words in column)
        for column in zip(screen.columns, *screen.rows, strict=True)
    ]
    gap = max(16.0, (SIZE[0] - 240 - 32 - 16 - sum(needs)) / len(needs))
    return [256 + sum(needs[:number]) + gap * number for number in range(len(needs))]


def state(pen: ImageDraw.ImageDraw, left: float, top: int, words: str) -> None:
    """The last column as a coloured label."""
    if not words:
        return
    known = (colours for starts, colours in STATES.items() if words.startswith(starts))
    paper, ink = next(known, (SHADE, INK))
    length = pen.textlength(words, font=face("plain", 13))
    pen.rounded_rectangle((left - 8, top - 4, left + length + 8, top + 22), 6, fill=paper)
    pen.text((left, top), words, font=face("plain", 13), fill=ink)
