"""Scenes: their times, who is in them, what is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from storyboard.diagnostics import Fix, Related
from storyboard.diagnostics.place import key_place, text_place, value_place
from storyboard.diagnostics.suggest import nearest
from storyboard.model.story import Line, Scene, Transition
from storyboard.resolve.cast import NARRATOR
from storyboard.resolve.names import bind
from storyboard.resolve.reading import Node, inspected
from storyboard.resolve.timing import SceneKey, milliseconds, scene_key, seconds, transition, written

if TYPE_CHECKING:
    from storyboard.model.source import Place
    from storyboard.model.story import File, TransitionKind
    from storyboard.resolve.names import Names
    from storyboard.resolve.reading import Context

DEFAULT_TRANSITION_MS = 500

_SPEAKER = re.compile(r"([A-Za-z][A-Za-z0-9_-]*)\s*(?:\(([^()]*)\))?\Z")
_PROSE = ("action", "dialogue", "camera", "sound")


class Timed(NamedTuple):
    """A scene's key, read, with its place."""

    text: str
    label: str
    start_ms: int
    end_ms: int
    place: Place


def scenes(top: Node, names: Names) -> tuple[Scene, ...]:
    """Read all scenes in the order of the file."""
    tree = top.tree.get("scenes")
    if not isinstance(tree, dict):
        return ()
    timed = _timeline(top.context, tree)
    return tuple(_scene(top.context, tree, scene, names) for scene in timed)


def _timeline(context: Context, tree: dict[str, Any]) -> list[Timed]:
    """Put the scenes on one line of time: gaps, overlaps and empty scenes are reported with both scenes and a fix."""
    timed: list[Timed] = []
    labels: dict[str, Place] = {}
    for text in tree:
        read = scene_key(text)
        place = key_place(context.document, tree, text)
        if isinstance(read, str):
            if text.startswith("Scene ") and text.rstrip().endswith("]"):  # the schema reports the others
                code = "SB0506" if "is not a time" in read else "SB0501"
                context.say(code, read, place, help="for example `Scene 1 [0-3s]` or `Scene 1 [3s]`")
            continue
        before = timed[-1] if timed else None
        end = before.end_ms if before else 0
        scene = _placed(text, read, end, place)
        _check_times(context, read, scene, before, end)
        if read.label in labels:
            _same_label(context, scene, labels)
        labels.setdefault(read.label, place)
        timed.append(scene)
    return timed


def _placed(text: str, read: SceneKey, end: int, place: Place) -> Timed:
    if read.start_ms is None:
        return Timed(text, read.label, end, end + read.end_ms, place)
    return Timed(text, read.label, read.start_ms, read.end_ms, place)


def _check_times(context: Context, read: SceneKey, scene: Timed, before: Timed | None, end: int) -> None:
    length = scene.end_ms - scene.start_ms
    if length <= 0:
        message = (
            f"scene {scene.label} has no length"
            if length == 0
            else f"scene {scene.label} ends before it begins"
        )
        context.say(
            "SB0504", message, scene.place, help="write `[FROM-TO]` with TO after FROM, or `[LENGTH]`"
        )
        return
    if read.start_ms is None or scene.start_ms == end:
        return
    fixed = written(scene.label, end, end + length)
    fix = Fix(scene.place, fixed, f"write `{fixed}`") if _is_bare(scene) else None
    if before is None:
        message = f"scene {scene.label} starts at {seconds(scene.start_ms)} s, but nothing comes before it"
        context.say("SB0502", message, scene.place, help=f"start at 0: `{fixed}`", fix=fix)
        return
    gap = scene.start_ms - end
    what = "a gap of" if gap > 0 else "an overlap of"
    context.say(
        "SB0502" if gap > 0 else "SB0503",
        f"{what} {seconds(abs(gap))} s between scene {before.label} and scene {scene.label}",
        scene.place,
        label=f"starts at {seconds(scene.start_ms)} s",
        help=f"write `{fixed}`, or `Scene {scene.label} [{seconds(length)}s]`, which follows the scene before",
        related=(Related(before.place, f"ends at {seconds(end)} s"),),
        fix=fix,
    )


def _same_label(context: Context, scene: Timed, labels: dict[str, Place]) -> None:
    number = len(labels) + 1
    while str(number) in labels:
        number += 1
    fixed = scene.text.replace(f"Scene {scene.label}", f"Scene {number}", 1)
    context.say(
        "SB0505",
        f"two scenes are called {scene.label}",
        scene.place,
        help=f"call this one `Scene {number}`",
        related=(Related(labels[scene.label], "first here"),),
        fix=Fix(scene.place, fixed, f"write `{fixed}`") if fixed != scene.text and _is_bare(scene) else None,
    )


def _is_bare(scene: Timed) -> bool:
    """Whether a key is written without quotes, so that another can take its place as it is."""
    return scene.place.end_column - scene.place.column == len(scene.text)


def _scene(context: Context, tree: dict[str, Any], timed: Timed, names: Names) -> Scene:
    value = tree[timed.text]
    if isinstance(value, dict):
        node = Node(context, value)
        places = tuple((key, node.place(key)) for key in value)
        action_at: tuple[dict[str, Any], str] = (value, "action")
    else:
        node = Node(context, {})
        places = (("action", value_place(context.document, tree, timed.text)),)
        action_at = (tree, timed.text)
    text = action_at[0].get(action_at[1])
    action = text.strip() if isinstance(text, str) else ""
    lost_comments(context, node, action_at)
    return Scene(
        label=timed.label,
        start_ms=timed.start_ms,
        end_ms=timed.end_ms,
        action=bind(context, names, *action_at, action),
        camera=bind(context, names, node.tree, "camera", node.text("camera")),
        sound=bind(context, names, node.tree, "sound", node.text("sound")),
        lines=_lines(node, names),
        silent=node.tree.get("dialogue") == "none",
        location=_location(node, names),
        characters=_characters(node, names),
        first_frame=_first_frame(node),
        transition=_transition(node),
        shot=cast(
            "Literal['', 'new', 'same']", node.text("shot") if node.text("shot") in ("new", "same") else ""
        ),
        seed=node.whole("seed"),
        negative_prompt=node.text("negative_prompt"),
        place=timed.place,
        places=places,
    )


def lost_comments(context: Context, node: Node, action_at: tuple[dict[str, Any], str]) -> None:
    """Warn of a comment right after a plain value of prose: `Meet me at room #4` loses `#4`."""
    spots: list[tuple[Any, Any]] = [action_at]
    spots += [(node.tree, key) for key in ("camera", "sound") if key in node.tree]
    lines = node.tree.get("dialogue")
    for item in lines if isinstance(lines, list) else []:
        if isinstance(item, dict):
            spots += [(item, key) for key in item]
    for container, key in spots:
        mark = context.document.marks.get(id(container), {}).get(key)
        if mark is None or not isinstance(container[key], str):
            continue
        source = context.document.sources[mark.source]
        text = source.text
        line_end = text.find("\n", mark.value)
        line_end = len(text) if line_end < 0 else line_end
        if text.find("#", mark.value, line_end) < 0 or text[mark.value] in "\"'|>":
            continue
        place = value_place(context.document, container, key)
        end = source.offset(place.end_line, place.end_column)
        after = text[end : max(end, line_end)]
        if after.lstrip().startswith("#") and after[:1].isspace():
            start = end + len(after) - len(after.lstrip())
            context.say(
                "SB0011",
                "the text ends before the `#`: what follows is a comment",
                source.place(start, start + len(after.strip())),
                severity="warning",
                label="not sent",
                help="put quotes round the whole value if the `#` belongs to it",
            )


def _lines(node: Node, names: Names) -> tuple[Line, ...]:
    value = node.tree.get("dialogue")
    found = []
    for index, item in enumerate(value if isinstance(value, list) else []):
        if not isinstance(item, dict) or not item:
            continue
        if "says" in item or "who" in item:
            line = Node(node.context, item)
            speaker, how, says, at = line.text("who"), line.text("how"), line.text("says"), "who"
        else:
            at = next(iter(item))
            split = _SPEAKER.match(at)
            speaker, how = (split[1], (split[2] or "").strip()) if split else (at, "")
            says = item[at].strip() if isinstance(item[at], str) else ""
        place = value_place(node.context.document, value, index)
        if not says:
            continue
        if speaker != NARRATOR and speaker not in names.subjects:
            _unknown_speaker(node.context, item, at, speaker, names)
            continue
        found.append(Line(speaker, how, says, place))
    return tuple(found)


def _unknown_speaker(context: Context, item: dict[str, Any], at: str, speaker: str, names: Names) -> None:
    whole = value_place(context.document, item, at) if at == "who" else key_place(context.document, item, at)
    place = (
        whole._replace(end_line=whole.line, end_column=whole.column + len(speaker)) if at != "who" else whole
    )
    meant = nearest(speaker, [*names.subjects, NARRATOR])
    context.say(
        "SB0303",
        f"`{speaker}` is not declared, so nobody can say this",
        place,
        help=f"did you mean `{meant}`?"
        if meant
        else "declare the speaker, or use `narrator` for a voice from outside",
        fix=Fix(place, meant, f"write `{meant}`") if meant else None,
    )


def _location(node: Node, names: Names) -> str:
    name = node.text("location").removeprefix("@")
    if not name:
        return ""
    place = node.place("location")
    subject = names.subjects.get(name)
    if subject is None:
        places = [found.id for found in names.subjects.values() if found.role == "location"]
        meant = nearest(name, places)
        help_ = f"did you mean `{meant}`?" if meant else "declare it under `locations:`"
        fix = Fix(place, meant, f"write `{meant}`") if meant else None
        node.context.say("SB0304", f"there is no location `{name}`", place, help=help_, fix=fix)
        return ""
    if subject.role != "location":
        message = f"`{name}` is a {subject.role}, not a location"
        node.context.say("SB0304", message, place, help=f"mention it as `@{name}`, or declare a location")
        return ""
    return name


def _characters(node: Node, names: Names) -> tuple[str, ...]:
    found: list[str] = []
    value = node.tree.get("characters")
    for index, item in enumerate(value if isinstance(value, list) else []):
        name = item.removeprefix("@") if isinstance(item, str) else ""
        if not name or name in found:
            continue
        if name in names.subjects:
            found.append(name)
            continue
        place = value_place(node.context.document, value, index)
        meant = nearest(name, names.subjects)
        help_ = f"did you mean `{meant}`?" if meant else "declare it under `characters:`"
        fix = Fix(place, meant, f"write `{meant}`") if meant else None
        node.context.say("SB0311", f"there is no character `{name}`", place, help=help_, fix=fix)
    return tuple(found)


def _first_frame(node: Node) -> File | Literal["previous"] | None:
    text = node.text("first_frame")
    if text == "previous":
        return "previous"
    return inspected(node.context, text, "image", node.place("first_frame")) if text else None


def _transition(node: Node) -> Transition:
    value = node.tree.get("transition")
    read: tuple[str, int | None] | None = None
    if isinstance(value, str):
        read = transition(value)
    elif isinstance(value, dict) and isinstance(value.get("kind"), str):
        read = (value["kind"], milliseconds(value["length"]) if "length" in value else None)
    if read is None or read[0] == "cut" or read[0] not in ("dissolve", "fade", "wipe"):
        return Transition("cut", 0)
    length = DEFAULT_TRANSITION_MS if read[1] is None else read[1]
    if length == 0:
        return Transition("cut", 0)
    return Transition(cast("TransitionKind", read[0]), length)


def template_places(context: Context, container: Any, key: Any, text: str) -> None:
    """Report a template in a value at its own place (SB0801)."""
    opening = "{{" if "{{" in text else "{%"
    context.say(
        "SB0801",
        "a template in a value is not supported yet",
        text_place(context.document, container, key, opening),
        help="write the value out",
    )
