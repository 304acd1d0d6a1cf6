"""What will be done, and at what price."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from storyboard.model.shot import Shot
    from storyboard.model.take import LockLine, Money

Action = Literal["render", "keep", "moved", "drop"]
Change = Literal["new", "changed", "moved", "kept", "dropped"]


class Reason(NamedTuple):
    """Why a shot must be rendered: a field, what the last take had and what is asked for now."""

    field: str
    before: str
    after: str


class Step(NamedTuple):
    """One shot's part of the plan. `shot` is None for a drop: a locked take that no shot asks for any more."""

    id: str
    action: Action
    change: Change
    reasons: tuple[Reason, ...]
    shot: Shot | None
    take: LockLine | None
    seconds: int
    price: Money | None


class Plan(NamedTuple):
    """All shots of an episode in order, then drops."""

    episode: str
    dialect: str  # "" for the animatic
    model: str
    steps: tuple[Step, ...]

    @property
    def shots(self) -> tuple[Shot, ...]:
        """The shots in the order of the episode."""
        return tuple(step.shot for step in self.steps if step.shot is not None)
