"""The fishing harbour of the example series, in the morning after the storm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scripts.draw.paper import (
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
from scripts.draw.places import cloud, gull

if TYPE_CHECKING:
    from PIL import Image

WATER = 560  # where the still water begins


def harbour() -> Image.Image:
    """Draw the harbour in the morning, 1600 x 900."""
    on = sheet(1600, 900, 1, "#76b2c4", "#ffe3b0", "#e6e4c6")
    glow(on, 1130, 420, 760, "#ffdf9f", 0.8, squash=0.6)
    morning(on)
    town(on)
    mirror_water(on)
    ripples(on)
    moored(on, 470, 640, 1, "#4d8fb5", "#2d5f88")
    moored(on, 905, 700, 1.35, "#cf6d5f", "#90475a")
    moored(on, 1180, 622, 0.72, "#5f9a8f", "#3c6f72")
    quay(on)
    for x, y, span in ((640, 150, 50), (750, 205, 34), (1180, 130, 40), (1290, 190, 26), (380, 250, 26)):
        gull(on, x, y, span)
    return finish(on)


def morning(on: Sheet) -> None:
    """Lay sun, clouds and the hills across the bay."""
    flat(on, cut(on, oval(1130, 408, 54, 54)), "#fffbe2", "#ffe3a4")
    glow(on, 1130, 408, 230, "#fff0c4", 0.5)
    for x, y, wide, high, seed, top, bottom in (
        (260, 140, 640, 130, 3, "#b5d0d0", "#e2e6d4"),
        (1420, 110, 640, 120, 9, "#bad3cf", "#e8e6cf"),
        (930, 250, 520, 90, 5, "#e0e3d0", "#fbecc9"),
        (60, 330, 460, 90, 17, "#d4d8c4", "#f6e4bd"),
        (1480, 330, 420, 80, 21, "#e2d9bd", "#fbe6b8"),
    ):
        lay(on, cloud(on, x, y, wide, high, seed), top, bottom, drop=10, dark=0.2, rim=0.09, mottle=0.02)
    hills = (
        (
            "-40,470 160,420 330,450 520,400 720,452 900,430 1080,470 1260,440 1460,400 1660,430",
            "#b9c9b6",
            "#cfd3b4",
        ),
        ("-40,470 120,380 300,350 470,420 640,470 820,505 1000,520 1640,535", "#8fb0a2", "#a9bd9d"),
        ("820,600 940,552 1160,500 1330,448 1480,420 1660,400", "#96b3a0", "#adbf9b"),
    )
    for ridge, top, bottom in hills:
        lay(
            on,
            cut(on, band(curve(trace(ridge), closed=False), 600)),
            top,
            bottom,
            drop=10,
            dark=0.22,
            mottle=0.07,
        )


def town(on: Sheet) -> None:
    """Lay the houses along the water, the far ones first, and the mole with its light."""
    for x, foot, wide, high, wall, roof in (
        (150, 470, 92, 92, "#e9dcc3", "#a86a5c"),
        (262, 462, 84, 104, "#d9a58f", "#7b5a60"),
        (366, 474, 90, 88, "#c9d2c2", "#8f5b58"),
        (470, 492, 84, 84, "#efe2c8", "#6d6a78"),
        (64, 545, 118, 136, "#dd8f7d", "#7a4a54"),
        (190, 548, 110, 120, "#f4e6cb", "#a9655a"),
        (306, 546, 104, 148, "#8db3b0", "#5d5f72"),
        (414, 550, 112, 116, "#edc27e", "#95594f"),
        (528, 552, 100, 128, "#f6ebd6", "#6f6674"),
        (632, 554, 98, 96, "#cf8376", "#7c4f58"),
    ):
        house(on, x, foot, wide, high, wall, roof)
    lay(on, cut(on, trace("-20,545 700,548 716,566 -20,566")), "#cdbca6", "#94877f", drop=6)
    lay(on, cut(on, trace("1050,566 1066,542 1640,536 1640,566")), "#cfbfa8", "#958a83", drop=6)
    lay(on, cut(on, trace("-19,0 -13,-92 13,-92 19,0", 1096, 545)), "#fbf2e0", "#c4bbb8", across=1, drop=7)
    flat(on, cut(on, trace("-15,-36 -14,-62 14,-62 15,-36", 1096, 545)), "#cf6d5f", "#94485a", across=1)
    lay(on, cut(on, trace("-20,-90 -20,-97 20,-97 20,-90", 1096, 545)), "#5b657f", drop=3)
    lay(on, cut(on, trace("-10,-97 -10,-114 0,-130 10,-114 10,-97", 1096, 545)), "#ffe6ac", "#cf6d5f", drop=4)


def house(on: Sheet, x: float, foot: float, wide: float, high: float, wall: str, roof: str) -> None:
    """Lay a gabled house: (x, foot) is the middle of its foot, `high` goes to the eaves."""
    half = wide / 2
    shape = f"{-half},0 {-half},{-high} 0,{-high - half * 0.9} {half},{-high} {half},0"
    front = cut(on, trace(shape, x, foot))
    lay(on, front, wall, wall, drop=9, dark=0.38)
    side = cut(on, oval(x - half, foot - high * 0.4, half * 0.7, high))
    shade(on, inside(side, front), "#7c6f86", 0.35, 10)
    stack = x + half * 0.42
    chimney = ribbon([(stack, foot - high - half * 0.3), (stack, foot - high - half * 0.95)], 13)
    lay(on, cut(on, chimney), roof, drop=3)
    eaves, ridge = foot - high + 8, foot - high - half * 0.9 - 10
    chevron = [
        (x - half - 10, eaves),
        (x, ridge),
        (x + half + 10, eaves),
        (x + half + 3, eaves + 9),
        (x, ridge + 15),
        (x - half - 3, eaves + 9),
    ]
    lay(on, cut(on, chevron), roof, drop=5, dark=0.35)
    panes(on, x, foot - high, wide, 2 if high > 90 else 1)
    lay(on, cut(on, trace("-11,0 -11,-34 11,-34 11,0", x, foot)), roof, drop=2, dark=0.3)


def panes(on: Sheet, x: float, eaves: float, wide: float, rows: int) -> None:
    """Lay two columns of windows below the eaves, some of them lit."""
    rng = np.random.default_rng(int(x * 3 + eaves))
    for row in range(rows):
        for dx in (-0.27, 0.27):
            left, top = x + dx * wide - 10, eaves + 14 + row * 46
            glass = ("#ffdf96", "#f2b768") if rng.uniform() < 0.3 else ("#5f7f92", "#476478")
            lay(on, cut(on, trace("-3,-3 23,-3 23,31 -3,31", left, top)), "#fbf3e2", drop=2, dark=0.25)
            lay(on, cut(on, trace("0,0 20,0 20,28 0,28", left, top)), *glass, drop=0)
            flat(on, cut(on, ribbon([(left + 10, top), (left + 10, top + 28)], 2)), "#fbf3e2")


def mirror_water(on: Sheet) -> None:
    """Turn the town upside down in the water, paler and broken by ripples the nearer it is."""
    high = 330
    above = on.pixels[WATER - high : WATER][::-1]
    rows = np.arange(high)
    sway = (np.sin(rows / 5.2) * (0.5 + rows / 42) + np.sin(rows / 17 + 1) * (rows / 60)).astype(int)
    columns = np.clip(np.arange(1600)[None, :] + sway[:, None], 0, 1599)
    image = above[rows[:, None], columns]
    fade = np.clip(0.72 - rows / 620, 0.15, 1).astype(np.float32)[:, None, None]
    water = np.linspace(0, 1, 900 - WATER, dtype=np.float32)[:, None, None]
    deep = (1 - water) * np.array([0.74, 0.80, 0.74], np.float32) + water * np.array(
        [0.27, 0.46, 0.53], np.float32
    )
    on.pixels[WATER:] = deep
    below = on.pixels[WATER : WATER + high]
    below[:] = fade * image * np.array([0.90, 0.96, 0.98], np.float32) + (1 - fade) * below


def ripples(on: Sheet) -> None:
    """Lay thin ripples and the sun's path."""
    rng = np.random.default_rng(21)
    for _ in range(130):
        y = float(rng.uniform(566, 880))
        near = (y - 560) / 320
        x, wide = float(rng.uniform(0, 1600)), float(rng.uniform(14, 40)) * (0.6 + 2 * near)
        flat(
            on,
            cut(on, oval(x, y, wide, 1 + 1.6 * near)),
            "#f4efd8" if rng.uniform() < 0.6 else "#4c7f8d",
            opacity=0.3,
        )
    for _ in range(90):
        y = float(rng.uniform(564, 860))
        near = (y - 560) / 320
        x = float(rng.normal(1130, 26 + 110 * near))
        flat(on, cut(on, oval(x, y, 12 + 34 * near, 1.2 + 2.2 * near)), "#fff3c6", opacity=0.6)


def moored(on: Sheet, x: float, y: float, size: float, top: str, bottom: str) -> None:
    """Lay a small open boat and its broken mirror image; (x, y) is the middle of its waterline."""
    shade(on, cut(on, oval(x, y + 12 * size, 120 * size, 16 * size)), "#3f6473", 0.6, 5 * size)
    for row in range(9):
        wide = (86 - 8 * row) * size
        dash = oval(x + 5 * np.sin(row * 1.9) * size, y + (8 + 9 * row) * size, wide, 2.6 * size)
        flat(on, cut(on, dash), top, opacity=0.5 - 0.045 * row)
    lay(
        on,
        cut(on, ribbon(trace("-12,-30 -12,-210", x, y, size), 8 * size, 5 * size)),
        "#a5755a",
        "#7c5547",
        drop=5,
    )
    for line in ("-12,-205 -108,-40", "-12,-205 112,-44"):
        lay(on, cut(on, ribbon(trace(line, x, y, size), 1.8)), "#6d5a5c", drop=1, dark=0.2, rim=0)
    furled = trace("-4,-182 6,-150 8,-100 -2,-60", x, y, size)
    lay(
        on,
        cut(on, ribbon(furled, 6 * size, 7 * size, bulge=12 * size)),
        "#fbf0d9",
        "#d9c4aa",
        across=0.6,
        drop=5,
    )
    rail = curve(trace("-122,-46 -60,-34 0,-31 70,-36 126,-56", x, y, size), closed=False)
    keel = curve(trace("122,-30 104,4 74,16 -70,16 -98,2 -122,-46", x, y, size), closed=False)
    body = cut(on, [*rail, *keel])
    lay(on, body, top, bottom, drop=9, dark=0.4)
    belt = curve(trace("-122,-22 -50,-10 30,-8 126,-26", x, y, size), closed=False)
    flat(on, inside(cut(on, ribbon(belt, 8 * size)), body), "#fbf1de")
    lay(on, cut(on, ribbon(rail[::5], 8 * size)), "#bd8b66", "#8d6450", across=1, drop=4)


def quay(on: Sheet) -> None:
    """Lay the near quay with bollard, rope, crates and a net of floats."""
    stone = curve(trace("960,900 1010,842 1120,812 1300,800 1640,776", 0, 0), closed=False)
    lay(on, cut(on, [*stone, (1640, 940), (940, 940)]), "#c3b09c", "#7f736f", drop=15, mottle=0.09)
    for joint in ("1130,812 1110,900", "1290,802 1290,900", "1450,792 1470,900", "1010,862 1640,838"):
        flat(on, cut(on, ribbon(trace(joint), 3)), "#75686a", opacity=0.5)
    for x, y, wide, high in ((1452, 816, 128, 84), (1570, 806, 110, 78), (1500, 734, 118, 74)):
        crate(on, x, y, wide, high)
    bollard = curve(trace("-34,0 -24,-60 -36,-80 0,-92 36,-80 24,-60 34,0", 1180, 842))
    lay(on, cut(on, bollard), "#5b657f", "#39435e", across=0.6, drop=9)
    for i in range(4):
        x, y, wide = 1086 + 3 * i, 868 - 9 * i, 50 - 5 * i
        coil = cut(on, oval(x, y, wide, wide * 0.34), holes=[oval(x, y - 1, wide - 11, wide * 0.34 - 7)])
        lay(on, coil, "#f0dcb6", "#b59876", drop=5)
    for x, y, size, colour in (
        (1330, 812, 21, "#d9705f"),
        (1372, 818, 18, "#f0e2c6"),
        (1348, 784, 17, "#e0a850"),
    ):
        lay(on, cut(on, oval(x, y, size, size)), colour, "#8a5a58", drop=6)


def crate(on: Sheet, x: float, y: float, wide: float, high: float) -> None:
    """Lay a fish crate of three slats; (x, y) is the middle of its foot."""
    side = trace(f"0,0 {wide},0 {wide},{-high} 0,{-high}", x - wide / 2, y)
    lay(on, cut(on, side), "#d0a06f", "#9b6c50", drop=10)
    for slat in range(3):
        line = y - high + 12 + slat * high / 3
        board = ribbon([(x - wide / 2 + 5, line), (x + wide / 2 - 5, line)], high * 0.2)
        lay(on, cut(on, board), "#dcb282", "#b98a62", drop=3, dark=0.3)
