"""Numbers and names in messages."""

from __future__ import annotations

import pytest

from storyboard.probe.words import bytes_, listed, seconds, shown


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 bytes"), (9999, "9999 bytes"), (12_400, "12 kB"), (20_000_000, "20 MB"), (20_000_001, "20.1 MB")],
)
def test_bytes_are_rounded_so_that_no_limit_looks_kept(count: int, text: str) -> None:
    assert bytes_(count) == text


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (0, "0 s"),
        (1, "0.001 s"),
        (9500, "9.5 s"),
        (30_000, "30 s"),
        (3_600_000, "1 h"),
        (3_600_001, "3600.001 s"),
    ],
)
def test_lengths_are_exact(length: int, text: str) -> None:
    assert seconds(length) == text


def test_lists_read_like_speech() -> None:
    assert [listed(words) for words in (("a",), ("a", "b"), ("a", "b", "c"))] == ["a", "a or b", "a, b or c"]


def test_what_an_author_wrote_is_quoted_on_one_short_line() -> None:
    assert shown("a\nb\x1b[31m") == "`a\\nb\\x1b[31m`"
    assert len(shown("x" * 1000)) < 100
    assert shown("начало" * 50).startswith("`начало")
