"""What verbs share: an episode read with its project's lock, memo and takes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from storyboard.compile import (
    Compilation,
    Front,
    animatic,
    compile_episode,
    provider_target,
    read_episode,
    target_of,
)
from storyboard.dialects import DIALECTS
from storyboard.errors import UsageError
from storyboard.plan.lock import EMPTY, Lock, parse
from storyboard.probe import Preflight

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from storyboard.cli.targets import Target
    from storyboard.diagnostics import Report
    from storyboard.model.story import Episode, Provider
    from storyboard.plan import Target as Renderer


class Reading(NamedTuple):
    """An episode's file, read and resolved."""

    target: Target
    front: Front


def add_provider(parser: argparse.ArgumentParser) -> None:
    """Add the options that say who renders."""
    parser.add_argument(
        "--provider", metavar="NAME", help="plan for this provider, whatever the episode says"
    )
    parser.add_argument(
        "--animatic", action="store_true", help="plan for the animatic, whatever the episode says"
    )


def read(target: Target, overrides: Mapping[str, Any] | None = None) -> Reading:
    """Read one episode; the memo of its media is saved."""
    preflight = Preflight(target.project)
    front = read_episode(target.path, target.project.root, target.id, preflight, overrides, preflight)
    preflight.save()
    return Reading(target, front)


def compiled(reading: Reading, arguments: argparse.Namespace) -> Compilation | None:
    """Plan an episode for who is to render it; None where nothing could be read."""
    if reading.front.episode is None:
        return None
    renderer = renderer_for(reading.front.episode, arguments)
    return compile_episode(
        reading.front, renderer, lock_for(reading.target, renderer), recall_for(reading.target)
    )


def renderer_for(episode: Episode, arguments: argparse.Namespace) -> Renderer:
    """Choose who renders: the command line's word, else the episode's."""
    if getattr(arguments, "animatic", False):
        return animatic()
    name = getattr(arguments, "provider", None)
    if not name:
        return target_of(with_hosts(episode))
    found = {provider.name: provider for provider in with_hosts(episode).providers}
    if name not in found:
        message = f"there is no provider `{name}`"
        raise UsageError(message, help=f"known are {', '.join(found)}")
    return provider_target(found[name])


def with_hosts(episode: Episode) -> Episode:
    """Put the hosts of the environment, `STORYBOARD_<PROVIDER>_BASE_URL`, in the place of the built-in ones."""
    return episode._replace(providers=tuple(_hosted(provider) for provider in episode.providers))


def committed_lock(target: Target) -> Lock:
    """Read `storyboard.lock`, which packing keeps to; empty where there is none."""
    try:
        return parse(target.project.lock.read_text("utf-8", "replace"))
    except OSError:
        return EMPTY


def lock_for(target: Target, renderer: Renderer) -> Lock:
    """Read the lock that counts: the committed one, or for the animatic the one in `.storyboard/`."""
    if renderer.provider:
        return committed_lock(target)
    try:
        lock = parse((target.project.state / "animatic.lock").read_text("utf-8", "replace"))
    except OSError:
        return EMPTY
    from storyboard.store.artefacts import Artefacts

    store = Artefacts(target.project.state)
    return Lock({key: line for key, line in lock.lines.items() if store.has(line.sha256)})


def recall_for(target: Target) -> Any:
    """Give the memory of what older takes' keys were made of: from their sidecars."""
    from storyboard.store.artefacts import Artefacts

    store = Artefacts(target.project.state)
    paths = (target.project.lock, target.project.state / "animatic.lock")

    def recall(key: str) -> Mapping[str, Any] | None:
        for path in paths:
            try:
                line = parse(path.read_text("utf-8", "replace")).find(key)
            except OSError:
                continue
            found = store.provenance(line.sha256) if line else None
            if found and isinstance(found.get("components"), dict):
                components: Mapping[str, Any] = found["components"]
                return components
        return None

    return recall


def dialect_names(word: str) -> tuple[str, ...]:
    """Give the dialects that `--dialect` means; raises UsageError for an unknown one."""
    if word == "all":
        return tuple(DIALECTS)
    if word not in DIALECTS:
        message = f"there is no dialect `{word}`"
        raise UsageError(message, help=f"dialects are {', '.join(DIALECTS)}, or all")
    return (word,)


def show(report: Report, style: str = "full") -> None:
    """Print a report's findings for people to stderr."""
    from storyboard.diagnostics.formats import write

    if report.diagnostics:
        write(style, report, sys.stderr)


def _hosted(provider: Provider) -> Provider:
    host = os.environ.get(f"STORYBOARD_{provider.name.upper().replace('-', '_')}_BASE_URL", "")
    return provider._replace(base_url=host.rstrip("/")) if host else provider
