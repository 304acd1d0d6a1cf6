"""Camera words become a move of the view: read loosely, with a gentle default, and never a jerk."""

from __future__ import annotations

import math
import re
from typing import NamedTuple


class Move(NamedTuple):
    """A move: `zoom` 1 in, -1 out; `across` 1 right, -1 left; `upward` 1 up, -1 down; `pace` near 1."""

    zoom: int
    across: int
    upward: int
    shake: bool
    pace: float


class View(NamedTuple):
    """What is seen of a still at one moment: fractions of the room that the still has beyond the frame.

    `zoom` 0 shows as much as there is, 1 as little; `x` and `y` run from 0 (left, top) to 1.
    """

    zoom: float
    x: float
    y: float


_GOES = (
    r"(?:pan|track|truck|dolly|dollie|slide|sliding|move|moving|drift|sweep|swing|whip|glide|arc|orbit)\w*"
)
_LIFTS = r"(?:tilt|crane|boom|pedestal|pan|jib|mov)\w*"
_WORDS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "in": r"push|zoom\w*[ -]in|doll\w+[ -]in|mov\w+ in\b|truck\w* in\b|close\w* in|closer|推",
        "out": r"\bpull|zoom\w*[ -]out|doll\w+[ -](?:out|back)|mov\w+ (?:out|back)\b|back\w* away|widen|拉",
        "left": rf"{_GOES}(?:\s+[\w-]+){{0,3}}\s+(?:left|leftwards?)\b|向左|左移|左摇",
        "right": rf"{_GOES}(?:\s+[\w-]+){{0,3}}\s+(?:right|rightwards?)\b|向右|右移|右摇",
        "up": rf"{_LIFTS}\s+(?:\w+\s+)?up|\brises?\b|\brising|ascend|向上|上摇",
        "down": rf"{_LIFTS}\s+(?:\w+\s+)?down|descend|lowers\b|向下|下摇",
        "across": r"\bpan(?:s|ning)?\b|\bt(?:rack|ruck)|follow|\bdrift|\bslid|orbit|\barcs?\b|sweep|[摇跟移]",
        "still": r"static|\bstill\b|locked|lock-off|fixed|tripod|no movement|固定|静止",
        "shake": r"hand-?\s?held|shak[ey]|手持",
        "slow": r"slow|gentl|gradual|subtl|缓|慢",
        "fast": r"fast|quick|rapid|whip|crash|sudden|快",
    }.items()
}
# Half-amplitude of a hand's sway, as a fraction of the room, and its two slow frequencies in Hz.
_SWAY = 0.16
_SWAY_HZ = (0.43, 0.71)


def move_of(words: str, turn: int) -> Move:
    """Read camera words. Where they name no move, even turns push in slowly and odd ones pan."""
    said = {name for name, pattern in _WORDS.items() if pattern.search(words)}
    pace = 0.6 if "slow" in said else 1.6 if "fast" in said else 1.0
    zoom = ("in" in said) - ("out" in said)
    across = ("right" in said) - ("left" in said)
    upward = ("up" in said) - ("down" in said)
    shake = "shake" in said
    if not (zoom or across or upward) and "across" in said:
        across = 1
    if zoom or across or upward or shake or "still" in said:
        return Move(zoom, across, upward, shake, pace)
    return Move(1, 0, 0, False, 0.6) if turn % 2 == 0 else Move(0, 1, 0, False, 0.6)


def view_at(move: Move, seconds: float, length: float) -> View:
    """Give the view at a moment of a panel that lasts `length` seconds."""
    way = _eased(min(max(seconds / length, 0.0), 1.0)) if length > 0 else 0.0
    reach = min(1.0, move.pace * length / 4)
    travel = (way - 0.5) * reach
    zoom = 0.25 if move.across or move.upward else 0.5
    if move.zoom:
        zoom = way * reach if move.zoom > 0 else 1 - way * reach
    x, y = 0.5 + travel * move.across, 0.5 - travel * move.upward
    if move.shake:
        zoom = max(zoom, 0.4)
        x += _SWAY * _sway(seconds, 0.0)
        y += _SWAY * _sway(seconds, 1.7)
    return View(zoom, min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))


def _eased(way: float) -> float:
    """Set off and arrive softly, and keep an even pace between."""
    smooth = way * way * (3 - 2 * way)
    return 0.5 * way + 0.5 * smooth


def _sway(seconds: float, phase: float) -> float:
    slow, quick = (math.sin(2 * math.pi * hertz * seconds + phase) for hertz in _SWAY_HZ)
    return 0.65 * slow + 0.35 * quick
