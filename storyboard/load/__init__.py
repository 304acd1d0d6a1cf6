"""Stage 1. Files to one `Document`: YAML read with places, series and episode and defaults merged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from storyboard.diagnostics import Diagnostic
from storyboard.load.inherit import inherit
from storyboard.load.yaml import LIMITS, read
from storyboard.model.source import Document, Place, Source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from storyboard.diagnostics import Report

SchemaName = Literal["storyboard", "series"]


class Part(NamedTuple):
    """One file as read, for its schema."""

    document: Document
    schema: SchemaName


class Loaded(NamedTuple):
    """What was read: each file for its schema, and all of them merged. Parts stay alive as long as the document."""

    parts: tuple[Part, ...]
    document: Document


def load(path: Path, root: Path, report: Report, overrides: Mapping[str, Any] | None = None) -> Loaded | None:
    """Read an episode and the series that it belongs to; None where one of them is no map.

    `root` is the project root, whose `series.yaml` is read if it is there; `overrides` are settings of the command line.
    """
    episode = _part(path, root, "storyboard", 0, report)
    series_path = root / "series.yaml"
    series = _part(series_path, root, "series", 1, report) if _exists(series_path) else None
    if episode is None:
        return None
    parts = (episode,) if series is None else (episode, series)
    return Loaded(parts, inherit(episode.document, series.document if series else None, overrides or {}))


def text_of(path: Path, name: str, report: Report) -> Source | None:
    """Read a file as UTF-8 text under the size limit; what is wrong goes to the report."""
    nowhere = Place(name, 1, 1, 1, 1)
    try:
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "is not a file" if path.exists() else "does not exist"
            report.add(Diagnostic("SB0001", "error", f"`{name}` {what}", nowhere, help="check the path"))
            return None
        if path.stat().st_size > LIMITS.file_bytes:
            message = f"`{name}` is larger than {LIMITS.file_bytes // 2**20} MiB"
            report.add(Diagnostic("SB0101", "error", message, nowhere, help="split it into episodes"))
            return None
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"`{name}` cannot be read: {reason}"
        report.add(Diagnostic("SB0001", "error", message, nowhere, help="check the path and its permissions"))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"`{name}` is not UTF-8 text"
        place = Place(name, line, 1, line, 1)
        report.add(Diagnostic("SB0002", "error", message, place, help="save it as UTF-8"))
        return None
    return source_of(name, text)


def source_of(name: str, text: str) -> Source:
    """Make a source of a text, with the start of each line."""
    lines = [0]
    at = text.find("\n")
    while at >= 0:
        lines.append(at + 1)
        at = text.find("\n", at + 1)
    return Source(name, text, tuple(lines))


def _part(path: Path, root: Path, schema: SchemaName, number: int, report: Report) -> Part | None:
    name = _name(path, root)
    source = text_of(path, name, report)
    if source is None:
        return None
    report.read(source)
    if path.name.endswith(".j2"):
        message = "a storyboard rendered from a text template is not supported yet"
        report.add(Diagnostic("SB0801", "error", message, source.place(0, 0), help="save it without `.j2`"))
        return None
    tree, marks = read(source, number, report)
    if not isinstance(tree, dict):
        if not report.fatal:
            message = "the file is empty" if tree is None else "a storyboard is a map of keys and values"
            help_ = (
                "begin with `storyboard: 1` and `scenes:`"
                if schema == "storyboard"
                else "begin with `series: NAME`"
            )
            report.add(Diagnostic("SB0013", "error", message, source.place(0, 0), help=help_))
        return None
    return Part(Document(tree, (source,) * (number + 1), marks), schema)


def _name(path: Path, root: Path) -> str:
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except (ValueError, OSError):
        return path.name


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
