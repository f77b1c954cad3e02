"""A file that a command is told to write: never over something else."""

from __future__ import annotations

import os
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from netlog.errors import AlreadyExists, InvalidInput, NotFound
from netlog.rules.names import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def write_over_own(file: str, content: bytes, begins: bytes, what: str) -> Path:
    """Write `content` to a file that is new, empty or of the same kind: one that begins with `begins`, like `content`.

    Only its owner can read it. Raises NotFound where the folder is missing, InvalidInput for what is no file, and
    AlreadyExists for another file (`what` says what it is not). The file is there whole, or as it was.
    """
    path = Path(file).expanduser()

    def check() -> None:
        _require_place(path)
        if path.exists() and _head(path, len(begins)) not in (b"", begins):
            raise AlreadyExists(f"{shown(file, 200)} is there already, and is no {what}.", "Name another file.")

    _write(path, [content], check)
    return path


def write_private(path: Path, pieces: Iterable[str], *, force: bool, first: bytes = b"") -> None:
    """Write a new file that only its owner can read, piece by piece, `first` before them.

    Raises what `require_free` raises. The file is there whole, or as it was.
    """
    encoded = (piece.encode("utf-8", "backslashreplace") for piece in pieces)
    _write(path, chain([first], encoded), lambda: require_free(path, force=force))


def require_free(path: Path, *, force: bool) -> None:
    """Raises NotFound where the folder of a file to be written is missing, InvalidInput where the path is no file, and
    AlreadyExists where there is a file already, unless `force`.
    """
    _require_place(path)
    if path.exists() and not force:
        raise AlreadyExists(f"{shown(str(path), 200)} is there already.", "Name another file, or add --force.")


def _require_place(path: Path) -> None:
    if not path.parent.is_dir():
        raise NotFound(f"There is no folder {shown(str(path.parent), 200)}.", "Make it, or name another file.")
    if path.exists() and not path.is_file():
        raise InvalidInput(f"{shown(str(path), 200)} is no file.", "Name a file.")


def _head(path: Path, length: int) -> bytes:
    with path.open("rb") as there:
        return there.read(length)


def _write(path: Path, pieces: Iterable[bytes], check: Callable[[], None]) -> None:
    """Write a file beside its place, and put it there whole. `check` raises where it may not be put there."""
    check()
    beside = path.with_name(f".{path.name[:100]}.{os.getpid()}.new")
    try:
        handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        check()  # another program may have written it meanwhile
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
