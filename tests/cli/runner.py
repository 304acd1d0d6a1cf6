"""Runs the command line in process, as a user would from a folder."""

from __future__ import annotations

import io
import os
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

from storyboard.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Ran(NamedTuple):
    """What a run gave: exit code, stdout and stderr."""

    code: int
    out: str
    err: str


def run(folder: Path, *words: str) -> Ran:
    """Run `storyboard WORDS` in a folder."""
    out, err = io.StringIO(), io.StringIO()
    with _in(folder), redirect_stdout(out), redirect_stderr(err):
        code = main(words)
    return Ran(code, out.getvalue(), err.getvalue())


def picture(path: Path, colour: tuple[int, int, int] = (200, 60, 40), size: int = 320) -> None:
    """Write a picture that providers take."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (size, size), colour).save(path)


@contextmanager
def _in(folder: Path) -> Iterator[None]:
    before = os.getcwd()  # noqa: PTH109 - to come back to
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
