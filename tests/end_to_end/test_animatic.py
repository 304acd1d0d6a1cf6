"""From YAML to an mp4, without a key: render, edit, render again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import av
import pytest

from storyboard.compile import animatic, compile_episode, read_episode
from storyboard.config import project_of
from storyboard.errors import RenderError
from storyboard.probe import Preflight
from storyboard.produce import render
from tests.cli.runner import picture, run

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
storyboard: 1
title: Two foxes
pack: scene
characters:
  fox: {name: the fox, image: assets/fox.png}
  owl: {name: the owl, image: assets/owl.png}
outputs: [mp4, srt, vtt]
scenes:
  Scene 1 [0-1.5s]: {action: "@fox looks up.", dialogue: [{fox: Who is there?}]}
  Scene 2 [1.5-3s]: {action: "@owl looks down.", transition: dissolve 0.4s}
  Scene 3 [3-4s]: {action: "@fox runs.", first_frame: previous}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    picture(tmp_path / "assets" / "fox.png", (210, 90, 40))
    picture(tmp_path / "assets" / "owl.png", (90, 80, 120))
    (tmp_path / "e1.storyboard.yaml").write_text(TEXT, "utf-8")
    return tmp_path


def _events(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


@pytest.mark.slow
def test_an_episode_is_rendered_once_and_edits_render_what_they_change(project: Path) -> None:
    ran = run(project, "render", "e1", "--json")
    assert ran.code == 0, ran.err
    events = _events(ran.out)
    assert sorted(event["shot"] for event in events if event["event"] == "done") == ["e1/1", "e1/2", "e1/3"]
    assert events[-1] == {
        **events[-1],
        "event": "episode",
        "path": "build/e1.mp4",
        "length_ms": 4000,
        "frames": 120,
    }
    with av.open(str(project / "build" / "e1.mp4")) as container:
        video = container.streams.video[0]
        assert (video.width, video.height, video.frames) == (1280, 720, 120)
        assert len(container.streams.subtitles) == 1
    assert "the fox: Who is there?" in (project / "build" / "e1.srt").read_text("utf-8")
    assert (project / "build" / "e1.vtt").read_text("utf-8").startswith("WEBVTT")

    again = _events(run(project, "render", "e1", "--json").out)
    assert [event["event"] for event in again if event["event"] in ("start", "done")] == []

    path = project / "e1.storyboard.yaml"
    path.write_text(TEXT.replace("looks down", "looks away").replace("Scene 1 [", "Scene one ["), "utf-8")
    plan = json.loads(run(project, "plan", "e1", "--json").out)
    told = {
        step["shot"]: (step["change"], [reason["field"] for reason in step["reasons"]])
        for step in plan["steps"]
    }
    assert told["e1/1"] == ("moved", ["scenes"])
    assert told["e1/2"] == ("changed", ["panel 1 action"])
    assert told["e1/3"] == ("changed", ["first_frame"])  # it goes on from the last frame of the shot before
    edited = _events(run(project, "render", "e1", "--json").out)
    assert sorted(event["shot"] for event in edited if event["event"] == "done") == ["e1/2", "e1/3"]
    kept = json.loads(run(project, "plan", "e1", "--json").out)["steps"]
    assert [step["change"] for step in kept] == ["kept"] * 3

    path.write_text(TEXT, "utf-8")  # an edit that is taken back costs nothing
    assert [
        event for event in _events(run(project, "render", "e1", "--json").out) if event["event"] == "done"
    ] == []

    stitched = run(project, "stitch", "e1")
    assert (stitched.code, stitched.out.strip()) == (0, "build/e1.mp4")


def test_stitching_without_takes_says_how_to_get_them(project: Path) -> None:
    ran = run(project, "stitch", "e1")
    assert ran.code == 1
    assert "e1/1 is not rendered yet" in ran.err
    assert not (project / "build" / "e1.mp4").exists()


def test_a_broken_episode_renders_nothing(project: Path) -> None:
    path = project / "e1.storyboard.yaml"
    path.write_text(TEXT.replace("@owl looks", "@olw looks"), "utf-8")
    ran = run(project, "render", "e1")
    assert ran.code == 1
    assert "SB0301" in ran.err
    assert {path.name for path in (project / ".storyboard").iterdir()} == {"probe.json", ".gitignore"}
    assert not (project / "build").exists()


def test_nothing_of_this_machine_is_written_down(project: Path) -> None:
    assert run(project, "render", "e1/2", "--no-stitch").code == 0
    for path in (project / ".storyboard").rglob("*.json"):
        assert str(project) not in path.read_text("utf-8")
    assert str(project) not in (project / ".storyboard" / "animatic.lock").read_text("utf-8")
    clip = next((project / ".storyboard" / "takes").rglob("*.mp4"))
    assert str(project).encode() not in clip.read_bytes()


def test_a_shot_that_cannot_be_drawn_is_told_and_the_others_are_kept(project: Path) -> None:
    """A picture is damaged after the check, as by a race."""
    path = project / "e1.storyboard.yaml"
    where = project_of(path)
    compilation = compile_episode(read_episode(path, where.root, "e1", Preflight(where)), animatic())
    (project / "assets" / "owl.png").write_bytes(b"no picture")
    heard: list[tuple[str, str]] = []
    with pytest.raises(RenderError, match=r"owl\.png"):
        render(
            compilation,
            where,
            ["e1/1", "e1/2", "e1/3"],
            lambda event, **facts: heard.append((event, facts["shot"])),
        )
    assert [row for row in heard if row[0] != "start"] in (
        [("done", "e1/1"), ("failed", "e1/2")],
        [("failed", "e1/2"), ("done", "e1/1")],
    )  # e1/3 goes on from e1/2, so it is not drawn
    assert len((where.state / "animatic.lock").read_text("utf-8").splitlines()) == 1


@pytest.mark.slow
def test_ctrl_c_keeps_the_shots_that_are_under_way(project: Path) -> None:
    """SIGINT goes to the whole process group, as a terminal sends it, once the first shot has begun."""
    path = project / "e1.storyboard.yaml"
    path.write_text(
        TEXT.replace("[0-1.5s]", "[4s]").replace("[1.5-3s]", "[4s]").replace("[3-4s]", "[4s]"), "utf-8"
    )
    command = [sys.executable, "-m", "storyboard", "render", "e1", "--json"]
    with subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        first = json.loads(process.stdout.readline())
        os.killpg(process.pid, signal.SIGINT)
        rest = _events(process.stdout.read())
    assert process.returncode == 130
    assert first["event"] == "start"
    done = [event["shot"] for event in rest if event["event"] == "done"]
    kept = (project / ".storyboard" / "animatic.lock").read_text("utf-8") if done else ""
    assert len(kept.splitlines()) == len(done)
    assert list((project / ".storyboard" / "work").glob("*.mp4")) == []
    again = _events(run(project, "render", "e1", "--json").out)
    drawn = [event["shot"] for event in again if event["event"] == "done"]
    assert sorted([*done, *drawn]) == ["e1/1", "e1/2", "e1/3"]
