"""`storyboard doctor`: whether this machine has what is needed, and which keys are set (never their values)."""

from __future__ import annotations

import json
import os
import shutil
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from storyboard import __version__, ffmpeg
from storyboard.dialects import built_in_providers
from storyboard.errors import EnvironmentalError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

ENVIRONMENT = 5


class Finding(NamedTuple):
    """One thing looked at: `needed` ones decide the exit code."""

    name: str
    good: bool
    needed: bool
    detail: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(arguments: argparse.Namespace) -> int:
    """Print what was found; 5 where something needed is missing."""
    found = list(_look())
    if arguments.json:
        sys.stdout.write(
            json.dumps({"version": 1, "findings": [one._asdict() for one in found]}, indent=2) + "\n"
        )
    else:
        for one in found:
            mark = "ok     " if one.good else "MISSING" if one.needed else "absent "
            sys.stdout.write(f"{mark} {one.name:<22} {one.detail}\n")
    return ENVIRONMENT if any(one.needed and not one.good for one in found) else 0


def _look() -> Iterator[Finding]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding("storyboard", good=True, needed=True, detail=__version__)
    yield Finding("python", good=sys.version_info >= (3, 11), needed=True, detail=python)
    try:
        binary = ffmpeg.find()
        found = ffmpeg.version(binary)
        where = (
            "on PATH"
            if shutil.which("ffmpeg") == binary
            else "from the package imageio-ffmpeg or STORYBOARD_FFMPEG"
        )
        yield Finding("ffmpeg", good=True, needed=True, detail=f"{'.'.join(map(str, found or ()))} {where}")
    except EnvironmentalError as error:
        yield Finding("ffmpeg", good=False, needed=True, detail=f"{error.message}; {error.help}")
    import yaml

    fast = bool(getattr(yaml, "__with_libyaml__", False))
    yield Finding(
        "libyaml", good=fast, needed=False, detail="fast parser" if fast else "the slower parser is used"
    )
    voice = find_spec("espeakng_loader") is not None or shutil.which("espeak-ng") is not None
    yield Finding(
        "scratch voice",
        good=voice,
        needed=False,
        detail="espeak-ng" if voice else "lines are silent; extra `voice`",
    )
    free = shutil.disk_usage(".").free / 2**30
    yield Finding("disk space", good=free > 1, needed=True, detail=f"{free:.0f} GiB free")
    for name in built_in_providers():
        keys = _keys(name)
        set_ = next((key for key in keys if os.environ.get(key)), None)
        detail = f"{set_} is set" if set_ else f"set {keys[0]} to render there"
        yield Finding(f"key for {name}", good=set_ is not None, needed=False, detail=detail)


def _keys(provider: str) -> tuple[str, ...]:
    """Give the variables that may hold a provider's key (architecture: keys come from the environment only)."""
    own = f"{provider.upper()}_API_KEY"
    extra = ("MAGNIFIC_API_KEY",) if provider == "freepik" else ()
    return (own, *extra, f"STORYBOARD_{provider.upper()}_KEY")
