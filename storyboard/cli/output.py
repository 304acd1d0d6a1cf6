"""How the working verbs tell what they do: a progress bar on a terminal, lines elsewhere, or one JSON event a line."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress, TaskID


class Teller:
    """Hears the events of `produce`; a context, so that the bar ends with the work."""

    def __init__(self, *, as_json: bool, shots: int = 0) -> None:
        self.as_json = as_json
        self.shots = shots
        self.done = 0
        self.bar: Progress | None = None
        self.task: TaskID | None = None

    def __enter__(self) -> Self:
        if self.shots and not self.as_json and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
            )
            self.bar = Progress(*columns, console=Console(stderr=True))
            self.bar.start()
            self.task = self.bar.add_task("rendering", total=self.shots)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar is not None:
            self.bar.stop()
            self.bar = None

    def __call__(self, event: str, **facts: Any) -> None:
        """Tell one event."""
        if self.as_json:
            if event != "stitching":
                sys.stdout.write(json.dumps({"event": event, **facts}, ensure_ascii=False) + "\n")
                sys.stdout.flush()
            return
        if event == "done":
            self.done += 1
            if self.bar is not None and self.task is not None:
                self.bar.advance(self.task)
            else:
                self.say(f"[{self.done}/{self.shots}] {facts['shot']}  {facts['seconds']} s")
        elif event == "failed":
            self.say(f"{facts['shot']} failed: {facts['message']}")
        elif event == "stitch":
            self.say(f"stitching {facts['clips']} clips")

    def say(self, text: str) -> None:
        """Write one line for people."""
        if self.bar is not None:
            self.bar.console.print(text, markup=False, highlight=False)
        else:
            sys.stderr.write(text + "\n")
            sys.stderr.flush()
