"""gccai, a white label of APIMart: roles on images, bare strings for videos (providers.md §3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from storyboard.dialects.base import Binding, Dialect, Sent, address, first_frame_address, optional
from storyboard.model.shot import Limits, MediaKind
from storyboard.model.story import Provider

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from storyboard.model.shot import Request


class Gccai(Dialect):
    """`size` is an aspect ratio, labels are in lower case, a video cannot carry a voice."""

    NAME = "gccai"
    PATH = "/v1/videos/generations"
    LABELS: ClassVar[dict[MediaKind, str]] = {"reference_image": "image {}", "reference_video": "video {}"}
    # providers.md §3.1; the page's total of five is read to include the first frame (C30)
    LIMITS = Limits(voice_on_video=False, first_frame_counts=True)
    PROVIDERS = (
        Provider(
            "gccai", "gccai", "", idempotent=False, prices=(), currency="USD"
        ),  # its host is not published (§10)
        Provider(
            "apimart", "gccai", "https://api.apimart.ai", idempotent=True, prices=(), currency="USD"
        ),  # §3.3
    )

    def body(self, request: Request, bindings: Sequence[Binding], prompt: str) -> dict[str, Any]:
        """Write the body; the first frame is last, so that both readings of the numbering agree (providers.md C25)."""
        images = []
        for binding in bindings:
            if binding.kind == "reference_image":
                voice = address(binding.voice) if binding.voice else ""
                item = {
                    "url": address(binding.file),
                    "role": "reference_image",
                    **optional(reference_voice=voice),
                }
                images.append(item)
        frame = first_frame_address(request)
        if frame:
            images.append({"url": frame, "role": "first_frame"})
        videos = [address(binding.file) for binding in bindings if binding.kind == "reference_video"]
        return {
            "model": request.model,
            "prompt": prompt,
            **({"image_with_roles": images} if images else {}),
            **({"video_urls": videos} if videos else {}),
            **optional(negative_prompt=request.negative_prompt),
            "resolution": request.resolution,
            "duration": request.seconds,
            "size": request.ratio,  # an aspect ratio here, a resolution at PowerTokens (C10)
            "prompt_extend": request.prompt_extend,
            "watermark": request.watermark,
            "seed": request.seed,
        }

    def sent(self, body: dict[str, Any]) -> Iterator[Sent]:
        """Read both arrays."""
        for item in body.get("image_with_roles", ()):
            if item["role"] == "reference_image":
                yield Sent("reference_image", item["url"], item.get("reference_voice", ""))
        for url in body.get("video_urls", ()):
            yield Sent("reference_video", url, "")
