"""Packets to one MP4: copied and encoded video on one grid, the sound track, captions, chapters."""

from __future__ import annotations

import struct
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import av

from storyboard.encoding import TICKS_PER_FRAME
from storyboard.stitch.captions import shown
from storyboard.stitch.cut import card_frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from av.container import OutputContainer

    from storyboard.model.timeline import Timeline
    from storyboard.stitch.clips import Footage, Sample

_MILLISECOND = Fraction(1, 1000)
# The sample description of a timed-text track (3GPP TS 26.245): white 18-point text at the bottom, no style of its own.
_TEXT_STYLE = bytes.fromhex("000000000100000000000000000000000000000000000100120000ffffff") + b"\xff"
_FONT_TABLE = struct.pack(">I4sHHB", 18, b"ftab", 1, 1, 5) + b"Serif"


class Segment(NamedTuple):
    """Packets `begin` … `end`-1 of some footage, whose first frame in display order is `first`."""

    footage: Footage
    begin: int
    end: int
    first: int

    @property
    def samples(self) -> Sequence[Sample]:
        """The packets, in decode order."""
        return self.footage.samples[self.begin : self.end]


def assemble(timeline: Timeline, segments: Sequence[Segment], track: Path, out: Path) -> None:
    """Write the episode; its index comes first, so that it plays while it loads."""
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with (
        av.open(str(out), "w", format="mp4", options=options) as container,
        av.open(str(track), format="mov") as heard,
    ):
        container.metadata["title"] = timeline.title
        packets = [_video(container, timeline, segments)]
        packets.append(_audio(container, heard))
        if timeline.captions:
            packets.append(_text(container, timeline))
        container.set_chapters(_chapters(timeline))
        for _, packet in sorted(
            ((time, packet) for stream in packets for time, packet in stream), key=lambda pair: pair[0]
        ):
            container.mux(packet)


def _video(
    container: OutputContainer, timeline: Timeline, segments: Sequence[Segment]
) -> Iterator[tuple[float, av.Packet[Any]]]:
    """Stamp every packet anew: decode times count up by one frame, display times lag by one constant delay."""
    first = segments[0].footage
    with av.open(str(first.path), format="mov") as template:
        stream = container.add_stream_from_template(template.streams.video[0])
    stream.time_base = Fraction(1, timeline.fps * TICKS_PER_FRAME)
    delay = max(
        position - (sample.display - segment.first)
        for segment in segments
        for position, sample in enumerate(segment.samples)
    )
    base = 0
    for segment in segments:
        for position, sample in enumerate(segment.samples):
            packet = av.Packet(sample.data)
            packet.stream = stream
            packet.time_base = stream.time_base
            packet.dts = (base + position - delay) * TICKS_PER_FRAME
            packet.pts = (base + sample.display - segment.first) * TICKS_PER_FRAME
            packet.duration = TICKS_PER_FRAME
            packet.is_keyframe = sample.key
            yield (base + position - delay) / timeline.fps, packet
        base += segment.end - segment.begin


def _audio(
    container: OutputContainer, heard: av.container.InputContainer
) -> Iterator[tuple[float, av.Packet[Any]]]:
    source = heard.streams.audio[0]
    stream = container.add_stream_from_template(source)
    for packet in heard.demux(source):
        if packet.dts is not None and packet.size:
            packet.stream = stream
            yield float(packet.dts * packet.time_base), packet


def _text(container: OutputContainer, timeline: Timeline) -> Iterator[tuple[float, av.Packet[Any]]]:
    """Write mov_text: each sample is its length and its text; an empty one fills each pause."""
    stream = container.add_mux_stream("mov_text")
    stream.time_base = _MILLISECOND
    stream.metadata["language"] = _three_letters(timeline.language)
    at = 0
    whole = card_frames(timeline) * 1000 // timeline.fps + timeline.end_ms
    rows = [*shown(timeline), (whole, whole, "")]
    for start, end, text in rows:
        if start > at:
            yield at / 1000, _caption(stream, at, start, "")
        if end > start:
            yield start / 1000, _caption(stream, start, end, text)
        at = max(at, end)


def _caption(stream: av.stream.Stream, start: int, end: int, text: str) -> av.Packet[Any]:
    data = text.encode("utf-8")[:65000]
    packet = av.Packet(struct.pack(">H", len(data)) + data)
    packet.stream = stream
    packet.time_base = _MILLISECOND
    packet.pts = packet.dts = start
    packet.duration = end - start
    return packet


def _chapters(timeline: Timeline) -> list[Any]:
    shift = card_frames(timeline) * 1000 // timeline.fps
    found = []
    for number, chapter in enumerate(timeline.chapters, 1):
        start = chapter.start_ms + (shift if number > 1 else 0)
        facts = {"id": number, "start": start, "end": chapter.end_ms + shift, "time_base": _MILLISECOND}
        found.append({**facts, "metadata": {"title": chapter.title}})
    return found


def _three_letters(language: str) -> str:
    """Give ISO 639-2 for the languages that most write; players show `und` as unknown."""
    known = {
        "en": "eng",
        "de": "deu",
        "fr": "fra",
        "es": "spa",
        "it": "ita",
        "pt": "por",
        "zh": "zho",
        "ja": "jpn",
    }
    known |= {
        "ko": "kor",
        "ru": "rus",
        "nl": "nld",
        "pl": "pol",
        "ar": "ara",
        "tr": "tur",
        "hi": "hin",
        "sv": "swe",
    }
    return known.get(language.lower().split("-")[0], "und")
