"""What the author declares, resolved: names bound, times in milliseconds, files known by their content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from storyboard.model.source import Place

ReferenceKind = Literal["image", "video"]
SubjectRole = Literal["character", "location", "prop", "style"]
TransitionKind = Literal["cut", "dissolve", "fade", "wipe"]


class File(NamedTuple):
    """A file or https URL that the author named, and what a look inside told (`probe.py`).

    `path` is relative to the project root, or the URL. `sha256` is the hex digest of the bytes; of a URL, which the
    compiler never fetches, it is the digest of `url:` + the address. Sizes in px, length in ms (0 for a picture).
    """

    path: str
    sha256: str
    suffix: str  # ".png"; from the content where it is known, else from the name
    width: int = 0
    height: int = 0
    length_ms: int = 0
    has_sound: bool = False

    @property
    def is_url(self) -> bool:
        """Whether the provider can fetch it without our publishing it."""
        return self.path.startswith("https://")


class Voice(NamedTuple):
    """A sample that sets a speaker's timbre (providers.md §1.3)."""

    id: str
    file: File
    language: str


class Subject(NamedTuple):
    """A character, location, prop or style: something to see, with the references that show it."""

    id: str
    role: SubjectRole
    name: str  # for people: titles and captions; never sent to a provider
    look: str
    kind: ReferenceKind
    references: tuple[File, ...]
    voice: Voice | None
    place: Place


class Mention(NamedTuple):
    """`@name` inside a text: a hole that a dialect fills with its label."""

    subject: str


Token = str | Mention


class Line(NamedTuple):
    """One spoken sentence. `speaker` is a subject id or `narrator`."""

    speaker: str
    how: str
    says: str
    place: Place


class Transition(NamedTuple):
    """How a scene begins; a cut has no length."""

    kind: TransitionKind
    length_ms: int


class Scene(NamedTuple):
    """The author's timed unit. `text` fields are token tuples where mentions may stand."""

    label: str
    start_ms: int
    end_ms: int
    action: tuple[Token, ...]
    camera: tuple[Token, ...]
    sound: tuple[Token, ...]
    lines: tuple[Line, ...]
    silent: bool  # `dialogue: none`
    location: str  # subject id or ""
    characters: tuple[str, ...]  # present but not mentioned
    first_frame: File | Literal["previous"] | None
    transition: Transition
    shot: Literal["", "new", "same"]
    seed: int | None
    negative_prompt: str
    place: Place  # of the scene's key
    places: tuple[tuple[str, Place], ...]  # of its fields, by name

    def at(self, field: str) -> Place:
        """Give the place of a field's value, or of the scene's key where the field is not written."""
        return dict(self.places).get(field, self.place)


class Sound(NamedTuple):
    """A file on the episode's own timeline. Gain in dB; `end_ms` 0 means to the end of the file or episode."""

    file: File
    start_ms: int
    end_ms: int
    gain_db: float
    fade_in_ms: int
    fade_out_ms: int
    duck: bool


class Provider(NamedTuple):
    """A dialect with a host and a price: built in, or declared under `providers:`."""

    name: str
    dialect: str
    base_url: str  # "" where nobody publishes one
    idempotent: bool
    prices: tuple[tuple[str, str], ...]  # resolution -> decimal text, per second
    currency: str


class Settings(NamedTuple):
    """The values that hold for a whole episode, after series, episode and command line met (writing.md)."""

    providers: tuple[str, ...]  # () means the animatic
    resolution: str
    ratio: str
    fps: int
    pack: Literal["auto", "scene", "explicit"]
    prompt_extend: bool
    watermark: bool
    seed: int | None
    negative_prompt: str
    prompt: str  # text of the author's own prompt template, "" for the built-in wording
    captions: Literal["soft", "burned", "off"]


class Card(NamedTuple):
    """A title card before the first scene. Length in ms."""

    title: str
    subtitle: str
    length_ms: int


class Episode(NamedTuple):
    """One file, ready to plan. `style` is the id of a style subject, or ""; `style_look` its words."""

    id: str
    title: str
    series: str
    language: str
    subjects: tuple[Subject, ...]
    scenes: tuple[Scene, ...]
    style: str
    style_look: str
    settings: Settings
    providers: tuple[Provider, ...]
    music: tuple[Sound, ...]
    sounds: tuple[Sound, ...]
    title_card: Card | None
    budget: tuple[tuple[str, str], ...]  # run, month, currency: decimal text
    outputs: tuple[str, ...]
    places: tuple[tuple[str, Place], ...]  # of the settings that somebody wrote, by name

    @property
    def end_ms(self) -> int:
        """The running time of the scenes."""
        return self.scenes[-1].end_ms if self.scenes else 0

    def subject(self, name: str) -> Subject:
        """Find a subject by id; raises KeyError for a name that resolve did not bind."""
        for subject in self.subjects:
            if subject.id == name:
                return subject
        raise KeyError(name)
