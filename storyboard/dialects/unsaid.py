"""What a dialect cannot say, told before anybody pays: an SB06xx finding at the author's line, never a silent drop."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from storyboard.diagnostics import Diagnostic
from storyboard.dialects.base import is_chinese

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from storyboard.diagnostics import Severity
    from storyboard.dialects.base import Dialect
    from storyboard.model.shot import Shot
    from storyboard.model.source import Place
    from storyboard.model.story import Episode, Scene, Subject


class Unsaid(NamedTuple):
    """One thing left out or bent: the shot (`""` for all of them), the field, and the finding for the author."""

    shot: str
    field: str
    diagnostic: Diagnostic


class _Asked(NamedTuple):
    episode: Episode
    dialect: Dialect
    shot: Shot
    scenes: tuple[Scene, ...]
    subjects: tuple[Subject, ...]

    def setting(self, name: str) -> Place:
        """Give the place of an episode's setting, or of the shot where nobody wrote it."""
        return dict(self.episode.places).get(name, self.shot.place)

    def found(
        self,
        code: str,
        field: str,
        message: str,
        place: Place,
        help: str,  # noqa: A002
        severity: Severity = "error",
    ) -> Unsaid:
        return Unsaid(
            self.shot.id,
            field,
            Diagnostic(code, severity, f"{self.dialect.NAME}: {message}", place, help=help),
        )


def unsaid(episode: Episode, shots: Sequence[Shot], dialect: Dialect, base_url: str) -> Iterator[Unsaid]:
    """Yield everything that the shots of an episode ask of a dialect and that it cannot say."""
    by_label = {scene.label: scene for scene in episode.scenes}
    by_id = {subject.id: subject for subject in episode.subjects}
    if not base_url and shots:
        place = dict(episode.places).get("provider", shots[0].place)
        message = f"{dialect.NAME} publishes no host, and none is set"
        help_ = "set `base_url` under `providers:`, or STORYBOARD_" + dialect.NAME.upper() + "_BASE_URL"
        yield Unsaid("", "base_url", Diagnostic("SB0609", "warning", message, place, help=help_))
    for shot in shots:
        scenes = tuple(by_label[label] for label in shot.scenes if label in by_label)
        names = (*(name for name, _ in shot.names), episode.style)
        subjects = tuple(by_id[name] for name in dict.fromkeys(names) if name in by_id)
        asked = _Asked(episode, dialect, shot, scenes, subjects)
        for rule in _RULES:
            yield from rule(asked)


def _switches(asked: _Asked) -> Iterator[Unsaid]:
    limits, settings = asked.dialect.LIMITS, asked.episode.settings
    if settings.watermark and not limits.watermark:
        message = "there is no watermark to switch on"
        yield asked.found(
            "SB0604", "watermark", message, asked.setting("watermark"), "it is left out", "warning"
        )
    if settings.prompt_extend and not limits.prompt_extend:
        message = "there is no prompt rewriting to switch on"
        yield asked.found(
            "SB0604", "prompt_extend", message, asked.setting("prompt_extend"), "it is left out", "warning"
        )
    if settings.ratio != "16:9" and not limits.ratio:
        message = f"the ratio cannot be chosen, so {settings.ratio} cannot be had"
        yield asked.found(
            "SB0604", "ratio", message, asked.setting("ratio"), "use another provider for this ratio"
        )


def _first_frame(asked: _Asked) -> Iterator[Unsaid]:
    scene = asked.scenes[0] if asked.scenes else None
    if scene and scene.first_frame is not None and not asked.dialect.LIMITS.first_frame:
        message = "a first frame cannot be given"
        help_ = "remove `first_frame`, or use another provider"
        yield asked.found("SB0608", "first_frame", message, scene.at("first_frame"), help_)


def _references(asked: _Asked) -> Iterator[Unsaid]:
    request, limits = asked.shot.request, asked.dialect.LIMITS
    frame = 1 if request.first_frame and limits.first_frame_counts else 0
    if len(request.media) <= limits.references < len(request.media) + frame:
        message = f"{len(request.media)} references and a first frame are more than {limits.references}"
        help_ = "show one subject less in this shot: here the first frame counts as a reference"
        yield asked.found("SB0613", "first_frame", message, asked.shot.place, help_)


def _voices(asked: _Asked) -> Iterator[Unsaid]:
    limits = asked.dialect.LIMITS
    voiced = [subject for subject in asked.subjects if subject.voice and subject.references]
    if not limits.voice_on_video:
        for subject in voiced:
            if subject.kind == "video":
                message = (
                    f"the voice of `{subject.id}` cannot be given: a video speaks with its own sound only"
                )
                help_ = "remove `voice`, or show the character by pictures"
                yield asked.found("SB0605", "voice", message, subject.place, help_)
    if "voice" in asked.dialect.UNDOCUMENTED and voiced:
        message = "voices are not documented; they are sent on the element, as its own client does"
        help_ = "listen to the first take before rendering more"
        yield asked.found("SB0612", "voice", message, asked.shot.place, help_, "warning")
    if len({subject.voice for subject in voiced}) > limits.voices:
        yield from _too_many_voices(asked, voiced)


def _too_many_voices(asked: _Asked, voiced: Sequence[Subject]) -> Iterator[Unsaid]:
    names = {subject.id: subject for subject in voiced}
    lines = [line for scene in asked.scenes for line in scene.lines if line.speaker in names]
    speakers = list(dict.fromkeys(line.speaker for line in lines))
    if len({names[speaker].voice for speaker in speakers}) > asked.dialect.LIMITS.voices:
        second = next(line for line in lines if line.speaker == speakers[1])
        message = (
            f"`{speakers[0]}` and `{speakers[1]}` both speak in this shot, and one voice is all it takes"
        )
        help_ = "give each speaker a shot of their own: `shot: new`"
        yield asked.found("SB0606", "voice", message, second.place, help_)
        return
    kept = speakers[0] if speakers else voiced[0].id
    left = ", ".join(f"`{name}`" for name in names if name != kept)
    message = f"one voice a shot: that of `{kept}` is sent, not that of {left}"
    help_ = "it makes no difference while they are silent"
    yield asked.found("SB0607", "voice", message, asked.shot.place, help_, "warning")


def _texts(asked: _Asked) -> Iterator[Unsaid]:
    dialect, request = asked.dialect, asked.shot.request
    limits = dialect.LIMITS
    length = len(dialect.spell(request.prompt, dialect.bind(request), request.language))
    place = asked.scenes[0].at("action") if asked.scenes else asked.shot.place
    if length > limits.prompt_characters:
        message = f"the prompt has {length:,} characters; {limits.prompt_characters:,} are allowed"
        yield asked.found("SB0601", "prompt", message, place, "shorten the action, the looks or the lines")
    elif length > limits.prompt_comfortable:
        message = f"the prompt has {length:,} characters; some hosts take {limits.prompt_comfortable:,}"
        yield asked.found("SB0602", "prompt", message, place, "shorten it, or cut the shot in two", "warning")
    if len(request.negative_prompt) > limits.negative_characters:
        message = f"the negative prompt has {len(request.negative_prompt):,} characters of {limits.negative_characters}"
        own = bool(asked.scenes and asked.scenes[0].negative_prompt)
        place = asked.scenes[0].at("negative_prompt") if own else asked.setting("negative_prompt")
        yield asked.found("SB0611", "negative_prompt", message, place, "shorten it")


def _language(asked: _Asked) -> Iterator[Unsaid]:
    if is_chinese(asked.episode.language) and asked.dialect.LABELS_ZH is None:
        label = asked.dialect.LABELS["reference_image"].format(1)
        message = f"labels are not documented in Chinese, so `{label}` is written"
        help_ = "dashscope documents Chinese labels"
        yield asked.found("SB0610", "language", message, asked.setting("language"), help_, "warning")


_RULES: tuple[Callable[[_Asked], Iterator[Unsaid]], ...] = (
    _switches,
    _first_frame,
    _references,
    _voices,
    _texts,
    _language,
)
