"""The portraits of Mira and of Ines, her mother."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scripts.draw.faces import Face, blush, brow, eye, nose, smile
from scripts.draw.paper import (
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
    mirror,
    oval,
    ribbon,
    shade,
    sheet,
    trace,
)
from scripts.draw.places import cloud, gull, swell

if TYPE_CHECKING:
    from PIL import Image


def rain(on: Sheet, seed: int, count: int, opacity: float) -> None:
    """Let it rain, slanting."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        x, y = float(rng.uniform(-40, on.width + 80)), float(rng.uniform(-60, on.height))
        long = float(rng.uniform(26, 74))
        drop = ribbon([(x, y), (x - long * 0.09, y + long * 0.5), (x - long * 0.18, y + long)], 0.7, 2.6)
        flat(on, cut(on, drop), "#e9f0ee", opacity=opacity * float(rng.uniform(0.4, 1)))


def far_coast(on: Sheet) -> None:
    """Lay a far headland with a small tower on the left, and the sea."""
    for x, y, wide, high, seed, top, bottom in (
        (860, 250, 620, 150, 4, "#4d6f82", "#658696"),
        (130, 300, 560, 150, 9, "#5c7d8d", "#86a0a5"),
        (930, 520, 480, 120, 15, "#7f9aa0", "#b9b9ae"),
    ):
        lay(on, cloud(on, x, y, wide, high, seed), top, bottom, drop=11, dark=0.25, rim=0.06)
    lay(on, cut(on, trace("-17,6 -11,-118 11,-118 17,6", 132, 684)), "#f6efe2", "#b8bfc2", across=1, drop=6)
    lay(on, cut(on, trace("-15,-118 -15,-126 15,-126 15,-118", 132, 684)), "#5b6b80", drop=2)
    lay(
        on, cut(on, trace("-10,-126 -10,-140 0,-152 10,-140 10,-126", 132, 684)), "#c9655a", "#8a4a5f", drop=4
    )
    coast = curve(trace("-40,760 60,690 150,672 230,690 300,760 340,800 -40,800"))
    lay(on, cut(on, coast), "#6f8b90", "#567780", drop=8)
    for i, (y, top, bottom) in enumerate(
        ((768, "#7f9da1", "#6a8c94"), (830, "#638891", "#4d7480"), (920, "#476f7c", "#335868"))
    ):
        lay(
            on, cut(on, band(swell(1024, y, 6 + 4 * i, 120 + 30 * i, i), 1320)), top, bottom, drop=7, dark=0.3
        )


def mira() -> Image.Image:
    """Draw Mira: a girl in a red raincoat, hood up, in the rain; 1024 x 1280."""
    on = sheet(1024, 1280, 1, "#41647a", "#d8c3b1", "#8aa3a6")
    glow(on, 250, 660, 420, "#ffd9ae", 0.5, squash=0.6)
    far_coast(on)
    rain(on, 5, 120, 0.42)
    face = Face(512, 600, 1.02, turn=-0.12)
    opening = curve(mirror("0,-262 120,-244 214,-150 240,10 216,150 150,262 0,330", 512, 600))
    flat(on, cut(on, opening), "#6d2735", "#4f1e30")
    flat(on, cut(on, trace("-70,150 70,150 96,300 -96,300", 512, 600)), "#c98f78", "#b07a6c")
    skin = cut(on, curve(mirror("0,-230 110,-212 184,-120 194,0 172,108 106,190 0,226", 512, 600)))
    lay(on, skin, "#ffdcbd", "#f2b795", drop=12, dark=0.5, mottle=0.02)
    blush(on, face, skin, "#f08a78", 0.55)
    for side in (-1, 1):
        eye(on, face, side)
        brow(on, face, side, "#4b2f2e", 13, lift=5)
    nose(on, face, "#d98d77")
    smile(on, face, "#a84f4e", 1.3)
    freckles(on, face)
    hair(on)
    hood(on, opening)
    coat(on)
    rain(on, 8, 26, 0.45)
    return finish(on)


def freckles(on: Sheet, face: Face) -> None:
    """Lay freckles across nose and cheeks."""
    for spot in (
        "-70,62",
        "-52,72",
        "-86,78",
        "-62,88",
        "52,72",
        "70,62",
        "64,88",
        "86,76",
        "-14,52",
        "12,50",
    ):
        ((dx, dy),) = trace(spot)
        flat(on, cut(on, oval(face.x + dx - 5, face.y + dy, 3, 2.6)), "#cf8667", opacity=0.7)


def hair(on: Sheet) -> None:
    """Lay Mira's fringe and the strands beside her cheeks."""
    for side in (-1, 1):
        strand = ribbon(trace("186,-120 204,50 188,150 212,246", 512, 600, flip=side < 0), 50, 5, bulge=12)
        lay(on, cut(on, strand), "#6a4238", "#4f3030", drop=7, dark=0.4)
        line = ribbon(trace("194,-60 206,60 192,150 208,224", 512, 600, flip=side < 0), 4, 1)
        flat(on, cut(on, line), "#8a5c49", opacity=0.6)
    sweep = (
        "-222,20 -228,-100 -170,-230 -60,-292 70,-292 180,-224 230,-96 222,20 204,-30 176,-92 118,-128 "
        "92,-96 66,-118 44,-142 10,-112 -22,-92 -52,-118 -86,-140 -122,-104 -150,-76 -182,-54 -206,-14"
    )
    lay(on, cut(on, curve(trace(sweep, 512, 600))), "#70473b", "#4a2d2d", drop=9, dark=0.45, mottle=0.05)
    for lock in (
        "-90,-256 -136,-180 -140,-112",
        "-30,-262 -56,-190 -34,-108",
        "46,-262 10,-190 18,-122",
        "100,-246 124,-180 96,-112",
        "150,-220 190,-150 196,-60",
        "-150,-214 -196,-130 -204,-40",
    ):
        flat(on, cut(on, ribbon(trace(lock, 512, 600), 7, 1)), "#946550", opacity=0.55)


def hood(on: Sheet, opening: list[Point]) -> None:
    """Lay the hood around the opening, its seam and the rain on it."""
    outer = curve(mirror("0,-408 84,-388 196,-330 290,-228 334,-60 322,120 276,290 200,392 0,420", 512, 600))
    shell = cut(on, outer, holes=[opening])
    lay(on, shell, "#dd5546", "#a83a3f", drop=20, dark=0.55, mottle=0.05, rim=0.14)
    shade(on, inside(cut(on, oval(860, 640, 130, 420)), shell), "#7c2f52", 0.55, 36)
    brim = curve(mirror("0,-296 132,-270 236,-160 264,14 238,164 170,276 0,348", 512, 600))
    lay(on, cut(on, brim, holes=[opening]), "#ec6f58", "#bd4745", drop=5, dark=0.35, rim=0.16)
    flat(on, cut(on, ribbon(trace("0,-402 -6,-350 0,-296", 512, 600), 4)), "#a63a3d")
    rng = np.random.default_rng(4)
    for _ in range(34):
        angle, far = float(rng.uniform(np.pi, 2 * np.pi)), float(rng.uniform(0.84, 1.12))
        x, y = 512 + 300 * far * np.cos(angle), 590 + 330 * far * np.sin(angle)
        size = float(rng.uniform(1.6, 4))
        lay(
            on,
            inside(cut(on, oval(x, y, size, size * 1.25)), shell),
            "#ffe9df",
            "#f2a18e",
            drop=1.5,
            dark=0.3,
            rim=0.1,
            opacity=0.7,
        )


def coat(on: Sheet) -> None:
    """Lay scarf, shoulders, placket and toggles."""
    scarf = curve(trace("-168,246 -60,302 60,302 168,246 196,330 90,400 -90,400 -196,330", 512, 600))
    lay(on, cut(on, scarf), "#4f8a8b", "#2f6470", drop=12)
    for stripe in ("-150,300 -60,346 60,346 150,300", "-166,330 -70,378 70,378 166,330"):
        flat(on, cut(on, ribbon(trace(stripe, 512, 600), 9)), "#e9dcc0", opacity=0.8)
    body = cut(
        on,
        curve(
            trace(
                "-150,352 -250,372 -352,436 -414,560 -450,740 -480,960 480,960 "
                "450,740 414,560 352,436 250,372 150,352 70,402 0,412 -70,402",
                512,
                600,
            )
        ),
    )
    lay(on, body, "#d94f43", "#9c343d", drop=20, dark=0.55, mottle=0.05, rim=0.14)
    shade(on, inside(cut(on, oval(950, 1240, 170, 330)), body), "#7c2f52", 0.6, 40)
    for side in (-1, 1):
        sleeve = ribbon(trace("268,520 292,600 296,700", 512, 600, flip=side < 0), 5, 3)
        flat(on, cut(on, sleeve), "#8c2f3a", opacity=0.7)
        collar = curve(trace("16,408 90,398 176,352 214,372 196,440 110,492 40,470", 512, 600, flip=side < 0))
        lay(on, cut(on, collar), "#e8634f", "#b64043", drop=9, rim=0.15)
    lay(on, cut(on, trace("-34,470 34,470 40,760 -40,760", 512, 600)), "#e05a4a", "#a93b40", drop=7)
    for y in (540, 640):
        lay(on, cut(on, oval(512, 600 + y, 17, 17)), "#f4e3c4", "#c9a37c", drop=5)
        flat(on, cut(on, oval(512, 600 + y, 9, 9)), "#c39a72", "#e9cda4")


def ines() -> Image.Image:
    """Draw Ines: a woman in a mustard oilskin, her hair in the wind; 1024 x 1280."""
    on = sheet(1024, 1280, 1, "#8fb0b4", "#f2d9b4", "#d3d3c0")
    morning_sea(on)
    loose_hair(on)
    lay(on, cut(on, trace("-66,120 66,120 92,330 -92,330", 512, 560)), "#c68d72", "#ad7764", drop=6)
    face = Face(512, 560, 0.94, turn=0.16, iris="#4f6a66", line="#33262c")
    skin = cut(on, curve(mirror("0,-226 100,-210 164,-126 172,0 152,116 96,206 38,242 0,248", 512, 560)))
    lay(on, skin, "#f5caa4", "#e0a27e", drop=12, dark=0.45, mottle=0.02)
    blush(on, face, skin, "#e88a70", 0.4)
    for side in (-1, 1):
        eye(on, face, side)
        brow(on, face, side, "#33282d", 14, lift=7)
        for crease in ("124,2 140,-4 152,-14", "124,12 142,12 156,8"):
            flat(
                on,
                cut(on, ribbon(trace(crease, 516, 566, 1, flip=side < 0), 2.4, 0.6)),
                "#b9795f",
                opacity=0.7,
            )
    nose(on, face, "#c9846a", 1.1)
    smile(on, face, "#9f4a48", 1.0)
    parting(on)
    oilskin(on)
    return finish(on)


def morning_sea(on: Sheet) -> None:
    """Lay the morning behind her: haze, clouds, sea, gulls."""
    glow(on, 800, 520, 520, "#ffe2ac", 0.7, squash=0.7)
    for x, y, wide, high, seed, top, bottom in (
        (160, 260, 620, 150, 6, "#a9c3c2", "#d5d9c8"),
        (900, 330, 560, 120, 12, "#c3ccc0", "#efdfc0"),
        (110, 560, 480, 100, 19, "#d8d6c4", "#f3dfbd"),
    ):
        lay(on, cloud(on, x, y, wide, high, seed), top, bottom, drop=11, dark=0.2, rim=0.08)
    for i, (y, top, bottom) in enumerate(
        ((800, "#c5cdbf", "#9db9b8"), (860, "#93b3b4", "#719ba3"), (950, "#6b97a0", "#4d7d8b"))
    ):
        lay(
            on,
            cut(on, band(swell(1024, y, 6 + 4 * i, 120 + 30 * i, i + 5), 1320)),
            top,
            bottom,
            drop=7,
            dark=0.3,
        )
    gull(on, 190, 410, 70)
    gull(on, 300, 330, 44)
    gull(on, 880, 210, 50)


def loose_hair(on: Sheet) -> None:
    """Lay the hair behind her head, blown to the left."""
    back = (
        "40,-300 170,-240 226,-90 214,90 190,230 120,330 -60,350 -210,330 "
        "-330,372 -250,300 -400,270 -290,226 "
        "-420,130 -290,130 -380,20 -250,10 -232,-120 -150,-250 -50,-300"
    )
    lay(on, cut(on, curve(trace(back, 512, 560))), "#4d3a40", "#2f2630", drop=14, dark=0.45)
    for i, lock in enumerate(
        (
            "-120,-60 -230,60 -370,118",
            "-140,60 -240,180 -370,262",
            "-150,160 -220,260 -310,350",
            "-130,-20 -220,0 -350,20",
        )
    ):
        lay(
            on,
            cut(on, ribbon(trace(lock, 512, 560), 16, 1.5)),
            "#8b8188" if i % 2 else "#6c5258",
            drop=3,
            dark=0.25,
            opacity=0.9,
        )


def parting(on: Sheet) -> None:
    """Lay the hair over her brow, parted on the right, with its grey streak."""
    left = "40,-262 -60,-286 -160,-236 -216,-110 -214,40 -196,140 -176,40 -150,-60 -80,-130 10,-178 66,-214"
    right = "40,-262 120,-268 190,-190 218,-60 210,80 194,176 184,60 160,-60 116,-140 66,-214"
    for side in (right, left):
        lay(on, cut(on, curve(trace(side, 512, 560))), "#553f45", "#33282f", drop=10, dark=0.45)
    for i, lock in enumerate(
        (
            "44,-240 -60,-226 -140,-150 -186,-40 -190,60",
            "30,-222 -60,-190 -130,-120 -170,-30",
            "50,-250 -60,-258 -150,-200 -200,-90",
            "70,-240 140,-190 186,-80 196,60",
            "66,-226 120,-170 160,-80",
        )
    ):
        grey = i in (0, 3)
        flat(
            on,
            cut(on, ribbon(trace(lock, 512, 560), 10 if grey else 5, 2)),
            "#b3aaaa" if grey else "#77585c",
            opacity=0.75,
        )


def oilskin(on: Sheet) -> None:
    """Lay the roll-neck and the oilskin."""
    neck = curve(trace("-128,214 -50,262 50,262 128,214 156,310 140,520 -140,520 -156,310", 512, 560))
    lay(on, cut(on, neck), "#3f5a78", "#2b3f5c", drop=12)
    for i in range(-4, 5):
        rib = trace(f"{i * 27},{262 - abs(i) * 9} {i * 30},340 {i * 26},500", 512, 560)
        flat(on, cut(on, ribbon(rib, 4)), "#587595", opacity=0.55)
    shoulders = (
        "-120,330 -236,352 -340,412 -410,540 -446,740 -480,960 "
        "480,960 446,740 410,540 340,412 236,352 120,330 0,470"
    )
    body = cut(on, curve(trace(shoulders, 512, 560)))
    lay(on, body, "#e5ae4e", "#a9703a", drop=20, dark=0.5, mottle=0.06, rim=0.14)
    shade(on, inside(cut(on, oval(960, 1180, 190, 360)), body), "#85503f", 0.6, 40)
    for side in (-1, 1):
        collar = curve(
            trace("14,470 60,380 128,286 170,262 236,330 214,430 130,540 50,560", 512, 560, flip=side < 0)
        )
        lay(on, cut(on, collar), "#f0c067", "#bf8440", drop=11, rim=0.16)
        sleeve = ribbon(trace("290,520 312,610 314,730", 512, 560, flip=side < 0), 5, 3)
        flat(on, cut(on, sleeve), "#8d5b36", opacity=0.7)
    lay(on, cut(on, trace("-8,548 30,548 40,800 -4,800", 512, 560)), "#efbb5e", "#b57c3e", drop=6)
    for y in (610, 690):
        lay(on, cut(on, ribbon([(478, 560 + y), (560, 552 + y)], 12)), "#6b4638", drop=5)
        lay(on, cut(on, oval(552, 553 + y, 12, 9)), "#f2dfba", "#c39a6c", drop=3)
