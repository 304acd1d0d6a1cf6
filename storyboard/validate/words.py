"""The words for what stands in a storyboard: nouns of paths, kinds of values, short examples. Pure."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

Path = tuple[str | int, ...]

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a map",
}
_OWNERS = {
    "scenes": "scene",
    "characters": "character",
    "locations": "location",
    "props": "prop",
    "voices": "voice",
    "providers": "provider",
}
_SCENE = re.compile(r"Scene\s+(.*?)\s*\[")
_SAFE = re.compile(r"[A-Za-z][A-Za-z0-9 ._/@-]*")
_SHOWN = 60  # characters of the author's text, or of an example


def noun(path: Path) -> str:
    """Name what is at a path: `scene `1``, `character `mira``, "an entry of `images`", else its key."""
    if not path:
        return "the file"
    last = path[-1]
    if isinstance(last, int):
        parent = path[-2] if len(path) > 1 else ""
        return "a line of the dialogue" if parent == "dialogue" else f"an entry of `{shown(str(parent))}`"
    if len(path) == 2 and path[0] in _OWNERS:
        found = _SCENE.match(last) if path[0] == "scenes" else None
        return f"{_OWNERS[str(path[0])]} `{shown(found[1] if found else last)}`"
    return f"`{shown(last)}`"


def where(path: Path) -> str:
    """Say in what something stands, with a blank before it: " in `style`"; "" for the top of the file."""
    if not path:
        return ""
    owner = f" of {noun(path[:2])}" if len(path) > 2 and path[0] in _OWNERS else ""
    return f" in {noun(path)}{owner}"


def expected(schema: dict[str, Any]) -> str:
    """Say what kind of value a schema takes: its title where it takes several, else the type."""
    types = schema["type"]
    if isinstance(types, list):
        return str(schema.get("title") or " or ".join(_TYPES.get(str(kind), "") for kind in types))
    return _TYPES.get(types, str(types))


def actual(value: Any) -> str:
    """Say what kind of value stands there, never the value."""
    if isinstance(value, bool):
        return f"`{spelled(value)}`"
    if isinstance(value, float):
        return "a number with a fraction"
    kinds = {type(None): "empty", str: "text", int: "a number", list: "a list", dict: "a map"}
    return kinds.get(type(value), "this")


def spelled(value: float | str) -> str:
    """Give a scalar as it is spelled in YAML, without quotes."""
    return value if isinstance(value, str) else json.dumps(value)


def shown(text: str) -> str:
    """Give a text of the author on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def joined(words: Iterable[str], last_joint: str = "or") -> str:
    """Give code words as a list in a sentence."""
    quoted = [f"`{word}`" for word in words]
    most, last = quoted[:-1], quoted[-1]
    return f"{', '.join(most)} {last_joint} {last}" if most else last


def example(schema: dict[str, Any]) -> str:
    """Give a schema's first short example as it stands in YAML, or ""."""
    for value in schema.get("examples", ()):
        text = value if isinstance(value, str) and _SAFE.fullmatch(value) else ""
        text = text or json.dumps(value, ensure_ascii=False)
        if len(text) <= _SHOWN:
            return text
    return ""


def for_example(schema: dict[str, Any], path: Path) -> str:
    """Give a sentence with an example of what may stand at a path, or ""."""
    text = example(schema)
    if not text or not path:
        return ""
    key = path[-1]
    return f"for example `{text}`" if isinstance(key, int) else f"for example `{shown(key)}: {text}`"
