"""6. Shots become clips: the table of renderers, modules with a `MODEL` and a `render(order, progress)`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from storyboard.errors import RenderError

if TYPE_CHECKING:
    from storyboard.render.base import Renderer

RENDERERS: dict[str, str] = {"animatic": "storyboard.render.animatic"}


def renderer(name: str) -> Renderer:
    """Give a renderer of the table, importing it now; raises RenderError for an unknown name."""
    if name not in RENDERERS:
        message = f"there is no renderer called {name}"
        raise RenderError(message, help=f"there is: {', '.join(sorted(RENDERERS))}")
    return cast("Renderer", import_module(RENDERERS[name]).render)
