"""Times and scene keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyboard.resolve.timing import SceneKey, milliseconds, scene_key, seconds, transition, written


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("3", 3000), ("3s", 3000), ("2.5s", 2500), ("1:05", 65000), ("1:02.5", 62500), ("1:00:00", 3600000),
        (3, 3000), (2.5, 2500), ("0.001", 1), ("  4 s ", 4000),
        ("", None), ("s", None), ("1:75", None), ("-1", None), ("3m", None), ("0.0001", None), (True, None),
        (-1, None), (float("nan"), None), (float("inf"), None), ("1e3", None), (None, None),
    ],
)  # fmt: skip
def test_times_are_read_to_the_millisecond(text: object, ms: int | None) -> None:
    assert milliseconds(text) == ms


@pytest.mark.parametrize("dash", ["-", "–", "~", " - "])
def test_a_range_may_be_written_with_any_dash(dash: str) -> None:
    assert scene_key(f"Scene 2b [1:00{dash}1:04.5s]") == SceneKey("2b", 60000, 64500)


def test_a_length_stands_alone() -> None:
    assert scene_key("Scene The Door [4s]") == SceneKey("The Door", None, 4000)


@pytest.mark.parametrize(
    "text", ["Scene [3s]", "Scene 1", "scene 1 [3s]", "Scene 1 [3s] x", "Scene 1 []", "Scene 1 [1-2-3]"]
)
def test_other_keys_are_refused_with_a_reason(text: str) -> None:
    assert isinstance(scene_key(text), str)


@given(st.integers(0, 10**7))
def test_a_written_time_reads_back(ms: int) -> None:
    assert milliseconds(seconds(ms)) == ms
    assert scene_key(written("1", ms, ms + 1)) == SceneKey("1", ms, ms + 1)


def test_transitions_have_a_kind_and_a_length() -> None:
    assert transition("dissolve 0.5s") == ("dissolve", 500)
    assert transition("cut") == ("cut", None)
    assert transition("spin 1s") is None
