"""Draws what stands still in a panel, as RGBA: scrims, shadows, labels, caption, the frames of cards."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from storyboard.render.animatic.type import Style, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from storyboard.render.animatic.layout import Block, Layout, Saying
    from storyboard.render.animatic.planes import Rect

Ink = tuple[int, int, int, int]

_WHITE: Ink = (255, 255, 255, 255)
_SOFT: Ink = (255, 255, 255, 214)
_FAINT: Ink = (255, 255, 255, 158)
_PLATE: Ink = (12, 14, 20, 168)
# One for each subject, light enough to be read on dark, told apart by hue.
_COLOURS = (
    *((255, 200, 107), (112, 222, 208), (255, 157, 176), (142, 197, 255)),
    *((200, 230, 128), (203, 178, 255), (255, 176, 128)),
)
_QUIET_COLOUR = (214, 218, 226)
# Shapes with smooth edges are drawn this many times larger.
_FINE = 4


def colour_of(subject: str, among: Sequence[str]) -> tuple[int, int, int]:
    """Give a subject's colour: by its order in the request, so that no two in a shot share one."""
    ordered = list(dict.fromkeys(among))
    return _COLOURS[ordered.index(subject) % len(_COLOURS)] if subject in ordered else _QUIET_COLOUR


def ground(layout: Layout, size: tuple[int, int]) -> Image.Image:
    """Draw what lies between the backdrop and the cards: scrims for the texts, and the cards' shadows."""
    width, height = size
    shade = np.zeros((height, 1), np.float32)
    rise = round(150 * layout.unit)
    start = layout.caption_top - rise
    rows = np.arange(height, dtype=np.float32)
    foot = np.clip((rows - start) / max(height - start, 1), 0, 1)
    head = (
        np.clip(1 - rows / (130 * layout.unit), 0, 1)
        if layout.header or layout.place
        else np.zeros_like(rows)
    )
    shade[:, 0] = 1 - (1 - 0.8 * _soft(np.clip(foot * 1.5, 0, 1))) * (1 - 0.42 * _soft(head))
    alpha = Image.fromarray(np.repeat((shade * 255).astype(np.uint8), width, axis=1))
    for card in layout.cards:
        _shadow(alpha, card, layout.unit)
    drawing = Image.new("RGBA", size, (8, 10, 16, 0))
    drawing.putalpha(alpha)
    return drawing


def _soft(way: NDArray[np.float32]) -> NDArray[np.float32]:
    return (way * way * (3 - 2 * way)).astype(np.float32)


def _shadow(alpha: Image.Image, card: Rect, unit: float) -> None:
    """Darken softly around a card, more below it."""
    blur, drop = round(20 * unit), round(10 * unit)
    pad = blur * 2
    shade = Image.new("L", (card.width + 2 * pad, card.height + 2 * pad), 0)
    box = (pad, pad, pad + card.width, pad + card.height)
    ImageDraw.Draw(shade).rounded_rectangle(box, corner(unit), fill=135)
    shade = shade.filter(ImageFilter.GaussianBlur(blur / 2))
    at = (card.x - pad, card.y - pad + drop)
    under = alpha.crop((*at, at[0] + shade.width, at[1] + shade.height))
    alpha.paste(Image.composite(Image.new("L", shade.size, 235), under, shade), at)


def corner(unit: float) -> int:
    """Give the radius of a card's corners in px."""
    return max(round(16 * unit), 2)


def rounded(width: int, height: int, radius: int) -> Image.Image:
    """Draw a mask of a rounded box with smooth edges."""
    big = Image.new("L", (width * _FINE, height * _FINE), 0)
    box = (0, 0, width * _FINE - 1, height * _FINE - 1)
    ImageDraw.Draw(big).rounded_rectangle(box, radius * _FINE, fill=255)
    return big.resize((width, height), Image.Resampling.BOX)


def labels(layout: Layout, size: tuple[int, int], place: tuple[int, int, int]) -> Image.Image:
    """Draw what stands over all for the whole panel: header, the backdrop's label, action and sound."""
    drawing = Image.new("RGBA", size, (255, 255, 255, 0))
    if layout.header:
        pill(drawing, layout.header, None, layout.unit)
        _camera_mark(drawing, layout.header.rect, layout.unit)
    if layout.place:
        pill(drawing, layout.place, place, layout.unit)
    draw = ImageDraw.Draw(drawing)
    if layout.action:
        _lines(draw, layout.action, _SOFT)
    if layout.sound:
        sound = layout.sound
        _note(drawing, (sound.rect.x, sound.rect.y), sound.style)
        lead = round(24 * layout.unit)
        for line in sound.lines:
            write(draw, (sound.rect.x + lead, sound.rect.y), line, sound.style, _FAINT)
    return drawing


def saying(said: Saying, size: tuple[int, int], colour: tuple[int, int, int]) -> Image.Image:
    """Draw one spoken line with its speaker."""
    drawing = Image.new("RGBA", size, (255, 255, 255, 0))
    draw = ImageDraw.Draw(drawing)
    _lines(draw, said.who, (*colour, 255))
    if said.how:
        _lines(draw, said.how, _FAINT)
    _lines(draw, said.words, _WHITE)
    return drawing


def pill(drawing: Image.Image, block: Block, dot: tuple[int, int, int] | None, unit: float) -> None:
    """Draw a label on a dark plate with round ends, with a dot in its subject's colour or room for a mark."""
    rect, style = block.rect, block.style
    plate = Image.new("RGBA", (rect.width, rect.height), _PLATE)
    mask = rounded(rect.width, rect.height, rect.height // 2)
    plate.putalpha(mask.point([value * _PLATE[3] // 255 for value in range(256)]))
    drawing.alpha_composite(plate, (rect.x, rect.y))
    lead = 26 if dot else 40
    if dot:
        side = max(round(9 * unit), 2)
        spot = Image.new("RGBA", (side, side), (*dot, 255))
        spot.putalpha(rounded(side, side, side // 2 + 1))
        at = (rect.x + round(12 * unit), rect.y + (rect.height - side) // 2)
        drawing.alpha_composite(spot, at)
    top = rect.y + (rect.height - style.leading) / 2
    write(ImageDraw.Draw(drawing), (rect.x + round(lead * unit), round(top)), block.lines[0], style, _WHITE)


def _lines(draw: ImageDraw.ImageDraw, block: Block, ink: Ink) -> None:
    for row, line in enumerate(block.lines):
        write(draw, (block.rect.x, block.rect.y + row * block.style.leading), line, block.style, ink)


def _camera_mark(drawing: Image.Image, rect: Rect, unit: float) -> None:
    """Draw a film camera before the header's words."""
    big = round(20 * unit) * _FINE
    mark = Image.new("L", (big, big), 0)
    draw = ImageDraw.Draw(mark)
    draw.rounded_rectangle((0, big * 0.22, big * 0.66, big * 0.78), big * 0.12, fill=235)
    draw.polygon([(big * 0.72, big * 0.5), (big * 0.98, big * 0.28), (big * 0.98, big * 0.72)], fill=235)
    mark = mark.resize((big // _FINE, big // _FINE), Image.Resampling.BOX)
    at = (rect.x + round(13 * unit), rect.y + (rect.height - mark.height) // 2)
    drawing.paste(Image.new("RGBA", mark.size, _WHITE), at, mark)


def _note(drawing: Image.Image, at: tuple[int, int], style: Style) -> None:
    """Draw a quaver: our font has none."""
    high = style.leading
    big = Image.new("L", (high * _FINE, high * _FINE), 0)
    draw, side = ImageDraw.Draw(big), high * _FINE
    draw.ellipse((side * 0.10, side * 0.62, side * 0.40, side * 0.84), fill=_FAINT[3])
    draw.rectangle((side * 0.34, side * 0.18, side * 0.40, side * 0.74), fill=_FAINT[3])
    flag = [(0.34, 0.18), (0.40, 0.18), (0.62, 0.40), (0.58, 0.56), (0.54, 0.44), (0.40, 0.34)]
    draw.polygon([(x * side, y * side) for x, y in flag], fill=_FAINT[3])
    mark = big.resize((high, high), Image.Resampling.BOX)
    ink = Image.new("RGBA", mark.size, _WHITE)
    ink.putalpha(mark)
    drawing.alpha_composite(ink, at)


def frame_of(size: tuple[int, int], ring: tuple[int, int, int] | None, unit: float) -> Image.Image:
    """Draw what lies over a card's picture: a thin edge, or a ring round one who speaks."""
    drawing = Image.new("RGBA", size, (255, 255, 255, 0))
    thick = max(round((4 if ring else 1.5) * unit), 1)
    outer = rounded(*size, corner(unit))
    inner = Image.new("L", size, 0)
    hole = rounded(size[0] - 2 * thick, size[1] - 2 * thick, max(corner(unit) - thick, 1))
    inner.paste(hole, (thick, thick))
    edge = Image.fromarray(np.asarray(outer) - np.minimum(np.asarray(outer), np.asarray(inner)))
    colour = Image.new("RGBA", size, (*ring, 255) if ring else _WHITE)
    strength = 255 if ring else 70
    colour.putalpha(edge.point([value * strength // 255 for value in range(256)]))
    drawing.alpha_composite(colour)
    return drawing


@cache
def neutral(subject: str) -> tuple[int, int, int]:
    """Give a calm colour for a reference that is not on this machine: always the same for a subject."""
    hue = hashlib.sha256(subject.encode()).digest()[0]
    return Image.new("HSV", (1, 1), (hue, 70, 96)).convert("RGB").getpixel((0, 0))  # type: ignore[return-value]
