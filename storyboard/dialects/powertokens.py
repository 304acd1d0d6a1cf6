"""PowerTokens: the OpenAI-style `/v1/videos` with a top-level `media` array (providers.md §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storyboard.dialects.base import Binding, Dialect, Sent, media_array, optional, sent_media
from storyboard.model.shot import Limits
from storyboard.model.story import Provider

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from storyboard.model.shot import Request


class Powertokens(Dialect):
    """`seconds` is a string, `size` a resolution."""

    NAME = "powertokens"
    PATH = "/v1/videos"
    # providers.md §5.1; the sibling pages say 800 characters of prompt (C11), so longer ones get a warning
    LIMITS = Limits(prompt_comfortable=800)
    UNDOCUMENTED = frozenset(
        {"voice"}
    )  # on the element, as PowerTokens' own client sends it (providers.md C3)
    PROVIDERS = (
        Provider(
            "powertokens",
            "powertokens",
            "https://api.powertokens.ai",
            idempotent=False,
            prices=(),
            currency="USD",
        ),
    )

    def body(self, request: Request, bindings: Sequence[Binding], prompt: str) -> dict[str, Any]:
        """Write the body."""
        return {
            "model": request.model,
            "prompt": prompt,
            "media": media_array(request, bindings),
            "seconds": str(request.seconds),  # an enum of strings: a number is refused (providers.md §9.5)
            "size": request.resolution,  # a resolution here, an aspect ratio at gccai (C10)
            "ratio": request.ratio,
            **optional(negative_prompt=request.negative_prompt),
            "prompt_extend": request.prompt_extend,
            "watermark": request.watermark,
            "seed": request.seed,
        }

    def sent(self, body: dict[str, Any]) -> Iterator[Sent]:
        """Read `media`."""
        return sent_media(body["media"])
