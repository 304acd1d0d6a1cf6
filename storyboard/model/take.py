"""What came back, and what it cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal


class Money(NamedTuple):
    """An amount; `basis` says how it came about, e.g. `0.100/s`."""

    amount: Decimal
    currency: str
    basis: str


class Take(NamedTuple):
    """One rendering of a shot: bytes in the store by `sha256`, numbered from 1."""

    key: str
    number: int
    sha256: str
    model: str
    seconds: int


class LockLine(NamedTuple):
    """One line of `storyboard.lock` (schemas/lock.schema.json)."""

    key: str
    take: int
    pinned: int  # 0: nobody chose it; else the highest wins
    sha256: str
    seconds: int
    dialect: str
    model: str
    cost: str  # decimal text and currency, or ""
    episode: str
    scenes: tuple[str, ...]
