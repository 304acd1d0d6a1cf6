"""Text → calls, pure, on one page: load, validate, resolve, plan, lower."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from storyboard.diagnostics import Report
from storyboard.dialects import built_in_providers, dialect
from storyboard.load import Loaded, load
from storyboard.load.texts import prompt_template
from storyboard.model.shot import Limits
from storyboard.plan import Recipe, Target, plan
from storyboard.plan.lock import EMPTY, Lock
from storyboard.plan.request import ANIMATIC
from storyboard.plan.template import refused
from storyboard.resolve import resolve
from storyboard.validate import shape, shape_digest
from storyboard.validate.meaning import meaning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from storyboard.diagnostics import Diagnostic
    from storyboard.dialects.unsaid import Unsaid
    from storyboard.model.media import Probe
    from storyboard.model.plan import Plan
    from storyboard.model.story import Episode, Provider


class Front(NamedTuple):
    """An episode read and resolved; `episode` is None where no document could be read."""

    report: Report
    loaded: Loaded | None
    episode: Episode | None


class Compilation(NamedTuple):
    """An episode planned for one target. `unsaid` is what its dialect cannot say; the report holds that too."""

    report: Report
    episode: Episode
    target: Target
    plan: Plan
    recipes: tuple[Recipe, ...]
    unsaid: tuple[Unsaid, ...]


class Shapes(Protocol):
    """A memory of texts that keep to their schemas, by digest."""

    def knows_shape(self, digest: str) -> bool:
        """Say whether a text was found right before."""

    def remember_shape(self, digest: str) -> None:
        """Keep that a text is right."""


class NoShapes:
    """Remembers nothing."""

    def knows_shape(self, digest: str) -> bool:
        """Say no."""
        del digest
        return False

    def remember_shape(self, digest: str) -> None:
        """Forget it."""


def read_episode(
    path: Path,
    root: Path,
    episode: str,
    probe: Probe,
    overrides: Mapping[str, Any] | None = None,
    known: Shapes = NoShapes(),  # noqa: B008 - it has no state
) -> Front:
    """Load, validate the shape, resolve: all that does not depend on who renders."""
    report = Report()
    loaded = load(path, root, report, overrides)
    if loaded is None:
        return Front(report, None, None)
    for part in loaded.parts:
        digest = shape_digest(part.document, part.schema)
        if not known.knows_shape(digest):
            found = tuple(shape(part.document, part.schema))
            report.extend(found)
            if not found:
                known.remember_shape(digest)
    prompt = prompt_template(loaded.document, root, report, refused)
    return Front(
        report, loaded, resolve(loaded.document, report, probe, episode, built_in_providers(), prompt)
    )


def compile_episode(
    front: Front,
    target: Target,
    lock: Lock = EMPTY,
    recall: Callable[[str], Mapping[str, Any] | None] = lambda _: None,
) -> Compilation:
    """Plan an episode for a target and tell what is wrong with that; raises ValueError for a front without an episode."""
    if front.episode is None:
        message = "nothing was read"
        raise ValueError(message)
    report = Report()
    report.sources.update(front.report.sources)
    report.extend(front.report.diagnostics)
    planned, recipes = plan(front.episode, target, lock, recall)
    report.extend(_not_echoes(meaning(front.episode, planned, target.limits), front.report))
    unsaid = _unsaid(front.episode, planned, target) if target.provider else ()
    report.extend(item.diagnostic for item in unsaid)
    return Compilation(report, front.episode, target, planned, recipes, unsaid)


def _not_echoes(found: Iterable[Diagnostic], before: Report) -> Iterator[Diagnostic]:
    """Leave out what only follows from an error that is told already: a broken mention shows nobody."""
    errors = {(one.place.file, one.place.line) for one in before.diagnostics if one.severity == "error"}
    for one in found:
        echo = one.code == "SB0509" and (one.place.file, one.place.line) in errors
        if not echo and not (one.code == "SB0308" and errors):
            yield one


def animatic() -> Target:
    """The default target: drawn on this machine, packed by DashScope's limits (writing.md, "A series")."""
    return Target(dialect("dashscope").LIMITS, ANIMATIC, None, bills_input=False)


def target_of(episode: Episode) -> Target:
    """The target that an episode asks for: its first provider under the tightest limits of all, or the animatic."""
    chosen = [
        provider
        for name in episode.settings.providers
        for provider in episode.providers
        if provider.name == name
    ]
    if not chosen:
        return animatic()
    limits = tightest([dialect(provider.dialect).LIMITS for provider in chosen])
    first = dialect(chosen[0].dialect)
    return Target(limits, first.MODEL, chosen[0], first.BILLS_INPUT)


def provider_target(provider: Provider) -> Target:
    """The target of one provider under its own dialect's limits."""
    kind = dialect(provider.dialect)
    return Target(kind.LIMITS, kind.MODEL, provider, kind.BILLS_INPUT)


def provider_for(episode: Episode, name: str) -> Provider:
    """Choose the provider that stands for a dialect: one the episode names, else the one of that name, else any."""
    speak = [provider for provider in episode.providers if provider.dialect == name]
    asked = [provider for provider in speak if provider.name in episode.settings.providers]
    same = [provider for provider in speak if provider.name == name]
    return (asked or same or speak)[0]


def tightest(limits: list[Limits]) -> Limits:
    """Combine limits so that what fits them fits each of these."""
    if len(limits) == 1:
        return limits[0]
    values: dict[str, Any] = {}
    for field in Limits._fields:
        of_all = [getattr(one, field) for one in limits]
        if field in ("ratios", "resolutions"):
            values[field] = tuple(value for value in of_all[0] if all(value in other for other in of_all))
        elif field in ("min_seconds", "first_frame_counts"):
            values[field] = max(of_all)
        else:
            values[field] = min(of_all)
    return Limits(**values)


def _unsaid(episode: Episode, planned: Plan, target: Target) -> tuple[Unsaid, ...]:
    from storyboard.dialects.unsaid import unsaid  # noqa: PLC0415 - only where a dialect is meant

    assert target.provider is not None  # noqa: S101 - the caller asked
    chosen = [target.provider]
    if (
        target.limits != dialect(target.provider.dialect).LIMITS
    ):  # a list of providers: what any of them cannot say
        chosen = [one for name in episode.settings.providers for one in episode.providers if one.name == name]
    found = [unsaid(episode, planned.shots, dialect(one.dialect), one.base_url) for one in chosen]
    return tuple(item for items in found for item in items)
