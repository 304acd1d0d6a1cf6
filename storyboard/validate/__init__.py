"""Stage 2. Is a document what the published schemas say, and if not, why, in the author's words."""

from storyboard.validate.schema import shape, shape_digest

__all__ = ["shape", "shape_digest"]
