"""Cut paper and watercolour: the few operations that every picture of the examples is made with.

A drawing is written in its own units and laid on a `Sheet` at any scale, back to front, piece by piece.
Edges are smooth because coverage is drawn four times larger and averaged; colour is worked on in floats.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Field = NDArray[np.float32]

Point = tuple[float, float]
FINER = 4  # coverage is drawn this many times larger
TILE = 1024  # side of the noise tiles, px; they repeat without a seam


class Sheet(NamedTuple):
    """A picture under way: `pixels` is height x width x 3 in 0..1, `scale` is px per drawing unit."""

    pixels: Field
    scale: float

    @property
    def width(self) -> float:
        """The width in drawing units."""
        return float(self.pixels.shape[1] / self.scale)

    @property
    def height(self) -> float:
        """The height in drawing units."""
        return float(self.pixels.shape[0] / self.scale)


class Cut(NamedTuple):
    """A piece of paper before it is laid down: how far it covers each px, from (`left`, `top`) on, in px."""

    left: int
    top: int
    cover: Field


def rgb(colour: str) -> Field:
    """Turn `#rrggbb` into three floats in 0..1."""
    return np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)], dtype=np.float32)


def sheet(width: float, height: float, scale: float, top: str, bottom: str, middle: str = "") -> Sheet:
    """Take a sheet washed from `top` to `bottom`, by way of `middle`."""
    rows, columns = round(height * scale), round(width * scale)
    stops = [rgb(colour) for colour in (top, middle, bottom) if colour]
    where = np.linspace(0, 1, len(stops))
    along = np.linspace(0, 1, rows)
    wash = np.stack([np.interp(along, where, [stop[i] for stop in stops]) for i in range(3)], axis=1)
    pixels = np.repeat(wash[:, None, :], columns, axis=1).astype(np.float32)
    pixels *= 1 + 0.022 * crop(noise(2, 2.6), (0, 0), (rows, columns), scale)[..., None]
    return Sheet(pixels, scale)


@cache
def noise(seed: int, roughness: float) -> Field:
    """Make a tile of cloudy noise, about -2..2: a spectrum that falls with frequency ** -roughness / 2."""
    rng = np.random.default_rng(seed)
    across = np.fft.rfftfreq(TILE)[None, :]
    down = np.fft.fftfreq(TILE)[:, None]
    frequency = np.hypot(across, down)
    frequency[0, 0] = 1
    spectrum = np.fft.rfft2(rng.standard_normal((TILE, TILE))) * frequency ** (-roughness / 2)
    spectrum[0, 0] = 0
    tile: Field = np.fft.irfft2(spectrum, (TILE, TILE)).astype(np.float32)
    tile /= tile.std()
    return tile.clip(-2.4, 2.4)


def crop(tile: Field, at: tuple[int, int], size: tuple[int, int], scale: float) -> Field:
    """Cut a window (rows, columns) out of an endless tile; a place shows the same cloud at every scale."""
    down = ((at[0] + np.arange(size[0])) / scale).astype(int) % TILE
    across = ((at[1] + np.arange(size[1])) / scale).astype(int) % TILE
    window: Field = tile[down[:, None], across[None, :]]
    return window


def trace(text: str, x: float = 0, y: float = 0, size: float = 1, *, flip: bool = False) -> list[Point]:
    """Read points written `12,30 14,8`, sized about an origin that lies at (x, y); `flip` mirrors them."""
    pairs = [tuple(float(value) for value in pair.split(",")) for pair in text.split()]
    return [(x + (-size if flip else size) * across, y + size * down) for across, down in pairs]


def mirror(text: str, x: float = 0, y: float = 0, size: float = 1) -> list[Point]:
    """Read the right half of an outline, from its top to its bottom, and add the left half."""
    right = trace(text, x, y, size)
    left = trace(text, x, y, size, flip=True)[::-1]
    return [*right, *(point for point in left if abs(point[0] - x) > 0.01 * size)]


def curve(points: Sequence[Point], *, closed: bool = True, steps: int = 10) -> list[Point]:
    """Bend a smooth line through points (Catmull-Rom)."""
    known = np.array(points, dtype=float)
    if closed:
        known = np.vstack([known[-1], known, known[0], known[1]])
    else:
        known = np.vstack([2 * known[0] - known[1], known, 2 * known[-1] - known[-2]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    bent: list[Point] = []
    for a, b, c, d in zip(known, known[1:], known[2:], known[3:], strict=False):
        part = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
        bent += [(float(x), float(y)) for x, y in part]
    return bent if closed else [*bent, (float(known[-2][0]), float(known[-2][1]))]


def oval(x: float, y: float, wide: float, high: float, turn: float = 0) -> list[Point]:
    """Give the outline of an ellipse with half axes `wide` and `high`, turned by `turn` degrees."""
    angle = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    across, down = wide * np.cos(angle), high * np.sin(angle)
    tilt = np.radians(turn)
    xs = x + across * np.cos(tilt) - down * np.sin(tilt)
    ys = y + across * np.sin(tilt) + down * np.cos(tilt)
    return list(zip(xs.tolist(), ys.tolist(), strict=True))


def ribbon(
    points: Sequence[Point], start: float, end: float | None = None, *, bulge: float = 0
) -> list[Point]:
    """Give the outline of a line whose width goes from `start` to `end`, wider by `bulge` half way."""
    line = np.array(curve(points, closed=False), dtype=float)
    along = np.gradient(line, axis=0)
    along /= np.maximum(np.hypot(along[:, :1], along[:, 1:]), 1e-9)
    t = np.linspace(0, 1, len(line))
    half = (start + ((start if end is None else end) - start) * t + bulge * np.sin(np.pi * t)) / 2
    side = np.stack([-along[:, 1], along[:, 0]], axis=1) * half[:, None]
    outline = np.vstack([line + side, (line - side)[::-1]])
    return [(float(x), float(y)) for x, y in outline]


def band(top: Iterable[Point], floor: float) -> list[Point]:
    """Close a line downwards: a hill, a wave, a bank of cloud."""
    line = list(top)
    return [*line, (line[-1][0], floor), (line[0][0], floor)]


def cut(on: Sheet, *outlines: Sequence[Point], holes: Iterable[Sequence[Point]] = ()) -> Cut:
    """Cut paper along outlines given in drawing units; what lies off the sheet is dropped."""
    scale = on.scale
    rows, columns = on.pixels.shape[:2]
    every = np.array([point for outline in outlines for point in outline]) * scale
    left, top = (max(int(value) - 2, 0) for value in np.floor(every.min(axis=0)))
    right, bottom = np.ceil(every.max(axis=0)).astype(int) + 2
    wide, high = min(int(right), columns) - left, min(int(bottom), rows) - top
    if wide <= 0 or high <= 0:
        return Cut(0, 0, np.zeros((1, 1), np.float32))
    stencil = Image.new("L", (wide * FINER, high * FINER))
    pen = ImageDraw.Draw(stencil)
    for paths, value in ((outlines, 255), (holes, 0)):
        for path in paths:
            pen.polygon(
                [((x * scale - left) * FINER, (y * scale - top) * FINER) for x, y in path], fill=value
            )
    return Cut(left, top, np.asarray(stencil.reduce(FINER), dtype=np.float32) / np.float32(255))


def inside(piece: Cut, other: Cut) -> Cut:
    """Trim a piece to where another lies."""
    cover = np.zeros_like(piece.cover)
    y, x = other.top - piece.top, other.left - piece.left
    rows, columns = cover.shape
    high, wide = other.cover.shape
    top, bottom, left, right = max(y, 0), min(y + high, rows), max(x, 0), min(x + wide, columns)
    if top < bottom and left < right:
        cover[top:bottom, left:right] = other.cover[top - y : bottom - y, left - x : right - x]
    return Cut(piece.left, piece.top, piece.cover * cover)


def blur(field: Field, radius: float) -> Field:
    """Blur by three box passes each way, nearly a Gaussian of sigma `radius` px; borders go on outside."""
    size = max(round(radius), 1)
    span = 2 * size + 1
    for _ in range(2):
        for _ in range(3):
            padded = np.pad(field, ((size + 1, size), (0, 0)), mode="edge")
            total = np.cumsum(padded, axis=0, dtype=np.float64)
            field = ((total[span:] - total[:-span]) / span).astype(np.float32)
        field = field.T
    return field


def spread(on: Sheet, piece: Cut, margin: int) -> tuple[Cut, tuple[slice, slice]]:
    """Widen a piece by `margin` px, kept to the sheet; give it and the part of the sheet below it."""
    rows, columns = on.pixels.shape[:2]
    high, wide = piece.cover.shape
    top, left = max(piece.top - margin, 0), max(piece.left - margin, 0)
    bottom, right = min(piece.top + high + margin, rows), min(piece.left + wide + margin, columns)
    pad = ((piece.top - top, bottom - piece.top - high), (piece.left - left, right - piece.left - wide))
    return Cut(left, top, np.pad(piece.cover, pad)), (slice(top, bottom), slice(left, right))


def shade(on: Sheet, piece: Cut, colour: str, amount: float, soft: float, *, down: Point = (0, 0)) -> None:
    """Let a soft shadow of a piece fall on what lies there, moved by `down` (drawing units)."""
    moved = Cut(piece.left + round(down[0] * on.scale), piece.top + round(down[1] * on.scale), piece.cover)
    moved = trim(on, moved)
    wide, where = spread(on, moved, int(3 * soft * on.scale) + 2)
    cover = (amount * blur(wide.cover, soft * on.scale))[..., None]
    below = on.pixels[where]
    below += cover * (below * rgb(colour) - below)


def trim(on: Sheet, piece: Cut) -> Cut:
    """Drop what lies off the sheet."""
    rows, columns = on.pixels.shape[:2]
    y, x = max(-piece.top, 0), max(-piece.left, 0)
    high, wide = piece.cover.shape
    bottom, right = min(high, rows - piece.top), min(wide, columns - piece.left)
    if y >= bottom or x >= right:
        return Cut(0, 0, np.zeros((1, 1), np.float32))
    return Cut(piece.left + x, piece.top + y, piece.cover[y:bottom, x:right])


def lay(
    on: Sheet,
    piece: Cut,
    colour: str,
    to: str = "",
    *,
    across: float = 0,
    drop: float = 6,
    dark: float = 0.42,
    rim: float = 0.10,
    mottle: float = 0.038,
    opacity: float = 1,
) -> None:
    """Lay a piece of paper down.

    Its wash goes from `colour` at the top to `to` at the bottom (`across` = 1: from left to right). It throws
    a shadow of `drop` units, `dark` strong; its edge is lit by `rim` at the upper left, and the pigment is
    uneven by `mottle`.
    """
    if drop:
        shade(on, piece, "#2b2f4a", dark * opacity, drop * 0.9, down=(drop * 0.35, drop * 0.7))
    high, wide = piece.cover.shape
    where = (slice(piece.top, piece.top + high), slice(piece.left, piece.left + wide))
    y, x = (
        np.linspace(0, 1, high, dtype=np.float32)[:, None],
        np.linspace(0, 1, wide, dtype=np.float32)[None, :],
    )
    along = ((1 - across) * y + across * x)[..., None]
    paint = rgb(colour) * (1 - along) + rgb(to or colour) * along
    seed = (piece.left * 7 + piece.top * 13) % 97
    cloud = crop(noise(5, 2.9), (piece.top + seed * 5, piece.left + seed * 11), (high, wide), on.scale)
    paint = paint * (1 + mottle * cloud[..., None])
    if rim:
        paint = paint + (rim * edge(piece.cover, 1.6 * on.scale))[..., None]
    cover = (piece.cover * opacity)[..., None]
    below = on.pixels[where]
    below += cover * (paint - below)


def flat(on: Sheet, piece: Cut, colour: str, to: str = "", *, across: float = 0, opacity: float = 1) -> None:
    """Paint a shape that is no paper of its own: no shadow, no lit edge."""
    lay(on, piece, colour, to, across=across, drop=0, rim=0, opacity=opacity)


def edge(cover: Field, soft: float) -> Field:
    """Where a piece's edge is lit (above 0, upper left) and turned away (below 0, lower right)."""
    step = max(round(soft), 1)
    padded = np.pad(cover, step, mode="edge")
    rows, columns = cover.shape
    lit = cover - padded[:rows, :columns]
    away = cover - padded[2 * step :, 2 * step :]
    slope: Field = np.clip(lit, 0, 1) - 0.7 * np.clip(away, 0, 1)
    return slope


def glow(
    on: Sheet, x: float, y: float, radius: float, colour: str, amount: float = 1, *, squash: float = 1
) -> None:
    """Shine a soft light: strongest at (x, y), gone at about `radius`; `squash` below 1 widens it."""
    rows, columns = on.pixels.shape[:2]
    down = (np.arange(rows, dtype=np.float32)[:, None] / on.scale - y) / squash
    across = np.arange(columns, dtype=np.float32)[None, :] / on.scale - x
    far = (down**2 + across**2) / radius**2
    light = (amount * np.exp(-4 * far) + 0.35 * amount * np.exp(-30 * far))[..., None]
    on.pixels[:] = 1 - (1 - on.pixels) * (1 - np.clip(light, 0, 1) * rgb(colour))


def beam(on: Sheet, outline: Sequence[Point], colour: str, amount: float, soft: float) -> None:
    """Shine a soft-edged patch of light along an outline."""
    wide, where = spread(on, cut(on, outline), int(3 * soft * on.scale) + 2)
    light = amount * blur(wide.cover, soft * on.scale)[..., None]
    below = on.pixels[where]
    below[:] = 1 - (1 - below) * (1 - light * rgb(colour))


def finish(on: Sheet, *, vignette: float = 0.16, grain: float = 0.010) -> Image.Image:
    """Give the picture the tooth of its paper and a quiet vignette."""
    rows, columns = on.pixels.shape[:2]
    y = np.linspace(-1, 1, rows, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, columns, dtype=np.float32)[None, :]
    corner = 1 - vignette * np.clip((x**2 + y**2) / 2, 0, 1) ** 1.6
    tooth = 1 + grain * crop(noise(9, 0.9), (0, 0), (rows, columns), max(on.scale, 1))
    done = np.clip(on.pixels * (corner * tooth)[..., None], 0, 1)
    return Image.fromarray((done * 255 + 0.5).astype(np.uint8))


def thrifty(picture: Image.Image, colours: int = 256) -> Image.Image:
    """Choose a palette by weighted k-means, rare colours counted up, so that a PNG is a third of its size."""
    bins = np.asarray(picture).reshape(-1, 3) >> 2
    index, counts = np.unique(bins.astype(np.int32) @ np.array([4096, 64, 1]), return_counts=True)
    known = np.stack([index // 4096, index // 64 % 64, index % 64], axis=1).astype(np.float32)
    weight = counts.astype(np.float32) ** 0.6
    rng = np.random.default_rng(1)
    chosen = known[rng.choice(len(known), min(colours, len(known)), replace=False, p=weight / weight.sum())]
    for _ in range(12):
        far = (chosen**2).sum(axis=1)[None, :] - 2 * known @ chosen.T
        near = far.argmin(axis=1)
        total = np.bincount(near, weight, len(chosen))
        means = np.stack([np.bincount(near, weight * known[:, i], len(chosen)) for i in range(3)], axis=1)
        chosen = np.where(total[:, None] > 0, means / np.maximum(total, 1e-9)[:, None], chosen).astype(
            np.float32
        )
    palette = Image.new("P", (1, 1))
    palette.putpalette(np.clip(chosen * 4 + 2, 0, 255).astype(np.uint8).tobytes())
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)
