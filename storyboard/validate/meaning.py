"""What a schema cannot say: rules over the resolved episode and its shots, each a function in the table at the end."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from storyboard.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from storyboard.model.plan import Plan
    from storyboard.model.shot import Limits
    from storyboard.model.story import Episode, Scene

MOST_PARTS = 4  # writing.md, "From scenes to shots"
_UPSTREAM = (15, 10)  # seconds without and with a reference video (providers.md §1.2)
_WORDS_PER_SECOND = 3.6  # fast, clear speech; beyond it a line cannot be heard out
_LONGEST_TRANSITION_MS = 4000  # so that the last part of a scene that is cut keeps footage of its own
_LABEL = 8  # characters of a label or a scene head, about
_SIGNS_PER_SECOND = 6.5  # of Chinese and Japanese


def meaning(episode: Episode, plan: Plan, limits: Limits) -> Iterator[Diagnostic]:
    """Yield every finding of every rule."""
    for rule in RULES:
        yield from rule(episode, plan, limits)


def unused(episode: Episode, plan: Plan, limits: Limits) -> Iterator[Diagnostic]:
    """SB0308: a subject declared in the episode's own file that no scene shows."""
    del limits
    seen = {name for shot in plan.shots for name, _ in shot.names}
    own = {scene.place.file for scene in episode.scenes}
    for subject in episode.subjects:
        if subject.id not in seen and subject.role != "style" and subject.place.file in own:
            message = f"`{subject.id}` is declared, but no scene shows it"
            yield Diagnostic(
                "SB0308",
                "warning",
                message,
                subject.place,
                help=f"mention it as `@{subject.id}`, or remove it",
            )


def references(episode: Episode, plan: Plan, limits: Limits) -> Iterator[Diagnostic]:
    """SB0508 and SB0509: more references than a request takes, or none at all."""
    by_label = {scene.label: scene for scene in episode.scenes}
    unusable = {subject.id for subject in episode.subjects if not subject.references}
    for shot in plan.shots:
        scene = by_label.get(shot.scenes[0])
        place = scene.at("action") if scene else shot.place
        count = len(shot.request.media)
        if count > limits.references:
            names = ", ".join(dict.fromkeys(item.subject for item in shot.request.media))
            message = f"{count} references in scene {shot.scenes[0]}; a shot takes {limits.references}"
            yield Diagnostic(
                "SB0508", "error", message, place, help=f"split the scene, or show fewer of {names}"
            )
        elif count == 0 and not any(name in unusable for name, _ in shot.names):
            what = "scene " + ", ".join(shot.scenes)
            message = f"nobody and nothing is shown in {what}: a shot needs at least one reference"
            help_ = "mention a subject as `@name`, or join the scene to its neighbour with `shot: same`"
            yield Diagnostic("SB0509", "error", message, place, help=help_)


def lengths(episode: Episode, plan: Plan, limits: Limits) -> Iterator[Diagnostic]:
    """SB0507 and SB0603: a scene longer than a shot, which is cut where it can be."""
    kinds = {subject.id: subject.kind for subject in episode.subjects if subject.references}
    seen: dict[str, set[str]] = {}
    for shot in plan.shots:
        for label in shot.scenes:
            seen.setdefault(label, set()).update(item.subject for item in shot.request.media)
    for index, scene in enumerate(episode.scenes):
        names = seen.get(scene.label, set())
        video = any(kinds.get(name) == "video" for name in names)
        longest = limits.max_seconds_with_video if video else limits.max_seconds
        following = episode.scenes[index + 1].transition if index + 1 < len(episode.scenes) else None
        tail = following.length_ms if following and following.kind in ("dissolve", "wipe") else 0
        length = scene.end_ms - scene.start_ms + tail
        if length <= longest * 1000 or length <= 0:
            continue
        yield _too_long(scene, length, longest, limits, upstream=_UPSTREAM[1] if video else _UPSTREAM[0])


def _too_long(scene: Scene, length: int, longest: int, limits: Limits, *, upstream: int) -> Diagnostic:
    parts = -(-length // (longest * 1000))
    code = "SB0603" if length <= upstream * 1000 else "SB0507"
    whole = -(-length // 1000)  # the parts are as long as `plan` makes them: whole seconds, balanced
    ends = [
        sum(whole // parts + (part < whole % parts) for part in range(upto))
        for upto in range(1, min(parts, 9))
    ]
    cuts = ", ".join(f"{scene.start_ms / 1000 + end:g} s" for end in ends)
    said = f"scene {scene.label} takes {length / 1000:g} s of footage; a shot has at most {longest} s"
    why = ""
    if parts > MOST_PARTS:
        why = f"it would need {parts} shots, and {MOST_PARTS} is the most that are chained"
    elif scene.lines:
        why = "it has dialogue, which cannot be cut by a program"
    elif not limits.first_frame:
        why = "this provider takes no first frame, so its parts cannot be chained"
    if why:
        return Diagnostic(
            code, "error", said, scene.place, label=why, help=f"make scenes of it, cut at {cuts}"
        )
    message = f"{said}: it becomes {parts} chained shots"
    help_ = f"each begins with the last frame before it, cut at {cuts}; make scenes of it to choose the cuts"
    return Diagnostic(code, "warning", message, scene.place, help=help_)


def joins(episode: Episode, plan: Plan, limits: Limits) -> Iterator[Diagnostic]:
    """SB0510 and SB0512: `shot: same` that could not be kept, `first_frame: previous` on the first scene."""
    del limits
    begins = {shot.scenes[0] for shot in plan.shots}
    for index, scene in enumerate(episode.scenes):
        if scene.shot == "same" and scene.label in begins:
            message = f"scene {scene.label} cannot share the shot before it"
            help_ = "together they are too long, show too much, or differ in seed, transition or first frame"
            if index == 0:
                help_ = "it is the first scene: nothing comes before it"
            yield Diagnostic("SB0510", "error", message, scene.at("shot"), help=help_)
        if scene.first_frame == "previous" and index == 0:
            message = "there is no shot before the first scene"
            yield Diagnostic(
                "SB0512", "error", message, scene.at("first_frame"), help="name a picture file instead"
            )


def transitions(episode: Episode, plan: Plan, limits: Limits) -> Iterator[Diagnostic]:
    """SB0511: a transition that is longer than what it joins, or joins nothing."""
    del plan, limits
    for index, scene in enumerate(episode.scenes):
        kind, length = scene.transition
        if kind == "cut":
            continue
        place = scene.at("transition")
        if index == 0 and kind != "fade":
            message = f"the first scene cannot begin with a {kind}: there is nothing to come from"
            yield Diagnostic(
                "SB0511", "error", message, place, help="use `fade`, which comes from black, or no transition"
            )
            continue
        if length > _LONGEST_TRANSITION_MS:
            message = f"a {kind} of {length / 1000:g} s is longer than {_LONGEST_TRANSITION_MS // 1000} s"
            yield Diagnostic("SB0511", "error", message, place, help="make it shorter")
        room = scene.end_ms - scene.start_ms
        before = episode.scenes[index - 1].end_ms - episode.scenes[index - 1].start_ms if index else room
        shortest = min(room, before)
        if length > shortest > 0:
            message = (
                f"a {kind} of {length / 1000:g} s is longer than a scene of {shortest / 1000:g} s beside it"
            )
            yield Diagnostic("SB0511", "error", message, place, help="make it shorter")


def lines(episode: Episode, plan: Plan, limits: Limits) -> Iterator[Diagnostic]:
    """SB0513: more words than can be said while the scene lasts."""
    del plan, limits
    signs = episode.language.lower().split("-")[0] in ("zh", "ja", "th")
    for scene in episode.scenes:
        said = [line.says for line in scene.lines]
        room = (scene.end_ms - scene.start_ms) / 1000
        if not said or room <= 0:
            continue
        amount = sum(len(text) for text in said) if signs else sum(len(text.split()) for text in said)
        needed = amount / (_SIGNS_PER_SECOND if signs else _WORDS_PER_SECOND)
        if needed > room:
            unit = "characters" if signs else "words"
            message = (
                f"{amount} {unit} in {room:g} s: the lines of scene {scene.label} need about {needed:.1f} s"
            )
            yield Diagnostic(
                "SB0513",
                "warning",
                message,
                scene.lines[0].place,
                help="shorten them, or give the scene longer",
            )


def texts(episode: Episode, plan: Plan, limits: Limits) -> Iterator[Diagnostic]:
    """SB0601 and SB0611 where no provider is chosen yet: what no provider would take; else its dialect counts itself."""
    if plan.dialect:
        return
    by_label = {scene.label: scene for scene in episode.scenes}
    for shot in plan.shots:
        scene = by_label.get(shot.scenes[0])
        request = shot.request
        length = sum(len(word) if isinstance(word, str) else _LABEL for word in request.prompt)
        if length > limits.prompt_characters:
            message = f"the prompt has about {length:,} characters; {limits.prompt_characters:,} are allowed"
            place = scene.at("action") if scene else shot.place
            yield Diagnostic(
                "SB0601", "error", message, place, help="shorten the action, the looks or the lines"
            )
        if len(request.negative_prompt) > limits.negative_characters:
            message = f"the negative prompt has {len(request.negative_prompt):,} characters of {limits.negative_characters}"
            written = dict(episode.places).get("negative_prompt", shot.place)
            place = scene.at("negative_prompt") if scene and scene.negative_prompt else written
            yield Diagnostic("SB0611", "error", message, place, help="shorten it")


def cost(episode: Episode, plan: Plan, limits: Limits) -> Iterator[Diagnostic]:
    """SB0701 and SB0702: no price is known, or the budget of a run is smaller than the plan."""
    del limits
    steps = [step for step in plan.steps if step.action == "render" and step.shot]
    if not plan.dialect or not steps or steps[0].shot is None:
        return
    places = dict(episode.places)
    if any(step.price is None for step in steps):
        message = f"{plan.dialect}: no price is known, so neither plan nor budget can count it"
        help_ = "set `price` under `providers:`, as decimal text per second"
        yield Diagnostic("SB0701", "note", message, places.get("provider", steps[0].shot.place), help=help_)
    budget = dict(episode.budget)
    due: dict[str, Decimal] = {}
    for step in {step.shot.request.key: step for step in steps if step.shot}.values():
        if step.price is not None:
            due[step.price.currency] = due.get(step.price.currency, Decimal(0)) + step.price.amount
    run = budget.get("run")
    amount = due.get(budget.get("currency", "USD"), Decimal(0))
    if run is not None and amount > Decimal(run):
        message = f"this run would cost {amount} {budget['currency']}; the budget is {run}"
        help_ = "raise `budget: run`, or render a part with --select"
        yield Diagnostic("SB0702", "warning", message, places.get("budget", steps[0].shot.place), help=help_)


RULES: tuple[Callable[[Episode, Plan, Limits], Iterator[Diagnostic]], ...] = (
    unused,
    references,
    lengths,
    joins,
    transitions,
    lines,
    texts,
    cost,
)
