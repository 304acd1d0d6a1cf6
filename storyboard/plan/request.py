"""Atoms to one request: panels with times from 0, ordered media, prompt, key.

What a dialect cannot say is left out here, so that the key names what will really be rendered; telling the author is the
business of `dialects`' `unsupported`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from storyboard.model.shot import First, Media, Panel, Request, Said, Shot
from storyboard.model.story import Mention, Transition
from storyboard.plan import key as keys
from storyboard.plan import prompt, template
from storyboard.plan.pack import shot_seconds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from storyboard.model.shot import Limits
    from storyboard.model.story import Episode, File, Subject
    from storyboard.plan.atoms import Atom

ANIMATIC = "animatic/1"


class Previous(NamedTuple):
    """The shot before, for a first frame that is its last: id, key and the take that counts."""

    shot: str
    key: str
    take: int


class Maker(NamedTuple):
    """What all requests of one episode share."""

    episode: Episode
    by_id: Mapping[str, Subject]
    limits: Limits
    model: str


def maker(episode: Episode, limits: Limits, model: str) -> Maker:
    """Prepare to make the requests of an episode for a model under a dialect's limits."""
    return Maker(episode, {subject.id: subject for subject in episode.subjects}, limits, model)


def request(make: Maker, atoms: Sequence[Atom], previous: Previous | None) -> Request:
    """Make the request for consecutive atoms."""
    episode, limits, settings = make.episode, make.limits, make.episode.settings
    first, last = atoms[0], atoms[-1]
    panels = tuple(_panel(atom, first.start_ms) for atom in atoms)
    seconds = shot_seconds(last.end_ms - first.start_ms, last.tail_ms, limits)
    media = tuple(_media(make, atoms))
    looks = {name: make.by_id[name].look for item in media for name in (item.subject,)}
    unkeyed = Request(
        key="",
        model=make.model,
        panels=panels,
        prompt=(),
        negative_prompt=first.scene.negative_prompt or settings.negative_prompt,
        media=media,
        first_frame=_first_frame(first, previous) if limits.first_frame else None,
        resolution=settings.resolution,
        ratio=settings.ratio if limits.ratio else "16:9",
        seconds=seconds,
        seed=0,
        author_seed=first.scene.seed if first.scene.seed is not None else settings.seed,
        prompt_extend=settings.prompt_extend and limits.prompt_extend,
        watermark=settings.watermark and limits.watermark,
        language=episode.language,
        template=settings.prompt,
    )
    music = bool(episode.music)
    drawn = _drawn(make, atoms) if make.model == ANIMATIC else ()
    key = keys.digest(keys.components(unkeyed, looks, episode.style_look, music=music, drawn=drawn))
    return unkeyed._replace(key=key, seed=keys.seed(key, 1, unkeyed.author_seed))


def with_prompt(make: Maker, made: Request) -> Request:
    """Add the words: done once for the shots that were chosen, not for every candidate."""
    looks = {item.subject: make.by_id[item.subject].look for item in made.media}
    episode = make.episode
    if made.template:
        words = template.render(made.template, made.panels, made.media, looks, episode.style_look)
    else:
        words = prompt.write(
            made.panels,
            made.media,
            looks,
            episode.style_look,
            episode.style,
            language=episode.language,
            music=bool(episode.music),
            seconds=made.seconds,
        )
    return made._replace(prompt=words)


def shot(make: Maker, number: int, atoms: Sequence[Atom], made: Request) -> Shot:
    """Place a request in its episode as shot `number`."""
    first, last = atoms[0], atoms[-1]
    names = dict.fromkeys(name for atom in atoms for name in atom.subjects)
    transition = first.scene.transition if first.part == 0 else Transition("cut", 0)
    return Shot(
        id=f"{make.episode.id}/{number}",
        episode=make.episode.id,
        scenes=tuple(dict.fromkeys(atom.scene.label for atom in atoms)),
        start_ms=first.start_ms,
        end_ms=last.end_ms,
        tail_ms=last.tail_ms,
        transition=transition,
        request=with_prompt(make, made),
        names=tuple(
            (name, make.by_id[name].name or name.replace("_", " ").replace("-", " ")) for name in names
        ),
        place=first.scene.place,
        locations=_locations(make, atoms),
    )


def components(make: Maker, atoms: Sequence[Atom], made: Request) -> dict[str, object]:
    """Give what the key of a request was made of, with the subjects' names beside it for people."""
    looks = {item.subject: make.by_id[item.subject].look for item in made.media}
    drawn = _drawn(make, atoms) if make.model == ANIMATIC else ()
    found = keys.components(made, looks, make.episode.style_look, music=bool(make.episode.music), drawn=drawn)
    return {**found, "subjects": list(dict.fromkeys(item.subject for item in made.media))}


def _drawn(make: Maker, atoms: Sequence[Atom]) -> tuple[object, ...]:
    names = dict.fromkeys(name for atom in atoms for name in atom.subjects)
    places = [list(names).index(name) for name in _locations(make, atoms)]
    times = [[atom.start_ms - atoms[0].start_ms, atom.end_ms - atoms[0].start_ms] for atom in atoms]
    shown = [make.by_id[name].name or name for name in names]
    return (make.episode.settings.fps, shown, places, times, make.episode.language)


def _locations(make: Maker, atoms: Sequence[Atom]) -> tuple[str, ...]:
    names = dict.fromkeys(name for atom in atoms for name in atom.subjects)
    return tuple(name for name in names if make.by_id[name].role == "location")


def _panel(atom: Atom, origin: int) -> Panel:
    scene = atom.scene
    spoken = tuple(Said(line.speaker, line.how, line.says) for line in scene.lines) if atom.part == 0 else ()
    mentioned = {
        token.subject
        for tokens in (scene.action, scene.camera, scene.sound)
        for token in tokens
        if isinstance(token, Mention)
    }
    mentioned.update(line.speaker for line in spoken)
    return Panel(
        scene=scene.label,
        start_ms=atom.start_ms - origin,
        end_ms=atom.end_ms - origin,
        action=scene.action,
        camera=scene.camera,
        sound=scene.sound,
        lines=spoken,
        silent=scene.silent,
        present=tuple(name for name in scene.characters if name not in mentioned),
        location=scene.location if scene.location not in mentioned else "",
    )


def _media(make: Maker, atoms: Sequence[Atom]) -> list[Media]:
    style = make.episode.style
    names = [
        name for name in dict.fromkeys(name for atom in atoms for name in atom.subjects) if name != style
    ]
    voiced = _voiced(make, atoms, names)
    found = []
    for name in [*names, *([style] if style else [])]:
        subject = make.by_id[name]
        sample = subject.voice.file if subject.voice and name in voiced else None
        for index, file in enumerate(subject.references):
            kind = "reference_video" if subject.kind == "video" else "reference_image"
            voice = sample if index == 0 and (subject.kind == "image" or make.limits.voice_on_video) else None
            found.append(Media(kind, name, file, voice))  # type: ignore[arg-type]
    return found


def _voiced(make: Maker, atoms: Sequence[Atom], names: Sequence[str]) -> set[str]:
    """Choose whose voice is sent: everybody's, or with one voice a request the speaker's (writing.md, "The prompt")."""
    with_voice = [name for name in names if make.by_id[name].voice]
    if len({make.by_id[name].voice for name in with_voice}) <= make.limits.voices:
        return set(with_voice)
    speakers = [line.speaker for atom in atoms for line in atom.scene.lines if line.speaker in with_voice]
    return set((speakers or with_voice)[: make.limits.voices])


def _first_frame(first: Atom, previous: Previous | None) -> First | None:
    frame: File | str | None = "previous" if first.part else first.scene.first_frame
    if frame is None:
        return None
    if isinstance(frame, str):
        return First(None, previous.shot, previous.key, previous.take) if previous else None
    return First(frame, "", "", 0)
