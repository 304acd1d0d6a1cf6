"""Any bytes under any name: an answer, in bounded time and memory, and never an exception."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from storyboard.diagnostics.codes import CODES
from storyboard.model.media import Use
from storyboard.probe import Preflight
from storyboard.probe.bounds import BOUNDS
from storyboard.probe.formats import recognise
from tests.probe.material import picture, project, sound, video, wav

if TYPE_CHECKING:
    from pathlib import Path

    from storyboard.model.media import Inspected

USES: tuple[Use, ...] = get_args(Use)
SEEDS = (
    picture("PNG", 16, 16),
    picture("JPEG", 16, 16),
    picture("WEBP", 16, 16),
    picture("BMP", 16, 16),
    picture("PNG", 16, 16, "P"),
    video(frames=2, width=32, height=32),
    video("mov", frames=2, width=32, height=32, sound=True, flags=""),
    video(frames=2, width=32, height=32, flags="frag_keyframe+empty_moov"),
    wav(0.01),
    sound("mp3", "libmp3lame", 0.1),
    sound("ogg", "libopus", 0.1),
    sound("flac", "flac", 0.02),
    sound("ipod", "aac", 0.1),
)
MAGIC = (
    b"",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"RIFF0000WEBPVP8",
    b"RIFF0000WAVE",
    b"BM",
    b"ID3\4",
    b"OggS",
)
BOXES = (b"\0\0\0\x10ftypisom0000", b"\0\0\0\0moov", b"\0\0\0\1mdat", b"fLaC", b"\xff\xfb\x90\x64", b"GIF89a")
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def sane(found: Inspected) -> None:
    """Check what holds for every answer: known codes, one printable line, and no file without a reason."""
    for problem in found.problems:
        assert problem.code in CODES
        assert problem.message.isprintable()
        assert problem.help.isprintable()
        assert not problem.message.endswith(".")
    if found.file is None:
        assert any(problem.severity == "error" for problem in found.problems)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Damage a good file: some bytes changed, a piece cut out or repeated, the end cut off."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    where = st.integers(0, len(data) - 1)
    for at, byte in draw(st.lists(st.tuples(where, st.integers(0, 255)), max_size=12)):
        data[at] = byte
    first, second = sorted((draw(where), draw(where)))
    match draw(st.sampled_from(["keep", "cut", "drop", "repeat"])):
        case "cut":
            del data[second:]
        case "drop":
            del data[first:second]
        case "repeat":
            data[first:first] = data[first:second]
    return bytes(data)


@QUIET
@given(data=mutated(), use=st.sampled_from(USES))
def test_a_damaged_file_gets_an_answer(tmp_path: Path, data: bytes, use: Use) -> None:
    sane(Preflight(project(tmp_path, {"a.bin": data}))("a.bin", use))


@QUIET
@given(magic=st.sampled_from(MAGIC + BOXES), rest=st.binary(max_size=400), use=st.sampled_from(USES))
def test_rubbish_behind_a_magic_number_gets_an_answer(
    tmp_path: Path, magic: bytes, rest: bytes, use: Use
) -> None:
    sane(Preflight(project(tmp_path, {"a.mp4": magic + rest}))("a.mp4", use))


@QUIET
@given(path=st.text(max_size=60) | st.text("./~\\:@ab%0\0", max_size=20))
@example("https://[")
@example("https://a.b/\udfff")
@example("a://b@c:d/e")
@example("./.")
@example("..")
def test_any_text_for_a_path_gets_an_answer(tmp_path: Path, path: str) -> None:
    sane(Preflight(project(tmp_path, {"a.png": b"x"}))(path, "image"))


@QUIET
@given(rest=st.text("htps:/@[]0123456789.x%?#&\\ é\0", max_size=40))
def test_any_url_gets_an_answer(tmp_path: Path, rest: str) -> None:
    sane(Preflight(project(tmp_path))(f"https://{rest}", "video"))


@given(head=st.binary(max_size=64), use=st.sampled_from(USES))
def test_only_allowed_formats_are_recognised(head: bytes, use: Use) -> None:
    key = recognise("a", head, BOUNDS[use])
    assert not isinstance(key, str) or key in BOUNDS[use].formats


@pytest.mark.parametrize("use", USES)
def test_a_large_file_of_zeros_is_judged_by_its_first_bytes(tmp_path: Path, use: Use) -> None:
    here = project(tmp_path)
    with (here.root / "a.png").open("wb") as file:
        file.truncate(1 << 40)  # a sparse file: a terabyte that takes no room
    found = Preflight(here)("a.png", use)
    assert "SB0408" in [problem.code for problem in found.problems]
    sane(found)


def test_a_picture_that_promises_all_pixels_and_has_none_is_cheap(tmp_path: Path) -> None:
    out = io.BytesIO()
    out.write(b"BM" + (54).to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little"))
    out.write((40).to_bytes(4, "little") + (8000).to_bytes(4, "little") * 2 + b"\1\0\x18\0" + bytes(24))
    found = Preflight(project(tmp_path, {"a.bmp": out.getvalue()}))("a.bmp", "image")
    assert [problem.code for problem in found.problems] == ["SB0410"]
