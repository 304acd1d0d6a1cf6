"""What a panel shows and says: texts with names for mentions, references in view, the time of each line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from storyboard.model.story import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from storyboard.model.shot import Media, Panel, Shot

NARRATOR = "narrator"
# A picture at least this wide for its height may stand for a place (4:3 and up, a little less for odd sizes).
_LANDSCAPE = 1.25


class Spoken(NamedTuple):
    """A line and the time in ms, from the start of the clip, in which it is shown and heard."""

    speaker: str
    name: str
    how: str
    says: str
    start_ms: int
    end_ms: int


class Sheet(NamedTuple):
    """One panel for drawing. `backdrop` and `cards` are indices into `Request.media`; no backdrop is None."""

    start_ms: int
    camera: str
    action: str
    sound: str
    spoken: tuple[Spoken, ...]
    backdrop: int | None
    cards: tuple[int, ...]


def sheets(shot: Shot) -> tuple[Sheet, ...]:
    """Give every panel as it will be drawn, from the request and the names only: clips are kept by those."""
    return tuple(_sheet(panel, shot) for panel in shot.request.panels)


def labels(shot: Shot) -> tuple[str, ...]:
    """Name each reference as people see it, "Image 1 · Mira": images and videos are counted separately."""
    counts = {"reference_image": 0, "reference_video": 0}
    found = []
    for media in shot.request.media:
        counts[media.kind] += 1
        word = "Image" if media.kind == "reference_image" else "Video"
        found.append(f"{word} {counts[media.kind]} · {name_of(media.subject, shot)}")
    return tuple(found)


def name_of(subject: str, shot: Shot) -> str:
    """Give a subject's name for people; the narrator has one too."""
    if subject == NARRATOR:
        return "Narrator"
    return dict(shot.names).get(subject) or subject


def _sheet(panel: Panel, shot: Shot) -> Sheet:
    seen = _seen(panel)
    behind = _backdrop(panel, shot, seen)
    media = shot.request.media
    return Sheet(
        panel.start_ms,
        _text(panel.camera, shot),
        _text(panel.action, shot),
        _text(panel.sound, shot),
        _spoken(panel, shot),
        behind,
        tuple(index for index, one in enumerate(media) if one.subject in seen and index != behind),
    )


def _text(tokens: Sequence[str | Mention], shot: Shot) -> str:
    words = "".join(name_of(token.subject, shot) if isinstance(token, Mention) else token for token in tokens)
    words = " ".join(words.split())
    return words[:1].upper() + words[1:]


def _seen(panel: Panel) -> frozenset[str]:
    tokens: Iterable[str | Mention] = (*panel.action, *panel.camera, *panel.sound)
    mentioned = [token.subject for token in tokens if isinstance(token, Mention)]
    speakers = [line.speaker for line in panel.lines]
    return frozenset([*mentioned, *speakers, *panel.present, panel.location])


def _spoken(panel: Panel, shot: Shot) -> tuple[Spoken, ...]:
    weights = [max(len(line.says), 1) for line in panel.lines]
    total, length = sum(weights), panel.end_ms - panel.start_ms
    found, before = [], 0
    for line, weight in zip(panel.lines, weights, strict=True):
        start = panel.start_ms + before * length // total
        before += weight
        end = panel.start_ms + before * length // total
        says = " ".join(line.says.split())
        found.append(Spoken(line.speaker, name_of(line.speaker, shot), line.how.strip(), says, start, end))
    return tuple(found)


def _backdrop(panel: Panel, shot: Shot, seen: frozenset[str]) -> int | None:
    """Choose what fills the frame: a location that the panel shows, else what looks like a place.

    That is a landscape picture, the only reference of its subject, and nobody who speaks or is listed as present.
    """
    media = shot.request.media
    for place in (panel.location, *shot.locations):
        for index, one in enumerate(media):
            if place and place in seen and one.subject == place and not one.file.is_url:
                return index
    if panel.location:
        return None
    people = {line.speaker for other in shot.request.panels for line in other.lines}
    people.update(subject for other in shot.request.panels for subject in other.present)
    shapes = [
        (_shape(one), index)
        for index, one in enumerate(media)
        if one.subject in seen and one.subject not in people and _is_alone(one, media)
    ]
    widest = max(shapes, default=(0.0, 0))
    return widest[1] if widest[0] >= _LANDSCAPE else None


def _shape(media: Media) -> float:
    if media.kind != "reference_image" or media.file.is_url or not media.file.height:
        return 0.0
    return media.file.width / media.file.height


def _is_alone(media: Media, among: Sequence[Media]) -> bool:
    return sum(other.subject == media.subject for other in among) == 1
