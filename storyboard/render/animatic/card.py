"""One card before the backdrop: a reference's picture, its label, and a ring while it speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL import Image, ImageDraw

from storyboard.render.animatic import draw
from storyboard.render.animatic.backdrop import Still, seen
from storyboard.render.animatic.pictures import Film, covering
from storyboard.render.animatic.planes import Planes, Rect, Veil, blank, cut, lay, veil_of
from storyboard.render.animatic.type import Style, width_of, wrapped, write

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from storyboard.render.animatic.layout import Block
    from storyboard.render.animatic.motion import Move

# Faces are in the upper part of a portrait: a crop keeps more of it.
FOCUS = 0.36


class Card(NamedTuple):
    """A card of a panel. A still one is all in its veils; `motion` is a picture that moves behind them."""

    rect: Rect
    subject: str
    quiet: Veil
    speaking: Veil
    motion: Still | Film | None
    mask: tuple[NDArray[np.uint16], NDArray[np.uint16]]
    buffer: Planes


def card_of(
    subject: str,
    inside: Image.Image | Still | Film,
    places: tuple[Rect, Block],
    *,
    colour: tuple[int, int, int],
    unit: float,
) -> Card:
    """Prepare a card at its box, with its label; a picture stays still, a `Still` or a `Film` moves."""
    rect, chip = places
    size = (rect.width, rect.height)
    mask = draw.rounded(*size, draw.corner(unit))
    veils = []
    for ring in (None, colour):
        drawing = Image.new("RGBA", size, (0, 0, 0, 0))
        if isinstance(inside, Image.Image):
            drawing.paste(covering(inside, *size, FOCUS), (0, 0), mask)
        drawing.alpha_composite(draw.frame_of(size, ring, unit))
        local = chip.rect._replace(x=chip.rect.x - rect.x, y=chip.rect.y - rect.y)
        draw.pill(drawing, chip._replace(rect=local), colour, unit)
        veils.append(veil_of(drawing, (rect.x, rect.y)))
    luma = np.asarray(mask, np.uint16)
    luma = (luma + (luma >> 7)).astype(np.uint16)
    chroma = (luma[0::2, 0::2] + luma[1::2, 0::2] + luma[0::2, 1::2] + luma[1::2, 1::2]) // 4
    motion = None if isinstance(inside, Image.Image) else inside
    return Card(rect, subject, veils[0], veils[1], motion, (luma, chroma.astype(np.uint16)), blank(*size))


class Moment(NamedTuple):
    """When a card is drawn: seconds since its panel began, and the panel's length.

    A picture moves so little in one frame that it is only seen anew in `fresh` ones.
    """

    since: float
    length: float
    fresh: bool


def show(card: Card, on: Planes, move: Move, now: Moment, *, speaks: bool) -> None:
    """Draw a card, with its ring while its subject speaks."""
    if isinstance(card.motion, Still):
        if now.fresh:
            seen(card.motion, move, now.since, now.length, card.buffer)
        _masked(card.buffer, cut(on, card.rect), card.mask)
    elif card.motion is not None:
        _masked(card.motion.at(now.since), cut(on, card.rect), card.mask)
    lay(card.speaking if speaks else card.quiet, on)


def _masked(picture: Planes, on: Planes, mask: tuple[NDArray[np.uint16], NDArray[np.uint16]]) -> None:
    luma, chroma = mask
    for source, target, weight in zip(picture, on, (luma, chroma, chroma), strict=True):
        wide = source * weight
        wide += target * (256 - weight)
        wide >>= 8
        target[:] = wide


def nameplate(name: str, subject: str, size: tuple[int, int]) -> Image.Image:
    """Draw a card's picture for a reference that is only an address: its name on a calm colour."""
    width, height = size
    base = draw.neutral(subject)
    fall = np.linspace(1.25, 0.75, height, dtype=np.float32)[:, None, None]
    rgb = np.clip(np.array(base, np.float32) * fall, 0, 255).repeat(width, axis=1)
    plate = Image.fromarray(rgb.astype(np.uint8))
    style = Style("semibold", max(min(width, height) // 9, 6))
    lines = wrapped(name, style, round(width * 0.8), 3)
    y = (height - len(lines) * style.leading) // 2
    for line in lines:
        x = (width - width_of(line, style)) / 2
        write(ImageDraw.Draw(plate), (x, y), line, style, (255, 255, 255))
        y += style.leading
    return plate
