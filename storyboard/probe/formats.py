"""What a file is, by its first bytes and never by its name; names only tell what its author believed."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import NamedTuple

from storyboard.model.media import Problem
from storyboard.probe.bounds import Bounds, undecodable
from storyboard.probe.words import listed, shown

HEAD = 4096


class Format(NamedTuple):
    """A file format: its `name` in messages, and the endings that people give it, the usual first."""

    name: str
    suffixes: tuple[str, ...]
    article: str = "a"


FORMATS = {
    "jpeg": Format("JPEG", (".jpg", ".jpeg", ".jpe", ".jfif")),
    "png": Format("PNG", (".png",)),
    "bmp": Format("BMP", (".bmp",)),
    "webp": Format("WEBP", (".webp",)),
    "mp4": Format("MP4", (".mp4", ".mov", ".m4v", ".m4a"), "an"),
    "mov": Format("MOV", (".mov", ".mp4", ".qt")),
    "m4a": Format("M4A", (".m4a", ".m4b", ".mp4"), "an"),
    "wav": Format("WAV", (".wav", ".wave")),
    "mp3": Format("MP3", (".mp3",), "an"),
    "ogg": Format("Ogg", (".ogg", ".oga", ".opus"), "an"),
    "flac": Format("FLAC", (".flac",)),
}

# What people try, and no provider takes.
_FOREIGN = (
    (b"GIF8", "a GIF"),
    (b"II*\0", "a TIFF"),
    (b"MM\0*", "a TIFF"),
    (b"8BPS", "a Photoshop file"),
    (b"%PDF", "a PDF"),
    (b"\0\0\1\0", "an icon"),
    (b"\xff\x0a", "a JPEG XL"),
    (b"\0\0\0\x0cJXL ", "a JPEG XL"),
    (b"\0\0\0\x0cjP  ", "a JPEG 2000"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM file"),
    (b"FLV\1", "an FLV video"),
    (b"\x30\x26\xb2\x75", "a Windows Media file"),
    (b"FORM", "an AIFF sound"),
    (b"#!AMR", "an AMR sound"),
    (b"PK\3\4", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\0\0\1\xba", "an MPEG video"),
)
_BRANDS = (
    (re.compile(rb"hei|hev|mif1|msf1"), "an HEIC picture"),
    (re.compile(rb"avi[fs]"), "an AVIF picture"),
    (re.compile(rb"3g[p2]"), "a 3GP video"),
    (re.compile(rb"crx "), "a raw photo"),
)
_QUICKTIME = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_BMP_HEADERS = (12, 40, 52, 56, 64, 108, 124)
_LFS = b"version https://git-lfs.github.com/spec/"
_PAGE = re.compile(r"<(!doctype html|html|head|body|script|meta)\b", re.IGNORECASE)
_PLAYLIST = re.compile(r"#EXTM3U|ffconcat |\[playlist\]|v=0\r?\n|<\?xml[^>]*>\s*<MPD\b|<MPD\b")


def recognise(name: str, head: bytes, bounds: Bounds) -> str | Problem:
    """Give the key of the format in `FORMATS`, or the reason why a provider would refuse the file."""
    if not head:
        return undecodable(name, "it is empty")
    if head.startswith(_LFS):
        message = f"{shown(name)} is a git-lfs pointer; the file itself was not fetched"
        return Problem("SB0409", "error", message, "run `git lfs pull`")
    key = _key(head)
    if key in bounds.formats:
        return key
    if key:
        return _refused(name, f"{FORMATS[key].article} {FORMATS[key].name} file", bounds)
    text = _text(head)
    if text:
        return _is_text(name, text, bounds)
    foreign = _foreign(head)
    if foreign or _suffix(name) not in _suffixes(bounds):
        return _refused(name, foreign or "of an unknown format", bounds)
    return undecodable(name, f"it does not begin like {_kinds(bounds)}")


def mismatch(name: str, key: str) -> tuple[Problem, ...]:
    """Warn where the name promises another format than the bytes are."""
    format_ = FORMATS[key]
    if _suffix(name) in format_.suffixes:
        return ()
    ending = f"its name ends in {_suffix(name)}" if _suffix(name) else "its name has no ending"
    message = f"{shown(name)} is {format_.article} {format_.name} file, though {ending}"
    better = PurePosixPath(name).with_suffix(format_.suffixes[0]).as_posix()
    return (Problem("SB0411", "warning", message, f"rename it to {shown(better)}"),)


def _key(head: bytes) -> str:
    """Read the magic numbers of the formats that some use allows."""
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return "bmp"
    if head.startswith(b"RIFF"):
        return {b"WEBP": "webp", b"WAVE": "wav"}.get(head[8:12], "")
    if head.startswith((b"OggS", b"fLaC")):
        return "ogg" if head.startswith(b"OggS") else "flac"
    if head.startswith(b"ID3") or _is_mpeg_layer_3(head):
        return "mp3"
    return _movie(head)


def _movie(head: bytes) -> str:
    """Tell MP4, MOV and M4A by the brand; the oldest MOV files have none."""
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if any(pattern.match(brand) for pattern, _ in _BRANDS):
            return ""
        return "m4a" if brand in (b"M4A ", b"M4B ") else "mov" if brand == b"qt  " else "mp4"
    return "mov" if head[4:8] in _QUICKTIME else ""


def _is_mpeg_layer_3(head: bytes) -> bool:
    """Read an MPEG audio frame header: 11 bits of sync, a version, layer III, legal bit and sample rates."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, sampling = head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and layer == 1 and rate not in (0, 15) and sampling != 3


def _foreign(head: bytes) -> str:
    """Name a format that no use allows, or give nothing."""
    for magic, words in _FOREIGN:
        if head.startswith(magic):
            return words
    if head[4:8] == b"ftyp":
        return next((words for pattern, words in _BRANDS if pattern.match(head[8:12])), "")
    if head.startswith(b"RIFF"):
        return "an AVI video" if head[8:11] == b"AVI" else "a RIFF file"
    if head[:1] == b"\xff" and len(head) > 1 and head[1] & 0xF6 == 0xF0:
        return "a raw AAC sound"
    return "an MPEG transport stream" if head[:1] == b"G" and head[188:189] == b"G" else ""


def _text(head: bytes) -> str:
    """Give the beginning of a text file, or nothing if it is none."""
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = head.decode(encoding, "ignore").lstrip()
    strange = sum(not (mark.isprintable() or mark.isspace()) for mark in text)
    whole = len(text.encode("utf-8")) + 64 >= len(head.strip()) or encoding == "utf-16"
    return text if whole and strange == 0 else ""


def _is_text(name: str, text: str, bounds: Bounds) -> Problem:
    """Say which text a file is, that should be media."""
    if re.search(r"<svg\b", text):
        return _refused(name, "an SVG drawing", bounds)
    believed = f"{shown(name)} is %s, not {_kinds(bounds)}"
    if _PAGE.search(text):
        help_ = "a download gave an error page or a preview page: download the file itself"
        return Problem("SB0411", "error", believed % "a web page", help_)
    if _PLAYLIST.match(text):
        return Problem("SB0411", "error", believed % "a playlist", "name the media file itself")
    if _suffix(name) in _suffixes(bounds):
        return Problem("SB0411", "error", believed % "plain text", "download the file itself")
    return Problem("SB0404", "error", believed % "plain text", "name a media file")


def _refused(name: str, what: str, bounds: Bounds) -> Problem:
    message = f"{shown(name)} is {what}; {bounds.noun} must be {_kinds(bounds)}"
    return Problem("SB0404", "error", message, f"convert it to {FORMATS[bounds.formats[0]].name}")


def _kinds(bounds: Bounds) -> str:
    return listed(tuple(FORMATS[key].name for key in bounds.formats))


def _suffixes(bounds: Bounds) -> tuple[str, ...]:
    return tuple(suffix for key in bounds.formats for suffix in FORMATS[key].suffixes)


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
