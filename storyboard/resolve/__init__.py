"""Stage 3. `Document` → `Episode`: names bound, times in milliseconds, files known by their content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storyboard.model.story import Episode
from storyboard.resolve import settings as settings_of
from storyboard.resolve.cast import style, subjects, voices
from storyboard.resolve.names import names_of
from storyboard.resolve.reading import Context, Node
from storyboard.resolve.scenes import scenes, template_places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from storyboard.diagnostics import Report
    from storyboard.model.media import Probe
    from storyboard.model.source import Document
    from storyboard.model.story import Provider


def resolve(
    document: Document,
    report: Report,
    probe: Probe,
    episode: str,
    built_in: Mapping[str, Provider],
    prompt: str = "",
) -> Episode:
    """Make the episode called `episode`; total: what is wrong is reported and left out.

    `built_in` are the providers that need no declaration; `prompt` is the text of the author's own prompt template.
    """
    context = Context(document, report, probe)
    top = Node(context, document.tree)
    _refuse_templates(context, document.tree)
    language = top.text("language") or "en"
    cast = subjects(top, voices(top, language))
    style_subject, look = style(top)
    names = names_of(cast)
    known = settings_of.providers(top, built_in)
    return Episode(
        id=episode,
        title=top.text("title") or episode,
        series=top.text("series"),
        language=language,
        subjects=(*cast.values(), *((style_subject,) if style_subject else ())),
        scenes=scenes(top, names),
        style=style_subject.id if style_subject else "",
        style_look=look,
        settings=settings_of.settings(top, known, prompt),
        providers=tuple(known.values()),
        music=settings_of.sounds(top, "music", duck=True),
        sounds=settings_of.sounds(top, "sounds", duck=False),
        title_card=settings_of.card(top),
        budget=settings_of.budget(top),
        outputs=tuple(item for item in top.items("outputs") if isinstance(item, str)) or ("mp4",),
        places=settings_of.written_places(top),
    )


def _refuse_templates(context: Context, value: Any) -> None:
    """Report every `{{` and `{%` in a value, and the keys `for` and `when`, until templates come (SB0801)."""
    entries: Any = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in entries:
        if isinstance(item, str):
            if "{{" in item or "{%" in item:
                template_places(context, value, key, item)
        elif isinstance(item, dict | list):
            _refuse_templates(context, item)
