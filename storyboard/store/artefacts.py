"""Takes by the hash of their bytes: `.storyboard/takes/<aa>/<sha256>.mp4`, each with a sidecar that tells where it came from."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any

from storyboard.store.safe import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_CHUNK = 1 << 20


class Artefacts:
    """The take store of one project. Files appear whole or not at all, and are never changed."""

    def __init__(self, state: Path) -> None:
        self.state = state

    def path(self, sha256: str, suffix: str = ".mp4") -> Path:
        """Give where the bytes of a digest lie."""
        return self.state / "takes" / sha256[:2] / f"{sha256}{suffix}"

    def has(self, sha256: str) -> bool:
        """Whether the bytes of a digest are here."""
        return bool(sha256) and self.path(sha256).is_file()

    def adopt(self, file: Path, provenance: Mapping[str, Any]) -> str:
        """Move a finished file into the store and write its sidecar; gives its digest. `file` must be on the same disk."""
        digest = hashlib.sha256()
        with file.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
            os.fsync(stream.fileno())
        sha256 = digest.hexdigest()
        target = self.path(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(provenance, ensure_ascii=False, indent=1) + "\n"
        write_whole(target.with_suffix(".json"), text.encode())
        file.replace(target)
        return sha256

    def provenance(self, sha256: str) -> dict[str, Any] | None:
        """Read a take's sidecar; None where there is none."""
        try:
            found: dict[str, Any] = json.loads(self.path(sha256, ".json").read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None
