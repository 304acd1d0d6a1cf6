"""Did you mean: the candidate that a word was probably meant to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 64  # a longer word is no slip of the finger, and the comparison is quadratic


def nearest(word: str, candidates: Iterable[str]) -> str:
    """Give the nearest candidate, or "" when none is near.

    The same letters in another case come first; then at most a third of the letters may differ, a swap of
    neighbours counting once (the rule of rustc; difflib's ratio offered `1:1` for `16:10`).
    """
    known = tuple(candidates)
    folded = word.casefold()
    for candidate in known:
        if candidate.casefold() == folded:
            return candidate
    allowed = max(len(word), 3) // 3
    best = ""
    if len(word) > _LONGEST:
        return best
    for candidate in known:
        if abs(len(candidate) - len(word)) <= allowed:
            far = distance(word, candidate)
            if far <= allowed:
                best, allowed = candidate, far - 1
    return best


def distance(one: str, other: str) -> int:
    """Count the insertions, deletions, replacements and swaps of neighbours between two words."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, right in enumerate(other, 1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
