"""The keeper of the example series, drawn frame by frame: he breathes, blinks, looks round and hums."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scripts.draw.faces import Face, blush, brow, eye
from scripts.draw.paper import (
    Sheet,
    band,
    beam,
    curve,
    cut,
    finish,
    flat,
    glow,
    inside,
    lay,
    mirror,
    oval,
    ribbon,
    shade,
    sheet,
    trace,
)
from scripts.draw.places import cloud, swell

if TYPE_CHECKING:
    from PIL import Image

WIDTH, HEIGHT = 720, 960
FPS, FRAMES = 24, 84


class Pose(NamedTuple):
    """What he does in one frame: `turn` -1..1, `breath`, `blink` and `mouth` 0..1."""

    turn: float
    breath: float
    blink: float
    mouth: float


def pose(frame: int, loudness: float) -> Pose:
    """Give the pose of a frame; the mouth follows the loudness of his voice, 0..1."""
    t = frame / FPS
    turn = 0.75 * float(np.sin(2 * np.pi * t / 3.5 - 0.5)) * float(1 - np.exp(-2 * t))
    breath = 0.5 - 0.5 * float(np.cos(2 * np.pi * t / 1.75))
    blink = max(float(np.exp(-(((t - when) / 0.07) ** 2))) for when in (0.8, 2.35, 2.62))
    return Pose(turn, breath, blink, loudness)


def room(scale: float) -> Sheet:
    """Draw what stays still behind him: the wall, the window on the evening sea."""
    on = sheet(WIDTH, HEIGHT, scale, "#3b4766", "#84626a", "#5b556f")
    for row in range(15):
        for column in range(7):
            x, y = column * 124 + (row % 2) * 62 - 20, row * 68 + 10
            stone = curve(trace("-54,-26 0,-28 54,-26 56,0 54,26 0,28 -54,26 -56,0", x, y))
            lay(on, cut(on, stone), "#4c5472", "#66586e", drop=3, dark=0.2, rim=0.05, opacity=0.4)
    lay(on, cut(on, oval(575, 225, 118, 122)), "#8d7d86", "#5d5665", drop=12)
    pane = cut(on, oval(577, 228, 94, 98))
    lay(on, pane, "#4a6590", "#f0b896", drop=0)
    lay(on, inside(cloud(on, 610, 250, 190, 52, 4), pane), "#93869f", "#e0a99b", drop=5, dark=0.25)
    for i, y in enumerate((274, 292)):
        lay(
            on,
            inside(cut(on, band(swell(WIDTH, y, 4, 50, i), 400)), pane),
            ("#6f8aa2", "#4a6c87")[i],
            "#3d5f7b",
            drop=4,
        )
    for bar in ((577, 130, 577, 326), (483, 228, 671, 228)):
        lay(on, cut(on, ribbon([(bar[0], bar[1]), (bar[2], bar[3])], 9)), "#857079", "#5c5165", drop=4)
    glow(on, 40, 700, 560, "#ff9d4a", 0.55)
    beam(on, [(480, 240), (600, 140), (300, 720), (60, 760)], "#ffd0a8", 0.08, 30)
    return on


def keeper(back: Sheet, now: Pose) -> Image.Image:
    """Draw one frame of him before a room."""
    on = Sheet(back.pixels.copy(), back.scale)
    lift = -5 * now.breath
    sweater(on, lift)
    face = Face(352, 430 + lift * 1.3, 0.78, turn=now.turn, blink=now.blink, iris="#52778c", line="#4a3a40")
    head(on, face, now)
    cap(on, face)
    return finish(on)


def sweater(on: Sheet, lift: float) -> None:
    """Lay the navy sweater; the shoulders rise with his breath."""
    outline = "0,-30 110,-20 196,16 264,96 300,230 330,420 0,420"
    body = cut(on, curve(mirror(outline, 352, 680 + lift)))
    lay(on, body, "#3f5480", "#263655", drop=18, dark=0.55, mottle=0.06, rim=0.14)
    shade(on, inside(cut(on, oval(660, 900, 130, 260)), body), "#1c2340", 0.6, 30)
    for row in range(6):
        for column in range(-9, 10):
            x, y = 352 + column * 32, 738 + lift * (1 - row / 7) + row * 42 + abs(column) * 4
            stitch = ribbon([(x - 9, y), (x, y + 13), (x + 9, y)], 3.6)
            flat(on, inside(cut(on, stitch), body), "#5f77a6", opacity=0.35)
    for flip in (False, True):
        sleeve = trace("196,150 214,230 216,330", 352, 680 + lift, flip=flip)
        flat(on, cut(on, ribbon(sleeve, 5, 3)), "#1f2b4a", opacity=0.7)
    neck = curve(mirror("0,-70 80,-62 108,-30 112,14 70,44 0,52", 352, 672 + lift))
    lay(on, cut(on, neck), "#4a6190", "#30426a", drop=11, rim=0.14)


def head(on: Sheet, face: Face, now: Pose) -> None:
    """Lay ears, face, beard and moustache; what is nearer moves farther as he turns."""
    x, y, size = face.x, face.y, face.size
    near = 20 * now.turn * size
    for side in (-1, 1):
        ear = cut(on, oval(x + side * 184 * size - 0.5 * near, y + 30 * size, 26 * size, 44 * size))
        lay(on, ear, "#e8b092", "#c88a72", drop=6)
    skin = cut(on, curve(mirror("0,-200 100,-190 170,-120 182,0 172,120 110,210 0,240", x, y, size)))
    lay(on, skin, "#f4c6a2", "#dd9f7e", drop=10, dark=0.45, mottle=0.03)
    blush(on, face, skin, "#e07f68", 0.5)
    for side in (-1, 1):
        eye(on, face._replace(size=size * 0.88), side)
        for crease in ("116,4 140,-4 154,-16", "116,16 140,18 156,12"):
            line = ribbon(trace(crease, x + near * 0.6, y, size, flip=side < 0), 2.4, 0.6)
            flat(on, inside(cut(on, line), skin), "#b3735c", opacity=0.7)
    beard(on, face, now)
    for side in (-1, 1):
        brow(on, face._replace(y=y + 9 * size), side, "#fffaf0", 22 * size, lift=8 + 6 * now.mouth)
    bulb = cut(on, oval(x + 1.6 * near, y + 62 * size, 35 * size, 31 * size))
    lay(on, bulb, "#f0a58a", "#d57e6b", drop=5, dark=0.35, mottle=0.02)
    glow(on, x + 1.6 * near - 9 * size, y + 50 * size, 26 * size, "#fff0dc", 0.5)


def beard(on: Sheet, face: Face, now: Pose) -> None:
    """Lay the white beard in three tufted layers, the mouth, and the moustache over it."""
    near, jaw = 20 * now.turn * face.size, 12 * now.mouth
    layers = (
        (
            "0,70 120,40 186,-30 204,60 190,170 214,210 168,260 172,310 110,330 84,384 34,372 0,412",
            "#d9d0cb",
            "#b3acb4",
            0.2,
        ),
        (
            "0,76 110,60 164,20 176,110 158,190 172,236 120,262 104,316 54,312 28,352 0,346",
            "#eee6dc",
            "#cbc4c6",
            0.7,
        ),
        ("0,92 90,82 130,90 126,160 108,210 84,226 56,262 24,258 0,284", "#faf4ea", "#dcd5d2", 1.1),
    )
    for i, (outline, top, bottom, depth) in enumerate(layers):
        tuft = curve(
            mirror(outline, face.x + near * depth, face.y + (10 + jaw * (0.5 + 0.3 * i)) * 1.0, face.size)
        )
        lay(on, cut(on, tuft), top, bottom, drop=9, dark=0.32, mottle=0.05, rim=0.12)
    for side in (False, True):
        for hair in ("60,150 66,220 48,290", "110,120 126,200 104,270", "20,170 18,250 10,310"):
            line = ribbon(trace(hair, face.x + near, face.y + 10 + jaw, face.size, flip=side), 4, 1)
            flat(on, cut(on, line), "#c3bbbd", opacity=0.55)
    mouth = cut(
        on,
        oval(
            face.x + 1.3 * near,
            face.y + 136 * face.size + jaw * 0.7,
            34 * face.size,
            (3 + 19 * now.mouth) * face.size,
        ),
    )
    flat(on, mouth, "#7a3a40", "#b4605a")
    for side in (False, True):
        half = "-4,84 40,80 104,104 150,150 160,178 120,166 70,146 24,132 -4,118"
        wing = curve(trace(half, face.x + 1.4 * near, face.y - 3 * now.mouth, face.size, flip=side))
        lay(on, cut(on, wing), "#fffaf1", "#d9d1cf", drop=8, dark=0.35, rim=0.12)


def cap(on: Sheet, face: Face) -> None:
    """Lay the navy cap with its band, peak and anchor."""
    x, y, size = face.x, face.y - 156 * face.size, face.size
    near = 20 * face.turn * size
    for side in (-1, 1):
        tuft = curve(trace("150,0 214,30 206,84 186,110 168,70", x - near * 0.4, y, size, flip=side < 0))
        lay(on, cut(on, tuft), "#f4ece2", "#cfc7c8", drop=5, dark=0.3)
    crown = curve(mirror("0,-190 120,-180 220,-120 238,-50 190,-8 0,10", x + near * 0.3, y, size))
    lay(on, cut(on, crown), "#4a608f", "#2c3d63", drop=12, dark=0.5, rim=0.14)
    belt = curve(mirror("0,-60 130,-68 196,-48 200,14 130,22 0,30", x + near * 0.5, y, size))
    lay(on, cut(on, belt), "#34466f", "#243252", drop=7)
    cord = trace("-196,14 -100,30 0,36 100,30 196,14", x + near * 0.5, y - 12 * size, size)
    lay(on, cut(on, ribbon(cord, 8 * size)), "#e9c27a", "#b98750", drop=3)
    peak = curve(mirror("0,12 120,6 186,14 176,44 110,70 0,78", x + near * 0.9, y + 4 * size, size))
    lay(on, cut(on, peak), "#2a385b", "#1a2440", drop=12, dark=0.55, rim=0.16)
    bx, by = x + near * 1.1, y - 66 * size
    lay(on, cut(on, oval(bx, by, 37 * size, 37 * size)), "#f3cf86", "#b98750", drop=5)
    lay(on, cut(on, oval(bx, by, 29 * size, 29 * size)), "#34466f", "#243252", drop=0)
    for stroke in ("0,-16 0,0 0,20", "-10,-7 0,-7 10,-7", "-17,6 -9,18 0,21 9,18 17,6"):
        flat(on, cut(on, ribbon(trace(stroke, bx, by, size), 4.4 * size)), "#f6dca0")
    flat(on, cut(on, oval(bx, by - 19 * size, 5 * size, 5 * size)), "#f6dca0")
