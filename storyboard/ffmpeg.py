"""The only file that runs ffmpeg: finds it, runs it, keeps its last words.

ffmpeg on PATH serves if it is 5.1 or newer, else the one of the pip package imageio-ffmpeg; `STORYBOARD_FFMPEG`
overrides both. Arguments are lists, never a shell; paths are absolute, so that none is read as an option or a
protocol (decisions.md, "Foreign files").
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache
from typing import TYPE_CHECKING

from storyboard.errors import EnvironmentalError, FfmpegError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

OLDEST = (5, 1)
_VERSION = re.compile(r"ffmpeg version n?(\d+)\.(\d+)")
_QUIET = ("-hide_banner", "-nostdin", "-loglevel", "error", "-y")


def version(binary: str) -> tuple[int, int] | None:
    """Give (major, minor) of an ffmpeg binary; a build from git counts as new; None if it does not run."""
    try:
        said = subprocess.run(
            [binary, "-version"], capture_output=True, text=True, timeout=20, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    found = _VERSION.search(said)
    if found:
        return int(found[1]), int(found[2])
    return (99, 0) if said.startswith("ffmpeg version") else None


@cache
def find() -> str:
    """Give the path of an ffmpeg that serves; raises EnvironmentalError when there is none."""
    asked = os.environ.get("STORYBOARD_FFMPEG")
    if asked:
        if version(asked) is None:
            message = "STORYBOARD_FFMPEG does not name an ffmpeg that runs"
            raise EnvironmentalError(message, help="unset it, or set it to the path of ffmpeg 5.1 or newer")
        return asked
    on_path = shutil.which("ffmpeg")
    if on_path and (version(on_path) or (0, 0)) >= OLDEST:
        return on_path
    try:
        import imageio_ffmpeg  # noqa: PLC0415 - a 70 MB package, only where PATH has no ffmpeg that serves

        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        message = "no ffmpeg 5.1 or newer was found"
        raise EnvironmentalError(
            message, help="install ffmpeg, or `pip install 'imageio-ffmpeg>=0.8'`"
        ) from error


def command(arguments: Sequence[str | Path]) -> list[str]:
    """Give the whole argument list for ffmpeg with quiet, non-interactive defaults."""
    return [find(), *_QUIET, *(str(argument) for argument in arguments)]


def run(arguments: Sequence[str | Path], *, stdin: bytes | None = None, timeout_s: float = 3600) -> bytes:
    """Run ffmpeg to its end and give its stdout; raises FfmpegError with the end of its stderr."""
    try:
        done = subprocess.run(
            command(arguments),
            input=stdin,
            stdin=None if stdin is not None else subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout_s,
            check=False,
            start_new_session=True,  # Ctrl-C is ours to handle: ffmpeg would end a file early and call it whole
        )
    except subprocess.TimeoutExpired as error:
        message = f"ffmpeg did not finish within {timeout_s:.0f} s"
        raise FfmpegError(message) from error
    if done.returncode:
        raise failed(done.returncode, done.stderr)
    return done.stdout


def pipe(arguments: Sequence[str | Path]) -> subprocess.Popen[bytes]:
    """Start ffmpeg with pipes on stdin and stderr, for frames drawn here; end it with `finish`."""
    return subprocess.Popen(
        command(arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def finish(process: subprocess.Popen[bytes], *, timeout_s: float = 3600) -> None:
    """Close the pipe and wait; raises FfmpegError with the end of its stderr."""
    try:
        _, said = process.communicate(timeout=timeout_s)
    except subprocess.TimeoutExpired as error:
        process.kill()
        process.communicate()
        message = f"ffmpeg did not finish within {timeout_s:.0f} s"
        raise FfmpegError(message) from error
    if process.returncode:
        raise failed(process.returncode, said or b"")


def failed(code: int, stderr: bytes) -> FfmpegError:
    """Make the error of an ffmpeg that ended with `code`; its last three lines are the help."""
    lines = [line for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    message = f"ffmpeg failed (exit {code})"
    return FfmpegError(message, help="\n".join(lines[-3:]))
