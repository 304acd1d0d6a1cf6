"""Atoms to shots: exact, by dynamic programming over integer costs, and stable under edits.

A shot that is already rendered costs nothing, a new one its seconds; a cut inside one place or cast costs continuity,
and so does a shot that spans two places (decisions.md, "Packing"; λ = 1 s a point). Seconds are priced alike however
they are packed, so packing buys continuity and fewer jobs, never money. Ties go to the longest first shot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Literal

    from storyboard.model.shot import Limits
    from storyboard.plan.atoms import Atom

Range = tuple[int, int]

POINT = 1000  # λ = 1: one continuity point is worth one second, in ms
SAME_PLACE = 3 * POINT
SHARED_CAST = 2 * POINT
PLACE_CHANGE = 2 * POINT
UNRELATED = 2 * POINT
NO_REFERENCE = 50 * POINT
BROKEN_JOIN = 1000 * POINT


def pack(
    atoms: Sequence[Atom],
    limits: Limits,
    policy: Literal["auto", "scene", "explicit"],
    known: Callable[[int, int], bool],
) -> list[Range]:
    """Choose the shots as half-open ranges of atoms; `known(i, j)` tells whether that shot is already rendered."""
    count = len(atoms)
    best: list[tuple[int, int]] = [(0, 0)] * (count + 1)
    for start in range(count - 1, -1, -1):
        choice = None
        for end in range(start + 1, min(count, start + limits.panels) + 1):
            if end > start + 1 and not fits(atoms, start, end, limits, policy):
                break
            cost = 0 if known(start, end) else _seconds(atoms, start, end, limits) * 1000
            cost += (
                _inside(atoms, start, end) + (_break(atoms, end, policy) if end < count else 0) + best[end][0]
            )
            if choice is None or cost <= choice[0]:
                choice = (cost, end)
        assert choice is not None  # noqa: S101 - a single atom always fits
        best[start] = choice
    ranges = []
    start = 0
    while start < count:
        end = best[start][1]
        ranges.append((start, end))
        start = end
    return ranges


def fits(
    atoms: Sequence[Atom],
    start: int,
    end: int,
    limits: Limits,
    policy: Literal["auto", "scene", "explicit"] = "auto",
) -> bool:
    """Whether atoms start … end-1 may be one shot. Once a range does not fit, no longer one does."""
    first, last = atoms[start], atoms[end - 1]
    if last.breaks or (policy != "auto" and not last.joins):
        return False
    if last.scene.seed != first.scene.seed or last.scene.negative_prompt != first.scene.negative_prompt:
        return False
    kinds = frozenset().union(*(atom.kinds for atom in atoms[start:end]))
    if last.end_ms - first.start_ms > limits.longest(kinds) * 1000:
        return False
    if (first.part or first.scene.first_frame is not None) and limits.first_frame_counts:
        limits = limits._replace(references=limits.references - 1)
    return (
        _references(atoms[start:end]) <= limits.references
        and sum(atom.characters for atom in atoms[start:end]) <= limits.prompt_characters
        and _tail_fits(atoms, start, end, limits.longest(kinds))
    )


def shot_seconds(length_ms: int, tail_ms: int, limits: Limits) -> int:
    """Give the whole seconds to order for a shot."""
    return max(limits.min_seconds, -(-(length_ms + tail_ms) // 1000))


def _tail_fits(atoms: Sequence[Atom], start: int, end: int, longest: int) -> bool:
    last = atoms[end - 1]
    return last.end_ms - atoms[start].start_ms + last.tail_ms <= longest * 1000


def _references(atoms: Sequence[Atom]) -> int:
    if len(atoms) == 1:
        return atoms[0].references
    # an atom counts its own subjects only once; what two atoms share must not count twice
    seen: dict[str, int] = {}
    for atom in atoms:
        seen.update(zip(atom.subjects, atom.sizes, strict=True))
    return sum(seen.values())


def _seconds(atoms: Sequence[Atom], start: int, end: int, limits: Limits) -> int:
    last = atoms[end - 1]
    return shot_seconds(last.end_ms - atoms[start].start_ms, last.tail_ms, limits)


def _inside(atoms: Sequence[Atom], start: int, end: int) -> int:
    cost = 0
    for index in range(start + 1, end):
        before, after = atoms[index - 1], atoms[index]
        if after.joins:
            continue
        if before.place and after.place and before.place != after.place:
            cost += PLACE_CHANGE
        elif not _related(before, after):
            cost += UNRELATED
    if not any(atom.references for atom in atoms[start:end]):
        cost += NO_REFERENCE
    return cost


def _break(atoms: Sequence[Atom], index: int, policy: str) -> int:
    before, after = atoms[index - 1], atoms[index]
    if after.joins:
        return BROKEN_JOIN
    if after.breaks or policy != "auto":
        return 0
    return _related(before, after)


def _related(before: Atom, after: Atom) -> int:
    same = SAME_PLACE if before.place and before.place == after.place else 0
    return same + (SHARED_CAST if before.cast & after.cast else 0)
