"""A file that a command is told to write: never over something else."""

from __future__ import annotations

import os
from pathlib import Path

from netlog.errors import AlreadyExists, InvalidInput, NotFound
from netlog.rules.names import shown


def write_over_own(file: str, content: bytes, begins: bytes, what: str) -> Path:
    """Write `content` to a file that is new, empty or of the same kind: one that begins with `begins`, like `content`.

    Raises NotFound where the folder is missing, InvalidInput for what is no file, and AlreadyExists for another file
    (`what` says what it is not). The file is there whole, or as it was.
    """
    path = Path(file).expanduser()
    if not path.parent.is_dir():
        raise NotFound(f"There is no folder {shown(str(path.parent), 200)}.", "Make it, or name another file.")
    if path.exists() and not path.is_file():
        raise InvalidInput(f"{shown(file, 200)} is no file.", "Name a file.")
    if path.exists():
        with path.open("rb") as there:
            head = there.read(len(begins))
        if head not in (b"", begins):
            raise AlreadyExists(f"{shown(file, 200)} is there already, and is no {what}.", "Name another file.")
    beside = path.with_name(f".{path.name[:100]}.{os.getpid()}.new")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path
