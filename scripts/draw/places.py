"""The lighthouse at dusk, and the skies, seas and gulls that the places of the example series share."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from scripts.draw.paper import (
    Cut,
    Point,
    Sheet,
    band,
    curve,
    cut,
    finish,
    flat,
    glow,
    inside,
    lay,
    oval,
    ribbon,
    shade,
    sheet,
    trace,
)

if TYPE_CHECKING:
    from PIL import Image

INK = "#39435e"
SLATE = "#5b657f"


def cloud(on: Sheet, x: float, y: float, wide: float, high: float, seed: int) -> Cut:
    """Cut a bank of cloud: round heads on a long flat foot; (x, y) is the middle of the foot."""
    rng = np.random.default_rng(seed)
    heads = [oval(x, y - high * 0.14, wide / 2, high * 0.16)]
    count = int(6 + wide / 130)
    for i in range(count):
        t = (i + 0.5) / count * 2 - 1 + float(rng.uniform(-0.06, 0.06))
        size = high * (0.22 + 0.3 * (1 - t * t)) * float(rng.uniform(0.72, 1.25))
        heads.append(oval(x + t * wide * 0.4, y - high * 0.16 - size * 0.55, size * 1.25, size))
    return cut(on, *heads)


def swell(width: float, y: float, high: float, length: float, seed: int) -> list[Point]:
    """Give a line of waves with rounded crests across the sheet."""
    rng = np.random.default_rng(seed)
    xs = np.linspace(-20, width + 20, 400)
    phase, drift = rng.uniform(0, 6, 2)
    bend = xs + 0.22 * length * np.sin(xs / (length * 1.7) + drift)
    crest = np.abs(np.sin(np.pi * bend / length + phase)) ** 0.8
    slow = np.sin(xs / (length * 2.3) + drift)
    return [(float(x), float(y - high * c + high * 0.7 * s)) for x, c, s in zip(xs, crest, slow, strict=True)]


def glitter(on: Sheet, x: float, y: float, spread: float, row: int, colour: str, strength: float) -> None:
    """Lay the light on the water below a low sun: dashes, wider and rarer with each row."""
    rng = np.random.default_rng(row + 40)
    for _ in range(20):
        off = float(rng.normal(0, spread))
        wide = float(rng.uniform(10, 24 + 11 * row)) * (1 - min(abs(off) / (3 * spread), 0.6))
        at = y + float(rng.uniform(6, 22 + 6 * row))
        dash = cut(on, oval(x + off, at, wide, 1 + 0.45 * row))
        flat(on, dash, colour, opacity=strength * float(rng.uniform(0.5, 1)))


def gull(on: Sheet, x: float, y: float, span: float, colour: str = "#fbf6ec") -> None:
    """Lay a gull on the wind."""
    for side in (-1, 1):
        wing = trace("0,0 .3,-.22 .62,-.08", x, y, span, flip=side < 0)
        lay(on, cut(on, ribbon(wing, span * 0.11, 0.6)), colour, drop=3, dark=0.2, rim=0)


def jag(points: list[Point], seed: int, rough: float = 5) -> list[Point]:
    """Break a line of rock into facets."""
    rng = np.random.default_rng(seed)
    broken: list[Point] = []
    for (x, y), (u, v) in pairwise(points):
        for t in (0, 0.25, 0.5, 0.75):
            dx, dy = rng.normal(0, rough, 2)
            broken.append((x + (u - x) * t + float(dx), y + (v - y) * t + float(dy)))
    return [*broken, points[-1]]


def lighthouse() -> Image.Image:
    """Draw a white lighthouse on a cliff at dusk, 1600 x 900."""
    on = sheet(1600, 900, 1, "#33456a", "#f8d3a3", "#ad8297")
    glow(on, 420, 560, 660, "#ffb27a", 0.75, squash=0.55)
    dusk_clouds(on)
    flat(on, cut(on, oval(430, 540, 60, 60)), "#fff0c4", "#ffbe88")
    glow(on, 430, 540, 230, "#ffd9a0", 0.5)
    dusk_sea(on)
    cliff(on)
    hill(on)
    cottage(on, 1010, 462)
    tower(on, 1190, 462)
    meadow(on)
    for x, y, span in ((560, 250, 46), (655, 215, 34), (705, 290, 28), (860, 150, 22), (520, 330, 20)):
        gull(on, x, y, span)
    return finish(on)


def dusk_clouds(on: Sheet) -> None:
    """Lay the evening's clouds, the farthest first."""
    for x, y, wide, high, seed, top, bottom in (
        (1330, 120, 760, 150, 3, "#4c5b80", "#63698d"),
        (240, 115, 700, 130, 8, "#485a80", "#696f96"),
        (800, 222, 640, 130, 5, "#75739a", "#9d83a2"),
        (1510, 320, 560, 170, 11, "#7d7799", "#b68fa2"),
        (70, 320, 560, 150, 14, "#8d7d9f", "#c998a2"),
        (700, 400, 460, 90, 17, "#bd92a2", "#e4b1a4"),
        (1400, 470, 640, 120, 21, "#bd94a1", "#edc2a4"),
        (140, 480, 420, 80, 24, "#dba59d", "#f8cca1"),
        (760, 508, 330, 50, 29, "#e0aaa0", "#f8cfa6"),
    ):
        lay(on, cloud(on, x, y, wide, high, seed), top, bottom, drop=10, dark=0.26, rim=0.07)


def dusk_sea(on: Sheet) -> None:
    """Lay the sea in sheets, and the path of the sun on them."""
    waves = (
        (590, 1.5, 90, "#d2a49b", "#a094a3"),
        (614, 4, 70, "#9698aa", "#7b8da5"),
        (646, 6, 86, "#7189a2", "#597a98"),
        (690, 9, 110, "#547692", "#426a87"),
        (744, 12, 140, "#3f6783", "#315a75"),
        (812, 15, 180, "#2e5772", "#254b64"),
    )
    for i, (y, high, length, top, bottom) in enumerate(waves):
        lay(
            on,
            cut(on, band(swell(1600, y, high, length, i), 940)),
            top,
            bottom,
            drop=5 + i,
            dark=0.3,
            rim=0.13,
        )
        glitter(on, 430, y, 22 + 20 * i, i, "#ffd9aa", 0.72 - 0.06 * i)


def cliff(on: Sheet) -> None:
    """Lay the headland's stone, warm where it meets the evening sun, and the surf at its foot."""
    for i, (outline, top, bottom) in enumerate(
        (
            (
                "655,960 704,836 742,742 806,690 832,612 894,560 960,520 1640,500 1640,960",
                "#a5838c",
                "#5d617c",
            ),
            (
                "742,960 782,846 826,780 870,716 902,640 975,572 1100,545 1640,530 1640,960",
                "#85748a",
                "#4d5672",
            ),
            ("842,960 872,870 930,806 968,728 1030,668 1120,620 1640,575 1640,960", "#6a6a86", "#414c68"),
        )
    ):
        stone = cut(on, jag(trace(outline), i))
        lay(on, stone, top, bottom, drop=12, mottle=0.08, rim=0.13)
        rng = np.random.default_rng(i + 3)
        for _ in range(9):
            x, y = float(rng.uniform(700, 1150)) + 60 * i, float(rng.uniform(640, 880))
            crack = [(x, y), (x + 9, y + 17), (x + 4, y + 33), (x + 16, y + float(rng.uniform(46, 80)))]
            flat(on, inside(cut(on, ribbon(crack, 3.6, 0.4)), stone), "#454d68", opacity=0.6)
    for x, y, wide, high, seed in ((676, 872, 62, 46, 1), (566, 892, 40, 22, 2), (790, 894, 66, 34, 3)):
        shape = trace("-1,.8 -.6,-.5 -.08,-1 .35,-.75 .7,-.25 1,.8")
        rock = jag([(x + wide * across, y + high * down) for across, down in shape], seed, 2.5)
        lay(on, cut(on, rock), "#8d7a8a", "#414c68", across=0.5, drop=7, mottle=0.09)
    for x, wide in ((566, 60), (680, 96), (800, 100), (930, 90)):
        lay(
            on,
            cloud(on, x, 902, wide * 1.7, 26, int(x)),
            "#f6ebe0",
            "#c3cad0",
            drop=4,
            dark=0.25,
            opacity=0.92,
        )
    lay(on, cut(on, band(swell(1600, 898, 6, 230, 9), 940)), "#2b5670", "#1f4158", drop=6, rim=0.13)


def hill(on: Sheet) -> None:
    """Lay the turf in folds, and the path that comes up to the door."""
    folds = (
        (
            (
                "840,606 878,548 934,506 1010,482 1110,468 1250,458 1420,462 1640,430 "
                "1640,960 1300,760 1190,640 1100,600 1040,622 985,590 925,640 884,606"
            ),
            "#a3a787",
            "#6f8b7c",
        ),
        (
            (
                "985,612 1060,560 1180,538 1320,545 1470,520 1640,512 "
                "1640,960 1330,850 1240,760 1180,690 1120,640 1050,650"
            ),
            "#8b9c80",
            "#557a74",
        ),
        (
            "1120,690 1210,622 1330,606 1480,622 1640,588 1640,960 1290,960 1250,860 1200,790 1165,730",
            "#6f8c7a",
            "#3f6468",
        ),
    )
    for outline, top, bottom in folds:
        lay(on, cut(on, curve(trace(outline))), top, bottom, drop=9, mottle=0.08, rim=0.1)
    bends = (
        "1203,480 1252,502 1292,526 1268,552 1285,580 1370,604 "
        "1412,640 1352,690 1345,760 1440,820 1530,880 1560,980"
    )
    way = cut(on, ribbon(trace(bends), 9, 96, bulge=-16))
    lay(on, way, "#efdab6", "#b99f95", drop=3, dark=0.25, rim=0.06)


def cottage(on: Sheet, x: float, y: float) -> None:
    """Lay the keeper's cottage with one lit window; (x, y) is the middle of its foot."""
    lay(on, cut(on, trace("-74,34 -74,-30 80,-30 80,26", x, y)), "#fff0dc", "#c3b3b6", across=0.7, drop=8)
    lay(on, cut(on, trace("38,-62 38,-100 60,-100 60,-62", x, y)), "#b8806f", "#8e5f5c", drop=4)
    lay(on, cut(on, trace("-92,-24 -58,-78 64,-78 98,-24", x, y)), "#b06a60", "#7c4d55", across=0.6, drop=7)
    for row in (-64, -50, -36):
        tile = ribbon(trace(f"-90,{row} 95,{row}", x, y), 1.6)
        flat(
            on,
            inside(cut(on, tile), cut(on, trace("-92,-24 -58,-78 64,-78 98,-24", x, y))),
            "#6e444e",
            opacity=0.5,
        )
    lay(on, cut(on, trace("2,34 2,-14 30,-14 30,32", x, y)), "#5a6a80", "#3f4c64", drop=2)
    lay(on, cut(on, trace("-52,10 -52,-16 -24,-16 -24,10", x, y)), "#fff0b8", "#ffbd66", drop=0)
    for bar in ("-38,-16 -38,10", "-52,-3 -24,-3"):
        flat(on, cut(on, ribbon(trace(bar, x, y), 2.4)), "#8b5b4c")
    glow(on, x - 38, y - 3, 95, "#ffb75e", 0.55)


def tower(on: Sheet, x: float, foot: float) -> None:
    """Lay the tower; (x, foot) is the middle of its base, the vane ends 435 units higher."""
    top = foot - 285
    wall = cut(on, [*trace("-62,14 -40,-285 40,-285 62,14", x, foot), *oval(x, foot + 12, 62, 12)[:36]])
    lay(on, wall, "#fff6e8", "#b8b2c2", across=1, drop=15, dark=0.5)
    for low, high in ((-72, -128), (-186, -240)):
        upper = curve(trace(f"-80,{high} 0,{high + 9} 80,{high}", x, foot), closed=False)
        lower = curve(trace(f"80,{low} 0,{low + 10} -80,{low}", x, foot), closed=False)
        flat(on, inside(cut(on, [*upper, *lower]), wall), "#d0695d", "#8a4a5f", across=1)
    shade(on, inside(cut(on, trace("10,-285 70,-285 90,20 18,20", x, foot)), wall), "#66628a", 0.42, 10)
    for dx, dy in ((-6, -160), (-4, -262)):
        frame = [*trace("-10,16 -10,-10", x + dx, foot + dy), *oval(x + dx, foot + dy - 10, 10, 10)[36:]]
        lay(on, cut(on, [*frame, (x + dx + 10, foot + dy + 16)]), "#51608a", "#34405c", drop=2, dark=0.3)
    for wide, high, colour, to in ((26, 22, "#efe0d0", "#a9a2b2"), (19, 16, "#56647f", "#37435d")):
        door = [(x - 4 - wide, foot + 22), *oval(x - 4, foot - 6, wide, high)[36:], (x - 4 + wide, foot + 22)]
        lay(on, cut(on, door), colour, to, drop=2)
    lantern(on, x, top)


def lantern(on: Sheet, x: float, top: float) -> None:
    """Lay gallery, lantern room and dome on a tower that ends at `top`."""
    lay(on, cut(on, trace("-44,14 -62,-8 62,-8 44,14", x, top)), SLATE, "#3c4763", drop=7)
    room = cut(on, trace("-35,-8 -35,-72 35,-72 35,-8", x, top))
    lay(on, room, "#f2cfae", "#75839f", across=0.7, drop=5)
    pane = cut(on, trace("-35,-72 -8,-72 -30,-8 -50,-8", x, top))
    flat(on, inside(pane, room), "#fff0d8", opacity=0.55)
    lay(on, inside(cut(on, oval(x, top - 36, 13, 22)), room), "#8b8da0", "#535d78", drop=2)
    for dx in (-35, -12, 12, 35):
        lay(on, cut(on, ribbon(trace(f"{dx},-74 {dx},-8", x, top), 4)), "#3f4964", drop=1, rim=0.05)
    for dy in (-26, -14):
        lay(on, cut(on, ribbon(trace(f"-62,{dy} 62,{dy}", x, top), 3)), INK, drop=1, rim=0.05)
    for dx in range(-60, 61, 15):
        flat(on, cut(on, ribbon(trace(f"{dx},-26 {dx},-8", x, top), 2.4)), INK)
    dome = curve(trace("-46,-70 -35,-98 0,-117 35,-98 46,-70", x, top), closed=False)
    lay(on, cut(on, dome), "#d97263", "#80455c", across=0.8, drop=7)
    lay(on, cut(on, oval(x, top - 120, 7, 7)), "#e58a78", "#8a4a5f", across=0.6, drop=2)
    lay(on, cut(on, ribbon(trace("0,-124 0,-150", x, top), 3, 1.5)), INK, drop=1, rim=0)


def meadow(on: Sheet) -> None:
    """Lay grass and thrift near the eye."""
    rng = np.random.default_rng(77)
    for i in range(150):
        x = float(rng.uniform(890, 1600))
        low = float(np.interp(x, [890, 950, 1050, 1250, 1600], [570, 530, 500, 490, 480]))
        y = low + float(rng.uniform(8, 90)) * (0.4 + (x - 890) / 500)
        tall, lean = float(rng.uniform(9, 18)) * (0.7 + (y - 480) / 300), float(rng.uniform(-0.6, 0.1))
        blade = [(x, y), (x + lean * tall * 0.4, y - tall * 0.6), (x + lean * tall, y - tall)]
        colour = ("#b9ba92", "#90a184", "#d9c69b")[i % 3]
        lay(on, cut(on, ribbon(blade, 3.2, 0.4)), colour, drop=1.5, dark=0.22, rim=0)
    corner(on)


def corner(on: Sheet) -> None:
    """Frame the lower right with dark leaves and seed heads."""
    rng = np.random.default_rng(12)
    for i in range(54):
        x = float(rng.uniform(1180, 1620))
        tall = float(rng.uniform(50, 140)) * (0.45 + (x - 1180) / 440)
        lean = float(rng.uniform(-50, 30))
        stem = [(x, 910), (x + lean * 0.3, 910 - tall * 0.6), (x + lean, 910 - tall)]
        near = i > 26
        lay(on, cut(on, ribbon(stem, 6, 1)), "#2c4a57" if near else "#42676a", drop=3, dark=0.3, rim=0.05)
        if i % 3 == 0:
            head = oval(x + lean, 906 - tall, 5.5, 9, lean * 0.5)
            lay(on, cut(on, head), ("#e3a79b", "#efc9a0")[i % 2], "#b9736f", drop=2.5)
