"""What a look inside a file told, and who may look: the compiler is given a `Probe` and opens nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from storyboard.model.story import File

Use = Literal["image", "video", "voice", "sound"]


class Problem(NamedTuple):
    """Something wrong with a file; the caller knows the place and makes it a diagnostic."""

    code: str
    severity: Literal["error", "warning", "note"]
    message: str
    help: str


class Inspected(NamedTuple):
    """The file, unless it cannot be used at all, and every problem found."""

    file: File | None
    problems: tuple[Problem, ...]


class Probe(Protocol):
    """Opens a file as a provider would. `path` is what the author wrote: relative to the project root, or a URL."""

    def __call__(self, path: str, use: Use) -> Inspected:
        """Inspect one file for one use; never raises for what an author can do wrong."""
