"""The media end's figures: seconds of animatic per second, and a stitch by cuts against ffmpeg's own concat copy."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from storyboard import ffmpeg
from storyboard.compile import animatic, compile_episode, read_episode
from storyboard.config import project_of
from storyboard.encoding import AUDIO_ARGUMENTS, mp4_arguments, x264_arguments
from storyboard.model.story import Transition
from storyboard.model.timeline import Clip, Timeline
from storyboard.probe import Preflight
from storyboard.render import renderer
from storyboard.render.base import Order, frame_size

EXAMPLE = Path(__file__).parent.parent / "examples" / "lighthouse" / "episodes" / "s01e01.storyboard.yaml"


def _cpu() -> float:
    used = 0.0
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        usage = resource.getrusage(who)
        used += usage.ru_utime + usage.ru_stime
    return used


def draw() -> None:
    """Each shot of the example, one after the other, 720p: CPU seconds of Python and ffmpeg per second of video."""
    project = project_of(EXAMPLE)
    front = read_episode(EXAMPLE, project.root, "s01e01", Preflight(project))
    shots = compile_episode(front, animatic()).plan.shots
    width, height = frame_size("720P", "16:9")
    os.sched_setaffinity(0, {0}) if hasattr(os, "sched_setaffinity") else None
    with tempfile.TemporaryDirectory() as folder:
        cpu, wall, seconds = _cpu(), time.perf_counter(), 0
        for number, shot in enumerate(shots):
            order = Order(shot, project.root, Path(folder) / f"{number}.mp4", width, height, 30, None)
            renderer("animatic")(order, lambda _: None)
            seconds += shot.request.seconds
    cpu, wall = (_cpu() - cpu) / seconds, (time.perf_counter() - wall) / seconds
    print(f"animatic, 720p on one core: {cpu:.2f} CPU s and {wall:.2f} s per second of video (aim 0.5)")


def join() -> None:
    """Ten clips of 5 s by cuts: the stitch without and with its verifying decode, against `ffmpeg -f concat -c copy`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clips = [_clip(folder / f"c{number}.mp4", number) for number in range(10)]
        (folder / "list.txt").write_text("".join(f"file '{clip}'\n" for clip in clips), "utf-8")
        copy = [*ffmpeg.command(["-f", "concat", "-safe", "0", "-i", folder / "list.txt", "-c", "copy"])]
        copy += ["-movflags", "+faststart", str(folder / "copy.mp4")]
        script = [sys.executable, __file__, "--stitch", name]
        rows = [
            (_run([*script, "plain"]), _run([*script, "check"]), _run(copy), _run([*script, "nothing"]))
            for _ in range(5)
        ]
        ours, checked, theirs, start = (statistics.median(column) for column in zip(*rows, strict=True))
    print(
        f"stitch of ten 5 s clips by cuts: {ours:.2f} CPU s whole process ({start:.2f} of it imports), "
        f"{ours / theirs:.1f}x of ffmpeg concat copy at {theirs:.2f} (aim 1.5), with the verifying decode {checked:.2f}"
    )


def _clip(path: Path, number: int) -> Path:
    picture = f"testsrc2=s=1280x720:r=30:d=5,noise=alls=12:all_seed={number},format=yuv420p"
    sound = f"sine=f={220 + 40 * number}:d=5:r=48000"
    ffmpeg.run(
        [
            *("-f", "lavfi", "-i", picture),
            *("-f", "lavfi", "-i", sound),
            *x264_arguments(30, "draft"),
            *AUDIO_ARGUMENTS,
            "-shortest",
            *mp4_arguments(30),
            path,
        ]
    )
    return path


def _run(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _stitch(folder: Path, how: str) -> None:
    from storyboard.stitch import stitch  # noqa: PLC0415 - its imports are part of what is measured

    if how == "nothing":
        return
    cut = Transition("cut", 0)
    for cached in (folder / "work").glob("sound-*"):
        cached.unlink()  # the sound is encoded anew, as for a first stitch
    clips = tuple(Clip(str(n), folder / f"c{n}.mp4", 5000 * n, 5000 * n + 5000, 0, cut) for n in range(10))
    timeline = Timeline("x", "en", 1280, 720, 30, clips, (), (), (), None)
    made = stitch(timeline, folder / "ours.mp4", folder / "work", check=how == "check")
    assert made.copied_frames == 1500, made


if __name__ == "__main__":
    if sys.argv[1:2] == ["--stitch"]:
        _stitch(Path(sys.argv[2]), sys.argv[3])
    else:
        draw()
        join()
