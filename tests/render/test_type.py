"""Setting type: lines fit, words are kept whole where they can be, and no character can break a render."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from storyboard.render.animatic.type import (
    Style,
    balanced,
    clean,
    font_of,
    shortened,
    width_of,
    wrapped,
    write,
)

STYLE = Style("regular", 20)
TEXT = "The great light broke, and my hands shake. " * 4


def test_our_own_font_is_used() -> None:
    assert font_of("regular", 20).getname()[0] == "Inter"  # type: ignore[union-attr]
    assert font_of("semibold", 20).getname() != font_of("italic", 20).getname()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text", [TEXT, "x" * 400, "灯塔熄灭了。" * 30, "مرحبا بالعالم " * 20, "🦊" * 100, "e\u0301" * 90]
)
@pytest.mark.parametrize("most", [1, 3, 50])
def test_every_line_fits_its_width(text: str, most: int) -> None:
    lines = wrapped(text, STYLE, 220, most)
    assert 1 <= len(lines) <= most
    assert all(width_of(line, STYLE) <= 220 for line in lines)


def test_nothing_is_lost_where_there_is_room() -> None:
    assert " ".join(wrapped(TEXT, STYLE, 300, 50)) == TEXT.strip()
    assert "".join(wrapped("灯塔熄灭了。" * 9, STYLE, 300, 50)) == "灯塔熄灭了。" * 9


def test_text_that_does_not_fit_ends_in_an_ellipsis() -> None:
    assert wrapped(TEXT, STYLE, 220, 2)[-1].endswith("…")
    assert shortened("Somebody has to be home", STYLE, 120).endswith("…")
    assert shortened("Home", STYLE, 120) == "Home"
    assert wrapped(TEXT, STYLE, 220, 0) == ()


def test_balanced_lines_leave_no_word_alone() -> None:
    text = "She climbs the last bend of the cliff path, out of breath."
    greedy, even = wrapped(text, STYLE, 520, 4), balanced(text, STYLE, 520, 4)
    assert len(greedy) == len(even) == 2
    assert width_of(greedy[1], STYLE) < 0.4 * width_of(greedy[0], STYLE)
    assert width_of(even[1], STYLE) > 0.6 * width_of(even[0], STYLE)


def test_a_closing_mark_does_not_begin_a_line() -> None:
    lines = wrapped("灯塔，熄灭了。" * 20, STYLE, 130, 40)
    assert len(lines) > 3
    assert not any(line[0] in "，。" for line in lines)


def test_control_characters_are_dropped_and_blanks_joined() -> None:
    assert clean("a\x00b\n\n c\ud800\t") == "a b c"


@pytest.mark.parametrize("text", ["", "\x07", "🦊 مرحبا 灯 ♪", "\U0010ffff", "a\u200db", "\u0301"])
def test_any_character_can_be_drawn(text: str) -> None:
    picture = Image.new("RGBA", (200, 40))
    write(ImageDraw.Draw(picture), (4, 4), clean(text), STYLE, (255, 255, 255, 255))
    assert picture.size == (200, 40)
