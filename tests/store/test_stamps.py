"""The memo's file: believed only where it is whole, of these rules, and of the right form."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from storyboard.model.media import Inspected, Problem
from storyboard.model.story import File
from storyboard.store.safe import open_regular, read_bounded, write_whole
from storyboard.store.stamps import Stamp, Stamps, Stat

if TYPE_CHECKING:
    from pathlib import Path

SECOND = 1_000_000_000
STAT = Stat(100, 5 * SECOND + 1, 6 * SECOND + 1, 42)
FOUND = Inspected(
    File("assets/mira.png", "ab" * 32, ".png", 320, 240),
    (Problem("SB0412", "warning", "`assets/mira.png` has transparent parts", "fill it"),),
)
LATER = 100 * SECOND


def path_in(tmp_path: Path) -> Path:
    return tmp_path / ".storyboard" / "probe.json"


def saved(tmp_path: Path, found: Inspected = FOUND, rules: str = "1") -> Path:
    """Write a memo with one stamp."""
    stamps = Stamps(path_in(tmp_path), rules, lambda: LATER)
    stamps.remember("assets/mira.png", "image", STAT, found)
    stamps.save()
    return path_in(tmp_path)


def recalled(tmp_path: Path, stat: Stat = STAT, rules: str = "1") -> Stamp | None:
    return Stamps(path_in(tmp_path), rules).recall("assets/mira.png", "image", stat)


@pytest.mark.parametrize("found", [FOUND, FOUND._replace(problems=()), FOUND._replace(file=None)])
def test_what_is_saved_comes_back(tmp_path: Path, found: Inspected) -> None:
    saved(tmp_path, found)
    assert recalled(tmp_path) == Stamp(STAT, settled=True, inspected=found)


@pytest.mark.parametrize("field", Stat._fields)
def test_any_difference_of_the_stat_is_a_change(tmp_path: Path, field: str) -> None:
    saved(tmp_path)
    assert recalled(tmp_path, STAT._replace(**{field: 7})) is None


def test_other_rules_make_the_memo_worthless(tmp_path: Path) -> None:
    saved(tmp_path, rules="1")
    assert recalled(tmp_path, rules="2") is None


def test_another_use_is_another_look(tmp_path: Path) -> None:
    saved(tmp_path)
    assert Stamps(path_in(tmp_path), "1").recall("assets/mira.png", "video", STAT) is None


@pytest.mark.parametrize(
    ("now", "mtime", "settled"),
    [
        (10 * SECOND, 9 * SECOND + 1, True),
        (10 * SECOND, 10 * SECOND - 1_000_001, False),
        (10 * SECOND, 11 * SECOND + 1, False),
        # Times without a fraction: a file system of whole seconds.
        (10 * SECOND, 9 * SECOND, False),
        (10 * SECOND, 7 * SECOND, True),
    ],
)
def test_a_file_is_at_rest_when_a_later_write_would_show(
    tmp_path: Path, now: int, mtime: int, *, settled: bool
) -> None:
    stamps = Stamps(path_in(tmp_path), "1", lambda: now)
    for stat in (STAT._replace(mtime_ns=mtime, ctime_ns=mtime), Stat(100, 0, mtime, 42)):
        stamps.remember("assets/mira.png", "image", stat, FOUND)
        stamp = stamps.recall("assets/mira.png", "image", stat)
        assert stamp is not None
        assert stamp.settled is settled


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '"x"',
        "[" * 100_000,
        "\xff",
        '{"version": 1}',
        '{"version": 1, "rules": "1"}',
    ]
    + [
        f'{{"version": 1, "rules": "1", "files": {files}}}'
        for files in ("7", "[]", '{"x": 1}', '{"image:a": null}')
    ],
)
def test_a_damaged_memo_counts_as_none_and_is_replaced(tmp_path: Path, text: str) -> None:
    path = saved(tmp_path)
    path.write_bytes(text.encode("latin-1"))
    assert recalled(tmp_path) is None
    saved(tmp_path)
    assert recalled(tmp_path) is not None


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("stat",), None),
        (("stat",), {"size": 1}),
        (("stat", "size"), "100"),
        (("stat", "inode"), True),
        (("settled",), 1),
        (("file",), []),
        (("file", "path"), "../../etc/passwd"),
        (("file", "sha256"), "ab"),
        (("file", "sha256"), 5),
        (("file", "suffix"), None),
        (("file", "width"), -1),
        (("file", "width"), 1.5),
        (("file", "has_sound"), "no"),
        (("file", "extra"), 1),
        (("problems",), 7),
        (("problems",), [{}]),
        (("problems", 0, "severity"), "fatal"),
        (("problems", 0, "severity"), ["error"]),
        (("problems", 0, "message"), 7),
    ],
)
def test_an_entry_of_the_wrong_form_is_not_believed(
    tmp_path: Path, where: tuple[Any, ...], value: Any
) -> None:
    path = saved(tmp_path)
    document = json.loads(path.read_text())
    entry = document["files"]["image:assets/mira.png"]
    for step in where[:-1]:
        entry = entry[step]
    entry[where[-1]] = value
    path.write_text(json.dumps(document))
    assert recalled(tmp_path) is None


def test_a_pipe_in_the_place_of_the_memo_is_not_waited_for(tmp_path: Path) -> None:
    path_in(tmp_path).parent.mkdir()
    os.mkfifo(path_in(tmp_path))
    assert recalled(tmp_path) is None


def test_files_that_are_gone_are_forgotten_at_the_next_change(tmp_path: Path) -> None:
    (tmp_path / "kept.png").write_bytes(b"x")
    stamps = Stamps(path_in(tmp_path), "1", lambda: LATER)
    for name in ("kept.png", "gone.png"):
        file = File(name, "ab" * 32, ".png")
        stamps.remember(name, "image", STAT, Inspected(file, ()))
    stamps.save()
    saved(tmp_path)
    assert sorted(json.loads(path_in(tmp_path).read_text())["files"]) == [
        "image:assets/mira.png",
        "image:kept.png",
    ]


def test_the_same_look_again_is_no_change(tmp_path: Path) -> None:
    path = saved(tmp_path)
    path.unlink()
    again = Stamps(path, "1", lambda: LATER)
    again.save()
    assert not path.exists()
    path = saved(tmp_path)
    stamps = Stamps(path, "1", lambda: LATER)
    before = path.stat()
    stamps.remember("assets/mira.png", "image", STAT, FOUND)
    stamps.save()
    assert path.stat() == before


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_bytes(b"abc")
    (tmp_path / "link").symlink_to("file")
    for name in ("pipe", "link", "gone", "."):
        with pytest.raises(OSError, match=r"\S"):
            open_regular(tmp_path / name)
    with open_regular(tmp_path / "file") as file:
        assert file.read() == b"abc"


def test_reading_has_a_bound(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    assert read_bounded(tmp_path / "file", 3) == b"abc"
    with pytest.raises(OSError, match="too large"):
        read_bounded(tmp_path / "file", 2)


def test_a_write_that_fails_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match=r"\S"):
        write_whole(tmp_path / "folder", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
