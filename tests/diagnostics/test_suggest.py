"""Did you mean: near words are offered, far ones are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard.diagnostics.suggest import distance, nearest

_RATIOS = ("16:9", "9:16", "1:1", "4:3", "3:4")


@pytest.mark.parametrize(
    ("word", "candidates", "expected"),
    [
        ("charcters", ("characters", "camera"), "characters"),
        ("auido", ("audio", "image"), "audio"),
        ("720p", ("720P", "1080P"), "720P"),
        ("MIRA", ("mora", "mira"), "mira"),
        ("mria", ("mira",), "mira"),
        ("16:10", _RATIOS, ""),
        ("16/9", _RATIOS, "16:9"),
        ("x", ("y",), "y"),
        ("xy", ("ab",), ""),
        ("dissolve", (), ""),
        ("a" * 65, ("a" * 64,), ""),
        ("A" * 65, ("a" * 65,), "a" * 65),
    ],
)
def test_the_nearest_word(word: str, candidates: tuple[str, ...], expected: str) -> None:
    assert nearest(word, candidates) == expected


def test_the_first_of_equally_near_words_wins() -> None:
    assert nearest("cat", ("bat", "cap")) == "bat"


def test_the_nearer_of_two_words_wins() -> None:
    assert nearest("dissolv", ("resolve", "dissolve")) == "dissolve"


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_symmetric_and_bounded(one: str, other: str) -> None:
    found = distance(one, other)
    assert found == distance(other, one)
    assert abs(len(one) - len(other)) <= found <= max(len(one), len(other))
    assert (found == 0) == (one == other)


@given(st.text("abcd", min_size=2, max_size=8), st.integers(0, 6))
def test_a_swap_of_neighbours_is_one_step(word: str, index: int) -> None:
    at = index % (len(word) - 1)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert distance(word, swapped) == (word != swapped)
