"""What a finished clip is: its length, its panels, its joints, and what happens when a reference is gone."""

from __future__ import annotations

import pickle
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from storyboard import ffmpeg
from storyboard.encoding import mp4_arguments, x264_arguments
from storyboard.errors import RenderError
from storyboard.model.shot import First
from storyboard.render import renderer
from storyboard.render.animatic import render
from storyboard.render.base import FRAME_SIZES, frame_size
from tests.render.orders import address, draw, film, look, order, panel, shot

if TYPE_CHECKING:
    from pathlib import Path

    from storyboard.render.base import Order, Rendered

RED, BLUE, WHITE = (190, 40, 40), (40, 60, 160), (250, 250, 250)


def _rendered(asked: Order) -> Rendered:
    return render(asked, lambda _: None)


def _talk(root: Path) -> Order:
    media = [draw(root, "mira", RED), draw(root, "harbour", BLUE, (320, 180)), film(root, "tom")]
    lines = [("mira", "softly", "You came back."), ("tom", "", "I never left, I was asleep.")]
    first = panel((0, 1250), "@mira waits for @tom.", camera="push in", lines=lines, location="harbour")
    return order(shot([first, panel((1250, 2000), "@tom looks up.", sound="wind")], media, 2), root)


def test_a_clip_has_every_frame_asked_for_at_a_constant_rate_and_sound_as_long(tmp_path: Path) -> None:
    asked = _talk(tmp_path)
    done = _rendered(asked)
    seen = look(done.path)
    assert done == (asked.out, 24)
    assert len(seen.frames) == 24
    assert seen.pts == [Fraction(index, 12) for index in range(24)]
    assert seen.size == (256, 144)
    assert (seen.video, seen.audio) == (Fraction(2), Fraction(2))
    assert (seen.rate, seen.channels) == (48_000, 2)
    assert seen.tags == (1, 1)  # BT.709, limited range


def test_a_clip_decodes_without_a_single_error(tmp_path: Path) -> None:
    clip = _rendered(_talk(tmp_path)).path
    ffmpeg.run(["-xerror", "-err_detect", "explode", "-i", f"file:{clip}", "-f", "null", "-"])
    head = clip.read_bytes()
    assert head.index(b"moov") < head.index(b"mdat")


def test_the_same_order_gives_the_same_picture_and_sound(tmp_path: Path) -> None:
    sums = []
    for name in ("one", "two"):
        asked = _talk(tmp_path)._replace(out=tmp_path / f"{name}.mp4")
        sums.append(ffmpeg.run(["-i", f"file:{_rendered(asked).path}", "-f", "framemd5", "-"]))
    assert sums[0] == sums[1]
    assert len(sums[0].splitlines()) > 24


def test_a_panel_begins_at_the_frame_nearest_to_its_time(tmp_path: Path) -> None:
    media = [draw(tmp_path, "dusk", BLUE, (320, 180)), draw(tmp_path, "noon", WHITE, (320, 180))]
    panels = [panel((0, 1234), "", location="dusk"), panel((1234, 2000), "", location="noon")]
    seen = look(_rendered(order(shot(panels, media, 2), tmp_path, fps=25)).path)
    bright = [float(frame[20:60].mean()) > 140 for frame in seen.frames]
    assert bright == [index >= 31 for index in range(50)]


def test_the_last_panel_runs_to_the_end_of_what_was_asked_for(tmp_path: Path) -> None:
    media = [draw(tmp_path, "noon", WHITE, (320, 180))]
    seen = look(_rendered(order(shot([panel((0, 1400), "", location="noon")], media, 2), tmp_path)).path)
    assert len(seen.frames) == 24
    assert float(seen.frames[-1][20:60].mean()) > 140


def test_clips_of_one_size_share_their_parameter_sets_at_any_quality(tmp_path: Path) -> None:
    one = look(_rendered(_talk(tmp_path)).path)
    media = [draw(tmp_path, "noon", WHITE, (320, 180))]
    other = look(
        _rendered(order(shot([panel((0, 1000), "", location="noon")], media, 1), tmp_path, "other")).path
    )
    final = tmp_path / "final.mp4"
    noise = "nullsrc=size=256x144:rate=12:duration=1,geq=random(1)*255:128:128"
    silence = ("-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo", "-shortest")
    ffmpeg.run(
        [
            "-f",
            "lavfi",
            "-i",
            noise,
            *silence,
            *x264_arguments(12, "final"),
            *mp4_arguments(12),
            f"file:{final}",
        ]
    )
    assert one.extradata
    assert one.extradata == other.extradata == look(final).extradata


def test_a_clip_starts_from_its_first_frame_and_leaves_it_within_half_a_second(tmp_path: Path) -> None:
    Image.new("RGB", (200, 200), WHITE).save(tmp_path / "first.png")
    media = [draw(tmp_path, "dusk", BLUE, (320, 180))]
    asked = shot([panel((0, 1000), "", location="dusk")], media, 1, first=First(None, "e/0", "k", 1))
    seen = look(_rendered(order(asked, tmp_path, first=tmp_path / "first.png")).path)
    bright = [float(frame.mean()) for frame in seen.frames]
    assert float(seen.frames[0].min()) > 200
    assert bright[:6] == sorted(bright[:6], reverse=True)
    assert np.abs(seen.frames[6].astype(int) - seen.frames[7]).mean() < 4


def test_an_address_is_drawn_as_a_card_and_nothing_is_fetched(tmp_path: Path) -> None:
    media = [address("robot")]
    plain = look(_rendered(order(shot([panel((0, 1000), "Nobody.")], media, 1), tmp_path, "plain")).path)
    shown = look(_rendered(order(shot([panel((0, 1000), "@robot.")], media, 1), tmp_path, "shown")).path)
    assert np.abs(plain.frames[0].astype(int) - shown.frames[0]).max() > 60


@pytest.mark.parametrize("damage", ["gone", "garbage"])
@pytest.mark.parametrize("kind", ["picture", "film"])
def test_a_reference_that_changed_since_it_was_checked_is_named(
    tmp_path: Path, kind: str, damage: str
) -> None:
    media = draw(tmp_path, "mira", RED) if kind == "picture" else film(tmp_path, "mira")
    asked = order(shot([panel((0, 1000), "@mira.")], [media], 1), tmp_path)
    if damage == "gone":
        (tmp_path / media.file.path).unlink()
    else:
        (tmp_path / media.file.path).write_bytes(b"#EXTM3U\nfile:///etc/hostname\n")
    with pytest.raises(RenderError) as caught:
        _rendered(asked)
    assert media.file.path in caught.value.message
    assert str(tmp_path) not in caught.value.message
    assert caught.value.help
    assert list(asked.out.parent.iterdir()) == []


def test_progress_grows_to_one(tmp_path: Path) -> None:
    told: list[float] = []
    media = [draw(tmp_path, "dusk", BLUE, (320, 180))]
    render(order(shot([panel((0, 2000), "", location="dusk")], media, 2), tmp_path), told.append)
    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] == 1
    assert len(told) > 2


def test_an_order_can_be_sent_to_another_process(tmp_path: Path) -> None:
    asked = _talk(tmp_path)
    assert pickle.loads(pickle.dumps(asked)) == asked  # noqa: S301 - our own bytes


def test_the_table_gives_renderers_by_name_and_tells_what_there_is() -> None:
    assert renderer("animatic") is render
    with pytest.raises(RenderError) as caught:
        renderer("animatik")
    assert "animatic" in caught.value.help


def test_frame_sizes_are_those_of_the_provider_and_even() -> None:
    assert frame_size("720P", "4:3") == (1104, 832)
    assert frame_size("1080P", "9:16") == (1080, 1920)
    assert all(side % 2 == 0 for sizes in FRAME_SIZES.values() for size in sizes.values() for side in size)
    with pytest.raises(RenderError):
        frame_size("4K", "16:9")
