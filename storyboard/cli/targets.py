"""TARGETs: files, folders and selectors (`s01e01`, `s01e01/3`, `char:mira`, `state:changed`, globs) to episodes and shots."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from storyboard.config import EPISODE_SUFFIX, SERIES, Project, episode_id, project_of
from storyboard.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from storyboard.model.plan import Step

_SKIPPED = ("build", "node_modules", "target")


class Target(NamedTuple):
    """An episode's file, and the selectors that choose among its shots (none: all of them)."""

    path: Path
    project: Project
    id: str
    select: tuple[str, ...]
    exclude: tuple[str, ...]

    def wants(self, step: Step) -> bool:
        """Whether a step's shot is chosen."""
        if self.select and not any(matches(selector, step) for selector in self.select):
            return False
        return not any(matches(selector, step) for selector in self.exclude)


def add_arguments(parser: argparse.ArgumentParser, *, selection: bool = True) -> None:
    """Add TARGET, and `--select` and `--exclude` where shots can be chosen."""
    help_ = "a file, a folder, or a selector such as s01e01 or s01e01/3 (default: this folder)"
    parser.add_argument("targets", metavar="TARGET", nargs="*", default=[], help=help_)
    if selection:
        help_ = "only these shots: s01e01/3, char:mira, state:changed, globs"
        parser.add_argument("-s", "--select", action="append", default=[], metavar="SELECTOR", help=help_)
        parser.add_argument(
            "-x", "--exclude", action="append", default=[], metavar="SELECTOR", help="not these shots"
        )


def targets(arguments: argparse.Namespace) -> list[Target]:
    """Find the episodes that the arguments name; raises UsageError where a name finds nothing."""
    select = tuple(getattr(arguments, "select", ()))
    exclude = tuple(getattr(arguments, "exclude", ()))
    found: dict[Path, Target] = {}
    for name in arguments.targets or ["."]:
        for path, selector in _episodes(name):
            project = project_of(path)
            chosen = (*select, *((selector,) if selector else ()))
            known = found.get(path.resolve())
            if known is not None:
                chosen = (*known.select, *chosen)
            found[path.resolve()] = Target(path, project, episode_id(path), chosen, exclude)
    return list(found.values())


def one(arguments: argparse.Namespace) -> Target:
    """Find the one episode that is meant; raises UsageError where there are none or several."""
    found = targets(arguments)
    if len(found) != 1:
        names = ", ".join(target.id for target in found[:6])
        message = f"one episode at a time: {len(found)} were found ({names})"
        raise UsageError(message, help="name its file")
    return found[0]


def matches(selector: str, step: Step) -> bool:
    """Whether a selector chooses a step."""
    kind, _, rest = selector.partition(":")
    if rest and kind == "char":
        return step.shot is not None and any(fnmatchcase(name, rest) for name, _ in step.shot.names)
    if rest and kind == "state":
        return rest in (step.change, step.action)
    if rest and kind == "scene":
        return step.shot is not None and any(fnmatchcase(scene, rest) for scene in step.shot.scenes)
    episode = step.id.partition("/")[0]
    return fnmatchcase(step.id, selector) or fnmatchcase(episode, selector)


def _episodes(name: str) -> Iterable[tuple[Path, str]]:
    path = Path(name)
    if path.name == SERIES and path.is_file():
        path = path.parent
    if path.is_dir():
        found = in_folder(path)
        if not found:
            message = f"no episode (*{EPISODE_SUFFIX}) in `{name}`"
            raise UsageError(message, help="name a file, or start one with `storyboard new episode NAME`")
        return [(episode, "") for episode in found]
    if path.name.endswith(".campaign.yaml"):
        message = "campaigns are not supported yet"
        raise UsageError(message, help="name an episode, *.storyboard.yaml")
    if path.is_file() or path.suffix in (".yaml", ".yml", ".j2") or "\x00" in name:
        return [(path, "")]
    return _selected(name)


def _selected(selector: str) -> list[tuple[Path, str]]:
    here = in_folder(project_of(Path.cwd()).root)
    if ":" in selector:
        return [(path, selector) for path in here]
    wanted = selector.partition("/")[0]
    found = [path for path in here if fnmatchcase(episode_id(path), wanted)]
    if not found:
        message = f"`{selector}` is no file, no folder and no episode of this project"
        known = ", ".join(episode_id(path) for path in here[:8])
        raise UsageError(message, help=f"episodes here: {known}" if known else "run it in a project's folder")
    return [(path, selector if "/" in selector else "") for path in found]


def in_folder(folder: Path) -> Sequence[Path]:
    """Find the episodes in a folder and below, in order; hidden folders and built things are left out."""
    found = []
    for path in sorted(folder.rglob(f"*{EPISODE_SUFFIX}")):
        parts = path.relative_to(folder).parts[:-1]
        if not any(part.startswith(".") or part in _SKIPPED for part in parts) and path.is_file():
            found.append(path)
    return found
