"""Setting type: fonts with a fallback for missing glyphs, widths, line breaks, and ellipses."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from PIL import ImageFont

from storyboard.config import data

if TYPE_CHECKING:
    from PIL import ImageDraw

Face = Literal["regular", "semibold", "italic"]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

_FILES: dict[Face, str] = {
    "regular": "Inter-Regular.otf",
    "semibold": "Inter-SemiBold.otf",
    "italic": "Inter-Italic.otf",
}
# Fonts that systems come with, for scripts that Inter lacks: the first that has a glyph draws it.
_SYSTEM = (
    *("NotoSansCJK-Regular.ttc", "SourceHanSansSC-Regular.otf", "wqy-zenhei.ttc", "PingFang.ttc", "msyh.ttc"),
    *("Hiragino Sans GB.ttc", "DejaVuSans.ttf", "NotoSans-Regular.ttf", "Arial Unicode.ttf", "seguisym.ttf"),
)
# Height of a line, and where in it the letters stand, in sizes: Inter's ascent is 0.97, its descent 0.24.
LEADING = 1.3
_BASELINE = 1.0
ELLIPSIS = "…"
# Characters that may not begin a line of Chinese or Japanese.
_CLOSING = frozenset("，。、；：？！）》」』】〉”’…ー々,.;:?!)")


class Style(NamedTuple):
    """A face and its size in px."""

    face: Face
    size: int

    @property
    def leading(self) -> int:
        """The height of a line in px."""
        return round(self.size * LEADING)


@cache
def font_of(face: Face, size: int) -> Font:
    """Load one of our fonts; where its file is missing, the one inside Pillow."""
    try:
        return ImageFont.truetype(str(data(f"fonts/{_FILES[face]}")), size)
    except OSError:
        return ImageFont.load_default(size)


def clean(text: str) -> str:
    """Drop what has no shape (control characters), and write every run of blanks as one space."""
    shown = (char if unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn"} else " " for char in text)
    return " ".join("".join(shown).split())


@lru_cache(maxsize=4096)
def width_of(text: str, style: Style) -> float:
    """Measure one line in px."""
    return sum(font.getlength(run) for run, font in _runs(text, style))


def write(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, style: Style, ink: tuple[int, ...]
) -> None:
    """Draw one line whose box (of height `style.leading`) has its top left corner at `at`."""
    x, y = at
    baseline = y + round(style.size * _BASELINE)
    for run, font in _runs(text, style):
        anchor = "ls" if isinstance(font, ImageFont.FreeTypeFont) else None
        draw.text((x, baseline if anchor else y), run, font=font, fill=ink, anchor=anchor)
        x += font.getlength(run)


def wrapped(text: str, style: Style, width: int, most: int) -> tuple[str, ...]:
    """Break a text into at most `most` lines of `width` px; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    line, rest = "", clean(text)
    if most < 1:
        return ()
    while rest:
        word, rest = _word(rest)
        if width_of((line + word).rstrip(), style) <= width:
            line += word
            continue
        if not line:
            head = _fitting(word, style, width)
            word, rest = head, word[len(head) :] + rest
            line = word
            continue
        if len(lines) == most - 1:
            return (*lines, shortened(line + word + rest, style, width))
        lines.append(line.rstrip())
        line, rest = "", word + rest
    return (*lines, line.rstrip()) if line.strip() else tuple(lines)


def balanced(text: str, style: Style, width: int, most: int) -> tuple[str, ...]:
    """Break a text like `wrapped`, into lines of nearly the same width, so that no word is left alone."""
    lines = wrapped(text, style, width, most)
    if len(lines) < 2 or lines[-1].endswith(ELLIPSIS):
        return lines
    narrow, wide = width // 2, width
    while narrow < wide:
        middle = (narrow + wide) // 2
        tried = wrapped(text, style, middle, most + 1)
        narrow, wide = (narrow, middle) if len(tried) <= len(lines) else (middle + 1, wide)
    return wrapped(text, style, wide, most)


def shortened(text: str, style: Style, width: int) -> str:
    """Give a text that fits `width` px, cut with an ellipsis if it must be."""
    text = clean(text)
    if width_of(text, style) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = width_of(text[:middle].rstrip() + ELLIPSIS, style) <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip(" ,;:.-–") + ELLIPSIS


def _word(text: str) -> tuple[str, str]:
    """Split off what may not be broken: a word with its blank, or a wide character with what closes it."""
    end = 0
    while end < len(text) and text[end] != " " and not _is_wide(text[end]):
        end += 1
    if end == 0 and _is_wide(text[0]):
        end = 1
        while end < len(text) and text[end] in _CLOSING:
            end += 1
    if end < len(text) and text[end] == " ":
        end += 1
    return text[: max(end, 1)], text[max(end, 1) :]


def _fitting(word: str, style: Style, width: int) -> str:
    end = 1
    while end < len(word) and width_of(word[: end + 1].rstrip(), style) <= width:
        end += 1
    return word[:end]


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in {"W", "F"}


def _runs(text: str, style: Style) -> list[tuple[str, Font]]:
    if text.isascii():
        return [(text, font_of(*style))]
    # A blank belongs to the words before it, so that a sentence written from right to left stays one run.
    sources = [_source(char, style.face) for char in text]
    for index, char in enumerate(text[1:], 1):
        if char == " ":
            sources[index] = sources[index - 1]
    runs = groupby(zip(text, sources, strict=True), key=lambda pair: pair[1])
    return [("".join(char for char, _ in run), _sized(source, style)) for source, run in runs]


def _sized(source: str, style: Style) -> Font:
    return _system(source, style.size) or font_of(*style) if source else font_of(*style)


@cache
def _source(char: str, face: Face) -> str:
    """Name the system font that must draw a character; "" is ours, also where no font has it."""
    if char.isascii() or _has(font_of(face, 20), char):
        return ""
    for name in _SYSTEM:
        font = _system(name, 20)
        if font and _has(font, char):
            return name
    return ""


@cache
def _system(name: str, size: int) -> Font | None:
    try:
        return ImageFont.truetype(name, size)
    except OSError:
        return None


def _has(font: Font, char: str) -> bool:
    """Whether a font draws a character otherwise than one that no font has."""
    return char.isspace() or bytes(font.getmask(char)) != bytes(font.getmask("\U0010fffe"))
