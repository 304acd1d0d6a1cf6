"""`storyboard config`: the document after series, episode and defaults met, and who set what."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from storyboard.cli import session
from storyboard.cli.targets import add_arguments as add_targets
from storyboard.cli.targets import one

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from storyboard.model.source import Document


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_targets(parser, selection=False)
    parser.add_argument(
        "--origin", action="store_true", help="show the file and line that each value comes from"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(arguments: argparse.Namespace) -> int:
    """Print the merged document."""
    reading = session.read(one(arguments))
    loaded = reading.front.loaded
    if loaded is None:
        session.show(reading.front.report)
        return 1
    document = loaded.document
    if arguments.json:
        found: Any = document.tree
        if arguments.origin:
            found = {path: {"value": value, "origin": origin} for path, value, origin in _leaves(document)}
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    elif arguments.origin:
        rows = list(_leaves(document))
        width = min(48, max((len(path) for path, _, _ in rows), default=0))
        for path, value, origin in rows:
            sys.stdout.write(f"{path:<{width}}  {json.dumps(value, ensure_ascii=False)}  # {origin}\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _yaml(document.tree, ""))
    if reading.front.report.fatal:
        session.show(reading.front.report)
    return 1 if reading.front.report.fatal else 0


def _leaves(document: Document, container: Any = None, path: str = "") -> Iterator[tuple[str, Any, str]]:
    container = document.tree if container is None else container
    entries: Any = container.items() if isinstance(container, dict) else enumerate(container)
    marks = document.marks.get(id(container), {})
    for key, value in entries:
        here = f"{path}.{key}" if path else str(key)
        if isinstance(value, dict | list) and value:
            yield from _leaves(document, value, here)
            continue
        mark = marks.get(key)
        source = document.sources[mark.source] if mark else None
        origin = "default" if source is None or not source.path else source.path
        if mark and source and source.text:
            origin = f"{source.path}:{source.place(mark.value, mark.value).line}"
        yield here, value, origin


def _yaml(value: Any, indent: str) -> Iterator[str]:
    """Write plain YAML: quoted wherever a text could be read as anything else."""
    entries: Any = value.items() if isinstance(value, dict) else ((None, item) for item in value)
    for key, item in entries:
        head = f"{indent}- " if key is None else f"{indent}{_scalar(key)}: "
        if isinstance(item, dict | list) and item:
            if key is None:
                lines = list(_yaml(item, indent + "  "))
                yield head + lines[0].lstrip()
                yield from lines[1:]
            else:
                yield head.rstrip()
                yield from _yaml(item, indent + "  ")
        else:
            yield head + _scalar(item)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        plain = value.replace(" ", "").replace("_", "").replace(".", "").replace("/", "").replace("-", "")
        safe = (
            plain.isalnum()
            and plain.isascii()
            and not value[0].isdigit()
            and value[0] not in "-."
            and value[-1] != " "
        )
        words = ("null", "true", "false", "yes", "no", "on", "off")
        return value if safe and value.lower() not in words else json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)
