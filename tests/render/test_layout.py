"""Nothing overlaps and nothing leaves the safe area, whatever the ratio and however long the text."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from storyboard.render.animatic.draw import labels as draw_labels
from storyboard.render.animatic.draw import saying as draw_saying
from storyboard.render.animatic.layout import MARGIN, Layout, lay_out
from storyboard.render.animatic.words import Sheet, Spoken
from storyboard.render.base import FRAME_SIZES

LONG = (
    "Nobody on the island, from the baker to the priest, has ever seen the lamp go out; until tonight. " * 6
)
SHAPES = (0.75, 1.0, 1.78, 0.2, 5.0)
SIZES = [*FRAME_SIZES["720P"].values(), FRAME_SIZES["1080P"]["16:9"], (256, 144)]


def _sheet(text: str, lines: int) -> Sheet:
    spoken = tuple(
        Spoken("mira", "Mira", text, text, index * 500, index * 500 + 500) for index in range(lines)
    )
    return Sheet(0, text, text, text, spoken, None, ())


def _laid(size: tuple[int, int], sheet: Sheet, cards: int, place: str) -> Layout:
    names = [(shape, f"Image {index} · {sheet.action[:60]}") for index, shape in enumerate(SHAPES[:cards])]
    return lay_out(size, sheet, names, place=place, clock="10.0 / 15.0 s")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", ["", "Dusk.", LONG, "Unbreakable" * 60, "雨夜，灯塔熄灭了。" * 40])
@pytest.mark.parametrize("cards", [0, 1, 2, 3, 5])
@pytest.mark.parametrize("place", ["", "Image 5 · The lighthouse at the end of the very long harbour wall"])
def test_boxes_keep_apart_and_inside_the_safe_area(
    size: tuple[int, int], text: str, cards: int, place: str
) -> None:
    laid = _laid(size, _sheet(text, 2 if text else 0), cards, place)
    width, height = size
    for name, box in laid.boxes:
        assert box.width >= 0, name
        assert box.height > 0, name
        assert box.x >= width * MARGIN, name
        assert box.right <= width - width * MARGIN, name
        assert box.y >= height * MARGIN, name
        assert box.bottom <= height - height * MARGIN, name
    for (name, box), (other, second) in combinations(laid.boxes, 2):
        assert not box.meets(second), (name, other)
    for card, chip in zip(laid.cards, laid.chips, strict=True):
        assert card.x <= chip.rect.x
        assert chip.rect.right <= card.right
        assert chip.rect.bottom <= card.bottom


@pytest.mark.parametrize("size", FRAME_SIZES["720P"].values())
def test_what_is_really_drawn_stays_in_the_safe_area(size: tuple[int, int]) -> None:
    laid = _laid(size, _sheet(LONG, 1), 2, "Image 3 · Harbour")
    drawing = draw_labels(laid, size, (255, 255, 255))
    drawing.alpha_composite(draw_saying(laid.sayings[0], size, (255, 255, 255)))
    rows, columns = np.nonzero(np.asarray(drawing.getchannel("A")) > 8)
    # Italic and round letters may reach a hair beyond the box that their advance widths make.
    hair = 3
    assert columns.min() >= size[0] * MARGIN - hair
    assert columns.max() <= size[0] * (1 - MARGIN) + hair
    assert rows.min() >= size[1] * MARGIN - hair
    assert rows.max() <= size[1] * (1 - MARGIN) + hair


@pytest.mark.parametrize("size", FRAME_SIZES["720P"].values())
def test_long_text_ends_in_an_ellipsis_and_leaves_half_the_frame_to_the_picture(
    size: tuple[int, int],
) -> None:
    laid = _laid(size, _sheet(LONG, 2), 2, "")
    assert laid.action is not None
    assert laid.action.lines[-1].endswith("…")
    assert laid.caption_top > size[1] / 2


def test_short_text_is_set_at_full_size_and_whole() -> None:
    laid = _laid((1280, 720), _sheet("She strikes a match.", 1), 1, "")
    assert laid.action is not None
    assert laid.action.lines == ("She strikes a match.",)
    assert laid.action.style.size == 23
    assert laid.sayings[0].words.lines == ("She strikes a match.",)


def test_two_cards_before_a_place_stand_at_the_ends_and_leave_its_middle_free() -> None:
    left, right = _laid((1280, 720), _sheet("", 0), 2, "Image 3 · Harbour").cards
    assert left.right < 640 < right.x
    assert right.x - left.right > 400


def test_a_single_card_before_a_place_leaves_free_the_side_where_more_is_to_be_seen() -> None:
    sheet, names = _sheet("", 0), [(0.75, "Image 1 · Mira")]
    for left in (True, False):
        (card,) = lay_out((1280, 720), sheet, names, place="Harbour", clock="1.0 / 2.0 s", left=left).cards
        assert (card.right < 640) == left
        assert (card.x > 640) != left
