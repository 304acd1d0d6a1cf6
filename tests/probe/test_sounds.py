"""Voices and sounds: decoded to their end, which alone tells how long they are."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from tests.probe.material import codes, look, sound, video, wav

if TYPE_CHECKING:
    from pathlib import Path

MP3 = ("mp3", "libmp3lame")


@pytest.mark.parametrize("seconds", [1, 2.5, 10])
def test_a_good_voice_is_measured(tmp_path: Path, seconds: float) -> None:
    for name, data in (("a.wav", wav(seconds)), ("a.mp3", sound(*MP3, seconds))):
        found = look(tmp_path, name, data, "voice")
        assert found.problems == ()
        assert found.file is not None
        assert (found.file.length_ms, found.file.has_sound) == (seconds * 1000, True)


@pytest.mark.parametrize("seconds", [0.99, 10.01, 60])
def test_the_length_of_a_voice_has_limits(tmp_path: Path, seconds: float) -> None:
    assert codes(look(tmp_path, "a.wav", wav(seconds), "voice")) == ["SB0407e"]
    assert codes(look(tmp_path, "a.mp3", sound(*MP3, seconds), "voice")) == ["SB0407e"]


def test_the_message_names_the_measure_and_the_limit(tmp_path: Path) -> None:
    found = look(tmp_path, "a.wav", wav(60), "voice")
    assert found.problems[0].message == "`a.wav` is 60 s long; a voice sample may last 1 s to 10 s"


def test_a_voice_of_too_many_bytes_is_not_read(tmp_path: Path) -> None:
    assert codes(look(tmp_path, "a.wav", wav(2).ljust(15_000_001, b"\0"), "voice")) == ["SB0408e"]


def test_an_mp3_named_wav_is_used_with_a_warning(tmp_path: Path) -> None:
    found = look(tmp_path, "a.wav", sound(*MP3, 2), "voice")
    assert codes(found) == ["SB0411w"]
    assert found.file is not None
    assert found.file.suffix == ".mp3"


def test_a_cut_wav_is_refused(tmp_path: Path) -> None:
    found = look(tmp_path, "a.wav", wav(2)[:20_000], "voice")
    assert codes(found) == ["SB0410e"]
    assert "12 kB are missing" in found.problems[0].message


def test_a_wav_from_a_pipe_does_not_know_its_length(tmp_path: Path) -> None:
    data = bytearray(wav(2))
    data[40:44] = struct.pack("<I", 0xFFFFFFFF)
    found = look(tmp_path, "a.wav", bytes(data), "voice")
    assert found.problems == ()
    assert found.file is not None
    assert found.file.length_ms == 2000


def test_a_wav_without_sound_data_is_refused(tmp_path: Path) -> None:
    assert codes(look(tmp_path, "a.wav", wav(2)[:36], "voice")) == ["SB0410e"]
    assert codes(look(tmp_path, "b.wav", b"RIFF\0\0\0\0WAVE" + bytes(1_000_000), "voice")) == ["SB0410e"]


def test_an_mp3_of_nothing_is_refused(tmp_path: Path) -> None:
    assert codes(look(tmp_path, "a.mp3", b"ID3" + bytes(50_000), "voice")) == ["SB0410e"]


@pytest.mark.parametrize(
    ("name", "kind", "codec", "suffix"),
    [
        ("a.mp3", *MP3, ".mp3"),
        ("a.ogg", "ogg", "libopus", ".ogg"),
        ("a.flac", "flac", "flac", ".flac"),
        ("a.m4a", "ipod", "aac", ".m4a"),
        ("a.m4a", "mp4", "aac", ".mp4"),
    ],
)
def test_music_may_be_of_any_usual_format(
    tmp_path: Path, name: str, kind: str, codec: str, suffix: str
) -> None:
    found = look(tmp_path, name, sound(kind, codec, 3), "sound")
    assert found.problems == ()
    assert found.file is not None
    assert (found.file.suffix, found.file.has_sound) == (suffix, True)
    assert abs(found.file.length_ms - 3000) < 50


def test_the_sound_of_a_video_may_be_used(tmp_path: Path) -> None:
    assert look(tmp_path, "a.mp4", video(sound=True), "sound").problems == ()
    assert codes(look(tmp_path, "b.mp4", video(), "sound")) == ["SB0404e"]


def test_cut_music_is_refused_where_its_format_tells(tmp_path: Path) -> None:
    for name, data in (("a.flac", sound("flac", "flac", 4)), ("a.m4a", sound("ipod", "aac", 4))):
        found = look(tmp_path, name, data[: len(data) // 2], "sound")
        assert codes(found) == ["SB0410e"]
        assert "cut short" in found.problems[0].message


def test_damaged_music_is_a_warning(tmp_path: Path) -> None:
    data = sound("flac", "flac", 1)
    found = look(tmp_path, "a.flac", data[:100] + data * 3, "sound")
    assert codes(found) == ["SB0410w"]
