"""What is read from a shot: names, labels, the backdrop, and when each line is spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storyboard.render.animatic.words import labels, name_of, sheets
from tests.render.orders import address, draw, film, panel, shot

if TYPE_CHECKING:
    from pathlib import Path

GREY = (120, 120, 120)


def test_mentions_read_as_names_and_blanks_are_joined(tmp_path: Path) -> None:
    media = [draw(tmp_path, "mira", GREY), draw(tmp_path, "lamp", GREY)]
    asked = shot([panel((0, 2000), "@mira  lifts\n@lamp.", camera="close on @lamp", sound="wind")], media, 2)
    (sheet,) = sheets(asked)
    assert (sheet.action, sheet.camera, sheet.sound) == ("Mira lifts Lamp.", "Close on Lamp", "Wind")


def test_images_and_videos_are_counted_apart_and_each_picture_has_its_number(tmp_path: Path) -> None:
    lamp = draw(tmp_path, "lamp", GREY)
    media = [draw(tmp_path, "mira", GREY), film(tmp_path, "tom"), lamp, lamp]
    asked = shot([panel((0, 2000), "@lamp")], media, 2)
    assert labels(asked) == ("Image 1 · Mira", "Video 1 · Tom", "Image 2 · Lamp", "Image 3 · Lamp")
    assert sheets(asked)[0].cards == (2, 3)


def test_a_panel_shows_only_what_is_in_it(tmp_path: Path) -> None:
    media = [draw(tmp_path, name, GREY) for name in ("mira", "tom", "lamp")]
    lines = [("tom", "", "Yes.")]
    first, second = sheets(
        shot([panel((0, 900), "@mira.", lines=lines), panel((900, 2000), "Rain.")], media, 2)
    )
    assert first.cards == (0, 1)
    assert second.cards == ()


def test_lines_share_the_time_of_their_panel_by_their_length(tmp_path: Path) -> None:
    lines = [("mira", "", "abc"), ("narrator", "low", "abcdefghi")]
    asked = shot([panel((1000, 5000), "", lines=lines)], [draw(tmp_path, "mira", GREY)], 6)
    spoken = sheets(asked)[0].spoken
    assert [(line.start_ms, line.end_ms) for line in spoken] == [(1000, 2000), (2000, 5000)]
    assert [line.name for line in spoken] == ["Mira", "Narrator"]
    assert name_of("nobody", asked) == "nobody"


@pytest.mark.parametrize(
    ("action", "location", "expected"),
    [
        ("@mira at @harbour.", "", 1),  # a mentioned place is known by its shape
        ("@mira.", "harbour", 1),  # a location that is not mentioned
        ("@mira.", "", None),  # no place in this panel
        ("@boat at @harbour.", "", 1),  # the widest
        ("@wide says so.", "", None),  # one who speaks is no place
        ("@star over @mira.", "star", None),  # an address cannot be drawn
    ],
)
def test_the_backdrop_is_the_place(tmp_path: Path, action: str, location: str, expected: int | None) -> None:
    media = [
        draw(tmp_path, "mira", GREY),
        draw(tmp_path, "harbour", GREY, (320, 180)),
        draw(tmp_path, "boat", GREY, (240, 180)),
        draw(tmp_path, "wide", GREY, (400, 180)),
        address("star"),
    ]
    lines = [("wide", "", "So.")] if "@wide" in action else []
    (sheet,) = sheets(shot([panel((0, 2000), action, location=location, lines=lines)], media, 2))
    assert sheet.backdrop == expected
    assert expected not in sheet.cards
