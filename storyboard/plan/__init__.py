"""Stage 4. `Episode` → `Plan`: scenes packed into shots, each kept, moved or to be rendered, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from storyboard.model.plan import Plan, Reason, Step
from storyboard.plan import request as requests
from storyboard.plan.atoms import Atom, atoms
from storyboard.plan.lock import EMPTY, Lock
from storyboard.plan.pack import pack
from storyboard.plan.price import estimate
from storyboard.plan.reasons import differences

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from storyboard.model.shot import Limits, Shot
    from storyboard.model.story import Episode, Provider
    from storyboard.model.take import LockLine


class Target(NamedTuple):
    """Who will render: a model under a dialect's limits, at a provider's price. No provider is the animatic."""

    limits: Limits
    model: str
    provider: Provider | None
    bills_input: bool  # whether seconds of reference video are billed (providers.md §1.10)


class Recipe(NamedTuple):
    """What the key of a shot was made of, to be kept with its take."""

    key: str
    components: Mapping[str, Any]


def plan(
    episode: Episode,
    target: Target,
    lock: Lock = EMPTY,
    recall: Callable[[str], Mapping[str, Any] | None] = lambda _: None,
) -> tuple[Plan, tuple[Recipe, ...]]:
    """Plan an episode; total. `lock` tells what is rendered, `recall(key)` the components of an older take's key."""
    make = requests.maker(episode, target.limits, target.model)
    pieces = atoms(episode, target.limits)
    made: list[tuple[Shot, Sequence[Atom]]] = []
    previous: requests.Previous | None = None
    for number, (start, end) in enumerate(_ranges(make, pieces, lock), 1):
        part = pieces[start:end]
        request = requests.request(make, part, previous)
        shot = requests.shot(make, number, part, request)
        line = lock.find(request.key)
        previous = requests.Previous(shot.id, request.key, line.take if line else 1)
        made.append((shot, part))
    recipes = tuple(
        Recipe(shot.request.key, requests.components(make, part, shot.request)) for shot, part in made
    )
    steps = _steps(tuple(shot for shot, _ in made), recipes, target, lock, recall)
    dialect = target.provider.dialect if target.provider else ""
    # an animatic's older takes cost nothing and serve again when an edit is taken back: nobody need drop them
    drops = _drops(steps, episode.id, target.model, lock) if target.provider else ()
    return Plan(episode.id, dialect, target.model, (*steps, *drops)), recipes


def _ranges(make: requests.Maker, pieces: Sequence[Atom], lock: Lock) -> list[tuple[int, int]]:
    rendered = frozenset(line.seconds for line in lock.lines.values() if line.model == make.model)

    def known(start: int, end: int) -> bool:
        if not rendered:
            return False
        part = pieces[start:end]
        if start and (part[0].part or part[0].scene.first_frame == "previous"):
            # its key depends on the shot before, which is not chosen yet: any take that ended there will do
            label = pieces[start - 1].scene.label
            before = (
                line
                for line in lock.lines.values()
                if line.model == make.model and line.scenes[-1:] == (label,)
            )
            made = (
                requests.request(make, part, requests.Previous("", line.key, line.take)) for line in before
            )
            return any(lock.find(request.key) is not None for request in made)
        return lock.find(requests.request(make, part, None).key) is not None

    return pack(pieces, make.limits, make.episode.settings.pack, known)


def _steps(
    shots: Sequence[Shot],
    recipes: Sequence[Recipe],
    target: Target,
    lock: Lock,
    recall: Callable[[str], Mapping[str, Any] | None],
) -> tuple[Step, ...]:
    wanted = {shot.request.key for shot in shots}
    free = [
        line
        for line in lock.lines.values()
        if line.model == target.model
        and line.key not in wanted
        and shots
        and line.episode == shots[0].episode
    ]
    steps = []
    for shot, recipe in zip(shots, recipes, strict=True):
        request = shot.request
        price = estimate(request, target.provider, bills_input=target.bills_input)
        line = lock.find(request.key)
        if line is not None:
            here = line.episode == shot.episode and line.scenes == shot.scenes
            change, action = ("kept", "keep") if here else ("moved", "moved")
            reasons = () if here else _moved(line, shot)
            steps.append(Step(shot.id, action, change, reasons, shot, line, 0, None))  # type: ignore[arg-type]
            continue
        before = _before(shot, free)
        reasons = (
            differences(recall(before.key), recipe.components, before.key, request.key) if before else ()
        )
        change = "changed" if before else "new"
        steps.append(Step(shot.id, "render", change, reasons, shot, before, request.seconds, price))  # type: ignore[arg-type]
    return tuple(steps)


def _before(shot: Shot, free: list[LockLine]) -> LockLine | None:
    """Find the take that this shot replaces: of the same episode, sharing most scenes; each is used once."""
    best = max(free, key=lambda line: len(set(line.scenes) & set(shot.scenes)), default=None)
    if best is None or not set(best.scenes) & set(shot.scenes):
        return None
    free.remove(best)
    return best


def _moved(line: LockLine, shot: Shot) -> tuple[Reason, ...]:
    found = []
    if line.episode != shot.episode:
        found.append(Reason("episode", line.episode, shot.episode))
    if line.scenes != shot.scenes:
        found.append(Reason("scenes", ", ".join(line.scenes), ", ".join(shot.scenes)))
    return tuple(found)


def _drops(steps: Sequence[Step], episode: str, model: str, lock: Lock) -> tuple[Step, ...]:
    used = {step.take.key for step in steps if step.take}
    return tuple(
        Step(f"{episode}/{'+'.join(line.scenes)}", "drop", "dropped", (), None, line, 0, None)
        for line in sorted(lock.lines.values(), key=lambda line: (line.scenes, line.key))
        if line.episode == episode and line.model == model and line.key not in used
    )
