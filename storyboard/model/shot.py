"""What is generated: shots, and requests in no provider's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from storyboard.model.source import Place
    from storyboard.model.story import File, Mention, ReferenceKind, Transition

MediaKind = Literal["reference_image", "reference_video"]


class Said(NamedTuple):
    """A line as it enters a prompt. `speaker` is a subject id, or `narrator`."""

    speaker: str
    how: str
    says: str


class Panel(NamedTuple):
    """A scene, or a part of a long one, inside a shot: times in ms from the start of the shot."""

    scene: str  # the author's label
    start_ms: int
    end_ms: int
    action: tuple[str | Mention, ...]
    camera: tuple[str | Mention, ...]
    sound: tuple[str | Mention, ...]
    lines: tuple[Said, ...]
    silent: bool
    present: tuple[str, ...]  # subject ids, in the cast but not mentioned
    location: str  # subject id, where it is not mentioned, else ""


class Media(NamedTuple):
    """One reference of a request, in the order in which the provider gets them."""

    kind: MediaKind
    subject: str
    file: File
    voice: File | None


class First(NamedTuple):
    """Where a shot's first frame comes from: a file, or the last frame of the shot before (its key and take)."""

    file: File | None
    shot: str  # id of the shot whose last frame it is, or ""
    key: str  # that shot's key, or ""
    take: int


class Cue(NamedTuple):
    """A panel's start in a prompt: number from 1, times in tenths of a second from the start of the shot."""

    number: int
    start_ds: int
    end_ds: int


class Label(NamedTuple):
    """A hole in a prompt for the label of `Request.media[slot]`. Dialects fill it, nobody else."""

    slot: int


Word = str | Cue | Label
Prompt = tuple[Word, ...]


class Request(NamedTuple):
    """One generation in no provider's words. `key` names what is paid for (writing.md, "The key of a shot")."""

    key: str
    model: str
    panels: tuple[Panel, ...]
    prompt: Prompt
    negative_prompt: str
    media: tuple[Media, ...]
    first_frame: First | None
    resolution: str
    ratio: str
    seconds: int
    seed: int  # of take 1: the author's, or derived from the key
    author_seed: int | None
    prompt_extend: bool
    watermark: bool
    language: str
    template: str  # the author's own prompt template, "" for the built-in wording


class Limits(NamedTuple):
    """What a dialect can take, as data. Seconds are whole; sources are in each dialect's file."""

    min_seconds: int = 2
    max_seconds: int = 15
    max_seconds_with_video: int = 10
    references: int = 5
    first_frame: bool = True
    first_frame_counts: bool = False  # against `references` (providers.md C30)
    voices: int = 5  # distinct voices in one request
    voice_on_video: bool = True
    prompt_characters: int = 5000
    prompt_comfortable: int = 1500  # beyond it, a warning (providers.md C11)
    negative_characters: int = 500
    ratios: tuple[str, ...] = ("16:9", "9:16", "1:1", "4:3", "3:4")
    resolutions: tuple[str, ...] = ("720P", "1080P")
    watermark: bool = True
    prompt_extend: bool = True
    ratio: bool = True
    panels: int = 8

    def longest(self, kinds: frozenset[ReferenceKind]) -> int:
        """Give the greatest number of seconds for a shot with such references."""
        return self.max_seconds_with_video if "video" in kinds else self.max_seconds


class Shot(NamedTuple):
    """One generation and its place in the episode. `id` is `episode/n`, n from 1.

    The clip is shown from `start_ms` to `end_ms` of the episode; `tail_ms` more footage follows for the next shot's
    transition. `request.seconds` covers both, rounded up; the rest is trimmed.
    """

    id: str
    episode: str
    scenes: tuple[str, ...]
    start_ms: int
    end_ms: int
    tail_ms: int
    transition: Transition
    request: Request
    names: tuple[tuple[str, str], ...]  # subject id -> name for people, of those in the shot
    place: Place
    locations: tuple[str, ...] = ()  # ids of those subjects that are places

    @property
    def length_ms(self) -> int:
        """How long it is shown, without the tail."""
        return self.end_ms - self.start_ms
