"""Orders to render in tests: small pictures and films in a folder, and panels that show them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import av
import numpy as np
from PIL import Image, ImageDraw

from storyboard import ffmpeg
from storyboard.model.shot import First, Media, Panel, Request, Said, Shot
from storyboard.model.source import Place
from storyboard.model.story import File, Mention, Transition
from storyboard.render.base import Order

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

Colour = tuple[int, int, int]
Line = tuple[str, str, str]


class Probed(NamedTuple):
    """What a look inside a finished clip tells."""

    frames: list[NDArray[np.uint8]]  # luma
    pts: list[Fraction]
    size: tuple[int, int]
    extradata: bytes
    video: Fraction
    audio: Fraction
    rate: int
    channels: int
    tags: tuple[int, int]


def draw(folder: Path, name: str, colour: Colour, size: tuple[int, int] = (160, 200)) -> Media:
    """Draw a picture of one colour with a spot on it, as a reference of the subject `name`."""
    path = folder / f"{name}.png"
    picture = Image.new("RGB", size, colour)
    ImageDraw.Draw(picture).ellipse(
        (size[0] // 3, size[1] // 3, size[0] // 2, size[1] // 2), fill=(20, 20, 20)
    )
    picture.save(path)
    return Media("reference_image", name, File(path.name, "0" * 64, ".png", *size), None)


def film(folder: Path, name: str, seconds: float = 0.4) -> Media:
    """Make a small film, as a reference of the subject `name`."""
    path = folder / f"{name}.mp4"
    source = f"testsrc=size=96x128:rate=12:duration={seconds}"
    ffmpeg.run(["-f", "lavfi", "-i", source, "-pix_fmt", "yuv420p", f"file:{path}"])
    return Media(
        "reference_video", name, File(path.name, "0" * 64, ".mp4", 96, 128, int(seconds * 1000)), None
    )


def address(name: str) -> Media:
    """Give a reference that is only an address."""
    return Media("reference_image", name, File("https://media.example/a.png", "0" * 64, ".png"), None)


def tokens(text: str) -> tuple[str | Mention, ...]:
    """Read `@name` in a text as a mention."""
    parts = re.split(r"(@\w+)", text)
    return tuple(Mention(part[1:]) if part.startswith("@") else part for part in parts if part)


def panel(
    span: tuple[int, int],
    action: str,
    *,
    camera: str = "",
    sound: str = "",
    lines: Sequence[Line] = (),
    location: str = "",
) -> Panel:
    """Make a panel from `span[0]` to `span[1]` ms; lines are (speaker, how, says)."""
    said = tuple(Said(*line) for line in lines)
    return Panel("a label", *span, tokens(action), tokens(camera), tokens(sound), said, False, (), location)


def shot(
    panels: Sequence[Panel], media: Sequence[Media], seconds: int, *, first: First | None = None
) -> Shot:
    """Make a shot; the names of subjects are their ids, capitalised."""
    request = Request(
        key="0" * 64,
        model="animatic/1",
        panels=tuple(panels),
        prompt=(),
        negative_prompt="",
        media=tuple(media),
        first_frame=first,
        resolution="720P",
        ratio="16:9",
        seconds=seconds,
        seed=1,
        author_seed=None,
        prompt_extend=False,
        watermark=False,
        language="en",
        template="",
    )
    names = tuple(dict.fromkeys((one.subject, one.subject.capitalize()) for one in media))
    cut = Transition("cut", 0)
    return Shot("e/1", "e", ("1",), 0, seconds * 1000, 0, cut, request, names, Place("e", 1, 1, 1, 1))


def order(asked: Shot, root: Path, name: str = "clip", *, fps: int = 12, first: Path | None = None) -> Order:
    """Order a small clip of a shot, from `root` into `root/out`."""
    return Order(asked, root, root / "out" / f"{name}.mp4", 256, 144, fps, first)


def look(clip: Path) -> Probed:
    """Decode a clip whole."""
    with av.open(str(clip), format="mov") as opened:
        video, audio = opened.streams.video[0], opened.streams.audio[0]
        frames, pts = [], []
        for frame in opened.decode(video):
            luma = memoryview(frame.planes[0])
            frames.append(np.frombuffer(luma, np.uint8).reshape(frame.height, -1)[:, : frame.width].copy())
            pts.append(Fraction(frame.pts or 0) * Fraction(frame.time_base or 1))
        context = video.codec_context
        return Probed(
            frames,
            pts,
            (video.width, video.height),
            bytes(context.extradata or b""),
            Fraction(video.duration or 0) * Fraction(video.time_base or 1),
            Fraction(audio.duration or 0) * Fraction(audio.time_base or 1),
            audio.rate,
            audio.channels,
            (int(context.colorspace), int(context.color_range)),
        )
