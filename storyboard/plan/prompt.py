"""Panels to one prompt: words with holes for labels, which a dialect fills last.

Order: style, then the panels, each with action, camera, sound, then its lines (writing.md, "The prompt"). The silence
phrases and the form of panel heads and lines are the official ones (providers.md §6.1–§6.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from storyboard.model.shot import Cue, Label
from storyboard.model.story import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from storyboard.model.shot import Media, Panel, Prompt, Word


class Wording(NamedTuple):
    """The fixed words of a prompt in one language."""

    style: str
    camera: str
    sound: str
    present: str
    place: str
    and_: str
    one_subject: str
    says: str
    narrator: str
    opening: str
    closing: str
    stop: str
    space: str
    no_dialogue: str
    no_music: str


WORDINGS = {
    "en": Wording(
        style="Style: ",
        camera="Camera: ",
        sound="Sound: ",
        present="Also present: ",
        place="Place: ",
        and_=" and ",
        one_subject="one subject",
        says=" says, ",
        narrator="A narrator",
        opening="“",
        closing="”",
        stop=".",
        space=" ",
        no_dialogue="No dialogue.",
        no_music="No background music.",
    ),
    "zh": Wording(
        style="风格：",
        camera="镜头：",
        sound="声音：",
        present="同时在场：",
        place="地点：",
        and_="和",
        one_subject="同一主体",
        says="说道：",
        narrator="旁白",
        opening="“",
        closing="”",
        stop="。",
        space="",
        no_dialogue="无台词。",
        no_music="无背景音乐。",
    ),
}
_ENDINGS = tuple('.!?…。！？"”')


def wording_language(language: str) -> str:
    """Give the language of the wording for a story's language: `zh` for Chinese, else `en`."""
    return "zh" if language.lower().split("-")[0] == "zh" else "en"


def write(
    panels: Sequence[Panel],
    media: Sequence[Media],
    looks: dict[str, str],
    style: str,
    style_subject: str,
    *,
    language: str,
    music: bool,
    seconds: int,
) -> Prompt:
    """Write the built-in prompt. `looks` are the subjects' descriptions; `music` says that the episode brings its own."""
    writer = _Writer(WORDINGS[wording_language(language)], media, looks)
    if style or style_subject:
        comma = (", " if writer.words.space else "，") if style and style_subject else ""
        subject = (Mention(style_subject),) if style_subject else ()
        writer.sentence((writer.words.style, *subject, comma, style))
    silent = [panel.silent for panel in panels]
    for number, panel in enumerate(panels, 1):
        if len(panels) > 1:
            end = seconds * 10 if number == len(panels) else tenths(panel.end_ms)
            writer.gap()
            writer.words_so_far.append(Cue(number, tenths(panel.start_ms), end))
        _panel(writer, panel, silent=panel.silent and not all(silent))
    if silent and all(silent):
        writer.sentence((writer.words.no_dialogue,))
    if music:
        writer.sentence((writer.words.no_music,))
    return writer.finish()


def tenths(ms: int) -> int:
    """Round a time to tenths of a second, as panel heads print it."""
    return (ms + 50) // 100


def _panel(writer: _Writer, panel: Panel, *, silent: bool) -> None:
    writer.sentence(panel.action)
    for head, tokens in ((writer.words.camera, panel.camera), (writer.words.sound, panel.sound)):
        if tokens:
            writer.sentence((head, *tokens))
    for line in panel.lines:
        writer.gap()
        if line.speaker == "narrator":
            writer.add(writer.words.narrator)
        else:
            writer.mention(line.speaker)
        manner = f"，{line.how}" if line.how and not writer.words.space else ""
        writer.add(manner + writer.words.says + (f"{line.how}, " if line.how and not manner else ""))
        quote = writer.words if '"' in line.says or not writer.words.space else None
        writer.add(f"{quote.opening}{line.says}{quote.closing}" if quote else f'"{line.says}"')
    writer.listing(writer.words.present, panel.present)
    if panel.location:
        writer.listing(writer.words.place, (panel.location,))
    if silent:
        writer.sentence((writer.words.no_dialogue,))


class _Writer:
    """Collects words, and remembers which subjects were introduced with their look."""

    def __init__(self, words: Wording, media: Sequence[Media], looks: dict[str, str]) -> None:
        self.words = words
        self.words_so_far: list[Word] = []
        self.looks = looks
        self.slots: dict[str, list[int]] = {}
        for index, item in enumerate(media):
            self.slots.setdefault(item.subject, []).append(index)
        self.introduced: set[str] = set()

    def add(self, text: str) -> None:
        if text:
            self.words_so_far.append(text)

    def gap(self) -> None:
        """Put a space where a sentence ended before."""
        if self.words_so_far and not isinstance(self.words_so_far[-1], Cue):
            self.add(self.words.space)

    def mention(self, subject: str) -> None:
        """Name a subject: with all its labels and its look the first time, with its first label afterwards."""
        slots = self.slots.get(subject, [])
        look = self.looks.get(subject, "")
        if not slots:
            self.add(look or subject)
            return
        first_time = subject not in self.introduced
        self.introduced.add(subject)
        for index, slot in enumerate(slots if first_time else slots[:1]):
            self.add(self.words.and_ if index else "")
            self.words_so_far.append(Label(slot))
        if not first_time:
            return
        if len(slots) > 1:
            look = f"{self.words.one_subject}: {look}" if look else self.words.one_subject
        if look:
            self.add(f" ({look})" if self.words.space else f"（{look}）")

    def sentence(self, tokens: Iterable[str | Mention]) -> None:
        """Write tokens as one sentence, with a full stop unless they end with one."""
        tokens = [token for token in tokens if token]
        if not tokens:
            return
        self.gap()
        for token in tokens:
            if isinstance(token, Mention):
                self.mention(token.subject)
            else:
                self.add(token)
        last = tokens[-1]
        if not (isinstance(last, str) and last.rstrip().endswith(_ENDINGS)):
            self.add(self.words.stop)

    def listing(self, head: str, subjects: Sequence[str]) -> None:
        """Write a list of subjects, as in `Also present: Image 2, Image 3.`."""
        if not subjects:
            return
        self.gap()
        self.add(head)
        for index, subject in enumerate(subjects):
            self.add((", " if self.words.space else "、") if index else "")
            self.mention(subject)
        self.add(self.words.stop)

    def finish(self) -> Prompt:
        """Give the words with neighbouring texts joined."""
        joined: list[Word] = []
        for word in self.words_so_far:
            if isinstance(word, str) and joined and isinstance(joined[-1], str):
                joined[-1] += word
            else:
                joined.append(word)
        return tuple(joined)
