"""The timing bar: one segment a panel, what has been played, a playhead, and a clock."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageDraw

from storyboard.render.animatic.draw import rounded
from storyboard.render.animatic.layout import digit_width
from storyboard.render.animatic.planes import Planes, Rect, Veil, lay, veil_of
from storyboard.render.animatic.type import width_of, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storyboard.render.animatic.layout import Block

# The playhead is drawn at this many places within two px, so that it glides.
_PHASES = 16


class Bar(NamedTuple):
    """One clip's bar: `track` is what is to come, `played` what has been, `heads` the playhead's phases."""

    rect: Rect
    track: Veil
    played: Veil
    heads: tuple[Veil, ...]
    radius: int


def bar_of(rect: Rect, starts: Sequence[float], unit: float) -> Bar:
    """Prepare the bar; `starts` are where panels begin, as shares of the clip."""
    box = rect.even()
    thick = max(round(5 * unit), 2)
    edges = [rect.x + round(rect.width * start) for start in starts] + [rect.right]
    veils = []
    for strength in (82, 240):
        alpha = Image.new("L", (box.width, box.height), 0)
        for index, (left, right) in enumerate(pairwise(edges)):
            gap = round(4 * unit) if index < len(edges) - 2 else 0
            piece = rounded(max(right - left - gap, 2), thick, thick // 2)
            alpha.paste(piece, (left - box.x, (box.height - thick) // 2))
        drawing = Image.new("RGBA", alpha.size, (255, 255, 255, 0))
        drawing.putalpha(alpha.point([value * strength // 255 for value in range(256)]))
        veils.append(veil_of(drawing, (box.x, box.y)))
    radius = max(round(6.5 * unit), 2)
    return Bar(rect, veils[0], veils[1], tuple(_heads(radius, box)), radius)


def _heads(radius: int, box: Rect) -> list[Veil]:
    """Draw the playhead at each phase, in a box as high as the bar's."""
    fine, wide = 8, 2 * radius + 4 + (2 * radius) % 2
    found = []
    for phase in range(_PHASES):
        big = Image.new("L", (wide * fine, box.height * fine), 0)
        x = (wide / 2 - 1 + 2 * phase / _PHASES) * fine
        y, reach = box.height * fine / 2, radius * fine
        ImageDraw.Draw(big).ellipse((x - reach, y - reach, x + reach, y + reach), fill=255)
        drawing = Image.new("RGBA", (wide, box.height), (255, 255, 255, 0))
        drawing.putalpha(big.resize((wide, box.height), Image.Resampling.BOX))
        found.append(veil_of(drawing, (0, box.y)))
    return found


def show(bar: Bar, share: float, on: Planes) -> None:
    """Draw the bar with the playhead at a share (0 to 1) of the clip."""
    lay(bar.track, on)
    reach = bar.rect.x + bar.radius + (bar.rect.width - 2 * bar.radius) * share
    lay(_upto(bar.played, int(reach - bar.track.rect.x)), on)
    even = int(reach) // 2 * 2
    head = bar.heads[int((reach - even) * _PHASES / 2) % _PHASES]
    x = even - head.rect.width // 2 + 1
    lay(head._replace(rect=head.rect._replace(x=x - x % 2)), on)


def _upto(veil: Veil, width: int) -> Veil:
    """Keep only the left of a veil."""
    width = max(min(width - width % 2, veil.rect.width), 0)
    half = width // 2
    keep_y, keep_c = veil.keep
    add_y, add_u, add_v = veil.add
    return Veil(
        veil.rect._replace(width=width),
        (keep_y[:, :width], keep_c[:, :half]),
        (add_y[:, :width], add_u[:, :half], add_v[:, :half]),
    )


def clock_words(seconds: float, total: float) -> str:
    """Write a time for the clock, `1.2 / 7.0 s`; tenths are cut, not rounded, so that it never runs ahead."""
    return f"{int(seconds * 10 + 1e-6) / 10:.1f} / {total:.1f} s"


def clock_of(block: Block, words: str) -> Veil:
    """Draw the clock, ending where its box ends; every digit is as wide as the widest."""
    box = block.rect.even()
    drawing = Image.new("RGBA", (box.width, box.height), (255, 255, 255, 0))
    draw, cell = ImageDraw.Draw(drawing), digit_width(block.style)
    cells = [(char, cell if char.isdigit() else width_of(char, block.style)) for char in words]
    x = block.rect.right - box.x - sum(wide for _, wide in cells)
    for char, wide in cells:
        inset = (wide - width_of(char, block.style)) / 2
        write(draw, (x + inset, block.rect.y - box.y), char, block.style, (255, 255, 255, 220))
        x += wide
    return veil_of(drawing, (box.x, box.y))
