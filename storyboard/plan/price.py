"""Seconds and money before paying."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from storyboard.model.take import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from storyboard.model.shot import Request
    from storyboard.model.story import Provider

# seconds billed at most for each reference video, by their number (providers.md §1.10, C23)
_INPUT_CAP = (Decimal(0), Decimal(5), Decimal("2.5"), Decimal("1.65"), Decimal("1.25"), Decimal(1))
_THOUSANDTH = Decimal("0.001")


def input_seconds(request: Request) -> Decimal:
    """Give the seconds of reference video that DashScope bills beside the output (providers.md §1.10)."""
    videos = [item.file.length_ms for item in request.media if item.kind == "reference_video"]
    cap = _INPUT_CAP[min(len(videos), len(_INPUT_CAP) - 1)]
    return sum((min(Decimal(ms) / 1000, cap) if ms else cap for ms in videos), Decimal(0))


def estimate(request: Request, provider: Provider | None, *, bills_input: bool) -> Money | None:
    """Estimate the price of one take; None where the provider's price is not known. The animatic is free."""
    if provider is None:
        return Money(Decimal("0.000"), "USD", "drawn on this machine")
    price = dict(provider.prices).get(request.resolution)
    if price is None:
        return None
    rate = Decimal(price)
    extra = input_seconds(request) if bills_input else Decimal(0)
    amount = (rate * (request.seconds + extra)).quantize(_THOUSANDTH)
    basis = f"{rate.quantize(_THOUSANDTH) if rate.as_tuple().exponent >= -3 else rate}/s"  # type: ignore[operator]
    if extra:
        basis += f" of {request.seconds} s and {extra.normalize():f} s of reference video"
    return Money(amount, provider.currency, basis)


def total(prices: Iterable[Money | None]) -> Mapping[str, Decimal]:
    """Add up what is known, by currency."""
    sums: dict[str, Decimal] = {}
    for price in prices:
        if price is not None:
            sums[price.currency] = sums.get(price.currency, Decimal(0)) + price.amount
    return sums
