"""The title card: white on deep blue, faded in and out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from storyboard.stitch.clips import blank
from storyboard.stitch.transitions import dissolve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from storyboard.model.story import Card
    from storyboard.model.timeline import Timeline

_FADE_S = 0.5
_DARK, _LIGHT, _DIM = (14, 18, 28), (244, 240, 232), (160, 164, 176)


def card_frame(timeline: Timeline, number: int, count: int) -> NDArray[np.uint8]:
    """Give frame `number` of `count` of the card, as a yuv420p array."""
    assert timeline.card is not None  # noqa: S101 - the cutting list has a card only then
    whole = _drawn(timeline.card, timeline.width, timeline.height)
    ramp = max(1, min(round(_FADE_S * timeline.fps), count // 2))
    part = min(1.0, (number + 0.5) / ramp, (count - number - 0.5) / ramp)
    return whole if part >= 1 else dissolve(blank(timeline.width, timeline.height), whole, part)


@lru_cache(maxsize=2)
def _drawn(card: Card, width: int, height: int) -> NDArray[np.uint8]:
    picture = Image.new("RGB", (width, height), _DARK)
    draw = ImageDraw.Draw(picture)
    large, small = min(width, height) // 9, min(width, height) // 22
    rows = [(_LIGHT, *_laid(draw, card.title, width, large, "SemiBold", 3))]
    if card.subtitle:
        rows.append((_DIM, *_laid(draw, card.subtitle, width, small, "Regular", 2)))
    boxes = [draw.multiline_textbbox((0, 0), text, font, align="center") for _, text, font in rows]
    gap = large // 2
    y = (height - sum(box[3] - box[1] for box in boxes) - gap * (len(rows) - 1)) / 2
    for (colour, text, font), box in zip(rows, boxes, strict=True):
        draw.multiline_text(((width - box[2] - box[0]) / 2, y - box[1]), text, colour, font, align="center")
        y += box[3] - box[1] + gap
    return _yuv(picture)


def _laid(
    draw: ImageDraw.ImageDraw, text: str, width: int, size: int, weight: str, lines: int
) -> tuple[str, ImageFont.FreeTypeFont | ImageFont.ImageFont]:
    """Break a text into at most so many lines within the safe margins, smaller if need be; what is left is cut."""
    words = " ".join(text.split())[:400].split(" ")
    while True:
        font = _font(weight, size)
        rows = [""]
        for word in words:
            longer = f"{rows[-1]} {word}".strip()
            if rows[-1] and draw.textlength(longer, font) > width * 0.86:
                rows.append(word)
            else:
                rows[-1] = longer
        fits = len(rows) <= lines and all(draw.textlength(row, font) <= width * 0.9 for row in rows)
        if fits or size <= 14:
            return "\n".join(rows[:lines]), font
        size -= 2


@lru_cache(maxsize=32)
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    from storyboard.stitch.fonts import font_file  # noqa: PLC0415 - only cards need fonts

    path = font_file(weight)
    return ImageFont.truetype(str(path), size) if path else ImageFont.load_default(size)


def _yuv(picture: Image.Image) -> NDArray[np.uint8]:
    """Convert to yuv420p, BT.709 in the limited range."""
    rgb = np.asarray(picture, np.float32) / 255
    red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    planes = [16 + 219 * luma]
    for colour, scale in ((blue, 1.8556), (red, 1.5748)):
        chroma = 128 + 224 * (colour - luma) / scale
        half = chroma.reshape(chroma.shape[0] // 2, 2, chroma.shape[1] // 2, 2).mean(axis=(1, 3))
        planes.append(half.reshape(half.shape[0] // 2, -1))
    return np.concatenate([np.clip(np.rint(plane), 0, 255).astype(np.uint8) for plane in planes])
