"""Voices and subjects: characters, locations, props and the style, in one namespace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from storyboard.diagnostics import Fix, Related
from storyboard.diagnostics.place import value_place
from storyboard.diagnostics.suggest import nearest
from storyboard.model.story import Subject, Voice
from storyboard.resolve.names import hand_typed_label
from storyboard.resolve.reading import inspected

if TYPE_CHECKING:
    from storyboard.model.source import Place
    from storyboard.model.story import File, ReferenceKind, SubjectRole
    from storyboard.resolve.reading import Node

NARRATOR = "narrator"
STYLE = "style"

_ROLES: tuple[tuple[str, SubjectRole], ...] = (
    ("characters", "character"),
    ("locations", "location"),
    ("props", "prop"),
)
_KEYS: tuple[tuple[str, ReferenceKind], ...] = (
    ("image", "image"),
    ("images", "image"),
    ("video", "video"),
    ("videos", "video"),
)


def voices(top: Node, language: str) -> dict[str, Voice]:
    """Read the voices that have a usable file."""
    found: dict[str, Voice] = {}
    for name, node in top.nodes("voices"):
        file = node.file("file", "voice")
        if file is not None:
            found[name] = Voice(name, file, node.text("language") or language)
    return found


def subjects(top: Node, known: dict[str, Voice]) -> dict[str, Subject]:
    """Read all subjects; one that has no usable reference is kept, so that its mentions still bind."""
    found: dict[str, Subject] = {}
    for section, role in _ROLES:
        section_node = top.node(section)
        for name, node in top.nodes(section):
            place = section_node.key_place(name)
            if name in (NARRATOR, STYLE):
                message = f"`{name}` is a reserved name"
                top.context.say("SB0309", message, place, help="choose another name")
            elif name in found:
                _twice(top, name, place, found[name].place)
            else:
                found[name] = _subject(name, role, node, place, top, known)
    return found


def style(top: Node) -> tuple[Subject | None, str]:
    """Read `style`: the subject of its picture, if it has one, and its words."""
    defaults = top.node("defaults")
    if defaults.text(STYLE):
        hand_typed_label(top.context, defaults.tree, STYLE, defaults.text(STYLE))
        return None, defaults.text(STYLE)
    node = defaults.node(STYLE)
    look = node.text("look")
    hand_typed_label(top.context, node.tree, "look", look)
    file = node.file("image", "image")
    if file is None:
        return None, look
    return Subject(STYLE, "style", "", "", "image", (file,), None, node.place("image")), look


def _twice(top: Node, name: str, place: Place, first: Place) -> None:
    top.context.say(
        "SB0305",
        f"`{name}` is declared twice",
        place,
        help="characters, locations and props share one namespace: rename one of them",
        related=(Related(first, "first here"),),
    )


def _subject(
    name: str, role: SubjectRole, node: Node, place: Place, top: Node, known: dict[str, Voice]
) -> Subject:
    written = [(key, kind) for key, kind in _KEYS if key in node.tree]
    if len(written) != 1:
        has = " and ".join(f"`{key}`" for key, _ in written)
        message = f"`{name}` has both {has}" if has else f"`{name}` has no picture and no video"
        help_ = (
            "keep one of them" if has else "give it `image: FILE`, `images: [FILE, FILE]` or `video: FILE`"
        )
        top.context.say("SB0207", message, place, help=help_)
    key, kind = written[0] if written else _KEYS[0]
    look = node.text("look")
    hand_typed_label(top.context, node.tree, "look", look)
    return Subject(
        name, role, node.text("name"), look, kind, _files(node, key, kind), _voice(node, known, top), place
    )


def _files(node: Node, key: str, kind: Literal["image", "video"]) -> tuple[File, ...]:
    value = node.tree.get(key)
    if isinstance(value, str):
        file = node.file(key, kind)
        return (file,) if file else ()
    found = []
    if isinstance(value, list):
        for index, path in enumerate(value):
            if isinstance(path, str):
                found.append(
                    inspected(node.context, path, kind, value_place(node.context.document, value, index))
                )
    return tuple(file for file in found if file is not None)


def _voice(node: Node, known: dict[str, Voice], top: Node) -> Voice | None:
    name = node.text("voice")
    if not name:
        return None
    declared = top.node("voices").tree
    if name not in declared:
        place = node.place("voice")
        meant = nearest(name, declared)
        help_ = f"did you mean `{meant}`?" if meant else "declare it under `voices:` with its `file`"
        fix = Fix(place, meant, f"write `{meant}`") if meant else None
        node.context.say("SB0302", f"there is no voice `{name}`", place, help=help_, fix=fix)
    return known.get(name)
