"""Draw every picture and sound of the examples.

`python -m scripts.draw_lighthouse [NAME ...]`, from the root of the repository. Run by hand; what it writes
is committed. The same machine draws the same pixels every time: all chance is seeded.
"""

from __future__ import annotations

import sys
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np

from scripts.draw import harbour, keeper, places, portraits, props, sound, stairs
from scripts.draw.paper import thrifty

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def draw_picture(draw: Callable[[], Image.Image], path: Path) -> None:
    """Write a picture: a JPEG, or a PNG with a palette of its own."""
    if path.suffix == ".jpg":
        draw().save(path, quality=88, subsampling=0, optimize=True)
    else:
        thrifty(draw()).save(path, optimize=True)


def film(path: Path) -> None:
    """Write the keeper's reference video: H.264 and AAC."""
    seconds = keeper.FRAMES / keeper.FPS
    voice = sound.keeper_voice(seconds)
    loudness = np.abs(voice).reshape(keeper.FRAMES, -1).mean(axis=1)
    loudness = np.convolve(loudness / loudness.max(), [0.25, 0.5, 0.25], mode="same")
    back = keeper.room(1)
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as out:
        frames = out.add_stream("libx264", rate=keeper.FPS, options={"crf": "21", "preset": "slow"})
        frames.width, frames.height, frames.pix_fmt = keeper.WIDTH, keeper.HEIGHT, "yuv420p"
        spoken = out.add_stream("aac", rate=sound.RATE, layout="mono")
        spoken.bit_rate = 96000
        for number in range(keeper.FRAMES):
            picture = keeper.keeper(back, keeper.pose(number, float(loudness[number])))
            drawn = av.VideoFrame.from_ndarray(np.asarray(picture), format="rgb24")
            drawn.pts, drawn.time_base = number, Fraction(1, keeper.FPS)
            out.mux(frames.encode(drawn))
        out.mux(frames.encode(None))
        out.mux(spoken.encode(sound.audio_frame(voice)))
        out.mux(spoken.encode(None))


def mira_voice(path: Path) -> None:
    """Write Mira's voice sample."""
    sound.write_wav(path, sound.voice("A hundred and twelve. We always counted.", "en-gb+f2", 78, 150, 3.6))


def ines_voice(path: Path) -> None:
    """Write the voice sample of Ines."""
    sound.write_wav(path, sound.voice("I followed a very small light, all night.", "en-us+f4", 45, 140, 3.6))


def music(path: Path) -> None:
    """Write the music."""
    sound.write_mp3(path, sound.music(), 88000)


def wind(path: Path) -> None:
    """Write wind and sea."""
    sound.write_mp3(path, sound.wind(), 64000)


ASSETS: dict[str, Callable[[Path], None]] = {
    "lighthouse/assets/mira.png": partial(draw_picture, portraits.mira),
    "lighthouse/assets/ines.jpg": partial(draw_picture, portraits.ines),
    "lighthouse/assets/lighthouse.png": partial(draw_picture, places.lighthouse),
    "lighthouse/assets/stairs.jpg": partial(draw_picture, stairs.stairs),
    "lighthouse/assets/harbour.jpg": partial(draw_picture, harbour.harbour),
    "lighthouse/assets/lamp-front.png": partial(draw_picture, props.lamp_front),
    "lighthouse/assets/lamp-side.png": partial(draw_picture, props.lamp_side),
    "lighthouse/assets/boat.jpg": partial(draw_picture, props.boat),
    "lighthouse/assets/keeper.mp4": film,
    "lighthouse/assets/mira.wav": mira_voice,
    "lighthouse/assets/ines.wav": ines_voice,
    "lighthouse/assets/music.mp3": music,
    "lighthouse/assets/wind.mp3": wind,
    "minimal/fox.png": partial(draw_picture, props.fox),
}


def main(names: list[str]) -> None:
    """Write all assets, or those whose file name holds one of `names`."""
    for name, write in ASSETS.items():
        if not names or any(part in name for part in names):
            path = EXAMPLES / name
            write(path)
            print(f"{path.stat().st_size / 1000:7.0f} kB  {name}")


if __name__ == "__main__":
    main(sys.argv[1:])
