"""Reference videos: every picture decoded, within the limits of the providers."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from tests.probe.material import codes, look, sound, video

if TYPE_CHECKING:
    from pathlib import Path

FRAGMENTED = "frag_keyframe+empty_moov"


@pytest.mark.parametrize(
    ("kind", "flags"), [("mp4", "faststart"), ("mp4", ""), ("mov", "faststart"), ("mp4", FRAGMENTED)]
)
def test_a_good_video_is_measured(tmp_path: Path, kind: str, flags: str) -> None:
    found = look(tmp_path, f"a.{kind}", video(kind, flags=flags), "video")
    assert found.problems == ()
    assert found.file is not None
    assert (found.file.suffix, found.file.width, found.file.height) == (f".{kind}", 320, 240)
    assert (found.file.length_ms, found.file.has_sound) == (1200, False)


def test_a_sound_track_is_told(tmp_path: Path) -> None:
    found = look(tmp_path, "a.mp4", video(sound=True), "video")
    assert found.file is not None
    assert (found.file.has_sound, found.problems) == (True, ())


def test_the_names_mp4_and_mov_are_used_for_either(tmp_path: Path) -> None:
    found = look(tmp_path, "a.mov", video("mp4"), "video")
    assert found.problems == ()
    assert found.file is not None
    assert found.file.suffix == ".mp4"


@pytest.mark.parametrize("flags", ["faststart", "", FRAGMENTED])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.99])
def test_a_cut_video_is_refused(tmp_path: Path, flags: str, share: float) -> None:
    data = video(flags=flags)
    found = look(tmp_path, "a.mp4", data[: int(len(data) * share)], "video")
    assert codes(found) == ["SB0410e"]
    assert found.file is None


def test_a_recording_that_was_not_finished_has_no_index(tmp_path: Path) -> None:
    data = video(flags="")
    found = look(tmp_path, "a.mp4", data[: data.rfind(b"moov") - 4], "video")
    assert codes(found) == ["SB0410e"]
    assert "its index is missing" in found.problems[0].message


def test_a_box_left_open_reaches_to_the_end_of_the_file(tmp_path: Path) -> None:
    data = bytearray(video())
    start = data.rfind(b"mdat") - 4
    data[start : start + 4] = bytes(4)
    assert look(tmp_path, "a.mp4", bytes(data), "video").problems == ()


def test_damaged_pictures_are_noticed(tmp_path: Path) -> None:
    data = bytearray(video())
    half = len(data) // 2
    data[half : half + 3000] = bytes(each ^ 0x55 for each in data[half : half + 3000])
    found = look(tmp_path, "a.mp4", bytes(data), "video")
    assert [code[:6] for code in codes(found)] == ["SB0410"]


@pytest.mark.parametrize(
    ("frames", "fps", "expected"), [(24, 25, ["SB0407e"]), (25, 25, []), (60, 2, []), (61, 2, ["SB0407e"])]
)
def test_length_has_limits(tmp_path: Path, frames: int, fps: int, expected: list[str]) -> None:
    found = look(tmp_path, "a.mp4", video(frames=frames, fps=fps), "video")
    assert codes(found) == expected
    assert found.file is not None
    assert found.file.length_ms == frames * 1000 // fps


def test_a_fragmented_video_that_claims_nothing_is_as_long_as_it_plays(tmp_path: Path) -> None:
    found = look(tmp_path, "a.mp4", video(frames=80, fps=2, flags=FRAGMENTED), "video")
    assert codes(found) == ["SB0407e"]


def test_sides_and_their_ratio_have_limits(tmp_path: Path) -> None:
    assert codes(look(tmp_path, "a.mp4", video(width=238, height=300), "video")) == ["SB0405e"]
    assert codes(look(tmp_path, "b.mp4", video(width=2400, height=240, frames=26), "video")) == ["SB0406e"]
    assert codes(look(tmp_path, "c.mp4", video(width=4098, height=600, frames=2, fps=2), "video")) == [
        "SB0405e"
    ]


def test_a_video_of_too_many_bytes_is_not_read(tmp_path: Path) -> None:
    found = look(tmp_path, "a.mp4", video().ljust(100_000_001, b"\0"), "video")
    assert codes(found) == ["SB0408e"]


def test_a_video_on_its_side_has_its_displayed_size(tmp_path: Path) -> None:
    data = bytearray(video())
    matrix = data.find(struct.pack(">9i", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30), data.find(b"tkhd"))
    data[matrix : matrix + 36] = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 240 << 16, 0, 1 << 30)
    found = look(tmp_path, "a.mp4", bytes(data), "video")
    assert found.file is not None
    assert (found.file.width, found.file.height, found.problems) == (240, 320, ())


def test_a_video_of_sound_only_has_no_pictures(tmp_path: Path) -> None:
    found = look(tmp_path, "a.mp4", sound("mp4", "aac", 2), "video")
    assert codes(found) == ["SB0404e"]
    assert "no pictures" in found.problems[0].message


@pytest.mark.parametrize(("table", "offset"), [(b"stsz", 12), (b"elst", 8)])
def test_a_table_that_promises_too_much_is_refused(tmp_path: Path, table: bytes, offset: int) -> None:
    data = bytearray(video())
    at = data.find(table) + offset
    data[at : at + 4] = struct.pack(">I", 60_000_000)
    found = look(tmp_path, "a.mp4", bytes(data), "video")
    assert codes(found) == ["SB0410e"]
    assert "promises more pictures" in found.problems[0].message


def test_a_fragment_that_promises_too_much_is_refused(tmp_path: Path) -> None:
    data = bytearray(video(flags=FRAGMENTED))
    at = data.find(b"trun")
    data[at + 5 : at + 12] = b"\0\0\1" + struct.pack(">I", 60_000_000)
    found = look(tmp_path, "a.mp4", bytes(data), "video")
    assert "promises more pictures" in found.problems[0].message


def test_a_compressed_index_is_refused(tmp_path: Path) -> None:
    body = struct.pack(">I", 16) + b"cmov" + bytes(8)
    data = struct.pack(">I", 20) + b"ftypqt  " + bytes(8) + struct.pack(">I", 8 + len(body)) + b"moov" + body
    found = look(tmp_path, "a.mov", data, "video")
    assert codes(found) == ["SB0410e"]
    assert "compressed" in found.problems[0].message


def test_an_index_as_large_as_a_film_is_refused(tmp_path: Path) -> None:
    data = video() + struct.pack(">I", 65_000_000) + b"udta" + bytes(65_000_000 - 8)
    found = look(tmp_path, "a.mp4", data, "video")
    assert codes(found) == ["SB0410e"]
    assert "its index is far too large" in found.problems[0].message


def test_an_index_of_rubbish_is_damaged(tmp_path: Path) -> None:
    data = bytearray(video())
    start = data.find(b"moov") + 4
    data[start : start + 200] = b"\xff" * 200
    assert codes(look(tmp_path, "a.mp4", bytes(data), "video"))[0][:6] in ("SB0404", "SB0410")


def test_a_row_of_endless_boxes_is_refused(tmp_path: Path) -> None:
    found = look(tmp_path, "a.mp4", b"\0\0\0\x08ftypisom" + b"\0\0\0\x08free" * 200_000, "video")
    assert codes(found) == ["SB0410e"]


def test_a_picture_larger_than_its_container_says_is_not_decoded(tmp_path: Path) -> None:
    data = bytearray(video(width=4112, height=4112, frames=2, fps=2))
    entry = data.find(b"avc1", data.find(b"stsd")) + 4 + 24
    data[entry : entry + 4] = struct.pack(">HH", 320, 240)
    assert [code[-1] for code in codes(look(tmp_path, "a.mp4", bytes(data), "video"))] == ["e"]
