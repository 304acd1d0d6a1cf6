"""Names in texts: `@mira` bound to the subject declared, and what an author may have meant instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from storyboard.diagnostics import Fix
from storyboard.diagnostics.place import found_place, text_place, value_place
from storyboard.diagnostics.suggest import nearest
from storyboard.model.story import Mention

if TYPE_CHECKING:
    from storyboard.model.story import Subject, Token
    from storyboard.resolve.reading import Context

_MENTION = re.compile(r"@@|(?<!\w)@([A-Za-z][A-Za-z0-9_-]*)")
_LABEL = re.compile(r"\b(?:image|video)\s?\d+\b|(?:图片?|视频)\s?\d+", re.IGNORECASE)


class Names(NamedTuple):
    """Everything that may be mentioned, and one pattern of the names that should have been mentions."""

    subjects: dict[str, Subject]
    bare: re.Pattern[str] | None
    bare_ids: dict[str, str]  # written form -> id


def names_of(subjects: dict[str, Subject]) -> Names:
    """Prepare the names of an episode's subjects."""
    forms: dict[str, str] = {}
    for subject in subjects.values():
        if subject.role == "character":
            for form in (subject.name, subject.id, subject.id.capitalize()):
                if form:
                    forms.setdefault(form, subject.id)
    bare = re.compile(
        r"(?<![\w@/.-])(?:" + "|".join(map(re.escape, sorted(forms, key=len, reverse=True))) + r")(?![\w-])"
    )
    return Names(subjects, bare if forms else None, forms)


def bind(context: Context, names: Names, container: object, key: object, text: str) -> tuple[Token, ...]:
    """Split a text at its mentions; report unknown ones, hand-typed labels and names without `@`."""
    tokens: list[Token] = []
    plain: list[str] = []
    seen: dict[str, int] = {}
    end = 0
    for found in _MENTION.finditer(text):
        plain.append(text[end : found.start()])
        end = found.end()
        if found[0] == "@@":
            plain.append("@")
            continue
        name = found[1] if found[1] in names.subjects else found[1].rstrip("-_")
        if name in names.subjects:
            plain_text = "".join(plain)
            if plain_text:
                tokens.append(plain_text)
            tokens.append(Mention(name))
            plain = [found[1][len(name) :]]
        else:
            plain.append(found[0])
            seen[found[1]] = seen.get(found[1], -1) + 1
            unknown(context, names, container, key, found[1], seen[found[1]])
    plain.append(text[end:])
    rest = "".join(plain)
    if rest:
        tokens.append(rest)
    for token in tokens:
        if isinstance(token, str):
            _suspicious(context, names, container, key, token)
    return tuple(tokens)


def unknown(context: Context, names: Names, container: object, key: object, name: str, nth: int) -> None:
    """Report a mention of nobody, with the name that was probably meant."""
    exact = found_place(context.document, container, key, "@" + name, nth)
    place = exact or value_place(context.document, container, key)
    meant = nearest(name, names.subjects)
    known = ", ".join(f"@{subject}" for subject in list(names.subjects)[:8])
    context.say(
        "SB0301",
        f"`@{name}` is nobody",
        place,
        label="not declared",
        help=f"did you mean `@{meant}`?"
        if meant
        else (f"declared are {known}" if known else "declare it under characters, locations or props")
        + "; write `@@` for a plain at sign",
        fix=Fix(exact, "@" + meant, f"write `@{meant}`") if meant and exact else None,
    )


def hand_typed_label(context: Context, container: object, key: object, text: str) -> None:
    """Report a label such as `Image 1` that an author typed: labels are the compiler's to give."""
    for found in _LABEL.finditer(text):
        context.say(
            "SB0306",
            f"the label `{found[0]}` is typed by hand",
            text_place(context.document, container, key, found[0]),
            help="mention the subject as `@name`: labels are numbered when the shot is compiled",
        )


def _suspicious(context: Context, names: Names, container: object, key: object, text: str) -> None:
    hand_typed_label(context, container, key, text)
    if names.bare is None:
        return
    for found in names.bare.finditer(text):
        meant = names.bare_ids[found[0]]
        context.say(
            "SB0307",
            f"`{found[0]}` is written without `@`",
            text_place(context.document, container, key, found[0]),
            severity="warning",
            help=f"write `@{meant}` so that the provider is shown who it is",
        )
