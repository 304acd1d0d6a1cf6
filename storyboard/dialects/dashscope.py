"""Alibaba DashScope (Model Studio, Qwen Cloud), the upstream of the other four (providers.md §1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from storyboard.dialects.base import Binding, Dialect, Sent, media_array, optional, sent_media
from storyboard.model.shot import Limits, MediaKind
from storyboard.model.story import Provider

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from storyboard.model.shot import Request


class Dashscope(Dialect):
    """`input.media` and `parameters`, behind an asynchronous header."""

    NAME = "dashscope"
    PATH = "/services/aigc/video-generation/video-synthesis"
    HEADERS = (("X-DashScope-Async", "enable"),)  # without it: 403 (providers.md §1.1)
    LABELS_ZH: ClassVar[dict[MediaKind, str] | None] = {
        "reference_image": "图{}",
        "reference_video": "视频{}",
    }
    LIMITS = (
        Limits()
    )  # providers.md §1.2: 2-15 s, 10 with a video; five references, the first frame not counted
    BILLS_INPUT = True  # providers.md §1.10
    PROVIDERS = (
        Provider(
            "dashscope",
            "dashscope",
            "https://dashscope-intl.aliyuncs.com/api/v1",
            idempotent=False,
            prices=(("1080P", "0.15"), ("720P", "0.10")),  # providers.md §1.10, Singapore
            currency="USD",
        ),
    )

    def body(self, request: Request, bindings: Sequence[Binding], prompt: str) -> dict[str, Any]:
        """Write the body; resolution is always sent: without it tasks failed (providers.md §1.2, C9)."""
        return {
            "model": request.model,
            "input": {
                "prompt": prompt,
                **optional(negative_prompt=request.negative_prompt),
                "media": media_array(request, bindings),
            },
            "parameters": {
                "resolution": request.resolution,
                "ratio": request.ratio,
                "duration": request.seconds,
                "prompt_extend": request.prompt_extend,
                "watermark": request.watermark,
                "seed": request.seed,
            },
        }

    def sent(self, body: dict[str, Any]) -> Iterator[Sent]:
        """Read `input.media`."""
        return sent_media(body["input"]["media"])
