"""HTTP as values: a dialect makes requests, somebody else sends them."""

from __future__ import annotations

from typing import Any, NamedTuple


class HttpRequest(NamedTuple):
    """A call without its key: authentication is added by the transport and never written down."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: dict[str, Any]
