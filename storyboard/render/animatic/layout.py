"""Where everything stands in the frame: boxes that neither overlap nor leave the safe area, at any ratio."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from storyboard.render.animatic.planes import Rect
from storyboard.render.animatic.type import Style, balanced, shortened, width_of, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storyboard.render.animatic.words import Sheet, Spoken

# Nothing is drawn nearer to an edge than this share of the frame's width and height.
MARGIN = 0.05
# How far type may shrink before text is cut, and what share of the height the caption may take.
_SHRINK = (1.0, 0.92, 0.84, 0.76)
_CAPTION_SHARE = 0.36
# A card's width for its height: pictures beyond these are cropped.
_NARROW, _WIDE = 0.68, 1.34


class Block(NamedTuple):
    """Lines of text in a box, all in one style."""

    rect: Rect
    lines: tuple[str, ...]
    style: Style


class Saying(NamedTuple):
    """A spoken line: who, how, and the words. All lines of a panel share one place."""

    who: Block
    how: Block | None
    words: Block


class Layout(NamedTuple):
    """The whole frame. `unit` is 1.0 at 720P 16:9; `place` labels the backdrop, `chips` the cards."""

    unit: float
    header: Block | None
    place: Block | None
    cards: tuple[Rect, ...]
    chips: tuple[Block, ...]
    action: Block | None
    sayings: tuple[Saying, ...]
    sound: Block | None
    bar: Rect
    clock: Block
    caption_top: int

    @property
    def boxes(self) -> tuple[tuple[str, Rect], ...]:
        """Name every box that may not overlap another; chips lie in their cards."""
        texts = (
            ("header", self.header),
            ("place", self.place),
            ("action", self.action),
            ("sound", self.sound),
        )
        found = [(name, block.rect) for name, block in texts if block]
        found.extend(("card", card) for card in self.cards)
        if self.sayings:
            rects = [rect for saying in self.sayings for rect in (saying.who.rect, saying.words.rect)]
            found.append(("sayings", _around(rects)))
        return (*found, ("bar", self.bar), ("clock", self.clock.rect))


def lay_out(
    size: tuple[int, int],
    sheet: Sheet,
    cards: Sequence[tuple[float, str]],
    *,
    place: str,
    clock: str,
    left: bool = False,
) -> Layout:
    """Place a panel. `cards` are shapes (width / height) with labels; `place` labels the backdrop, if any.

    A single card before a backdrop stands at its right end, or at its left.
    """
    width, height = size
    unit = math.sqrt(math.sqrt(width * height) / 960 * min(width, height) / 720)
    safe = _safe(width, height)
    bar, dial = _foot(safe, unit, clock)
    header, plate = _head(safe, unit, sheet.camera, place)
    top = safe.y + round(52 * unit) if header or plate else safe.y
    action, sayings, sound, caption_top = _caption(safe, unit, sheet, bar.y - round(16 * unit))
    stage = Rect(safe.x, top, safe.width, caption_top - round(22 * unit) - top)
    boxes = _cards(stage, [shape for shape, _ in cards], unit, behind=bool(place), tall=height > width)
    if left and place and len(boxes) == 1 and width >= height:
        boxes = (boxes[0]._replace(x=stage.x + stage.x % 2),)
    chips = tuple(_chip(box, label, unit) for box, (_, label) in zip(boxes, cards, strict=True))
    return Layout(unit, header, plate, boxes, chips, action, sayings, sound, bar, dial, caption_top)


def _safe(width: int, height: int) -> Rect:
    x, y = math.ceil(width * MARGIN), math.ceil(height * MARGIN)
    return Rect(x, y, width - 2 * x, height - 2 * y)


def _around(rects: Sequence[Rect]) -> Rect:
    x, y = min(rect.x for rect in rects), min(rect.y for rect in rects)
    return Rect(x, y, max(rect.right for rect in rects) - x, max(rect.bottom for rect in rects) - y)


def _style(face: str, size: float) -> Style:
    return Style(face, max(round(size), 6))  # type: ignore[arg-type]


def _foot(safe: Rect, unit: float, clock: str) -> tuple[Rect, Block]:
    """Place the timing bar and the clock at its right end."""
    style = _style("regular", 17 * unit)
    wide = math.ceil(dial_width(clock, style))
    row = Rect(safe.x, safe.bottom - style.leading, safe.width, style.leading)
    dial = Rect(row.right - wide, row.y, wide, row.height)
    thick = max(round(14 * unit), 4)
    bar = Rect(row.x, row.y + (row.height - thick) // 2, row.width - wide - round(18 * unit), thick)
    return bar, Block(dial, (clock,), style)


def dial_width(clock: str, style: Style) -> float:
    """Measure a clock in px: all digits are as wide as the widest, so that it does not tremble."""
    return sum(digit_width(style) if char.isdigit() else width_of(char, style) for char in clock)


def digit_width(style: Style) -> float:
    """Measure the widest digit in px."""
    return max(width_of(digit, style) for digit in "0123456789")


def _head(safe: Rect, unit: float, camera: str, place: str) -> tuple[Block | None, Block | None]:
    """Place the camera words at the left, the backdrop's label at the right."""
    header = plate = None
    room = safe.width
    if place:
        style = _style("semibold", 16 * unit)
        most = round(safe.width * (0.48 if camera else 0.9))
        plate = _pill(Rect(safe.x, safe.y, most, 0), place, style, unit, lead=26)
        plate = plate._replace(rect=plate.rect._replace(x=safe.right - plate.rect.width))
        room -= plate.rect.width + round(16 * unit)
    if camera:
        header = _pill(Rect(safe.x, safe.y, room, 0), camera, _style("semibold", 16 * unit), unit, lead=40)
    return header, plate


def _pill(corner: Rect, text: str, style: Style, unit: float, lead: int) -> Block:
    """Make a label of one line in a pill, with `lead` px (at 720P) for a mark before the text."""
    ends = round((lead + 14) * unit)
    text = shortened(text, style, max(corner.width - ends, 1))
    wide = min(math.ceil(width_of(text, style)) + ends, corner.width)
    return Block(Rect(corner.x, corner.y, wide, round(32 * unit)), (text,), style)


def _caption(
    safe: Rect, unit: float, sheet: Sheet, bottom: int
) -> tuple[Block | None, tuple[Saying, ...], Block | None, int]:
    """Place action, lines and sound above `bottom`: type shrinks first, then the longest text is cut."""
    limit = round(safe.height * _CAPTION_SHARE)
    tries = [(factor, 4, 3) for factor in _SHRINK] + [(_SHRINK[-1], rows, 2) for rows in (3, 2, 1)]
    for factor, actions, says in tries:
        placed = _stack(safe, unit * factor, sheet, bottom, (actions, says))
        whole = not placed[-1] or (actions, says) != (4, 3) or factor == _SHRINK[-1]
        if bottom - placed[3] <= limit and whole:
            break
    return placed[:4]


def _stack(
    safe: Rect, unit: float, sheet: Sheet, bottom: int, most: tuple[int, int]
) -> tuple[Block | None, tuple[Saying, ...], Block | None, int, bool]:
    """Stack the caption upwards from `bottom`; the last value tells whether a text was cut."""
    action = sound = None
    y, gap = bottom, round(12 * unit)
    measure = min(safe.width, round(920 * unit))
    cuts = []
    if sheet.sound:
        style = _style("italic", 18 * unit)
        lead = round(24 * unit)
        lines = wrapped(sheet.sound, style, measure - lead, 1)
        y -= style.leading
        sound = Block(Rect(safe.x, y, lead + _widest(lines, style), style.leading), lines, style)
        cuts.append(lines)
        y -= gap
    sayings, y = _sayings(safe, unit, sheet.spoken, y, (measure, most[1]))
    cuts.extend(saying.words.lines for saying in sayings)
    y -= gap if sayings else 0
    if sheet.action:
        style = _style("regular", 23 * unit)
        lines = balanced(sheet.action, style, measure, most[0])
        high = len(lines) * style.leading
        y -= high
        action = Block(Rect(safe.x, y, _widest(lines, style), high), lines, style)
        cuts.append(lines)
        y -= gap
    cut = any(lines and lines[-1].endswith("…") for lines in cuts)
    return action, sayings, sound, min(y + gap, bottom), cut


def _sayings(
    safe: Rect, unit: float, spoken: Sequence[Spoken], bottom: int, room: tuple[int, int]
) -> tuple[tuple[Saying, ...], int]:
    """Place every line of a panel at one spot, as high as the longest needs; gives the spot's top too."""
    name, aside, style = (
        _style("semibold", 18 * unit),
        _style("italic", 18 * unit),
        _style("semibold", 28 * unit),
    )
    texts = [balanced(line.says, style, room[0], room[1]) for line in spoken]
    if not texts:
        return (), bottom
    rows = max(len(lines) for lines in texts)
    top = bottom - rows * style.leading - name.leading
    found = []
    for line, lines in zip(spoken, texts, strict=True):
        who = shortened(line.name, name, room[0] // 2)
        wide = math.ceil(width_of(who, name))
        whose = Block(Rect(safe.x, top, wide, name.leading), (who,), name)
        x = safe.x + wide + round(10 * unit)
        how = shortened(line.how, aside, safe.x + room[0] - x) if line.how else ""
        manner = Rect(x, top, math.ceil(width_of(how, aside)), aside.leading)
        words = Rect(safe.x, top + name.leading, _widest(lines, style), len(lines) * style.leading)
        found.append(Saying(whose, Block(manner, (how,), aside) if how else None, Block(words, lines, style)))
    return tuple(found), top


def _widest(lines: Sequence[str], style: Style) -> int:
    return max((math.ceil(width_of(line, style)) for line in lines), default=0)


def _cards(
    stage: Rect, shapes: Sequence[float], unit: float, *, behind: bool, tall: bool
) -> tuple[Rect, ...]:
    """Place cards in the rows that make them largest; before a backdrop they leave its middle free."""
    if not shapes:
        return ()
    gap = _even(round(20 * unit))
    wanted = [min(max(shape, _NARROW), _WIDE) for shape in shapes]
    share = 0.62 if behind and tall else 0.9 if behind else 1.0
    most = min(round(stage.height * share), round((340 if behind else 470) * unit))
    tries = [_rows(wanted, count) for count in range(1, len(wanted) + 1)]
    rows = max(tries, key=lambda rows: (_card_height(rows, stage, gap, most), -len(rows)))
    high = _even(max(_card_height(rows, stage, gap, most), 2))
    total = len(rows) * high + (len(rows) - 1) * gap
    y = _even(stage.bottom - total if behind else stage.y + (stage.height - total) // 2)
    apart = behind and len(rows) == 1 and len(wanted) <= 2 and not tall
    placed = []
    for row in rows:
        placed.extend(_row(stage, row, (y, high, gap), apart=apart))
        y += high + gap
    return tuple(placed)


def _even(length: int) -> int:
    """Round down to where a chroma sample begins: cards are copied into the planes."""
    return length - length % 2


def _rows(shapes: list[float], count: int) -> list[list[float]]:
    """Split cards over rows as evenly as can be, the fuller rows first."""
    each, more = divmod(len(shapes), count)
    rows, start = [], 0
    for index in range(count):
        end = start + each + (index < more)
        rows.append(shapes[start:end])
        start = end
    return rows


def _card_height(rows: list[list[float]], stage: Rect, gap: int, most: int) -> int:
    fits = (stage.height - (len(rows) - 1) * gap) // len(rows)
    for row in rows:
        fits = min(fits, int((stage.width - (len(row) - 1) * gap) / sum(row)))
    return min(fits, most)


def _row(stage: Rect, shapes: list[float], row: tuple[int, int, int], *, apart: bool) -> list[Rect]:
    """Place one row: in the middle, or `apart`: one card at the right, two at the ends."""
    y, high, gap = row
    wides = [_even(int(shape * high)) for shape in shapes]
    total = sum(wides) + (len(wides) - 1) * gap
    x = _even(stage.right - total if apart and len(wides) == 1 else stage.x + (stage.width - total) // 2)
    if apart and len(wides) == 2:
        left = stage.x + stage.x % 2
        return [Rect(left, y, wides[0], high), Rect(_even(stage.right - wides[1]), y, wides[1], high)]
    placed = []
    for wide in wides:
        placed.append(Rect(x, y, wide, high))
        x += wide + gap
    return placed


def _chip(card: Rect, label: str, unit: float) -> Block:
    """Place a card's label inside its lower left corner."""
    inset = round(10 * unit)
    room = Rect(card.x + inset, card.y, max(card.width - 2 * inset, 1), 0)
    chip = _pill(room, label, _style("semibold", 15 * unit), unit, lead=26)
    high = round(30 * unit)
    return chip._replace(rect=Rect(chip.rect.x, card.bottom - inset - high, chip.rect.width, high))
