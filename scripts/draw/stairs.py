"""The winding stair inside the tower of the example series, at night."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scripts.draw.paper import (
    Point,
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

POLE = 860  # where the middle post stands
RISE, TURN = 33, 21.0  # each step: units up, degrees round
WIDE, FLAT = 470, 0.24  # the stair's radius, and how flat we see its circle


def stairs() -> Image.Image:
    """Draw the winding stair with its round window, 1600 x 900."""
    on = sheet(1600, 900, 1, "#2f3a5a", "#8a6461", "#574f69")
    wall(on)
    window(on, 250, 300)
    steps = sorted(range(-6, 34), key=lambda i: (np.sin(np.radians(height(i))), i))
    back = [i for i in steps if np.sin(np.radians(height(i))) < 0]
    front = [i for i in steps if np.sin(np.radians(height(i))) >= 0]
    for i in back:
        step(on, i)
    rail(on, near=False)
    lay(on, cut(on, trace("-30,-40 30,-40 30,940 -30,940", POLE, 0)), "#77809c", "#3f4763", across=1, drop=14)
    for i in sorted(front):
        step(on, i)
    rail(on, near=True)
    glow(on, 520, 900, 760, "#ff9d4a", 0.55, squash=0.75)
    hanging_lamp(on, 1370, 250)
    return finish(on, vignette=0.24)


def height(i: int) -> float:
    """Give the angle of step i in degrees: 90 is nearest to us, 270 farthest."""
    return 200 - i * TURN


def wall(on: Sheet) -> None:
    """Lay courses of stone that bend with the round wall."""
    rng = np.random.default_rng(6)
    for row in range(14):
        y = row * 72 + 10
        for column in range(13):
            x = column * 140 + (row % 2) * 70 - 60
            sag = 46 * (1 - ((x - 800) / 800) ** 2) * (1 - row / 6)
            wide = 64 * (1 - 0.22 * abs(x - 800) / 800)
            stone = curve(trace("-1,-.9 0,-1 1,-.9 1.02,0 1,.9 0,1 -1,.9 -1.02,0"))
            outline: list[Point] = [(x + wide * across, y + sag + 30 * down) for across, down in stone]
            tone = ("#4d5472", "#565875", "#5d5b74")[int(rng.integers(0, 3))]
            lay(on, cut(on, outline), tone, "#735f6c", drop=4, dark=0.25, rim=0.06, opacity=0.42)
    for left, colour in ((-120, "#2a3050"), (1720, "#2a3050")):
        shade(on, cut(on, oval(left, 450, 330, 760)), colour, 0.75, 90)


def window(on: Sheet, x: float, y: float) -> None:
    """Lay the deep round window, the evening in it, and its light on the wall."""
    lay(on, cut(on, oval(x, y, 156, 162)), "#8a7f8c", "#5d5768", drop=14)
    lay(on, cut(on, oval(x + 5, y + 4, 130, 136)), "#3d4563", "#59536b", drop=0)
    pane = cut(on, oval(x + 10, y + 4, 114, 122))
    lay(on, pane, "#34507e", "#e0a898", drop=0)
    lay(on, inside(cloud(on, x + 50, y + 40, 230, 64, 4), pane), "#8b86ab", "#d39f9d", drop=6, dark=0.25)
    lay(on, inside(cloud(on, x - 70, y - 20, 190, 50, 9), pane), "#5f6c98", "#8d83a6", drop=6, dark=0.25)
    for i, line in enumerate((66, 84, 104)):
        sea = band(swell(1600, y + line, 4, 60 + 12 * i, i), y + 200)
        lay(on, inside(cut(on, sea), pane), ("#6f88a4", "#557493", "#3f607f")[i], "#34536f", drop=4)
    flat(on, inside(cut(on, mirror("0,-13 3,-3 13,0 3,3 0,13", x - 30, y - 70)), pane), "#fff4d2")
    glow(on, x - 30, y - 70, 40, "#fff0c8", 0.5)
    for bar in ((x + 10, y - 118, x + 10, y + 126), (x - 104, y + 4, x + 124, y + 4)):
        lay(on, cut(on, ribbon([(bar[0], bar[1]), (bar[2], bar[3])], 10)), "#8a7280", "#5c5165", drop=5)
    beam(
        on, [(x - 60, y - 60), (x + 90, y - 80), (x + 620, y + 480), (x + 330, y + 560)], "#a9b6dd", 0.16, 34
    )


def step(on: Sheet, i: int) -> None:
    """Lay one step: its riser, then its tread, lit from below and paler towards us."""
    first, last = height(i), height(i + 1) - 3
    tread, under = [], []
    for angle in np.linspace(first, last, 9):
        c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        y = 846 - RISE * i
        tread.append((float(POLE + WIDE * c), float(y + WIDE * FLAT * s)))
        under.append((float(POLE + WIDE * c), float(y + WIDE * FLAT * s + 19)))
    c, s = np.cos(np.radians((first + last) / 2)), np.sin(np.radians((first + last) / 2))
    hub = (float(POLE + 26 * c), float(846 - RISE * i + 26 * FLAT * s))
    if min(y for _, y in tread) > 980 or max(y for _, y in under) < -60:
        return
    near = (s + 1) / 2
    edge = cut(on, [hub, *under, (hub[0], hub[1] + 17)], [hub, *tread, (hub[0], hub[1] + 17)])
    lay(
        on,
        edge,
        "#6f5560" if near > 0.5 else "#4a4863",
        "#94685c" if near > 0.5 else "#5d5166",
        drop=12,
        dark=0.5,
    )
    top, bottom = (
        ("#d7ab8c", "#a97868")
        if near > 0.66
        else ("#ad8b86", "#806a76")
        if near > 0.33
        else ("#7c7590", "#625d7a")
    )
    lay(on, cut(on, [hub, *tread]), top, bottom, drop=0, mottle=0.07, rim=0.13)


def rail(on: Sheet, *, near: bool) -> None:
    """Lay the hand-rail and its bars on the near or the far side."""
    run: list[Point] = []
    for tenth in range(-60, 330):
        i = tenth / 10
        angle = np.radians(200 - i * TURN)
        if (np.sin(angle) >= 0) != near:
            if len(run) > 3:
                banister(on, run, near=near)
            run = []
            continue
        x, y = (
            float(POLE + WIDE * 0.96 * np.cos(angle)),
            float(846 - RISE * i + WIDE * 0.96 * FLAT * np.sin(angle)),
        )
        run.append((x, y - 96))
        if tenth % 10 == 5 and -80 < y < 980:
            lay(
                on,
                cut(on, ribbon([(x, y), (x, y - 96)], 6 if near else 4)),
                "#3a4260" if near else "#464e6c",
                drop=4,
                dark=0.35,
            )
    if len(run) > 3:
        banister(on, run, near=near)


def banister(on: Sheet, run: list[Point], *, near: bool) -> None:
    """Lay one visible length of the hand-rail."""
    if min(y for _, y in run) > 940 or max(y for _, y in run) < -40:
        return
    lay(
        on,
        cut(on, ribbon(run[::4], 15 if near else 9)),
        "#c08a63" if near else "#80696f",
        "#8a5d4c" if near else "#6a5a68",
        drop=8,
    )


def hanging_lamp(on: Sheet, x: float, y: float) -> None:
    """Lay a small lamp on a chain, and its light."""
    lay(on, cut(on, ribbon([(x, -20), (x, y - 60)], 4)), "#2f3652", drop=4)
    glow(on, x, y, 420, "#ff9d4a", 0.6)
    lay(on, cut(on, mirror("0,-70 14,-66 34,-40 0,-36", x, y)), "#d8a763", "#8d5c41", drop=6)
    lay(on, cut(on, mirror("0,-38 28,-36 34,24 0,30", x, y)), "#fff2c4", "#ffc26c", drop=4, rim=0)
    lay(on, cut(on, mirror("0,26 36,22 28,40 0,44", x, y)), "#c9955a", "#80533e", drop=5)
    for dx in (-30, 0, 30):
        flat(on, cut(on, ribbon([(x + dx * 0.85, y - 38), (x + dx, y + 26)], 3)), "#9a6a48")
    glow(on, x, y - 4, 130, "#ffdf9c", 0.7)
