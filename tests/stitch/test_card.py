"""The title card: whole words within the safe margins, whatever the shape of the picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from storyboard.model.story import Card
from storyboard.stitch.card import card_frame
from tests.stitch.material import timeline


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (960, 960), (320, 192)])
@pytest.mark.parametrize(
    "title", ["The Lamp", "A very long title that would never fit on one line of any screen", "Wort" * 40]
)
def test_a_title_keeps_the_margins(size: tuple[int, int], title: str) -> None:
    width, height = size
    line = timeline([Path("a.mp4")], [1000])._replace(
        width=width, height=height, card=Card(title, "A subtitle", 2000)
    )
    planes = card_frame(line, 30, 60)
    assert planes.shape == (height * 3 // 2, width)
    lit = np.argwhere(planes[:height] > 90)
    top, left = lit.min(axis=0)
    bottom, right = lit.max(axis=0)
    assert top > height * 0.04
    assert bottom < height * 0.96
    if "Wort" not in title:  # one word of 160 letters is cut by the edge, not broken
        assert left > width * 0.03
        assert right < width * 0.97


def test_a_card_comes_from_black_and_goes_to_black() -> None:
    line = timeline([Path("a.mp4")], [1000])._replace(card=Card("x", "", 2000))
    lightest = [int(card_frame(line, number, 60)[: line.height].max()) for number in (0, 30, 59)]
    assert lightest[0] < 60
    assert lightest[1] > 200
    assert lightest[2] < 60
