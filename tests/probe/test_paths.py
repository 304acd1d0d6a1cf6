"""Paths: inside the project, links followed, never waiting, judged before the disk is touched."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

from storyboard.probe import Preflight
from tests.probe.material import codes, look, picture, project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "/dev/zero",
        "//host/share/a.png",
        "../../etc/passwd",
        "../show/a.png",
        "assets/../../outside.png",
        "~/a.png",
        "~root/a.png",
        "C:\\pictures\\a.png",
        "c:a.png",
        "assets\\a.png",
        "a\0.png",
        "a\n.png",
        "a\ud800.png",
    ],
)
def test_a_path_that_leaves_the_project_is_refused_by_its_text(tmp_path: Path, path: str) -> None:
    (tmp_path / "outside.png").write_bytes(picture())
    found = Preflight(project(tmp_path, {"a.png": picture(), "assets/a.png": picture()}))(path, "image")
    assert codes(found) == ["SB0402e"]
    assert found.file is None
    assert found.problems[0].message.isprintable()


def test_the_advice_on_an_absolute_path_inside_the_project_is_what_to_write(tmp_path: Path) -> None:
    here = project(tmp_path, {"assets/a.png": picture()})
    found = Preflight(here)(str(here.root / "assets/a.png"), "image")
    assert found.problems[0].help == "write `assets/a.png`"


def test_backslashes_are_turned_in_the_advice(tmp_path: Path) -> None:
    found = Preflight(project(tmp_path))("assets\\a.png", "image")
    assert found.problems[0].help == "write `assets/a.png`"


@pytest.mark.parametrize(
    ("link", "target", "path"),
    [
        ("a.png", "../outside.png", "a.png"),
        ("folder", "..", "folder/outside.png"),
        ("folder", "/", "folder/etc/passwd"),
        ("zero.png", "/dev/zero", "zero.png"),
    ],
)
def test_a_link_out_of_the_project_is_refused(tmp_path: Path, link: str, target: str, path: str) -> None:
    (tmp_path / "outside.png").write_bytes(picture())
    here = project(tmp_path)
    (here.root / link).symlink_to(target)
    found = Preflight(here)(path, "image")
    assert codes(found) == ["SB0402e"]
    assert found.file is None


def test_a_link_inside_the_project_is_followed_and_keeps_its_name(tmp_path: Path) -> None:
    here = project(tmp_path, {"assets/v2.png": picture()})
    (here.root / "a.png").symlink_to("assets/v2.png")
    found = Preflight(here)("a.png", "image")
    assert found.file is not None
    assert (found.file.path, found.problems) == ("a.png", ())


def test_a_project_behind_a_link_is_inside_itself(tmp_path: Path) -> None:
    here = project(tmp_path, {"a.png": picture()})
    (tmp_path / "link").symlink_to("show")
    found = Preflight(here._replace(root=tmp_path / "link"))("a.png", "image")
    assert found.problems == ()


def test_dots_are_taken_out_of_the_name(tmp_path: Path) -> None:
    here = project(tmp_path, {"assets/a.png": picture(), "b.png": picture()})
    probe = Preflight(here)
    names = [
        found.file.path
        for path in ("./assets//a.png", "assets/../b.png")
        if (found := probe(path, "image")).file
    ]
    assert names == ["assets/a.png", "b.png"]


def test_two_dots_behind_a_link_name_the_file_that_was_opened(tmp_path: Path) -> None:
    here = project(tmp_path, {"x/y/deep.png": picture(), "x/b.png": picture(), "b.png": picture("JPEG")})
    (here.root / "link").symlink_to("x/y")
    found = Preflight(here)("link/../b.png", "image")
    assert found.file is not None
    assert (found.file.path, found.file.suffix) == ("x/b.png", ".png")


@pytest.mark.parametrize(
    ("path", "message", "help_"),
    [
        ("assets/mria.png", "there is no file `assets/mria.png`", "did you mean `assets/mira.png`?"),
        ("assets/Mira.PNG", "there is no file `assets/Mira.PNG`", "did you mean `assets/mira.png`?"),
        ("asets/mira.png", "there is no folder `asets`", "did you mean `assets/mira.png`?"),
        ("asets/other.png", "there is no folder `asets`", "did you mean `assets`?"),
        ("assets/mira.png/x.png", "there is no folder `assets/mira.png`", "did you mean `assets/mira.png`?"),
        (
            "assets/quite-different.png",
            "there is no file `assets/quite-different.png`",
            "check its name; it is read from the project's folder",
        ),
    ],
)
def test_a_missing_file_comes_with_what_was_meant(
    tmp_path: Path, path: str, message: str, help_: str
) -> None:
    found = Preflight(project(tmp_path, {"assets/mira.png": picture()}))(path, "image")
    assert codes(found) == ["SB0401e"]
    assert (found.problems[0].message, found.problems[0].help) == (message, help_)


@pytest.mark.parametrize("path", ["", ".", "assets", "assets/"])
def test_a_folder_is_no_file(tmp_path: Path, path: str) -> None:
    found = Preflight(project(tmp_path, {"assets/a.png": picture()}))(path, "image")
    assert codes(found) == ["SB0401e"]


def test_a_link_to_nothing_is_called_so(tmp_path: Path) -> None:
    here = project(tmp_path)
    (here.root / "a.png").symlink_to("gone.png")
    found = Preflight(here)("a.png", "image")
    assert [problem.message for problem in found.problems] == [
        "`a.png` is a link to a file that does not exist"
    ]


def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    here = project(tmp_path)
    (here.root / "a.png").symlink_to("b.png")
    (here.root / "b.png").symlink_to("a.png")
    assert codes(Preflight(here)("a.png", "image")) == ["SB0413e"]


def test_a_pipe_is_refused_without_waiting_for_its_writer(tmp_path: Path) -> None:
    here = project(tmp_path)
    os.mkfifo(here.root / "a.png")
    assert codes(Preflight(here)("a.png", "image")) == ["SB0413e"]


def test_a_socket_is_refused(tmp_path: Path) -> None:
    here = project(tmp_path)
    before = os.getcwd()  # noqa: PTH109 - the name of a socket may have 100 bytes only
    os.chdir(here.root)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("a.png")
            assert codes(Preflight(here)("a.png", "image")) == ["SB0413e"]
    finally:
        os.chdir(before)


def test_a_name_that_is_too_long_is_told_in_short(tmp_path: Path) -> None:
    found = look(tmp_path, "a.png", picture())
    assert found.problems == ()
    found = Preflight(project(tmp_path))("x" * 5000, "image")
    assert codes(found) == ["SB0413e"]
    assert len(found.problems[0].message) < 200
