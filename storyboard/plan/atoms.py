"""Scenes to atoms: what a shot is made of and what may not be divided further."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from storyboard.model.story import Mention

if TYPE_CHECKING:
    from storyboard.model.shot import Limits
    from storyboard.model.story import Episode, ReferenceKind, Scene, Subject, Token

MOST_PARTS = 4
_PER_MENTION = 12  # characters of the longest label, "Image 1 and "


class Atom(NamedTuple):
    """A scene, or one of the balanced parts of a scene that is longer than a shot can be."""

    scene: Scene
    start_ms: int
    end_ms: int
    part: int  # from 0
    parts: int
    subjects: tuple[str, ...]  # in the order of first mention, the style last
    kinds: frozenset[ReferenceKind]
    sizes: tuple[int, ...]  # references of each subject
    references: int
    voices: frozenset[str]
    cast: frozenset[str]  # characters
    place: str  # location, mentioned or named, "" where none is
    breaks: bool  # a shot must begin here
    joins: bool  # the author wants no shot to begin here
    tail_ms: int  # footage that the next scene's transition asks for
    characters: int  # of text, at most, without the style

    @property
    def length_ms(self) -> int:
        """How long it is shown."""
        return self.end_ms - self.start_ms


def subjects_of(scene: Scene) -> tuple[str, ...]:
    """Give the ids of a scene's subjects in the order of first mention (writing.md, "The prompt")."""
    found: dict[str, None] = {}
    for tokens in (scene.action, scene.camera, scene.sound):
        for token in tokens:
            if isinstance(token, Mention):
                found[token.subject] = None
    for line in scene.lines:
        found[line.speaker] = None
    for name in (*scene.characters, scene.location):
        found[name] = None
    found.pop("narrator", None)
    found.pop("", None)
    return tuple(found)


def atoms(episode: Episode, limits: Limits) -> tuple[Atom, ...]:
    """Cut an episode's scenes into atoms, in order."""
    by_id = {subject.id: subject for subject in episode.subjects}
    found: list[Atom] = []
    scenes = episode.scenes
    for index, scene in enumerate(scenes):
        following = scenes[index + 1].transition if index + 1 < len(scenes) else None
        tail = following.length_ms if following and following.kind in ("dissolve", "wipe") else 0
        whole = _atom(episode, scene, by_id, tail)
        found.extend(_parts(whole, limits))
    return tuple(found)


def parts_needed(length_ms: int, longest_s: int) -> int:
    """Tell into how many shots a scene of this length must be cut."""
    return max(1, -(-length_ms // (longest_s * 1000)))


def _atom(episode: Episode, scene: Scene, by_id: dict[str, Subject], tail_ms: int) -> Atom:
    names = subjects_of(scene)
    seen = [by_id[name] for name in (*names, episode.style) if name in by_id]
    places = [subject.id for subject in seen if subject.role == "location"]
    text = sum(_length(tokens) for tokens in (scene.action, scene.camera, scene.sound))
    text += sum(len(line.how) + len(line.says) + 40 for line in scene.lines)
    text += sum(len(subject.look) + 3 * _PER_MENTION for subject in seen) + 120
    return Atom(
        scene=scene,
        start_ms=scene.start_ms,
        end_ms=scene.end_ms,
        part=0,
        parts=1,
        subjects=tuple(subject.id for subject in seen),
        kinds=frozenset(subject.kind for subject in seen if subject.references),
        sizes=tuple(len(subject.references) for subject in seen),
        references=sum(len(subject.references) for subject in seen),
        voices=frozenset(subject.voice.id for subject in seen if subject.voice),
        cast=frozenset(subject.id for subject in seen if subject.role == "character"),
        place=scene.location or (places[0] if places else ""),
        breaks=scene.shot == "new" or scene.transition.kind != "cut" or scene.first_frame is not None,
        joins=scene.shot == "same",
        tail_ms=tail_ms,
        characters=text,
    )


def _parts(atom: Atom, limits: Limits) -> list[Atom]:
    """Split a long scene into balanced parts of whole seconds; each depends on the scene alone and begins a shot."""
    longest = limits.longest(atom.kinds)
    count = parts_needed(atom.length_ms + atom.tail_ms, longest)
    if count == 1 or count > MOST_PARTS:
        return [atom]
    whole = -(-(atom.length_ms + atom.tail_ms) // 1000)
    found = []
    start = atom.start_ms
    for part in range(count):
        last = part == count - 1
        end = atom.end_ms if last else start + (whole // count + (part < whole % count)) * 1000
        found.append(
            atom._replace(
                start_ms=start,
                end_ms=end,
                part=part,
                parts=count,
                breaks=True if part else atom.breaks,
                joins=False if part else atom.joins,
                tail_ms=atom.tail_ms if last else 0,
            )
        )
        start = end
    return [found[0]._replace(breaks=True), *found[1:]]


def _length(tokens: tuple[Token, ...]) -> int:
    return sum(len(token) if isinstance(token, str) else _PER_MENTION for token in tokens) + 12
