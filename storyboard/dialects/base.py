"""What all dialects share: labels bound to media in one step, prompts spelled last, a body checked against its bindings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from storyboard.dialects.http import HttpRequest
from storyboard.model.shot import Cue, Label, Limits, MediaKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from storyboard.model.shot import Prompt, Request
    from storyboard.model.story import File, Provider

NO_HOST = "https://{name}.invalid"


class Binding(NamedTuple):
    """One row of the binding table: what a label in the prompt stands for."""

    label: str
    subject: str
    kind: MediaKind
    file: File
    voice: File | None


class Sent(NamedTuple):
    """One reference as it stands in a body: kind, address and the address of its voice, "" where it has none."""

    kind: MediaKind
    url: str
    voice: str


class Dialect:
    """A provider's wire format: tables first, then at most a handful of methods. No I/O, no state."""

    NAME: ClassVar[str]
    MODEL: ClassVar[str] = "wan2.7-r2v"
    PATH: ClassVar[str]
    HEADERS: ClassVar[tuple[tuple[str, str], ...]] = ()
    LABELS: ClassVar[dict[MediaKind, str]] = {"reference_image": "Image {}", "reference_video": "Video {}"}
    LABELS_ZH: ClassVar[dict[MediaKind, str] | None] = None  # where the provider documents them
    LIMITS: ClassVar[Limits]
    BILLS_INPUT: ClassVar[bool] = False  # whether seconds of reference video are billed
    UNDOCUMENTED: ClassVar[frozenset[str]] = frozenset()  # fields that are sent on the word of others
    PROVIDERS: ClassVar[tuple[Provider, ...]]

    def body(self, request: Request, bindings: Sequence[Binding], prompt: str) -> dict[str, Any]:
        """Write the JSON body of a submit."""
        raise NotImplementedError

    def sent(self, body: dict[str, Any]) -> Iterator[Sent]:
        """Read the references back out of a body, in array order: the other half of the check in `submit`."""
        raise NotImplementedError

    def label_style(self, language: str) -> dict[MediaKind, str]:
        """Give the label templates for a story's language."""
        return self.LABELS_ZH if self.LABELS_ZH and is_chinese(language) else self.LABELS

    def bind(self, request: Request) -> tuple[Binding, ...]:
        """Number the media: the n-th of its own kind, images and videos apart (providers.md §1.3)."""
        style = self.label_style(request.language)
        counts: dict[MediaKind, int] = {}
        found = []
        for item in request.media:
            counts[item.kind] = counts.get(item.kind, 0) + 1
            label = style[item.kind].format(counts[item.kind])
            found.append(Binding(label, item.subject, item.kind, item.file, item.voice))
        return tuple(found)

    def spell(self, prompt: Prompt, bindings: Sequence[Binding], language: str) -> str:
        """Fill the holes of a prompt with this dialect's labels and heads (providers.md §6.2)."""
        head = "镜头 {} [{}-{}s]: " if is_chinese(language) else "Scene {} [{}-{}s]: "
        spelled = []
        for word in prompt:
            if isinstance(word, Label):
                spelled.append(bindings[word.slot].label)
            elif isinstance(word, Cue):
                spelled.append(head.format(word.number, f"{word.start_ds / 10:g}", f"{word.end_ds / 10:g}"))
            else:
                spelled.append(word)
        return "".join(spelled)

    def submit(self, request: Request, base_url: str) -> tuple[HttpRequest, tuple[Binding, ...]]:
        """Write the call that orders a request, and the binding table that its prompt and arrays share.

        Raises AssertionError where body and bindings disagree: that would be a mistake of ours that an author pays for.
        """
        bindings = self.bind(request)
        body = self.body(request, bindings, self.spell(request.prompt, bindings, request.language))
        self._recheck(body, bindings, request.language)
        host = base_url or NO_HOST.format(name=self.NAME)
        return HttpRequest("POST", host + self.PATH, self.HEADERS, body), bindings

    def _recheck(self, body: dict[str, Any], bindings: Sequence[Binding], language: str) -> None:
        style = self.label_style(language)
        counts: dict[MediaKind, int] = {}
        read = []
        for sent in self.sent(body):
            counts[sent.kind] = counts.get(sent.kind, 0) + 1
            read.append((style[sent.kind].format(counts[sent.kind]), sent.kind, sent.url))
        table = [(binding.label, binding.kind, address(binding.file)) for binding in bindings]
        if sorted(read) != sorted(table):
            message = f"{self.NAME}: the body's references are not those of the binding table"
            raise AssertionError(message)


def is_chinese(language: str) -> bool:
    """Whether a story's language has Chinese wording: `zh` and `zh-…`, as `plan/prompt.py` reads it."""
    return language.lower().split("-")[0] == "zh"


def address(file: File) -> str:
    """Give a file's URL, or the placeholder that is exchanged for one when the shot is submitted."""
    return file.path if file.is_url else f"local://sha256/{file.sha256}{file.suffix}"


def media_array(request: Request, bindings: Sequence[Binding]) -> list[dict[str, str]]:
    """Write `media`: references in order, a voice on its element, the first frame last (providers.md C3, C26)."""
    found = []
    for binding in bindings:
        item = {"type": binding.kind, "url": address(binding.file)}
        if binding.voice:
            item["reference_voice"] = address(binding.voice)
        found.append(item)
    frame = first_frame_address(request)
    if frame:
        found.append({"type": "first_frame", "url": frame})
    return [dict(item) for item in found]


def sent_media(media: Sequence[dict[str, str]]) -> Iterator[Sent]:
    """Read a `media` array back."""
    for item in media:
        if item["type"] == "reference_image" or item["type"] == "reference_video":
            yield Sent(item["type"], item["url"], item.get("reference_voice", ""))  # type: ignore[arg-type]


def first_frame_address(request: Request) -> str:
    """Give the address of the first frame; a frame that does not exist yet is named by the shot that will end with it."""
    first = request.first_frame
    if first is None:
        return ""
    return address(first.file) if first.file else f"local://last-frame/{first.key}/{first.take}.png"


def optional(**fields: str) -> dict[str, str]:
    """Give the fields that are not empty."""
    return {name: value for name, value in fields.items() if value}
