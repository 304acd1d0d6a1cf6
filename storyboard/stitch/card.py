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
    middle = height / 2
    title_size = _fitting(draw, card.title, width, min(width, height) // 9, "SemiBold")
    draw.text(
        (width / 2, middle), card.title, _LIGHT, _font("SemiBold", title_size), anchor="mm", align="center"
    )
    if card.subtitle:
        size = _fitting(draw, card.subtitle, width, min(width, height) // 22, "Regular")
        draw.text(
            (width / 2, middle + title_size * 1.1), card.subtitle, _DIM, _font("Regular", size), anchor="mm"
        )
    return _yuv(picture)


def _fitting(draw: ImageDraw.ImageDraw, text: str, width: int, size: int, weight: str) -> int:
    """Shrink a size in px until the text keeps the safe margins."""
    while size > 12 and draw.textlength(text.replace("\n", " "), _font(weight, size)) > width * 0.86:
        size -= 2
    return size


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
