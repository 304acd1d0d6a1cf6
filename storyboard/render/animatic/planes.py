"""Pictures as BT.709 YUV 4:2:0 planes, and veils: drawings with alpha that are laid over them quickly."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL import Image

# ITU-R BT.709, 8 bit, limited range: rows are Y, Cb, Cr of R, G, B in 0..255.
_BT709 = np.array(
    [[0.182586, 0.614231, 0.062007], [-0.100644, -0.338572, 0.439216], [0.439216, -0.398942, -0.040274]],
    dtype=np.float32,
)
_OFFSET = np.array([16.0, 128.0, 128.0], dtype=np.float32)
# Bands of a drawing that are nearer than this many rows are laid in one go.
_GAP = 8


class Planes(NamedTuple):
    """One picture: luma at full size, chroma at half."""

    y: NDArray[np.uint8]
    u: NDArray[np.uint8]
    v: NDArray[np.uint8]

    @property
    def width(self) -> int:
        """In px of luma."""
        return int(self.y.shape[1])

    @property
    def height(self) -> int:
        """In px of luma."""
        return int(self.y.shape[0])


class Rect(NamedTuple):
    """A box in px of the frame; the far edges are exclusive."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column beyond it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first row beyond it."""
        return self.y + self.height

    def even(self) -> Rect:
        """Grow to even edges, where chroma samples begin and end."""
        x, y = self.x - self.x % 2, self.y - self.y % 2
        return Rect(x, y, self.right + self.right % 2 - x, self.bottom + self.bottom % 2 - y)

    def meets(self, other: Rect) -> bool:
        """Whether the two share a pixel."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )


class Veil(NamedTuple):
    """A drawing to lay over a picture at `rect`: out = (picture * keep + add) / 256, plane by plane."""

    rect: Rect
    keep: tuple[NDArray[np.uint16], NDArray[np.uint16]]  # for luma, for chroma
    add: tuple[NDArray[np.uint16], NDArray[np.uint16], NDArray[np.uint16]]


def blank(width: int, height: int) -> Planes:
    """Give an unset picture to write into."""
    chroma = (height // 2, width // 2)
    return Planes(np.empty((height, width), np.uint8), np.empty(chroma, np.uint8), np.empty(chroma, np.uint8))


def planes_of(picture: Image.Image) -> Planes:
    """Convert an RGB picture of even size."""
    y, u, v = _convert(np.asarray(picture.convert("RGB"), np.float32))
    return Planes(_bytes(y), _bytes(_halve(u)), _bytes(_halve(v)))


def veil_of(drawing: Image.Image, at: tuple[int, int]) -> Veil:
    """Convert an RGBA drawing of even size, whose top left corner goes to the even point `at`."""
    pixels = np.asarray(drawing, np.float32)
    alpha = pixels[:, :, 3] / np.float32(255)
    y, u, v = _convert(pixels[:, :, :3])
    half = _halve(alpha)
    rect = Rect(*at, drawing.width, drawing.height)
    add = (_fixed(y * alpha), _fixed(_halve(u * alpha)), _fixed(_halve(v * alpha)))
    return Veil(rect, (_fixed(1 - alpha), _fixed(1 - half)), add)


def veils_of(drawing: Image.Image) -> tuple[Veil, ...]:
    """Convert an RGBA drawing of the whole frame in bands of rows, leaving out what is clear."""
    alpha = np.asarray(drawing.getchannel("A"))
    drawn = np.flatnonzero(alpha.any(axis=1))
    if not drawn.size:
        return ()
    veils = []
    for band in np.split(drawn, np.flatnonzero(np.diff(drawn) > _GAP) + 1):
        top, bottom = int(band[0]), int(band[-1]) + 1
        columns = np.flatnonzero(alpha[top:bottom].any(axis=0))
        left, right = int(columns[0]), int(columns[-1]) + 1
        rect = Rect(left, top, right - left, bottom - top).even()
        veils.append(veil_of(drawing.crop((rect.x, rect.y, rect.right, rect.bottom)), (rect.x, rect.y)))
    return tuple(veils)


def lay(veil: Veil, on: Planes) -> None:
    """Lay a drawing over a picture, in place."""
    keep_y, keep_c = veil.keep
    add_y, add_u, add_v = veil.add
    _blend(part(on.y, veil.rect), keep_y, add_y)
    half = Rect(*(edge // 2 for edge in veil.rect))
    _blend(part(on.u, half), keep_c, add_u)
    _blend(part(on.v, half), keep_c, add_v)


def cut(planes: Planes, rect: Rect) -> Planes:
    """Give a view of an even part of a picture: what is written there is written in the picture."""
    half = Rect(*(edge // 2 for edge in rect))
    return Planes(part(planes.y, rect), part(planes.u, half), part(planes.v, half))


def part(plane: NDArray[np.uint8], rect: Rect) -> NDArray[np.uint8]:
    """Give a view of a part of one plane."""
    return plane[rect.y : rect.bottom, rect.x : rect.right]


def paste(picture: Planes, on: Planes) -> None:
    """Copy a whole picture over another of its size."""
    for source, target in zip(picture, on, strict=True):
        target[:] = source


def mix(picture: Planes, on: Planes, share: float) -> None:
    """Blend a share (0 to 1) of a picture into another of its size, in place."""
    weight = round(share * 256)
    for source, target in zip(picture, on, strict=True):
        wide = source.astype(np.uint16)
        wide *= weight
        rest = target.astype(np.uint16)
        rest *= 256 - weight
        wide += rest
        wide >>= 8
        target[:] = wide


def _blend(target: NDArray[np.uint8], keep: NDArray[np.uint16], add: NDArray[np.uint16]) -> None:
    wide = target.astype(np.uint16)
    wide *= keep
    wide += add
    wide >>= 8
    target[:] = wide


def _convert(
    rgb: NDArray[np.float32],
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    yuv = rgb @ _BT709.T + _OFFSET
    return yuv[:, :, 0], yuv[:, :, 1], yuv[:, :, 2]


def _halve(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    return (plane[0::2, 0::2] + plane[1::2, 0::2] + plane[0::2, 1::2] + plane[1::2, 1::2]) * np.float32(0.25)


def _bytes(plane: NDArray[np.float32]) -> NDArray[np.uint8]:
    rounded: NDArray[np.uint8] = np.clip(plane + np.float32(0.5), 0, 255).astype(np.uint8)
    return rounded


def _fixed(plane: NDArray[np.float32]) -> NDArray[np.uint16]:
    rounded: NDArray[np.uint16] = np.clip(plane * 256 + np.float32(0.5), 0, 65280).astype(np.uint16)
    return rounded
