"""The contact sheet shows evenly spaced frames, away from the edges of scenes, with their times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from scripts.draw_lighthouse import EXAMPLES
from scripts.readme_pictures import (
    GUTTER,
    LARGEST,
    MARGIN,
    STRIP,
    WIDTH,
    Span,
    chapters,
    frames,
    save,
    sheet,
    times,
)

if TYPE_CHECKING:
    from pathlib import Path

FILM = EXAMPLES / "lighthouse" / "assets" / "keeper.mp4"


def test_times_are_evenly_spaced_and_carry_the_scene() -> None:
    spans = [Span(0, 4000, "Scene 1"), Span(4000, 12000, "Scene 2")]
    assert times(spans, 3) == [(2000, "Scene 1"), (6000, "Scene 2"), (10000, "Scene 2")]


def test_a_time_at_a_seam_moves_into_its_scene() -> None:
    spans = [Span(0, 2100, "Scene 1"), Span(2100, 4000, "Scene 2")]
    assert times(spans, 1) == [(1400, "Scene 1")]


def test_a_time_stays_in_the_middle_of_a_scene_too_short_for_its_edges() -> None:
    assert times([Span(0, 400, "Scene 1")], 1) == [(200, "Scene 1")]


def test_a_film_without_chapters_is_one_span() -> None:
    assert chapters(FILM) == [Span(0, 3500, "")]


def test_the_sheet_holds_one_different_frame_a_cell_and_is_small(tmp_path: Path) -> None:
    shots = frames(FILM, times(chapters(FILM), 4))
    assert [shot.at_ms for shot in shots] == [700, 1312, 2187, 2800]
    assert len({shot.picture.tobytes() for shot in shots}) == 4
    page = sheet(shots, 2)
    cell = (WIDTH - 2 * MARGIN - GUTTER) // 2
    assert page.size == (WIDTH, 2 * MARGIN + 2 * (round(cell * 960 / 720) + STRIP) + GUTTER)
    written = save(page, tmp_path / "sheet.png")
    assert written.stat().st_size <= LARGEST
    with Image.open(written) as saved:
        assert saved.size == page.size
