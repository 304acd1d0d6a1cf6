"""Reading and writing files that others may swap: never waits for a pipe, never leaves half a file."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import io
    from pathlib import Path

# O_NONBLOCK: opening a pipe must not wait for its writer. O_NOFOLLOW: the path is resolved, so a link is new.
# Windows lacks both, and alone needs O_BINARY.
_READ = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)

_IRREGULAR = "not a regular file"


def open_regular(path: str | Path) -> io.BufferedReader:
    """Open a resolved path for reading if it is a regular file; raises OSError for all else, at once."""
    before = os.stat(path)  # noqa: PTH116 - opening a device may already do something
    if not stat.S_ISREG(before.st_mode):
        raise OSError(errno.EINVAL, _IRREGULAR)
    file = open(path, "rb", opener=lambda name, _: os.open(name, _READ))  # noqa: SIM115 - Path has no opener
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, _IRREGULAR)
    return file


def read_bounded(path: Path, most: int) -> bytes:
    """Read a regular file of at most `most` bytes; raises OSError for all else."""
    with open_regular(path) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, "file too large")
    return data


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` in the place of `path` in one step, for good: readers see old bytes or new; raises OSError."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise


def make_state(folder: Path) -> None:
    """Make `.storyboard/` with a `.gitignore` that keeps all of it out of git; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        write_whole(ignore, b"*\n")
