"""Captions as SubRip and WebVTT, from the script's own timing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storyboard.stitch.cut import card_frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storyboard.model.timeline import Timeline


def srt(timeline: Timeline) -> str:
    """Write SubRip; markup in a line is made harmless, since players read `<` as tags."""
    rows = []
    for number, (start, end, text) in enumerate(shown(timeline), 1):
        safe = text.replace("<", "‹").replace(">", "›")
        rows.append(f"{number}\n{_clock(start, ',')} --> {_clock(end, ',')}\n{safe}\n")
    return "\n".join(rows)


def vtt(timeline: Timeline) -> str:
    """Write WebVTT, escaped as its standard asks."""
    rows = ["WEBVTT\n"]
    for start, end, text in shown(timeline):
        safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        rows.append(f"{_clock(start, '.')} --> {_clock(end, '.')}\n{safe}\n")
    return "\n".join(rows)


def shown(timeline: Timeline) -> Iterator[tuple[int, int, str]]:
    """Yield each caption's start and end in ms of the finished episode, and its text on one line."""
    shift = card_frames(timeline) * 1000 // timeline.fps
    for caption in timeline.captions:
        words = " ".join(caption.text.split())
        text = f"{' '.join(caption.speaker.split())}: {words}" if caption.speaker else words
        yield caption.start_ms + shift, caption.end_ms + shift, text


def _clock(ms: int, point: str) -> str:
    seconds, rest = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{rest:03}"
