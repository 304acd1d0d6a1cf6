"""Stage 2. Is a document what the published schemas say, and if not, why, in the author's words."""

from storyboard.validate.schema import shape

__all__ = ["shape"]
