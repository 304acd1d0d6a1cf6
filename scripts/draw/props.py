"""The things of the example series, a storm lamp and a boat, and the fox of the smallest example."""

from __future__ import annotations

import numpy as np
from PIL import Image

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
    mirror,
    oval,
    ribbon,
    shade,
    sheet,
    trace,
)
from scripts.draw.places import cloud, glitter, gull, swell

BRASS = ("#f3c878", "#96603a")
WARM = "#ffbf6a"


def lamp_front(scale: float = 1) -> Image.Image:
    """Draw the storm lamp from the front, 900 x 900."""
    on = table(scale, 250)
    lamp(on, 470, 770, side=False)
    return finish(on)


def lamp_side(scale: float = 1) -> Image.Image:
    """Draw the storm lamp from its side, 900 x 900."""
    on = table(scale, 700)
    lamp(on, 400, 770, side=True)
    return finish(on)


def table(scale: float, window: float) -> Sheet:
    """Lay a table under a dusky wall with a small window about `window`."""
    on = sheet(900, 900, scale, "#3a4663", "#7d5f68", "#57536c")
    for row in range(9):
        for column in range(8):
            x, y = column * 130 + (row % 2) * 65 - 30, row * 82 + 40
            brick = curve(trace("-56,-30 0,-32 56,-30 58,0 56,30 0,32 -56,30 -58,0", x, y))
            lay(on, cut(on, brick), "#46506d", "#5a566f", drop=3, dark=0.18, rim=0.05, opacity=0.35)
    frame = oval(window, 235, 128, 128)
    lay(on, cut(on, frame), "#8d7468", "#5d4a52", drop=10)
    pane = cut(on, oval(window, 235, 104, 104))
    lay(on, pane, "#53709a", "#c9a3a5", drop=0)
    lay(on, inside(cloud(on, window + 30, 262, 220, 60, 4), pane), "#8f8fae", "#c5a1ab", drop=5, dark=0.2)
    lay(on, inside(cut(on, band(swell(900, 298, 5, 60, 2), 420)), pane), "#5f7f9a", "#48677f", drop=4)
    for bar in ((window, 131, window, 339), (window - 104, 235, window + 104, 235)):
        lay(on, cut(on, ribbon([(bar[0], bar[1]), (bar[2], bar[3])], 9)), "#7a6259", "#5d4a52", drop=4)
    lay(on, cut(on, trace("-20,716 920,716 920,920 -20,920")), "#8a5b4d", "#5a3a3e", drop=14, mottle=0.08)
    for y, thick in ((742, 2), (790, 3), (852, 4)):
        grain = [(-20, y), (220, y + 7), (500, y - 5), (760, y + 6), (920, y)]
        flat(on, cut(on, ribbon(grain, thick)), "#4a3036", opacity=0.4)
    return on


def lamp(on: Sheet, x: float, y: float, *, side: bool) -> None:
    """Lay the lamp, burning low; (x, y) is the middle of its foot."""
    shade(on, cut(on, oval(x + 30, y + 10, 190, 34)), "#2a2036", 0.75, 14)
    glow(on, x, y - 330, 560, "#ff9f4a", 0.62)
    bail(on, x, y, side=side)
    if not side:
        tubes(on, x, y)
    chimney(on, x, y, side=side)
    globe(on, x, y)
    tank(on, x, y)
    if side:
        lay(on, cut(on, ribbon(trace("0,-112 0,-300 0,-560", x, y), 20, bulge=4)), *BRASS, across=1, drop=8)
        flat(on, cut(on, ribbon(trace("-4,-130 -4,-300 -4,-540", x, y), 4)), "#fff0c6", opacity=0.7)
    glow(on, x, y - 318, 250, WARM, 0.5)
    glow(on, x - 40, y + 20, 330, "#ff9d52", 0.3, squash=0.3)


def bail(on: Sheet, x: float, y: float, *, side: bool) -> None:
    """Lay the handle: a wide loop from the front, a leaning rod from the side."""
    if side:
        lay(on, cut(on, ribbon(trace("0,-520 26,-640 64,-735", x, y), 11)), "#c9a06a", "#7c5440", drop=7)
        lay(on, cut(on, oval(x + 66, y - 742, 17, 12, 65)), "#8a5f4c", "#5f4038", drop=5)
        return
    loop = "-158,-440 -176,-560 -120,-690 0,-744 120,-690 176,-560 158,-440"
    lay(on, cut(on, ribbon(trace(loop, x, y), 11)), "#d6ad74", "#7c5440", drop=7)
    lay(on, cut(on, ribbon(trace("-58,-727 0,-744 58,-727", x, y), 25)), "#9a6a52", "#66443a", drop=6)


def tubes(on: Sheet, x: float, y: float) -> None:
    """Lay the two air tubes beside the globe."""
    for flip in (False, True):
        bend = trace("96,-84 150,-120 160,-240 158,-420 136,-520 62,-566", x, y, flip=flip)
        lay(on, cut(on, ribbon(bend, 27)), *BRASS, across=0.8, drop=9)
        shine = trace("100,-92 146,-128 154,-240 152,-418 132,-512", x, y, flip=flip)
        flat(on, cut(on, ribbon(shine, 5, 3)), "#fff0c6", opacity=0.6)


def chimney(on: Sheet, x: float, y: float, *, side: bool) -> None:
    """Lay the crown above the globe."""
    lay(on, cut(on, mirror("0,-600 48,-600 60,-540 74,-470 0,-462", x, y)), *BRASS, across=1, drop=9)
    for hole in (-34, -12, 12, 34):
        flat(on, cut(on, oval(x + hole, y - 514, 6, 13)), "#5a3b34", "#ffb45e")
    cap = curve(mirror("0,-646 40,-640 70,-612 74,-590 0,-584", x, y))
    lay(on, cut(on, cap), *BRASS, across=1, drop=8)
    lay(on, cut(on, oval(x, y - 650, 15, 13)), *BRASS, across=1, drop=4)
    lay(on, cut(on, mirror("0,-478 92,-474 104,-452 98,-436 0,-430", x, y)), *BRASS, across=1, drop=8)
    if side:
        lay(on, cut(on, oval(x, y - 560, 20, 20)), *BRASS, drop=5)


def globe(on: Sheet, x: float, y: float) -> None:
    """Lay the glass with the flame in it, and its wire guard."""
    outline = curve(mirror("0,-438 64,-434 104,-386 118,-316 104,-246 70,-196 0,-190", x, y))
    glass = cut(on, outline)
    lay(on, glass, "#ffdf9f", "#f2a456", drop=8, dark=0.35, opacity=0.42, mottle=0.02)
    shade(on, inside(cut(on, oval(x + 108, y - 310, 46, 150)), glass), "#9a5a4a", 0.55, 14)
    glow(on, x, y - 290, 190, "#ffcf7a", 0.8)
    lay(on, cut(on, trace("-15,-192 -15,-236 15,-236 15,-192", x, y)), "#b98a55", "#7a5138", drop=0)
    flame = curve(trace("0,-378 16,-330 30,-286 24,-246 0,-230 -24,-246 -30,-288 -12,-330", x, y))
    flat(on, cut(on, flame), "#ffe27e", "#ff9a3d")
    core = curve(trace("0,-330 10,-296 14,-266 0,-242 -14,-266 -10,-298", x, y))
    flat(on, cut(on, core), "#fffdf0", "#ffe6a0")
    glow(on, x, y - 286, 90, "#fff0c0", 0.7)
    for flip in (False, True):
        wire = trace("20,-436 66,-380 78,-316 66,-250 26,-192", x, y, flip=flip)
        lay(on, cut(on, ribbon(wire, 5)), "#a87846", "#6b4636", drop=3, dark=0.3)
    for row, wide in ((-392, 104), (-246, 106)):
        belt = curve(trace(f"{-wide},{row} 0,{row + 15} {wide},{row}", x, y), closed=False)
        lay(on, cut(on, ribbon(belt, 5)), "#a87846", "#6b4636", drop=3, dark=0.3)
    shine = ribbon(trace("-84,-370 -98,-316 -86,-262", x, y), 3, 3, bulge=11)
    flat(on, cut(on, shine), "#fffaf0", opacity=0.75)


def tank(on: Sheet, x: float, y: float) -> None:
    """Lay the burner and the oil tank, with filler cap and wick screw."""
    lay(on, cut(on, mirror("0,-204 78,-202 88,-182 70,-158 64,-130 0,-126", x, y)), *BRASS, across=1, drop=8)
    for hole in range(-54, 55, 18):
        flat(on, cut(on, oval(x + hole, y - 178, 4, 8)), "#6b4232")
    body = cut(on, curve(mirror("0,-138 96,-134 150,-108 166,-66 164,-26 148,0 0,10", x, y)))
    lay(on, body, *BRASS, across=1, drop=14, mottle=0.08)
    shade(on, inside(cut(on, oval(x + 150, y - 40, 60, 130)), body), "#5c3640", 0.6, 18)
    belt = curve(trace("-164,-50 0,-34 164,-50", x, y), closed=False)
    lay(on, inside(cut(on, ribbon(belt, 9)), body), "#a36f42", "#704a38", across=1, drop=2)
    flat(on, inside(cut(on, oval(x - 84, y - 84, 30, 15, -18)), body), "#fff3cf", opacity=0.55)
    lay(on, cut(on, ribbon(trace("84,-166 116,-170 140,-168", x, y), 8)), "#c2935c", "#8a5c40", drop=4)
    lay(on, cut(on, oval(x + 146, y - 168, 11, 19)), *BRASS, drop=5)
    lay(on, cut(on, mirror("0,-158 26,-156 30,-138 0,-132", x - 96, y + 24)), *BRASS, across=1, drop=5)


def boat() -> Image.Image:
    """Draw the small blue fishing boat at sea, 1200 x 900."""
    on = sheet(1200, 900, 1, "#54708c", "#f0cfab", "#a9abb0")
    glow(on, 840, 500, 520, "#ffd39a", 0.65, squash=0.5)
    for x, y, wide, high, seed, top, bottom in (
        (960, 150, 760, 150, 3, "#62799a", "#8592a6"),
        (170, 220, 620, 150, 8, "#6f84a0", "#9aa2ad"),
        (1050, 350, 460, 110, 5, "#a0a4ae", "#d6c0b2"),
        (330, 420, 560, 90, 11, "#b3aeb0", "#e8cab0"),
    ):
        lay(on, cloud(on, x, y, wide, high, seed), top, bottom, drop=10, dark=0.25, rim=0.07)
    flat(on, cut(on, oval(840, 470, 48, 48)), "#fff3d2", "#ffd49c")
    glow(on, 840, 470, 170, "#ffe0ac", 0.5)
    sea(on, near=False)
    for row, y in enumerate((520, 552, 606)):
        glitter(on, 840, y, 26 + 24 * row, row, "#ffe0b2", 0.7)
    rig(on, 560, 690)
    hull(on, 560, 690)
    sea(on, near=True)
    for x, y, wide in ((330, 708, 150), (800, 700, 130), (700, 722, 120)):
        lay(on, cloud(on, x, y, wide, 26, int(x)), "#f6efe4", "#bccdd2", drop=5, dark=0.25, opacity=0.92)
    for x, y, span in ((220, 330, 60), (330, 270, 40), (1010, 250, 44)):
        gull(on, x, y, span)
    return finish(on).crop((100, 60, 1140, 840)).resize((1200, 900), Image.Resampling.LANCZOS)


def sea(on: Sheet, *, near: bool) -> None:
    """Lay the sheets of sea before or behind the boat, the far ones first."""
    sheets = (
        (520, 3, 90, "#a3a7ae", "#8598a5"),
        (552, 7, 100, "#7b94a4", "#638296"),
        (606, 13, 140, "#5d7f95", "#486d86"),
        (712, 17, 170, "#45708a", "#335a75"),
        (780, 20, 200, "#335a74", "#274a63"),
        (852, 22, 240, "#284b63", "#1d3b52"),
    )
    for y, high, length, top, bottom in sheets[3:] if near else sheets[:3]:
        water = cut(on, band(swell(1200, y, high, length, high), 930))
        lay(on, water, top, bottom, drop=7, dark=0.32, rim=0.14)


def rig(on: Sheet, x: float, y: float) -> None:
    """Lay mast, sails and wheelhouse; (x, y) is the middle of the waterline."""
    for line in ("-30,-560 -250,-110", "-30,-560 270,-150"):
        lay(on, cut(on, ribbon(trace(line, x, y), 2.6)), "#4a4450", drop=2, dark=0.2, rim=0)
    lay(on, cut(on, ribbon(trace("-30,-100 -30,-340 -30,-580", x, y), 17, 9)), "#a5755a", "#6e4a42", drop=7)
    main = "-12,-540 40,-470 120,-330 190,-206 120,-196 40,-186 -12,-180 -4,-360"
    sail = cut(on, curve(trace(main, x, y), steps=6))
    lay(on, sail, "#fbeed6", "#d8bfa6", across=0.4, drop=13, mottle=0.06)
    for seam in ("-10,-430 30,-420 70,-424", "-8,-320 60,-306 124,-320", "-10,-244 80,-226 166,-248"):
        flat(on, inside(cut(on, ribbon(trace(seam, x, y), 2.6)), sail), "#b79b86")
    patch = cut(on, trace("40,-300 92,-308 98,-254 46,-246", x, y))
    lay(on, patch, "#c9766a", "#a85b5a", drop=3)
    jib = curve(trace("-46,-520 -90,-390 -160,-250 -226,-150 -140,-160 -60,-176 -52,-340", x, y), steps=6)
    lay(on, cut(on, jib), "#f1dfc4", "#c7ab99", across=0.5, drop=11, mottle=0.06)
    lay(on, cut(on, trace("70,-84 70,-186 190,-186 200,-84", x, y)), "#f2e6d4", "#b7aaa9", across=0.8, drop=9)
    lay(on, cut(on, trace("54,-180 66,-208 200,-208 214,-180", x, y)), "#c9655a", "#91505a", drop=7)
    for left in (86, 136):
        pane = trace(f"{left},-120 {left},-164 {left + 38},-164 {left + 40},-120", x, y)
        lay(on, cut(on, pane), "#ffe3a6", "#efad66", drop=3)
    glow(on, x + 130, y - 142, 110, "#ffc678", 0.4)
    lay(on, cut(on, oval(x - 30, y - 588, 9, 11)), "#ffe9a8", "#ffb75e", drop=0)
    glow(on, x - 30, y - 588, 80, "#ffd58a", 0.7)


def hull(on: Sheet, x: float, y: float) -> None:
    """Lay the hull with its stripe, gunwale, ports and fender."""
    shape = curve(trace("-290,-128 -200,-102 -60,-86 100,-86 230,-112 300,-158", x, y), closed=False)
    keel = curve(trace("286,-70 250,40 190,84 -160,84 -232,30 -290,-128", x, y), closed=False)
    body = cut(on, [*shape, *keel])
    lay(on, body, "#4d8fb5", "#2d5f88", drop=16, dark=0.5, mottle=0.06)
    shade(on, inside(cut(on, oval(x + 270, y - 20, 90, 150)), body), "#2c3f66", 0.5, 24)
    stripe = curve(trace("-300,-74 -180,-46 -40,-34 100,-34 230,-56 310,-94", x, y), closed=False)
    lay(on, inside(cut(on, ribbon(stripe, 20)), body), "#fbf1de", "#d9cdc2", across=1, drop=0, rim=0.05)
    low = curve(trace("-260,24 -120,46 60,48 220,34 300,10", x, y), closed=False)
    lay(on, inside(cut(on, ribbon(low, 34)), body), "#b9564f", "#8a4450", across=1, drop=0, rim=0.05)
    lay(on, cut(on, ribbon([(px, py) for px, py in shape[::5]], 17)), "#b98560", "#805644", across=1, drop=7)
    for dx, dy in ((-180, -8), (-90, 4), (150, -2)):
        lay(on, cut(on, oval(x + dx, y + dy, 13, 13)), "#f3e3c8", "#bda58e", drop=3)
        flat(on, cut(on, oval(x + dx, y + dy, 8, 8)), "#2f4a68")
    lay(
        on,
        cut(on, oval(x + 40, y - 52, 30, 30), holes=[oval(x + 40, y - 52, 15, 15)]),
        "#f6ead6",
        "#c9b5a4",
        drop=7,
    )
    for turn in (20, 110, 200, 290):
        band_x, band_y = x + 40 + 22.5 * np.cos(np.radians(turn)), y - 52 + 22.5 * np.sin(np.radians(turn))
        flat(on, cut(on, oval(float(band_x), float(band_y), 9, 7, turn)), "#c9655a")


def fox() -> Image.Image:
    """Draw a fox in the snow under the first star, 900 x 900."""
    on = sheet(900, 900, 1, "#2c3d63", "#d9b4b0", "#6f779b")
    for x, y, wide, high, seed, top, bottom in (
        (700, 240, 560, 120, 3, "#43547d", "#6b729a"),
        (120, 330, 480, 110, 8, "#5d6791", "#9089a8"),
    ):
        lay(on, cloud(on, x, y, wide, high, seed), top, bottom, drop=9, dark=0.25)
    rng = np.random.default_rng(3)
    star = mirror("0,-24 5,-5 24,0 5,5 0,24", 250, 130)
    flat(on, cut(on, star), "#fff6d8")
    glow(on, 250, 130, 90, "#fff0c8", 0.6)
    for x, tall, colour in (
        (60, 240, "#4d6486"),
        (150, 180, "#5a7090"),
        (760, 230, "#4d6486"),
        (850, 280, "#445a7e"),
        (660, 150, "#6a7c9a"),
    ):
        for step in range(3):
            fir = mirror(
                f"0,{-tall + step * tall * 0.24} {tall * (0.16 + 0.09 * step)},{-tall * (0.5 - 0.22 * step)}",
                x,
                590,
            )
            lay(on, cut(on, fir), colour, "#8a93ad", drop=6, dark=0.3)
    for i, (y, top, bottom) in enumerate(
        ((585, "#cdd2e4", "#b3bdd6"), (660, "#e6e6f0", "#c3cbe0"), (790, "#f6f3f6", "#d4d9e8"))
    ):
        if i == 2:
            fox_body(on, 470, 740)
        lay(on, cut(on, band(swell(900, y, 12, 420, i + 4), 930)), top, bottom, drop=10, dark=0.28, rim=0.08)
    for _ in range(60):
        across, down, size = (float(value) for value in rng.uniform((0, 0, 1.5), (900, 900, 4.5)))
        flat(on, cut(on, oval(across, down, size, size)), "#ffffff", opacity=0.75)
    return finish(on)


def fox_body(on: Sheet, x: float, y: float) -> None:
    """Lay the sitting fox; (x, y) is the middle of its feet, sunk in the snow."""
    tail = cut(on, curve(trace("90,60 200,70 300,10 330,-110 280,-200 240,-120 190,-60 90,-40", x, y)))
    lay(on, tail, "#e07b45", "#b0502f", drop=12, mottle=0.07)
    tip = cut(on, curve(trace("360,-240 240,-240 236,-120 276,-146 300,-104 330,-130 366,-100", x, y)))
    lay(on, inside(tip, tail), "#fff6ea", "#ead9cf", drop=3, dark=0.2)
    lay(
        on,
        cut(on, curve(mirror("0,-300 90,-250 140,-90 150,70 0,110", x, y))),
        "#e58248",
        "#b4532f",
        drop=14,
        mottle=0.06,
    )
    lay(
        on,
        cut(on, curve(mirror("0,-260 62,-220 70,-120 30,-20 0,20", x, y))),
        "#fff4e6",
        "#ead6c8",
        drop=5,
        dark=0.25,
    )
    for flip in (False, True):
        lay(on, cut(on, trace("40,-440 128,-580 172,-390", x, y, flip=flip)), "#c96538", "#a84d2e", drop=9)
        lay(on, cut(on, trace("76,-450 124,-534 146,-420", x, y, flip=flip)), "#4c3036", "#7a4a44", drop=3)
    head = cut(on, curve(mirror("0,-470 90,-455 170,-390 216,-300 120,-226 40,-180 0,-170", x, y)))
    lay(on, head, "#ee8f50", "#d06a38", drop=14, mottle=0.05)
    for flip in (False, True):
        cheek = cut(
            on, curve(trace("8,-300 60,-318 130,-330 216,-300 120,-226 40,-180 0,-170", x, y, flip=flip))
        )
        lay(on, inside(cheek, head), "#fff6ea", "#ecdacd", drop=4, dark=0.22)
        flat(on, cut(on, oval(x + (-82 if flip else 82), y - 338, 15, 19)), "#33262c")
        flat(on, cut(on, oval(x + (-87 if flip else 77), y - 346, 5, 6)), "#ffffff")
    lay(on, cut(on, curve(mirror("0,-214 28,-212 20,-190 0,-178", x, y))), "#33262c", "#4a3438", drop=3)
