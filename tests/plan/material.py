"""Atoms made by hand, for the packer."""

from __future__ import annotations

from storyboard.model.source import Place
from storyboard.model.story import Scene, Transition
from storyboard.plan.atoms import Atom

NOWHERE = Place("x.yaml", 1, 1, 1, 1)


def scene(label: str, start_ms: int, end_ms: int) -> Scene:
    """Give a scene of nothing but time."""
    return Scene(
        label,
        start_ms,
        end_ms,
        (),
        (),
        (),
        (),
        False,
        "",
        (),
        None,
        Transition("cut", 0),
        "",
        None,
        "",
        NOWHERE,
        (),
    )


def atom(
    index: int,
    start_ms: int,
    length_ms: int,
    subjects: tuple[str, ...] = ("a",),
    *,
    place: str = "",
    video: bool = False,
    breaks: bool = False,
    joins: bool = False,
    tail_ms: int = 0,
) -> Atom:
    """Give an atom whose subjects are characters of one reference each."""
    return Atom(
        scene=scene(str(index), start_ms, start_ms + length_ms),
        start_ms=start_ms,
        end_ms=start_ms + length_ms,
        part=0,
        parts=1,
        subjects=subjects,
        kinds=frozenset({"video" if video else "image"}) if subjects else frozenset(),
        sizes=(1,) * len(subjects),
        references=len(subjects),
        voices=frozenset(),
        cast=frozenset(subjects),
        place=place,
        breaks=breaks,
        joins=joins,
        tail_ms=tail_ms,
        characters=100,
    )
