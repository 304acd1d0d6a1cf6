"""What a file is, told from its bytes; what its name says is only compared."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import av
import pytest

from storyboard.probe.streams import opened
from tests.probe.material import codes, look, picture, sound, video, wav

if TYPE_CHECKING:
    from pathlib import Path

    from storyboard.model.media import Use

HTML = b"\n<!DOCTYPE html>\n<html><head><title>404</title></head></html>"
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 9\n"
MATROSKA = b"\x1aE\xdf\xa3" + bytes(60)
HEIC = struct.pack(">I", 24) + b"ftypheic" + bytes(12)


@pytest.mark.parametrize(
    ("name", "use", "data", "expected"),
    [
        ("a.png", "image", POINTER, "SB0409e"),
        ("a.mp4", "video", POINTER, "SB0409e"),
        ("a.wav", "voice", POINTER, "SB0409e"),
        ("a.png", "image", b"", "SB0410e"),
        ("a.mp3", "sound", b"", "SB0410e"),
        ("a.png", "image", HTML, "SB0411e"),
        ("a.mp4", "video", HTML, "SB0411e"),
        ("a.jpg", "image", HTML.decode().encode("utf-16"), "SB0411e"),
        ("a.png", "image", b'{"error": "not found"}', "SB0411e"),
        ("a.txt", "image", b"a portrait of Mira", "SB0404e"),
        ("a.svg", "image", b'<?xml version="1.0"?><!-- x --><svg xmlns="x"/>', "SB0404e"),
        ("a.png", "image", b"<svg/>", "SB0404e"),
        ("a.png", "image", b"GIF89a" + bytes(60), "SB0404e"),
        ("a.tif", "image", b"II*\0" + bytes(60), "SB0404e"),
        ("a.pdf", "image", b"%PDF-1.7\n\xff\xff", "SB0404e"),
        ("a.heic", "image", HEIC, "SB0404e"),
        ("a.mp4", "video", HEIC, "SB0404e"),
        ("a.mp4", "video", MATROSKA, "SB0404e"),
        ("a.webm", "video", MATROSKA, "SB0404e"),
        ("a.avi", "video", b"RIFF\0\0\0\0AVI LIST" + bytes(60), "SB0404e"),
        ("a.ts", "video", (b"G" + bytes(187)) * 3, "SB0404e"),
        ("a.wav", "voice", b"FORM\0\0\0\0AIFF" + bytes(60), "SB0404e"),
        ("a.aac", "voice", b"\xff\xf1\x50\x80" + bytes(60), "SB0404e"),
        ("a.png", "image", bytes(600), "SB0410e"),
        ("a.xyz", "image", bytes(600), "SB0404e"),
        ("a.bmp", "image", b"BM" + bytes(600), "SB0410e"),
    ],
)
def test_what_no_provider_takes_is_named(
    tmp_path: Path, name: str, use: Use, data: bytes, expected: str
) -> None:
    found = look(tmp_path, name, data, use)
    assert codes(found) == [expected]
    assert found.file is None


def test_a_medium_of_another_use_is_refused(tmp_path: Path) -> None:
    assert codes(look(tmp_path, "a.mp4", video(), "image")) == ["SB0404e"]
    assert codes(look(tmp_path, "a.png", picture(), "video")) == ["SB0404e"]
    assert codes(look(tmp_path, "a.wav", wav(2), "video")) == ["SB0404e"]
    assert codes(look(tmp_path, "a.mp4", video(), "voice")) == ["SB0404e"]
    assert codes(look(tmp_path, "a.m4a", sound("ipod", "aac", 2), "video")) == ["SB0404e"]
    assert codes(look(tmp_path, "a.ogg", sound("ogg", "libopus", 2), "voice")) == ["SB0404e"]


def test_a_file_of_another_accepted_format_is_used_with_a_warning(tmp_path: Path) -> None:
    found = look(tmp_path, "assets/mira.png", picture("JPEG"))
    assert codes(found) == ["SB0411w"]
    assert found.problems[0].message == "`assets/mira.png` is a JPEG file, though its name ends in .png"
    assert found.problems[0].help == "rename it to `assets/mira.jpg`"
    assert found.file is not None
    assert found.file.suffix == ".jpg"


def test_a_name_without_an_ending_is_a_warning(tmp_path: Path) -> None:
    found = look(tmp_path, "mira", picture())
    assert codes(found) == ["SB0411w"]
    assert found.problems[0].help == "rename it to `mira.png`"


@pytest.mark.parametrize("name", ["mira.JPG", "mira.jpeg", "mira.Jpg"])
def test_all_usual_endings_are_right(tmp_path: Path, name: str) -> None:
    found = look(tmp_path, name, picture("JPEG"))
    assert found.problems == ()


PLAYLISTS = [
    b"ffconcat version 1.0\nfile other.mp4\n",
    b"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nother.mp4\n#EXT-X-ENDLIST\n",
    b"v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n",
    b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"/>',
]


@pytest.mark.parametrize("text", PLAYLISTS)
def test_a_playlist_named_mp4_is_refused(tmp_path: Path, text: bytes) -> None:
    look(tmp_path, "other.mp4", video(), "video")
    found = look(tmp_path, "a.mp4", text, "video")
    assert codes(found) == ["SB0411e"]
    assert found.problems[0].message == "`a.mp4` is a playlist, not MP4 or MOV"


@pytest.mark.parametrize("text", PLAYLISTS)
def test_libav_would_not_follow_a_playlist_either(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "other.mp4").write_bytes(video())
    path = tmp_path / "a.mp4"
    path.write_bytes(text)
    with path.open("rb") as file, pytest.raises(av.error.InvalidDataError):
        opened(file, "mp4")
