"""What every face of the example series has: eyes, brows, cheeks, nose and mouth."""

from __future__ import annotations

from typing import NamedTuple

from scripts.draw.paper import (
    Cut,
    Point,
    Sheet,
    curve,
    cut,
    flat,
    glow,
    inside,
    lay,
    oval,
    ribbon,
    shade,
    trace,
)


class Face(NamedTuple):
    """Where a face is and what it does: `turn` -1..1 looks left or right, `blink` 0..1 closes the eyes."""

    x: float
    y: float
    size: float = 1
    turn: float = 0
    blink: float = 0
    iris: str = "#4b3a35"
    line: str = "#3a2b33"


def eye(on: Sheet, face: Face, side: int) -> None:
    """Lay one eye with its lash line; the lid comes down as it blinks."""
    unit = face.size
    x = face.x + unit * (side * 82 * (1 - 0.08 * side * face.turn) + 26 * face.turn)
    y = face.y + unit * 6
    if face.blink < 0.75:
        gaze(on, face, (x, y))
    drop = 33 * face.blink - 3
    arch = -33 + drop * 1.15
    lash = f"-36,{-6 + drop * 0.6} -20,{arch + 3} 4,{arch - 2} 26,{arch + 8} 40,{-8 + drop * 0.6}"
    line = ribbon(trace(lash, x, y, unit, flip=side < 0), 4 * unit, 5 * unit, bulge=5 * unit)
    flat(on, cut(on, line), face.line)


def gaze(on: Sheet, face: Face, at: Point) -> None:
    """Lay the white, the shadow of the lid, the iris, the pupil and two lights in it."""
    (x, y), unit = at, face.size
    white = cut(on, oval(x, y + face.blink * 10 * unit, 30 * unit, 33 * unit * (1 - face.blink)))
    flat(on, white, "#f6efe6", "#fffaf2")
    lid = cut(on, oval(x, y - 26 * unit, 36 * unit, 22 * unit))
    shade(on, inside(lid, white), "#7d6a7a", 0.6, 4 * unit)
    look = x + 7 * face.turn * unit
    for dx, dy, wide, high, colour, to in (
        (0, -1, 24.5, 31, face.iris, "#94694a"),
        (0, -1, 13, 17, "#1f1a22", "#1f1a22"),
        (-8, -9, 7, 8, "#ffffff", "#ffffff"),
        (9, 11, 3.6, 4, "#ffe9c8", "#ffe9c8"),
    ):
        spot = cut(on, oval(look + dx * unit, y + dy * unit, wide * unit, high * unit))
        flat(on, inside(spot, white), colour, to)


def brow(on: Sheet, face: Face, side: int, colour: str, thick: float, lift: float = 0) -> None:
    """Lay one eyebrow."""
    x = face.x + face.size * (side * 82 + 24 * face.turn)
    arc = f"-38,{6 - lift} -8,{-8 - lift} 40,{2 - 0.4 * lift}"
    strip = ribbon(
        trace(arc, x, face.y - 58 * face.size, face.size, flip=side < 0),
        thick,
        thick * 0.35,
        bulge=thick * 0.3,
    )
    lay(on, cut(on, strip), colour, drop=1.5, dark=0.2, rim=0.03)


def blush(on: Sheet, face: Face, skin: Cut, colour: str, amount: float) -> None:
    """Warm the cheeks and cool the far side of the face."""
    for side in (-1, 1):
        spot = cut(
            on,
            oval(
                face.x + face.size * (side * 116 + 18 * face.turn),
                face.y + 78 * face.size,
                46 * face.size,
                32 * face.size,
            ),
        )
        shade(on, inside(spot, skin), colour, amount, 15 * face.size)
    far = cut(on, oval(face.x + 215 * face.size, face.y + 40 * face.size, 110 * face.size, 290 * face.size))
    shade(on, inside(far, skin), "#a0728a", 0.5, 22 * face.size)


def nose(on: Sheet, face: Face, colour: str, wide: float = 1) -> None:
    """Lay the nose as a small shadow with a lit tip."""
    x, y = face.x + 34 * face.turn * face.size, face.y + 70 * face.size
    under = curve(trace(f"{-20 * wide},0 {-9 * wide},9 0,12 {9 * wide},9 {20 * wide},0 0,4", x, y, face.size))
    shade(on, cut(on, trace("2,-60 16,-20 22,2 0,6", x, y, face.size)), colour, 0.4, 6 * face.size)
    flat(on, cut(on, under), colour, opacity=0.85)
    glow(on, x - 5 * face.size, y - 12 * face.size, 26 * face.size, "#fff0dc", 0.35)


def smile(on: Sheet, face: Face, colour: str, curl: float = 1) -> None:
    """Lay a closed mouth; `curl` above 0 smiles."""
    x, y = face.x + 28 * face.turn * face.size, face.y + 132 * face.size
    lips = f"-44,{-8 * curl} -20,{4 * curl} 0,{7 * curl} 20,{4 * curl} 44,{-8 * curl}"
    flat(on, cut(on, ribbon(trace(lips, x, y, face.size), 2, 2, bulge=5.5 * face.size)), colour)
    shade(
        on, cut(on, oval(x, y + 20 * face.size, 22 * face.size, 6 * face.size)), colour, 0.35, 5 * face.size
    )
