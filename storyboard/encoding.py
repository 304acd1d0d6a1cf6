"""How every clip of ours is encoded, so that clips of one size and rate can be joined by copying packets.

Parameter sets (SPS, PPS) must be byte-identical in all clips that are joined. So everything that x264 writes
there is fixed here: profile, level, entropy coder, 8x8 transform, references, reorder depth, colours, timing.
`stitchable` keeps it from optimising them per clip (decisions.md, "Joining clips"). Only what is not written there varies.
"""

from __future__ import annotations

from typing import Literal

Quality = Literal["draft", "final"]

SAMPLE_RATE = 48_000
AUDIO_ARGUMENTS = ("-c:a", "aac", "-b:a", "160k", "-ar", str(SAMPLE_RATE), "-ac", "2")

# The track's clock ticks this often a frame, whatever the frame rate: every clip then shares one grid.
TICKS_PER_FRAME = 512

# What stands in the parameter sets, or must agree for a join. Level 4.2 holds 1080P in every ratio at 60 fps.
_FIXED = (
    "stitchable=1:open-gop=0:scenecut=0:force-cfr=1:bframes=3:b-pyramid=1:ref=3:cabac=1:8x8dct=1:weightp=0:weightb=1"
    ":interlaced=0:no-psy=1:chroma-qp-offset=0:sar=1/1"
    ":colorprim=bt709:transfer=bt709:colormatrix=bt709:fullrange=off"
)
# A draft is drawn here and soon replaced: one thread, hardly a search, but smooth edges and flat areas.
# A final clip keeps what a provider sent.
_QUALITY: dict[Quality, tuple[str, str, str]] = {
    "draft": ("ultrafast", "23", "deblock=0,0:aq-mode=1:b-adapt=0:threads=1"),
    "final": ("veryfast", "18", "b-adapt=1"),
}


def x264_arguments(fps: int, quality: Quality) -> list[str]:
    """Give ffmpeg's options for the video stream: H.264 High, yuv420p, BT.709, a keyframe every second.

    Input frames must be yuv420p already, or ffmpeg converts them as they are tagged.
    """
    preset, crf, speed = _QUALITY[quality]
    grid = f"keyint={fps}:min-keyint=1"
    return [
        *("-c:v", "libx264", "-preset", preset, "-crf", crf),
        *("-profile:v", "high", "-level:v", "4.2", "-pix_fmt", "yuv420p"),
        *("-x264-params", f"{_FIXED}:{grid}:{speed}"),
    ]


def mp4_arguments(fps: int) -> list[str]:
    """Give ffmpeg's options for the file: index first, our clock, nothing of machine, date or version."""
    return [
        *("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"),
        *("-video_track_timescale", str(fps * TICKS_PER_FRAME), "-movflags", "+faststart", "-f", "mp4"),
    ]
