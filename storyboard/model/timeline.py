"""Where takes lie in time, in OpenTimelineIO's words. All times in ms from the start of the episode."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from storyboard.model.story import Card, Transition


class Clip(NamedTuple):
    """A take on the timeline, shown from `start_ms` to `end_ms`; the file holds `tail_ms` more for the next seam."""

    id: str
    path: Path
    start_ms: int
    end_ms: int
    tail_ms: int
    transition: Transition  # into this clip


class Caption(NamedTuple):
    """A spoken line on the timeline."""

    start_ms: int
    end_ms: int
    speaker: str
    text: str


class Chapter(NamedTuple):
    """A scene, for players that show chapters."""

    start_ms: int
    end_ms: int
    title: str


class Bed(NamedTuple):
    """Music or a sound under the episode. Gain in dB; `end_ms` is the end on the timeline."""

    path: Path
    start_ms: int
    end_ms: int
    gain_db: float
    fade_in_ms: int
    fade_out_ms: int
    duck: bool


class Timeline(NamedTuple):
    """Everything that the stitcher needs. Size in px; frames per second are whole."""

    title: str
    language: str
    width: int
    height: int
    fps: int
    clips: tuple[Clip, ...]
    beds: tuple[Bed, ...]
    captions: tuple[Caption, ...]
    chapters: tuple[Chapter, ...]
    card: Card | None

    @property
    def end_ms(self) -> int:
        """The running time, without a title card."""
        return self.clips[-1].end_ms if self.clips else 0
