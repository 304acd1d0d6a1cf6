"""Series, episode and defaults merged into one document; every value keeps the place that it came from.

Later wins: program defaults, series, episode, command line (writing.md). Maps merge deep, lists replace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storyboard.model.source import Document, Mark, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULTS: dict[str, Any] = {
    "resolution": "720P",
    "ratio": "16:9",
    "fps": 30,
    "pack": "auto",
    "prompt_extend": False,
    "watermark": False,
    "captions": "soft",
}
SETTINGS = (
    "provider",
    "resolution",
    "ratio",
    "fps",
    "pack",
    "prompt_extend",
    "watermark",
    "seed",
    "negative_prompt",
    "prompt",
    "captions",
    "style",
)
_SHARED = ("series", "title", "language", "voices", "characters", "locations", "props", "providers", "budget")
_OWN = ("storyboard", "music", "sounds", "title_card", "outputs", "scenes")

EPISODE, SERIES, PROGRAM, COMMAND = range(4)  # indices into a merged document's sources


def inherit(episode: Document, series: Document | None, overrides: Mapping[str, Any]) -> Document:
    """Merge; settings of the episode's top level and of every `defaults:` meet in the result's `defaults`."""
    marks: dict[int, dict[Any, Mark]] = {}
    marks.update(episode.marks)  # type: ignore[arg-type]
    if series is not None:
        marks.update(series.marks)  # type: ignore[arg-type]
    settings = _mapping(DEFAULTS, PROGRAM, marks)
    tree: dict[str, Any] = {}
    marks[id(tree)] = {}
    for document in (series, episode):
        if document is None:
            continue
        top = document.tree
        settings = _meet(settings, top.get("defaults"), marks)
        settings = _meet(settings, _pick(top, SETTINGS, marks), marks)
        tree = _meet(tree, _pick(top, _SHARED + _OWN, marks), marks)
    settings = _meet(settings, _mapping(overrides, COMMAND, marks), marks)
    tree["defaults"] = settings
    marks[id(tree)]["defaults"] = Mark(PROGRAM, 0, 0)
    none = Source("", "", (0,))
    shown = series.sources[0] if series is not None else none
    sources = (episode.sources[0], shown, none, Source("command line", "", (0,)))
    return Document(tree, sources, marks)


def _mapping(values: Mapping[str, Any], source: int, marks: dict[int, dict[Any, Mark]]) -> dict[str, Any]:
    made = dict(values)
    marks[id(made)] = {key: Mark(source, 0, 0) for key in made}
    return made


def _pick(top: dict[str, Any], names: tuple[str, ...], marks: dict[int, dict[Any, Mark]]) -> dict[str, Any]:
    places = marks.get(id(top), {})
    picked = {name: top[name] for name in names if name in top}
    marks[id(picked)] = {name: places[name] for name in picked if name in places}
    return picked


def _meet(low: Any, high: Any, marks: dict[int, dict[Any, Mark]]) -> Any:
    """Merge two maps into a new one; what only one side has is shared, not copied."""
    if not isinstance(low, dict) or not isinstance(high, dict):
        return low if high is None and isinstance(low, dict) else high
    made = dict(low)
    places = dict(marks.get(id(low), {}))
    theirs = marks.get(id(high), {})
    for key, value in high.items():
        made[key] = (
            _meet(low[key], value, marks)
            if isinstance(low.get(key), dict) and isinstance(value, dict)
            else value
        )
        if key in theirs:
            places[key] = theirs[key]
    marks[id(made)] = places
    return made
