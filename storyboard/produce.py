"""Plan → file, effects, on one page: render what is missing, keep it, stitch."""

from __future__ import annotations

import os
import signal
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple

from storyboard.errors import EnvironmentalError, RenderError, StoryboardError
from storyboard.model.story import Mention
from storyboard.model.take import LockLine
from storyboard.model.timeline import Bed, Caption, Chapter, Clip, Timeline
from storyboard.plan.lock import EMPTY, Lock, dump, parse
from storyboard.render import renderer
from storyboard.render.base import Order, frame_size
from storyboard.render.frames import frame_at
from storyboard.stitch import stitch as join
from storyboard.stitch.captions import srt, vtt
from storyboard.store.artefacts import Artefacts
from storyboard.store.safe import make_state, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from storyboard.compile import Compilation
    from storyboard.config import Project
    from storyboard.model.shot import Shot
    from storyboard.model.story import Episode, Scene, Sound


_KILLED = "a renderer was ended from outside"
_KILLED_HELP = "perhaps memory ran out; what was finished is kept: run it again"
_CHAPTER = 60  # characters of a chapter's title


class Produced(NamedTuple):
    """A finished episode: where it lies, its length in ms, frames copied and encoded."""

    path: Path
    length_ms: int
    frames: int
    copied: int
    encoded: int


def render(
    compilation: Compilation, project: Project, wanted: Iterable[str], tell: Callable[..., None]
) -> Lock:
    """Render the wanted shots (ids) that are missing; gives the lock with them. `tell(event, **facts)` hears the progress.

    A shot that begins with the last frame of another waits for it. Every finished take is kept at once, so that a run that is
    stopped loses nothing but the shots under way. Raises RenderError after the last shot if some failed.
    """
    if compilation.target.provider is not None:
        name = compilation.target.provider.name
        message = f"rendering at a provider is not supported yet, so `{name}` cannot be asked"
        raise EnvironmentalError(message, help="`--animatic` renders a preview on this machine, for nothing")
    make_state(project.state)
    names = set(wanted)
    missing: dict[str, Shot] = {}
    for step in compilation.plan.steps:
        if step.shot is not None and step.action == "render" and step.id in names:
            missing.setdefault(step.shot.request.key, step.shot)
    _needed_before(compilation, missing)
    lock = _kept(compilation)
    failed: list[StoryboardError] = []
    waiting = list(missing.values())
    running: dict[Future[int], Shot] = {}
    pool = ProcessPoolExecutor(
        max(1, os.cpu_count() or 1), mp_context=get_context("spawn"), initializer=_deaf
    )
    try:
        while waiting or running:
            for shot in [shot for shot in waiting if _frame_is_there(shot, lock)]:
                waiting.remove(shot)
                order = _order(compilation, project, shot, lock)
                tell("start", shot=shot.id, seconds=shot.request.seconds)
                running[pool.submit(_draw, order)] = shot
            if not running:
                break  # what still waits goes on from a shot that failed
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                lock = _finish(future, running.pop(future), compilation, project, lock, failed, tell)
    finally:
        pool.shutdown(cancel_futures=True)
        for future, shot in running.items():  # stopped: what was under way is finished by now, and is kept
            if not future.cancelled():
                lock = _finish(future, shot, compilation, project, lock, failed, tell)
    if failed:
        raise failed[0]
    return lock


def _deaf() -> None:
    """Let only the main process hear Ctrl-C: it waits for the shots under way and keeps what is finished."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def stitch(compilation: Compilation, project: Project, lock: Lock, tell: Callable[..., None]) -> Produced:
    """Stitch an episode from its takes; raises RenderError where one is missing."""
    make_state(project.state)
    project.build.mkdir(parents=True, exist_ok=True)
    timeline = timeline_of(compilation, project, lock)
    out = project.build / f"{compilation.episode.id}.mp4"
    tell("stitch", episode=compilation.episode.id, clips=len(timeline.clips))
    made = join(
        timeline, out, project.state / "stitch", lambda what, part: tell("stitching", what=what, part=part)
    )
    if "srt" in compilation.episode.outputs:
        write_whole(out.with_suffix(".srt"), srt(timeline).encode())
    if "vtt" in compilation.episode.outputs:
        write_whole(out.with_suffix(".vtt"), vtt(timeline).encode())
    return Produced(out, made.length_ms, made.frames, made.copied_frames, made.encoded_frames)


def timeline_of(compilation: Compilation, project: Project, lock: Lock) -> Timeline:
    """Lay the takes, lines, music and scenes of an episode on one line of time."""
    episode, store = compilation.episode, Artefacts(project.state)
    clips = []
    for shot in compilation.plan.shots:
        line = lock.find(shot.request.key)
        if line is None or not store.has(line.sha256):
            message = f"{shot.id} is not rendered yet"
            raise RenderError(message, help="`storyboard render` renders what is missing")
        path = store.path(line.sha256)
        clips.append(Clip(shot.id, path, shot.start_ms, shot.end_ms, shot.tail_ms, shot.transition))
    width, height = frame_size(episode.settings.resolution, episode.settings.ratio)
    return Timeline(
        title=episode.title,
        language=episode.language,
        width=width,
        height=height,
        fps=episode.settings.fps,
        clips=tuple(clips),
        beds=tuple(_bed(sound, project, episode.end_ms) for sound in (*episode.music, *episode.sounds)),
        captions=tuple(captions(episode)) if episode.settings.captions == "soft" else (),
        chapters=tuple(
            Chapter(scene.start_ms, scene.end_ms, _chapter(episode, scene)) for scene in episode.scenes
        ),
        card=episode.title_card,
    )


def captions(episode: Episode) -> list[Caption]:
    """Give each line its part of its scene, in proportion to its length."""
    names = {subject.id: subject.name or subject.id.capitalize() for subject in episode.subjects}
    found = []
    for scene in episode.scenes:
        whole = sum(len(line.says) + 8 for line in scene.lines)
        start = scene.start_ms
        for line in scene.lines:
            end = start + (scene.end_ms - scene.start_ms) * (len(line.says) + 8) // whole
            speaker = "" if line.speaker == "narrator" else names.get(line.speaker, line.speaker)
            found.append(Caption(start, end, speaker, line.says))
            start = end
    return found


def _chapter(episode: Episode, scene: Scene) -> str:
    """Name a chapter by its scene: the label and the first words of the action."""
    names = {subject.id: subject.name or subject.id for subject in episode.subjects}
    tokens = (names.get(token.subject, "") if isinstance(token, Mention) else token for token in scene.action)
    text = " ".join("".join(tokens).split())
    short = text if len(text) <= _CHAPTER else text[:_CHAPTER].rsplit(" ", 1)[0] + "…"
    return f"Scene {scene.label}: {short[:1].upper()}{short[1:]}" if short else f"Scene {scene.label}"


def _bed(sound: Sound, project: Project, end_ms: int) -> Bed:
    end = min(sound.end_ms or end_ms, end_ms)
    path = project.root / sound.file.path
    return Bed(path, sound.start_ms, end, sound.gain_db, sound.fade_in_ms, sound.fade_out_ms, sound.duck)


def _kept(compilation: Compilation) -> Lock:
    lines = [step.take for step in compilation.plan.steps if step.take and step.action in ("keep", "moved")]
    return EMPTY.with_lines(lines)


def _needed_before(compilation: Compilation, missing: dict[str, Shot]) -> None:
    """Add the shots whose last frames the missing ones begin with."""
    by_key = {shot.request.key: shot for shot in compilation.plan.shots}
    kept = {step.shot.request.key for step in compilation.plan.steps if step.shot and step.action != "render"}
    pending = list(missing.values())
    while pending:
        first = pending.pop().request.first_frame
        if first and first.key in by_key and first.key not in missing and first.key not in kept:
            missing[first.key] = by_key[first.key]
            pending.append(by_key[first.key])


def _frame_is_there(shot: Shot, lock: Lock) -> bool:
    first = shot.request.first_frame
    return first is None or first.file is not None or lock.find(first.key) is not None


def _order(compilation: Compilation, project: Project, shot: Shot, lock: Lock) -> Order:
    settings, request = compilation.episode.settings, shot.request
    width, height = frame_size(request.resolution, request.ratio)
    folder = project.state / "work"
    folder.mkdir(exist_ok=True)
    frame: Path | None = None
    if request.first_frame and request.first_frame.file:
        if not request.first_frame.file.is_url:
            frame = project.root / request.first_frame.file.path
    elif request.first_frame:
        line = lock.lines[request.first_frame.key]
        clip = Artefacts(project.state).path(line.sha256)
        frame = _last_frame(clip, folder / f"{line.sha256}.png", compilation, request.first_frame.shot)
    return Order(shot, project.root, folder / _draft(request.key), width, height, settings.fps, frame)


def _outside(problem: Exception) -> StoryboardError:
    """Say what ended a renderer that did not end itself: no space, or something that killed it."""
    if isinstance(problem, OSError):
        return EnvironmentalError(
            f"a shot could not be written: {problem.strerror}", help="look at the free space"
        )
    return RenderError(_KILLED, help=_KILLED_HELP)


def _draft(key: str) -> str:
    """Name a clip that is not in the store yet: two runs at once must not take each other's."""
    return f"{key}.{os.getpid()}.mp4"


def _last_frame(clip: Path, out: Path, compilation: Compilation, shot: str) -> Path:
    """Take the last frame that is shown of a clip: chained parts go on where the author's cut is."""
    before = next(found for found in compilation.plan.shots if found.id == shot)
    return frame_at(clip, before.length_ms, compilation.episode.settings.fps, out)


def _draw(order: Order) -> int:
    """Render one clip, in a process of its own; gives its frames."""
    return renderer("animatic")(order, lambda _: None).frames


def _finish(
    future: Future[int],
    shot: Shot,
    compilation: Compilation,
    project: Project,
    lock: Lock,
    failed: list[StoryboardError],
    tell: Callable[..., None],
) -> Lock:
    """Keep a finished take: bytes, provenance and lock line; a failure is remembered and told."""
    try:
        frames = future.result()
    except (StoryboardError, BrokenProcessPool, OSError) as problem:
        error = problem if isinstance(problem, StoryboardError) else _outside(problem)
        failed.append(error)
        tell("failed", shot=shot.id, message=error.message, help=error.help)
        return lock
    recipe = next(found for found in compilation.recipes if found.key == shot.request.key)
    request = shot.request
    provenance = {
        "version": 1,
        "key": request.key,
        "take": 1,
        "model": request.model,
        "seed": request.seed,
        "seconds": request.seconds,
        "frames": frames,
        "episode": shot.episode,
        "scenes": list(shot.scenes),
        "components": dict(recipe.components),
    }
    sha256 = Artefacts(project.state).adopt(project.state / "work" / _draft(request.key), provenance)
    line = LockLine(
        request.key, 1, 0, sha256, request.seconds, "", request.model, "", shot.episode, shot.scenes
    )
    record(project.state / "animatic.lock", [line])
    tell("done", shot=shot.id, seconds=request.seconds, frames=frames, sha256=sha256)
    return lock.with_lines([line])


def record(path: Path, lines: Sequence[LockLine]) -> None:
    """Add lines to a lock file, whatever another run added meanwhile."""
    try:
        known = parse(path.read_text("utf-8", "replace"))
    except OSError:
        known = EMPTY
    write_whole(path, dump(known.with_lines(lines)).encode())


def refresh(compilation: Compilation, project: Project) -> None:
    """Bring the lock up to date after moves: takes now belong to other scenes."""
    moved = [
        step.take._replace(episode=step.shot.episode, scenes=step.shot.scenes)
        for step in compilation.plan.steps
        if step.change == "moved" and step.take and step.shot
    ]
    if moved:
        path = project.state / "animatic.lock" if compilation.target.provider is None else project.lock
        record(path, moved)
