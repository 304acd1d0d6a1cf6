"""Freepik, renamed Magnific: two lists of references, 2–10 s, no watermark (providers.md §2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storyboard.dialects.base import Binding, Dialect, Sent, address, first_frame_address, optional
from storyboard.model.shot import Limits
from storyboard.model.story import Provider

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from storyboard.model.shot import Request


class Freepik(Dialect):
    """The model is part of the path; rewriting is a nested setting."""

    NAME = "freepik"
    PATH = "/v1/ai/reference-to-video/wan-2-7"
    LIMITS = Limits(max_seconds=10, watermark=False)  # providers.md §2.1, C1
    PROVIDERS = (
        Provider(
            "freepik", "freepik", "https://api.freepik.com", idempotent=False, prices=(), currency="USD"
        ),
    )

    def body(self, request: Request, bindings: Sequence[Binding], prompt: str) -> dict[str, Any]:
        """Write the body."""
        images = [_item(binding) for binding in bindings if binding.kind == "reference_image"]
        videos = [_item(binding) for binding in bindings if binding.kind == "reference_video"]
        return {
            "prompt": prompt,
            **optional(negative_prompt=request.negative_prompt),
            **({"image_urls": images} if images else {}),
            **({"video_urls": videos} if videos else {}),
            **optional(start_image_url=first_frame_address(request)),
            "aspect_ratio": request.ratio,
            "resolution": request.resolution,
            "duration": request.seconds,
            "seed": request.seed,
            "additional_settings": {"prompt_extend": request.prompt_extend},
        }

    def sent(self, body: dict[str, Any]) -> Iterator[Sent]:
        """Read both lists."""
        for item in body.get("image_urls", ()):
            yield Sent("reference_image", item["url"], item.get("reference_voice", ""))
        for item in body.get("video_urls", ()):
            yield Sent("reference_video", item["url"], item.get("reference_voice", ""))


def _item(binding: Binding) -> dict[str, str]:
    voice = address(binding.voice) if binding.voice else ""
    return {"url": address(binding.file), **optional(reference_voice=voice)}
