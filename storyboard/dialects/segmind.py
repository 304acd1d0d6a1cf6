"""Segmind: labels without a space, one voice a request, no first frame (providers.md §4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from storyboard.dialects.base import Binding, Dialect, Sent, address, optional
from storyboard.model.shot import Limits, MediaKind
from storyboard.model.story import Provider

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from storyboard.model.shot import Request


class Segmind(Dialect):
    """The asynchronous route, `/v2`; the model is part of the path."""

    NAME = "segmind"
    PATH = "/v2/wan2.7-r2v"
    LABELS: ClassVar[dict[MediaKind, str]] = {"reference_image": "Image{}", "reference_video": "Video{}"}
    # providers.md §4.1: ratio, first frame, watermark and rewriting are not offered; 10 s with a video by C2
    LIMITS = Limits(first_frame=False, voices=1, watermark=False, prompt_extend=False, ratio=False)
    PROVIDERS = (
        Provider(
            "segmind",
            "segmind",
            "https://api.segmind.com",
            idempotent=False,
            prices=(("1080P", "0.1875"), ("720P", "0.125")),  # providers.md §4.3
            currency="USD",
        ),
    )

    def body(self, request: Request, bindings: Sequence[Binding], prompt: str) -> dict[str, Any]:
        """Write the body."""
        images = [address(binding.file) for binding in bindings if binding.kind == "reference_image"]
        videos = [address(binding.file) for binding in bindings if binding.kind == "reference_video"]
        voice = next((address(binding.voice) for binding in bindings if binding.voice), "")
        return {
            "prompt": prompt,
            **_one_or_many("reference_images", images),
            **_one_or_many("reference_videos", videos),
            **optional(reference_voice=voice, negative_prompt=request.negative_prompt),
            "resolution": request.resolution,
            "duration": request.seconds,
            "seed": request.seed,
        }

    def sent(self, body: dict[str, Any]) -> Iterator[Sent]:
        """Read both fields, each a string or an array."""
        kinds: tuple[tuple[str, MediaKind], ...] = (
            ("reference_images", "reference_image"),
            ("reference_videos", "reference_video"),
        )
        for field, kind in kinds:
            value = body.get(field, [])
            for url in [value] if isinstance(value, str) else value:
                yield Sent(kind, url, "")


def _one_or_many(field: str, urls: list[str]) -> dict[str, Any]:
    """One address is proven as a string, several only as an array (providers.md C20)."""
    return {field: urls[0] if len(urls) == 1 else urls} if urls else {}
