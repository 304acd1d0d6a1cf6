"""Stitching, on real clips: which frames are shown, that cuts are copies, that seams are where they belong."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest

from storyboard.encoding import SAMPLE_RATE, x264_arguments
from storyboard.errors import RenderError
from storyboard.model.story import Card, Transition
from storyboard.model.timeline import Bed, Caption, Chapter
from storyboard.stitch import stitch
from storyboard.stitch.sound import decode, limit
from tests.stitch.material import CUT, FPS, brightness, clip_file, shown, timeline

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("clips")
    return [clip_file(folder / f"{number}.mp4", number, 90) for number in range(3)]


def _decoded(path: Path) -> list[bytes]:
    with av.open(str(path), format="mov") as container:
        return [frame.to_ndarray(format="yuv420p").tobytes() for frame in container.decode(video=0)]


def _sound(path: Path, seconds: float) -> np.ndarray:
    return decode(path, round(seconds * SAMPLE_RATE))


def _length(stream: av.VideoStream | av.AudioStream) -> Fraction:
    assert stream.duration is not None
    assert stream.time_base is not None
    return stream.duration * stream.time_base


def test_cuts_show_the_right_frames_and_nothing_is_encoded(clips: list[Path], tmp_path: Path) -> None:
    made = stitch(timeline(clips, [3000, 6000, 9000]), tmp_path / "e.mp4", tmp_path / "work")
    assert (made.frames, made.copied_frames, made.encoded_frames) == (270, 270, 0)
    assert shown(made.path) == [(clip, number) for clip in range(3) for number in range(90)]


def test_copied_frames_are_bit_identical(clips: list[Path], tmp_path: Path) -> None:
    made = stitch(timeline(clips, [3000, 6000, 9000]), tmp_path / "e.mp4", tmp_path / "work")
    assert _decoded(made.path) == [frame for clip in clips for frame in _decoded(clip)]


def test_odd_milliseconds_are_cut_on_the_episodes_own_grid(clips: list[Path], tmp_path: Path) -> None:
    made = stitch(timeline(clips, [2345, 4690, 7035]), tmp_path / "e.mp4", tmp_path / "work")
    lengths = [70, 71, 70]  # of 2345 ms each: 70.35 frames, without drift
    assert shown(made.path) == [(clip, number) for clip in range(3) for number in range(lengths[clip])]
    assert made.frames == round(7.035 * FPS)
    assert made.copied_frames > 190


@pytest.mark.parametrize("kind", ["dissolve", "wipe"])
def test_a_transition_is_seen_in_its_window_only(kind: str, clips: list[Path], tmp_path: Path) -> None:
    line = timeline(clips[:2], [2000, 4000], [CUT, Transition(kind, 500)])  # type: ignore[arg-type]
    made = stitch(line, tmp_path / "e.mp4", tmp_path / "work")
    assert made.frames == 120
    frames = shown(made.path)
    assert frames[:60] == [(0, number) for number in range(60)]
    assert frames[75:] == [(1, number) for number in range(15, 60)]
    assert made.copied_frames >= 90
    window = brightness(made.path)[60:75]
    if kind == "dissolve":
        assert window == sorted(window)
        assert 40 <= window[0] < 46
        assert 64 < window[-1] <= 71
    else:
        assert set(window) <= set(range(38, 43)) | set(range(68, 73))  # one or the other, never a mixture
        assert abs(window[0] - 40) < 3
        assert abs(window[-1] - 70) < 3


def test_the_outgoing_shot_supplies_its_own_next_frames_in_a_dissolve(
    clips: list[Path], tmp_path: Path
) -> None:
    line = timeline(clips[:2], [2000, 4000], [CUT, Transition("dissolve", 500)])
    made = stitch(line, tmp_path / "e.mp4", tmp_path / "work")
    assert shown(made.path)[60] == (0, 60)  # its first frame is nearly all of the outgoing one's 61st


def test_a_fade_goes_through_black_and_eats_nothing(clips: list[Path], tmp_path: Path) -> None:
    line = timeline(clips[:2], [2000, 4000], [Transition("fade", 400), Transition("fade", 1000)])
    made = stitch(line, tmp_path / "e.mp4", tmp_path / "work")
    light = brightness(made.path)
    assert len(light) == 120
    assert light[0] < 24
    assert light[10] == pytest.approx(40, abs=2)
    assert light[44] == pytest.approx(40, abs=2)
    assert min(light[58:62]) < 20
    assert light[76] == pytest.approx(70, abs=2)


def test_sound_is_as_long_as_the_picture(clips: list[Path], tmp_path: Path) -> None:
    line = timeline(clips, [2345, 4690, 7035], [CUT, Transition("dissolve", 400), Transition("fade", 300)])
    made = stitch(line, tmp_path / "e.mp4", tmp_path / "work")
    with av.open(str(made.path), format="mov") as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert _length(video) == Fraction(211, 30)
        assert abs(_length(audio) - Fraction(211, 30)) < Fraction(1, 1000)
        stamps = [packet.pts for packet in container.demux(video) if packet.pts is not None]
    assert {late - early for early, late in pairwise(sorted(stamps))} == {512}


def test_joints_do_not_click(clips: list[Path], tmp_path: Path) -> None:
    """Tones cut at any phase would jump; the largest step at a joint is that of the tones themselves."""
    made = stitch(timeline(clips, [1013, 2029, 3041]), tmp_path / "e.mp4", tmp_path / "work")
    heard = _sound(made.path, 3.0)[:, 0]
    steps = np.abs(np.diff(heard))
    calm = max(steps[4800:40000].max(), steps[60000:90000].max(), steps[110000:140000].max())
    assert steps.max() < 1.3 * calm
    assert calm > 0.001


def test_each_clip_is_heard_in_its_place(clips: list[Path], tmp_path: Path) -> None:
    made = stitch(timeline(clips, [1000, 2000, 3000]), tmp_path / "e.mp4", tmp_path / "work")
    heard = _sound(made.path, 3.0)[:, 0]
    for second, pitch in enumerate((200, 300, 400)):
        part = heard[second * SAMPLE_RATE + 9600 : second * SAMPLE_RATE + 38400]
        spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part))))
        assert round(spectrum.argmax() * SAMPLE_RATE / len(part), -1) == pitch


def test_a_clip_without_sound_is_silent(clips: list[Path], tmp_path: Path) -> None:
    mute = clip_file(tmp_path / "mute.mp4", 1, 60, sound=False)
    made = stitch(timeline([clips[0], mute], [2000, 4000]), tmp_path / "e.mp4", tmp_path / "work")
    heard = _sound(made.path, 4.0)
    assert np.abs(heard[: SAMPLE_RATE * 19 // 10]).max() > 0.05
    assert np.abs(heard[SAMPLE_RATE * 21 // 10 :]).max() < 0.001


def test_a_clip_of_another_size_rate_and_encoder_is_brought_into_line(
    clips: list[Path], tmp_path: Path
) -> None:
    video = ["-c:v", "libx264", "-preset", "ultrafast", "-g", "250"]
    odd = clip_file(tmp_path / "odd.mp4", 1, 75, fps=25, size=(160, 160), video=video)
    made = stitch(
        timeline([clips[0], odd, clips[2]], [2000, 5000, 8000]), tmp_path / "e.mp4", tmp_path / "work"
    )
    assert made.frames == 240
    assert [clip for clip, _ in shown(made.path)][:60] == [0] * 60
    assert shown(made.path)[150:] == [(2, number) for number in range(90)]


def test_clips_of_one_foreign_encoder_are_copied_whole(tmp_path: Path) -> None:
    video = ["-c:v", "libx264", "-preset", "ultrafast", "-g", "250", "-pix_fmt", "yuv420p"]
    paths = [clip_file(tmp_path / f"{number}.mp4", number, 60, video=video) for number in range(2)]
    made = stitch(timeline(paths, [2000, 4000]), tmp_path / "e.mp4", tmp_path / "work")
    assert made.encoded_frames == 0


def test_a_clip_that_is_too_short_is_an_error_and_leaves_no_file(clips: list[Path], tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="e/2 has 90 frames"):
        stitch(timeline(clips[:2], [3000, 7000]), tmp_path / "e.mp4", tmp_path / "work")
    assert not (tmp_path / "e.mp4").exists()


def test_a_damaged_clip_is_an_error_and_leaves_the_older_episode(clips: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "e.mp4"
    out.write_bytes(b"the one before")
    damaged = tmp_path / "damaged.mp4"
    data = bytearray(clips[1].read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4000] = b"\xff" * 4000
    damaged.write_bytes(data)
    with pytest.raises(RenderError):
        stitch(timeline([clips[0], damaged], [3000, 6000]), out, tmp_path / "work")
    assert out.read_bytes() == b"the one before"
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_text_file_named_mp4_is_refused(clips: list[Path], tmp_path: Path) -> None:
    playlist = tmp_path / "list.mp4"
    playlist.write_text(f"ffconcat version 1.0\nfile {clips[0]}\n", "utf-8")
    with pytest.raises(RenderError, match=r"list\.mp4 cannot be used"):
        stitch(timeline([playlist], [1000]), tmp_path / "e.mp4", tmp_path / "work")


def test_captions_chapters_title_and_a_card(clips: list[Path], tmp_path: Path) -> None:
    line = timeline(clips[:2], [2000, 4000])._replace(
        captions=(
            Caption(500, 1500, "Mira", "I never left: I was asleep."),
            Caption(2500, 3000, "", "<b>Wind</b>"),
        ),
        chapters=(Chapter(0, 2000, "Scene 1: a = b; #c"), Chapter(2000, 4000, "Scene 2")),
        card=Card("The Lamp", "One", 1000),
    )
    made = stitch(line, tmp_path / "e.mp4", tmp_path / "work")
    assert made.frames == 150
    assert shown(made.path)[30:] == [(clip, number) for clip in range(2) for number in range(60)]
    with av.open(str(made.path), format="mov") as container:
        assert container.metadata["title"] == "A title"
        chapters = [(row["start"], row["end"], row["metadata"]["title"]) for row in container.chapters()]
        assert chapters == [(0, 3000, "Scene 1: a = b; #c"), (3000, 5000, "Scene 2")]
        texts = [
            (packet.pts, bytes(packet)[2:].decode())
            for packet in container.demux(container.streams.subtitles[0])
            if packet.size
        ]
    assert [row for row in texts if row[1]] == [
        (1500, "Mira: I never left: I was asleep."),
        (3500, "<b>Wind</b>"),
    ]
    assert made.path.read_bytes().find(b"moov") < made.path.read_bytes().find(b"mdat")


def test_music_ducks_under_speech(clips: list[Path], tmp_path: Path) -> None:
    mute = clip_file(tmp_path / "mute.mp4", 0, 120, sound=False)
    tone = clip_file(tmp_path / "tone.mp4", 2, 120)
    bed = Bed(tone, 0, 4000, -6.0, 0, 500, duck=True)
    line = timeline([mute], [4000])._replace(beds=(bed,), captions=(Caption(1500, 2500, "", "Listen."),))
    heard = np.abs(_sound(stitch(line, tmp_path / "e.mp4", tmp_path / "work").path, 4.0)[:, 0])
    level = [heard[start * 4800 : start * 4800 + 4800].max() for start in range(40)]
    assert 20 * np.log10(level[20] / level[5]) == pytest.approx(-10, abs=1)
    assert level[39] < 0.4 * level[5]  # the last tenth of a second of the fade


def test_the_limiter_keeps_the_peaks_down_and_leaves_the_rest() -> None:
    mix = np.zeros((SAMPLE_RATE, 2), np.float32)
    mix[:] = 0.3 * np.sin(np.arange(SAMPLE_RATE) / 20)[:, None]
    before = mix.copy()
    mix[24000:24100] = 1.8
    limit(mix)
    assert np.abs(mix).max() <= 0.9
    assert np.array_equal(mix[:10000], before[:10000])


def test_a_second_stitch_encodes_nothing_anew(clips: list[Path], tmp_path: Path) -> None:
    line = timeline(clips, [2345, 4690, 7035], [CUT, Transition("dissolve", 400), Transition("fade", 300)])
    stitch(line, tmp_path / "e.mp4", tmp_path / "work")
    first = (tmp_path / "e.mp4").read_bytes()
    cached = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "work").iterdir()}
    stitch(line, tmp_path / "e.mp4", tmp_path / "work")
    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "work").iterdir()} == cached
    assert (tmp_path / "e.mp4").read_bytes() == first


def test_other_frame_rates(tmp_path: Path) -> None:
    for fps in (24, 25, 60):
        paths = [clip_file(tmp_path / f"{fps}-{number}.mp4", number, fps, fps=fps) for number in range(2)]
        made = stitch(timeline(paths, [1000, 2000], fps=fps), tmp_path / f"{fps}.mp4", tmp_path / "work")
        assert (made.frames, made.encoded_frames) == (2 * fps, 0)


def test_open_groups_of_pictures_are_not_torn(clips: list[Path], tmp_path: Path) -> None:
    arguments = [
        word.replace("open-gop=0", "open-gop=1").replace("keyint=30", "keyint=20")
        for word in x264_arguments(30, "draft")
    ]
    odd = clip_file(tmp_path / "open.mp4", 1, 90, video=arguments)
    line = timeline([clips[0], odd], [2000, 4500], [CUT, Transition("dissolve", 500)])
    made = stitch(line, tmp_path / "e.mp4", tmp_path / "work")
    assert shown(made.path)[75:] == [(1, number) for number in range(15, 75)]
