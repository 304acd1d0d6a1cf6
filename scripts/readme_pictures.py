"""Make the README's contact sheet from a rendered episode.

`python -m scripts.readme_pictures [EPISODE.mp4]`, from the root of the repository.
"""

from __future__ import annotations

import argparse
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import av
from PIL import Image, ImageDraw, ImageFont

from scripts.draw.paper import thrifty

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]
EPISODE = ROOT / "examples" / "lighthouse" / "build" / "s01e01.mp4"
SHEET = ROOT / "docs" / "images" / "contact-sheet.png"
FONTS = ROOT / "storyboard" / "_data" / "fonts"

WIDTH, GUTTER, MARGIN, STRIP = 1600, 14, 26, 34  # px; a strip holds the words under a frame
PAPER, INK, QUIET = "#f7f3ec", "#2f3548", "#8b8796"
LARGEST = 900_000  # bytes
DISSOLVE_MS = 700  # a frame this near to a scene's edges may be in the middle of a transition


class Span(NamedTuple):
    """A stretch of the film with a name: a chapter, as the stitcher writes one a scene."""

    start_ms: int
    end_ms: int
    title: str


class Shot(NamedTuple):
    """One frame of the sheet."""

    picture: Image.Image
    at_ms: int
    title: str


def chapters(path: Path) -> list[Span]:
    """Read the chapters of a film; none at all makes one nameless span of its whole length."""
    with av.open(str(path)) as film:
        found = []
        for chapter in film.chapters():
            tick_ms = 1000 * (chapter["time_base"] or Fraction(1, 1000))
            start_ms, end_ms = int(chapter["start"] * tick_ms), int(chapter["end"] * tick_ms)
            found.append(Span(start_ms, end_ms, chapter["metadata"].get("title", "")))
        return found or [Span(0, int((film.duration or 0) / 1000), "")]


def times(spans: Sequence[Span], count: int) -> list[tuple[int, str]]:
    """Choose `count` times, evenly spaced through the film, each kept away from the edges of its chapter."""
    first, last = spans[0].start_ms, spans[-1].end_ms
    chosen: list[tuple[int, str]] = []
    for n in range(count):
        middle = first + (2 * n + 1) * (last - first) // (2 * count)
        span = next(span for span in spans if middle < span.end_ms)
        room = min(DISSOLVE_MS, (span.end_ms - span.start_ms) // 2)
        chosen.append((min(max(middle, span.start_ms + room), span.end_ms - room), span.title))
    return chosen


def frames(path: Path, wanted: Sequence[tuple[int, str]]) -> list[Shot]:
    """Decode the frames at or just after some rising times."""
    shots: list[Shot] = []
    with av.open(str(path)) as film:
        for frame in film.decode(video=0):
            while len(shots) < len(wanted) and frame.time is not None:
                at_ms, title = wanted[len(shots)]
                if frame.time * 1000 < at_ms:
                    break
                picture = Image.fromarray(frame.to_ndarray(format="rgb24"))
                shots.append(Shot(picture, at_ms, title))
    if not shots:
        raise SystemExit(f"{path.name} holds no frame")
    return shots


def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Give the plainest font that the project ships, else Pillow's own."""
    shipped = sorted([*FONTS.glob("*.ttf"), *FONTS.glob("*.otf")])
    plain = [path for path in shipped if "Regular" in path.name] or shipped
    return ImageFont.truetype(str(plain[0]), size) if plain else ImageFont.load_default(size)


def fitted(
    pen: ImageDraw.ImageDraw, text: str, face: ImageFont.FreeTypeFont | ImageFont.ImageFont, room: float
) -> str:
    """Shorten a text with an ellipsis until it fits."""
    if pen.textlength(text, font=face) <= room:
        return text
    while text and pen.textlength(text + "…", font=face) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def sheet(shots: Sequence[Shot], columns: int) -> Image.Image:
    """Lay frames out in a grid, with the time and the scene small beneath each."""
    wide = (WIDTH - 2 * MARGIN - (columns - 1) * GUTTER) // columns
    first = shots[0].picture
    high = round(wide * first.height / first.width)
    rows = -(-len(shots) // columns)
    page = Image.new("RGB", (WIDTH, 2 * MARGIN + rows * (high + STRIP) + (rows - 1) * GUTTER), PAPER)
    pen, face = ImageDraw.Draw(page), font(16)
    for n, shot in enumerate(shots):
        x = MARGIN + n % columns * (wide + GUTTER)
        y = MARGIN + n // columns * (high + STRIP + GUTTER)
        page.paste(shot.picture.resize((wide, high), Image.Resampling.LANCZOS), (x, y))
        seconds = shot.at_ms / 1000
        code = f"{int(seconds // 60)}:{seconds % 60:04.1f}"
        pen.text((x + 1, y + high + 9), code, QUIET, font=face)
        title = fitted(pen, shot.title, face, wide - 66)
        pen.text((x + 62, y + high + 9), title, INK, font=face)
    return page


def save(page: Image.Image, path: Path) -> Path:
    """Write the page as a PNG within the limit, with a palette if it must, else as a JPEG; give the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for choice in (page, thrifty(page)):
        choice.save(path, optimize=True)
        if path.stat().st_size <= LARGEST:
            return path
    path.unlink()
    path = path.with_suffix(".jpg")
    page.save(path, quality=90, subsampling=0, optimize=True)
    return path


def main() -> None:
    """Read the command line and write the sheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("episode", nargs="?", type=Path, default=EPISODE, help="a rendered episode")
    parser.add_argument("--out", type=Path, default=SHEET, help="where the sheet goes")
    parser.add_argument("--columns", type=int, default=4)
    parser.add_argument("--rows", type=int, default=3)
    asked = parser.parse_args()
    spans = chapters(asked.episode)
    shots = frames(asked.episode, times(spans, asked.columns * asked.rows))
    written = save(sheet(shots, asked.columns), asked.out)
    print(f"{written.stat().st_size / 1000:.0f} kB  {written.name}")


if __name__ == "__main__":
    main()
