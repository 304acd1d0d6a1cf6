"""One panel ready to be drawn: what does not change is prepared once, each frame redraws only what moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from storyboard.render.animatic import card as cards
from storyboard.render.animatic import draw
from storyboard.render.animatic.backdrop import Still, gradient_of, seen, still_of
from storyboard.render.animatic.bar import clock_words
from storyboard.render.animatic.layout import lay_out
from storyboard.render.animatic.motion import Move, move_of
from storyboard.render.animatic.pictures import Film, busier_right, picture, still_of_film
from storyboard.render.animatic.planes import Planes, Veil, lay, paste, veils_of
from storyboard.render.animatic.words import labels, name_of

if TYPE_CHECKING:
    from PIL import Image

    from storyboard.render.animatic.layout import Layout
    from storyboard.render.animatic.words import Sheet
    from storyboard.render.base import Order

# A place behind cards is darker, so that they stand out.
_DIM_BEHIND_CARDS = 0.8
# The picture in a card moves in every second frame.
_FRESH = 2


class Line(NamedTuple):
    """A spoken line, drawn; times in seconds of the clip."""

    speaker: str
    start: float
    end: float
    veils: tuple[Veil, ...]


class Stage(NamedTuple):
    """Everything that one panel needs. `behind` fills the frame; veils lie under and over the cards."""

    start: float  # in seconds of the clip
    length: float  # in seconds
    move: Move
    layout: Layout
    behind: Planes | Still | Film
    under: tuple[Veil, ...]
    cards: tuple[cards.Card, ...]
    over: tuple[Veil, ...]
    lines: tuple[Line, ...]


class Desk(NamedTuple):
    """What the panels of one clip share: the order, the references' labels, the pictures opened so far."""

    order: Order
    labels: tuple[str, ...]
    subjects: tuple[str, ...]
    opened: dict[int, Image.Image]

    @property
    def size(self) -> tuple[int, int]:
        """The frame in px."""
        return self.order.width, self.order.height


def desk_of(order: Order) -> Desk:
    """Begin a clip."""
    return Desk(order, labels(order.shot), tuple(one.subject for one in order.shot.request.media), {})


def stage_of(desk: Desk, sheet: Sheet, turn: int, span: tuple[float, float]) -> Stage:
    """Prepare a panel, the `turn`th from 0; `span` is its start and end in seconds of the clip.

    Raises RenderError for a bad reference.
    """
    layout = _layout(desk, sheet)
    move = move_of(sheet.camera, turn)
    behind = _behind(desk, sheet, move)
    under = veils_of(draw.ground(layout, desk.size))
    if isinstance(behind, Planes):
        for veil in under:
            lay(veil, behind)
        under = ()
    calm = isinstance(behind, Still)
    placed = tuple(
        _card(desk, layout, (position, index), None if calm else move)
        for position, index in enumerate(sheet.cards)
    )
    behind_subject = "" if sheet.backdrop is None else desk.subjects[sheet.backdrop]
    over = veils_of(draw.labels(layout, desk.size, draw.colour_of(behind_subject, desk.subjects)))
    return Stage(
        start=span[0],
        length=span[1] - span[0],
        move=move,
        layout=layout,
        behind=behind,
        under=under,
        cards=placed,
        over=over,
        lines=_lines(desk, sheet, layout),
    )


def draw_frame(stage: Stage, frame: int, fps: int, into: Planes) -> None:
    """Draw a panel's nth frame from 0, in turn, all but the timing bar."""
    since = frame / fps
    seconds = stage.start + since
    now = cards.Moment(since, stage.length, fresh=frame % _FRESH == 0)
    if isinstance(stage.behind, Still):
        seen(stage.behind, stage.move, since, stage.length, into)
    else:
        paste(stage.behind.at(since) if isinstance(stage.behind, Film) else stage.behind, into)
    for veil in stage.under:
        lay(veil, into)
    line = next((line for line in stage.lines if line.start <= seconds < line.end), None)
    for card in stage.cards:
        speaks = line is not None and line.speaker == card.subject
        cards.show(card, into, stage.move, now, speaks=speaks)
    for veil in (*stage.over, *(line.veils if line else ())):
        lay(veil, into)


def close(stage: Stage) -> None:
    """Close the films of a panel."""
    for held in (stage.behind, *(card.motion for card in stage.cards)):
        if isinstance(held, Film):
            held.close()


def _picture(desk: Desk, index: int) -> Image.Image:
    if index not in desk.opened:
        one = desk.order.shot.request.media[index]
        look = still_of_film if one.kind == "reference_video" else picture
        desk.opened[index] = look(desk.order.root / one.file.path, one.file.path)
    return desk.opened[index]


def _layout(desk: Desk, sheet: Sheet) -> Layout:
    total = desk.order.shot.request.seconds
    shapes = []
    for index in sheet.cards:
        file = desk.order.shot.request.media[index].file
        shapes.append(file.width / file.height if file.height else 0.8)
    names = [desk.labels[index] for index in sheet.cards]
    place = "" if sheet.backdrop is None else desk.labels[sheet.backdrop]
    left = sheet.backdrop is not None and busier_right(_picture(desk, sheet.backdrop))
    return lay_out(
        desk.size,
        sheet,
        list(zip(shapes, names, strict=True)),
        place=place,
        clock=clock_words(total, total),
        left=left,
    )


def _behind(desk: Desk, sheet: Sheet, move: Move) -> Planes | Still | Film:
    """Prepare what fills the frame: the place, or a gradient in the colours of the first picture."""
    media = desk.order.shot.request.media
    if sheet.backdrop is not None:
        one = media[sheet.backdrop]
        if one.kind == "reference_video":
            return Film(desk.order.root / one.file.path, one.file.path, *desk.size)
        dim = _DIM_BEHIND_CARDS if sheet.cards else 1.0
        return still_of(_picture(desk, sheet.backdrop), desk.size, move, dim=dim)
    here = [index for index, one in enumerate(media) if not one.file.is_url]
    first = next((index for index in (*sheet.cards, *here) if index in here), None)
    return gradient_of(None if first is None else _picture(desk, first), *desk.size)


def _card(desk: Desk, layout: Layout, place: tuple[int, int], move: Move | None) -> cards.Card:
    """Prepare a card at its position; without a move its picture stays still: the place behind it moves."""
    position, index = place
    one, rect = desk.order.shot.request.media[index], layout.cards[position]
    inside: Image.Image | Still | Film
    if one.file.is_url:
        inside = cards.nameplate(
            name_of(one.subject, desk.order.shot), one.subject, (rect.width, rect.height)
        )
    elif one.kind == "reference_video":
        inside = Film(desk.order.root / one.file.path, one.file.path, rect.width, rect.height)
    else:
        opened = _picture(desk, index)
        inside = (
            opened if move is None else still_of(opened, (rect.width, rect.height), move, focus=cards.FOCUS)
        )
    colour = draw.colour_of(one.subject, desk.subjects)
    return cards.card_of(one.subject, inside, (rect, layout.chips[position]), colour=colour, unit=layout.unit)


def _lines(desk: Desk, sheet: Sheet, layout: Layout) -> tuple[Line, ...]:
    found = []
    for spoken, said in zip(sheet.spoken, layout.sayings, strict=True):
        colour = draw.colour_of(spoken.speaker, desk.subjects)
        veils = veils_of(draw.saying(said, desk.size, colour))
        found.append(Line(spoken.speaker, spoken.start_ms / 1000, spoken.end_ms / 1000, veils))
    return tuple(found)
