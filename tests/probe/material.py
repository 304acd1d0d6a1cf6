"""Real media files as bytes, made small and once, and a project folder to put them into."""

from __future__ import annotations

import io
import struct
import tempfile
import wave
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
from PIL import Image

from storyboard.config import Project
from storyboard.probe import Preflight

if TYPE_CHECKING:
    from collections.abc import Mapping

    from storyboard.model.media import Inspected, Use

LATER_NS = 10**18 * 4  # a clock far in the future: every file is at rest


def project(tmp_path: Path, files: Mapping[str, bytes] | None = None) -> Project:
    """Make a project in its own folder below `tmp_path`, so that there is an outside."""
    root = tmp_path / "show"
    root.mkdir(exist_ok=True)
    for name, data in (files or {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return Project(root)


def look(tmp_path: Path, name: str, data: bytes, use: Use = "image") -> Inspected:
    """Put one file into a project and inspect it."""
    return Preflight(project(tmp_path, {name: data}))(name, use)


def codes(inspected: Inspected) -> list[str]:
    """Give the codes of the problems, each with the first letter of its severity: `SB0405e`."""
    return [problem.code + problem.severity[0] for problem in inspected.problems]


@cache
def picture(kind: str = "PNG", width: int = 320, height: int = 240, mode: str = "RGB") -> bytes:
    """Encode a noisy picture, so that half of its bytes are not the whole of it."""
    rng = np.random.default_rng(1)
    image = Image.fromarray(rng.integers(0, 255, (height, width, 3), dtype=np.uint8)).convert(mode)
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def plain(mode: str, size: tuple[int, int], colour: int | tuple[int, ...], **options: object) -> bytes:
    """Encode a PNG of one colour."""
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, "PNG", **options)
    return out.getvalue()


def png_header(width: int, height: int) -> bytes:
    """Write a PNG that promises a size and holds next to nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b"")


@cache
def video(
    kind: str = "mp4",
    *,
    frames: int = 30,
    width: int = 320,
    height: int = 240,
    fps: int = 25,
    sound: bool = False,
    flags: str = "faststart",
) -> bytes:
    """Encode H.264, with a second of AAC silence if asked for."""
    folder = tempfile.TemporaryDirectory()  # libav reads a file again to put its index first
    path = Path(folder.name) / f"a.{kind}"
    with folder, av.open(path, "w", options={"movflags": flags} if flags else {}) as container:
        pictures = container.add_stream("libx264", rate=fps)
        pictures.width, pictures.height, pictures.pix_fmt = width, height, "yuv420p"
        pictures.options = {"preset": "ultrafast"}
        track = container.add_stream("aac", rate=48000) if sound else None
        rng = np.random.default_rng(1)
        for _ in range(frames):
            noise = rng.integers(0, 255, (height, width, 3), dtype=np.uint8)
            container.mux(pictures.encode(av.VideoFrame.from_ndarray(noise, format="rgb24")))
        container.mux(pictures.encode(None))
        if track is not None:
            for index in range(47):
                still = np.zeros((2, 1024), dtype=np.float32)
                silence = av.AudioFrame.from_ndarray(still, format="fltp", layout="stereo")
                silence.sample_rate, silence.pts = 48000, index * 1024
                container.mux(track.encode(silence))
            container.mux(track.encode(None))
        container.close()
        return path.read_bytes()


@cache
def wav(seconds: float, rate: int = 8000) -> bytes:
    """Write a mono WAV of noise."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        rng = np.random.default_rng(1)
        file.writeframes(rng.integers(-9000, 9000, round(seconds * rate), dtype=np.int16).tobytes())
    return out.getvalue()


@cache
def sound(kind: str, codec: str, seconds: float, rate: int = 48000) -> bytes:
    """Encode a sound with PyAV: `("mp3", "libmp3lame", 2)`."""
    out = io.BytesIO()
    with av.open(out, "w", format=kind) as container:
        track = container.add_stream(codec, rate=rate)
        assert isinstance(track, av.AudioStream)
        rng = np.random.default_rng(1)
        samples = rng.integers(-9000, 9000, (1, round(seconds * rate)), dtype=np.int16)
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate = rate
        for ready in av.AudioResampler(track.format, track.layout, rate).resample(frame):
            container.mux(track.encode(ready))
        container.mux(track.encode(None))
    return out.getvalue()
