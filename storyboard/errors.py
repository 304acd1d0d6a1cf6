"""What may be raised to a person, named by what to do next.

* StoryboardError          anything with a message for people and an exit code
  - UsageError        (2)  the command line is wrong
  - EnvironmentalError (5) the machine lacks something: ffmpeg, a key, a base URL, space
    + FfmpegError          ffmpeg ran and failed
  - RenderError       (1)  a shot could not be rendered, or an episode not stitched

Problems in a storyboard are never raised: they are `Diagnostic` values in a `Report`.
"""

from __future__ import annotations


class StoryboardError(Exception):
    """A failure to tell a person: `message` says what happened, `help` what to do; `exit_code` is the process's."""

    exit_code = 1

    def __init__(self, message: str, help: str = "") -> None:  # noqa: A002
        super().__init__(message)
        self.message = message
        self.help = help


class UsageError(StoryboardError):
    """The command line asks for something that does not exist."""

    exit_code = 2


class EnvironmentalError(StoryboardError):
    """The machine lacks something that the work needs."""

    exit_code = 5


class FfmpegError(EnvironmentalError):
    """ffmpeg ran and failed; `help` holds the end of what it said."""


class RenderError(StoryboardError):
    """A shot could not be rendered or an episode could not be stitched."""
