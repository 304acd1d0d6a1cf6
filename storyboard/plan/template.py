"""The author's own prompt template: Jinja cut down to what cannot run away.

A template may come from a stranger. Only loops over the given panels and lines (two deep at most), conditions, attributes and a
few filters are allowed: no arithmetic, no calls, no macros, no includes, so its output is bounded by its own text times the
panels. Labels are placeholders that the compiler turns back into holes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from storyboard.model.shot import Cue, Label
from storyboard.model.story import Mention
from storyboard.plan.prompt import tenths

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from storyboard.model.shot import Media, Panel, Prompt, Word

LONGEST = 20_000  # characters of a template
DEEPEST = 2  # loops in loops
FILTERS = frozenset({"trim", "lower", "upper", "capitalize", "default", "length", "first", "last"})
_OUTPUT = ("Template", "Output", "TemplateData", "For", "If")
_VALUES = (
    "Getattr",
    "Getitem",
    "Name",
    "Filter",
    "Const",
    "Compare",
    "Operand",
    "And",
    "Or",
    "Not",
    "CondExpr",
    "Test",
)
_ALLOWED = frozenset((*_OUTPUT, *_VALUES))
_HOLE = re.compile("\ue0f8(\\d+)\ue0f9|\ue0fa(\\d+),(\\d+),(\\d+)\ue0fb")


def refused(text: str) -> str:
    """Tell why a template may not be used; "" if it may."""
    import jinja2.nodes  # noqa: PLC0415 - 40 ms that only such episodes pay

    if len(text) > LONGEST:
        return f"it is longer than {LONGEST:,} characters"
    try:
        tree = _environment().parse(text)
    except jinja2.TemplateSyntaxError as error:
        return f"line {error.lineno}: {error.message}"
    return _walk(tree, 0)


def render(
    text: str, panels: Sequence[Panel], media: Sequence[Media], looks: Mapping[str, str], style: str
) -> Prompt:
    """Fill an allowed template; an undefined name is an empty text. Gives words with holes, as the built-in wording does."""
    slots: dict[str, list[int]] = {}
    for index, item in enumerate(media):
        slots.setdefault(item.subject, []).append(index)
    labels = {name: " and ".join(f"\ue0f8{slot}\ue0f9" for slot in found) for name, found in slots.items()}
    context = {
        "style": style,
        "subjects": [{"label": label, "look": looks.get(name, "")} for name, label in labels.items()],
        "panels": [_panel(number, panel, labels) for number, panel in enumerate(panels, 1)],
    }
    return _words(_environment().from_string(text).render(context).strip(), len(media))


def _panel(number: int, panel: Panel, labels: Mapping[str, str]) -> dict[str, Any]:
    def spelled(tokens: Sequence[str | Mention]) -> str:
        return "".join(
            labels.get(token.subject, "") if isinstance(token, Mention) else token for token in tokens
        )

    start, end = tenths(panel.start_ms), tenths(panel.end_ms)
    return {
        "head": f"\ue0fa{number},{start},{end}\ue0fb",
        "number": number,
        "action": spelled(panel.action),
        "camera": spelled(panel.camera),
        "sound": spelled(panel.sound),
        "lines": [
            {"speaker": labels.get(line.speaker, line.speaker), "how": line.how, "says": line.says}
            for line in panel.lines
        ],
        "present": [labels.get(name, "") for name in panel.present],
        "place": labels.get(panel.location, ""),
        "silent": panel.silent,
    }


def _words(text: str, slots: int) -> Prompt:
    words: list[Word] = []
    end = 0
    for found in _HOLE.finditer(text):
        if found[1] and int(found[1]) >= slots:
            continue  # an author's own private-use character, not a hole of ours
        if text[end : found.start()]:
            words.append(text[end : found.start()])
        words.append(Label(int(found[1])) if found[1] else Cue(int(found[2]), int(found[3]), int(found[4])))
        end = found.end()
    if text[end:]:
        words.append(text[end:])
    return tuple(words)


def _environment() -> Any:
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    environment.globals.clear()
    return environment


def _walk(node: Any, loops: int) -> str:
    kind = type(node).__name__
    if kind not in _ALLOWED:
        return f"line {node.lineno}: {kind.lower()} is not allowed here"
    if kind == "Filter" and node.name not in FILTERS:
        return f"line {node.lineno}: the filter `{node.name}` is not allowed; allowed are {', '.join(sorted(FILTERS))}"
    if kind == "For":
        loops += 1
        if loops > DEEPEST or node.recursive:
            return f"line {node.lineno}: loops may be {DEEPEST} deep"
    return next((said for child in node.iter_child_nodes() if (said := _walk(child, loops))), "")
