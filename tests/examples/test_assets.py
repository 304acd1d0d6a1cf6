"""The examples' assets are there, open, and keep within what providers take (providers.md §1.4)."""

from __future__ import annotations

import wave

import av
import numpy as np
import pytest
import yaml
from PIL import Image

from scripts.draw import props
from scripts.draw.paper import thrifty
from scripts.draw_lighthouse import ASSETS, EXAMPLES

MEGABYTE = 1_000_000
PICTURES = [name for name in ASSETS if name.endswith((".png", ".jpg"))]
VOICES = [name for name in ASSETS if name.endswith(".wav")]
SOUNDS = [name for name in ASSETS if name.endswith(".mp3")]


def test_every_asset_is_committed_and_together_they_are_small() -> None:
    sizes = [(EXAMPLES / name).stat().st_size for name in ASSETS]
    assert min(sizes) > 10_000
    assert sum(sizes) < 4 * MEGABYTE


def test_no_asset_lies_there_that_nothing_draws() -> None:
    lying = {path.relative_to(EXAMPLES).as_posix() for path in (EXAMPLES / "lighthouse" / "assets").iterdir()}
    assert lying == {name for name in ASSETS if name.startswith("lighthouse/")}


def test_the_series_names_every_reference_and_voice_that_lies_there() -> None:
    text = (EXAMPLES / "lighthouse" / "series.yaml").read_text("utf-8")
    assert isinstance(yaml.safe_load(text), dict)
    unnamed = [name for name in ASSETS if name.startswith("lighthouse/") and name not in SOUNDS]
    assert len(unnamed) > 8
    assert [name for name in unnamed if name.removeprefix("lighthouse/") not in text] == []


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_keeps_within_the_limits(name: str) -> None:
    path = EXAMPLES / name
    with Image.open(path) as picture:
        picture.load()
        width, height = picture.size
        assert picture.format in ("PNG", "JPEG")
        assert "A" not in picture.mode
        assert "transparency" not in picture.info
    assert 800 <= min(width, height) <= max(width, height) <= 8000
    assert 1 / 8 <= width / height <= 8
    assert path.stat().st_size <= 20 * MEGABYTE


def test_the_keepers_video_keeps_within_the_limits_and_has_his_voice() -> None:
    with av.open(str(EXAMPLES / "lighthouse/assets/keeper.mp4")) as film:
        video, audio = film.streams.video[0], film.streams.audio[0]
        assert (video.codec_context.name, video.pix_fmt) == ("h264", "yuv420p")
        assert audio.codec_context.name == "aac"
        assert 240 <= min(video.width, video.height) <= max(video.width, video.height) <= 4096
        first, *_, last = (frame.to_ndarray(format="gray") for frame in film.decode(video=0))
        assert film.duration is not None
        assert 3 <= film.duration / 1_000_000 <= 4
    assert np.abs(first.astype(int) - last).mean() > 0.5, "he does not move"


@pytest.mark.parametrize("name", VOICES)
def test_a_voice_sample_keeps_within_the_limits_and_is_heard(name: str) -> None:
    with wave.open(str(EXAMPLES / name), "rb") as sample:
        assert (sample.getnchannels(), sample.getsampwidth()) == (1, 2)
        assert sample.getframerate() in (24000, 48000)
        assert 1 <= sample.getnframes() / sample.getframerate() <= 10
        heard = np.frombuffer(sample.readframes(sample.getnframes()), "<i2")
    assert 16_000 < np.abs(heard.astype(int)).max() < 32_767


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_bed_opens_and_is_longer_than_what_it_lies_under(name: str) -> None:
    with av.open(str(EXAMPLES / name)) as sound:
        samples = sum(frame.samples for frame in sound.decode(audio=0))
        seconds = samples / sound.streams.audio[0].rate
    assert seconds > (45 if "music" in name else 12)


def test_two_draws_of_a_picture_are_the_same_pixels() -> None:
    once, again = (thrifty(props.lamp_front(0.25)) for _ in range(2))
    assert once.size == (225, 225)
    assert once.tobytes() == again.tobytes()
    assert once.getpalette() == again.getpalette()
    assert len(np.unique(np.asarray(once))) > 50
