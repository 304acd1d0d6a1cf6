"""The cutting list: which frame of which clip every frame of the episode shows. Pure.

Times become frames once, from the start of the episode, so that no rounding adds up: frame(ms) = round(ms · fps / 1000).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from storyboard.stitch.transitions import TRANSITIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storyboard.model.timeline import Timeline


class Piece(NamedTuple):
    """A run of frames of one kind.

    `plain`: frames `first` … of `clip`. `card`: the title card. Else a transition: frame n mixes frame `first`+n of `clip`
    (incoming) with frame `other_first`+n of `other` (outgoing), n of `whole` beginning with `done`; -1 is black.
    """

    kind: str
    length: int
    clip: int
    first: int
    other: int = -1
    other_first: int = 0
    done: int = 0
    whole: int = 0


def frame(ms: int, fps: int) -> int:
    """Give the frame that begins at a time, to the nearest."""
    return (ms * fps + 500) // 1000


def pieces(timeline: Timeline) -> tuple[Piece, ...]:
    """Cut the episode, the title card first."""
    return tuple(piece for piece in _pieces(timeline) if piece.length > 0)


def card_frames(timeline: Timeline) -> int:
    """Give the length of the title card in frames."""
    return frame(timeline.card.length_ms, timeline.fps) if timeline.card else 0


def total_frames(timeline: Timeline) -> int:
    """Give the length of the finished episode in frames."""
    return card_frames(timeline) + frame(timeline.end_ms, timeline.fps)


def _pieces(timeline: Timeline) -> Iterator[Piece]:
    fps, clips = timeline.fps, timeline.clips
    yield Piece("card", card_frames(timeline), -1, 0)
    for index, clip in enumerate(clips):
        begin, end = frame(clip.start_ms, fps), frame(clip.end_ms, fps)
        shown = end - begin
        kind, length_ms = clip.transition
        before = clips[index - 1] if index else None
        head = min(frame(clip.start_ms + length_ms, fps) - begin, shown) if kind in TRANSITIONS else 0
        if kind in TRANSITIONS and TRANSITIONS[kind][1] and before:
            yield Piece(kind, head, index, 0, index - 1, begin - frame(before.start_ms, fps), 0, head)
        elif kind in TRANSITIONS and not TRANSITIONS[kind][1]:
            head = min((head + 1) // 2, shown)
            yield Piece(kind, head, index, 0, -1, 0, head, 2 * head)
        else:
            head = 0
        following = clips[index + 1].transition if index + 1 < len(clips) else None
        tail = 0
        if following and following.kind in TRANSITIONS and not TRANSITIONS[following.kind][1]:
            tail = min((frame(clip.end_ms + following.length_ms, fps) - end) // 2, shown - head)
        yield Piece("plain", shown - head - tail, index, head)
        if following:
            yield Piece(following.kind, tail, -1, 0, index, shown - tail, 0, 2 * tail)
