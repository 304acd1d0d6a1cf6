"""Stage 5. `Request` → HTTP values. One provider's wire format is one file; this is their table."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storyboard.dialects.base import Dialect
    from storyboard.model.story import Provider

DIALECTS: dict[str, str] = {
    "freepik": "storyboard.dialects.freepik:Freepik",
    "gccai": "storyboard.dialects.gccai:Gccai",
    "segmind": "storyboard.dialects.segmind:Segmind",
    "powertokens": "storyboard.dialects.powertokens:Powertokens",
    "dashscope": "storyboard.dialects.dashscope:Dashscope",
}


@cache
def dialect(name: str) -> Dialect:
    """Give a dialect by its name; raises KeyError for one that is not in the table."""
    module, _, kind = DIALECTS[name].partition(":")
    made: Dialect = getattr(import_module(module), kind)()
    return made


@cache
def built_in_providers() -> dict[str, Provider]:
    """Give the providers that need no declaration, by name."""
    return {provider.name: provider for name in DIALECTS for provider in dialect(name).PROVIDERS}
