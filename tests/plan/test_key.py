"""Keys: canonical JSON, and what decides them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from storyboard.compile import animatic, compile_episode, read_episode
from storyboard.plan import key
from tests.cases.paper import paper

VALID = Path(__file__).parent.parent / "cases" / "valid"


def test_a_key_is_the_digest_of_rfc_8785_json() -> None:
    for path in sorted(VALID.glob("*.yaml")):
        made = compile_episode(read_episode(path, path.parent, "e", paper), animatic())
        for recipe in made.recipes:
            components = {name: value for name, value in recipe.components.items() if name != "subjects"}
            assert hashlib.sha256(rfc8785.dumps(components)).hexdigest() == recipe.key


@given(st.integers(0, 2**31 - 1) | st.none(), st.integers(1, 1000))
def test_seeds_fit_every_provider(author: int | None, take: int) -> None:
    assert 0 <= key.seed("ab" * 32, take, author) < 2**31


@pytest.mark.parametrize("take", [2, 3])
def test_another_take_has_another_seed(take: int) -> None:
    assert key.seed("ab" * 32, take, None) != key.seed("ab" * 32, 1, None)
    assert key.seed("ab" * 32, take, 7) == 6 + take
