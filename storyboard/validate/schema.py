"""Yes or no, fast (jsonschema-rs); only after a no is `explain.py` imported, which says why."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Literal, Protocol, cast

from storyboard.config import data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storyboard.diagnostics import Diagnostic
    from storyboard.model.source import Document

SchemaName = Literal["series", "storyboard"]


class _Validator(Protocol):
    def is_valid(self, instance: object) -> bool: ...


def shape(document: Document, schema: SchemaName) -> Iterator[Diagnostic]:
    """Yield every way in which a document differs from `schemas/<schema>.schema.json`.

    A text that holds a template (`{{` or `{%`) has no shape yet and is let pass.
    """
    if not _fits(document, schema):
        from storyboard.validate.explain import explain  # noqa: PLC0415 - 70 ms, and most documents are right

        yield from explain(document, _text(schema))


def shape_digest(document: Document, schema: SchemaName) -> str:
    """Name a text together with its schema, so that a text that fitted once need not be validated again."""
    digest = hashlib.sha256(_text(schema).encode())
    digest.update(document.sources[0].text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _fits(document: Document, schema: SchemaName) -> bool:
    try:
        return _validator(schema).is_valid(document.tree)
    except ValueError:  # a lone surrogate, which Rust has no text for
        return False


@cache
def _validator(schema: SchemaName) -> _Validator:
    import jsonschema_rs  # noqa: PLC0415 - 20 ms, and what is known to fit needs no validator

    return cast("_Validator", jsonschema_rs.validator_for(_text(schema)))


@cache
def _text(schema: SchemaName) -> str:
    return data(f"schemas/{schema}.schema.json").read_text(encoding="utf-8")
