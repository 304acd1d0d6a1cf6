"""The packer: exact against brute force, and its rules one by one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from storyboard.model.shot import Limits
from storyboard.plan.pack import _break, _inside, _seconds, fits, pack
from tests.plan.material import atom

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from storyboard.plan.atoms import Atom

LIMITS = Limits()


def _cost(atoms: Sequence[Atom], cuts: Sequence[int], known: frozenset[tuple[int, int]]) -> int:
    total = 0
    for start, end in pairwise(cuts):
        total += 0 if (start, end) in known else _seconds(atoms, start, end, LIMITS) * 1000
        total += _inside(atoms, start, end)
        total += _break(atoms, end, "auto") if end < len(atoms) else 0
    return total


def _all_cuts(count: int) -> Iterator[list[int]]:
    for mask in range(2 ** (count - 1)):
        yield [0, *[index + 1 for index in range(count - 1) if mask >> index & 1], count]


def _allowed(atoms: Sequence[Atom], cuts: Sequence[int]) -> bool:
    return all(
        end - start <= LIMITS.panels
        and all(fits(atoms, start, upto, LIMITS) for upto in range(start + 2, end + 1))
        for start, end in pairwise(cuts)
    )


@st.composite
def _atoms(draw: st.DrawFn) -> list[Atom]:
    found, at = [], 0
    for index in range(draw(st.integers(1, 9))):
        length = draw(st.integers(1, 24)) * 500
        names = tuple(sorted(draw(st.sets(st.sampled_from("abcdefg"), max_size=4))))
        found.append(
            atom(
                index,
                at,
                length,
                names,
                place=draw(st.sampled_from(["", "here", "there"])),
                video=draw(st.booleans()),
                breaks=draw(st.integers(0, 5)) == 0,
                joins=draw(st.integers(0, 5)) == 0,
                tail_ms=draw(st.sampled_from([0, 0, 0, 500])),
            )
        )
        at += length
    return found


@settings(max_examples=300, deadline=None)
@given(_atoms(), st.data())
def test_costs_what_the_best_of_all_packings_costs(atoms: list[Atom], data: st.DataObject) -> None:
    ranges = [(start, end) for start in range(len(atoms)) for end in range(start + 1, len(atoms) + 1)]
    known = frozenset(data.draw(st.sets(st.sampled_from(ranges), max_size=4)))
    chosen = pack(atoms, LIMITS, "auto", lambda start, end: (start, end) in known)
    best = min(_cost(atoms, cuts, known) for cuts in _all_cuts(len(atoms)) if _allowed(atoms, cuts))
    assert _cost(atoms, [0, *[end for _, end in chosen]], known) == best


@settings(max_examples=100, deadline=None)
@given(_atoms())
def test_every_scene_is_in_exactly_one_shot(atoms: list[Atom]) -> None:
    chosen = pack(atoms, LIMITS, "auto", lambda *_: False)
    assert [start for start, _ in chosen] == [0, *[end for _, end in chosen[:-1]]]
    assert chosen[-1][1] == len(atoms)


def test_scenes_of_one_place_and_cast_share_a_shot() -> None:
    atoms = [atom(index, index * 3000, 3000, ("mira",), place="home") for index in range(4)]
    assert pack(atoms, LIMITS, "auto", lambda *_: False) == [(0, 4)]


def test_strangers_in_different_places_do_not() -> None:
    atoms = [atom(0, 0, 3000, ("mira",), place="home"), atom(1, 3000, 3000, ("ben",), place="sea")]
    assert pack(atoms, LIMITS, "auto", lambda *_: False) == [(0, 1), (1, 2)]


def test_a_scene_that_shows_nobody_joins_its_neighbour() -> None:
    atoms = [atom(0, 0, 3000, ("mira",)), atom(1, 3000, 2000, ())]
    assert pack(atoms, LIMITS, "auto", lambda *_: False) == [(0, 2)]


def test_the_scene_policy_gives_each_scene_a_shot_but_where_the_author_joins() -> None:
    atoms = [atom(0, 0, 3000), atom(1, 3000, 3000), atom(2, 6000, 3000, joins=True)]
    assert pack(atoms, LIMITS, "scene", lambda *_: False) == [(0, 1), (1, 3)]
    assert pack(atoms, LIMITS, "explicit", lambda *_: False) == [(0, 1), (1, 3)]


def test_a_video_reference_ends_a_shot_at_ten_seconds() -> None:
    atoms = [atom(index, index * 4000, 4000, ("mira",), video=True) for index in range(3)]
    assert all(end - start <= 2 for start, end in pack(atoms, LIMITS, "auto", lambda *_: False))


def test_what_is_rendered_already_stays_as_it_is() -> None:
    atoms = [atom(index, index * 3000, 3000, ("mira",), place="home") for index in range(4)]
    rendered = {(0, 1), (1, 3), (3, 4)}
    assert pack(atoms, LIMITS, "auto", lambda *found: found in rendered) == [(0, 1), (1, 3), (3, 4)]


def test_a_shot_never_shows_more_than_it_has_references_for() -> None:
    atoms = [
        atom(0, 0, 2000, ("a", "b", "c")),
        atom(1, 2000, 2000, ("c", "d", "e")),
        atom(2, 4000, 2000, ("e", "f")),
    ]
    assert pack(atoms, LIMITS, "auto", lambda *_: False)[0][1] < 3
