"""A zip or a folder as the files in it that netlog reads, in the order in which they should be taken in.

Of a LinkedIn export that is connections, then messages, then invitations; its other tables are about yourself.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from netlog.errors import InvalidInput
from netlog.formats import hermitcrm
from netlog.formats.sniff import Source, open_several, open_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What is opened at all; of other files there is nothing to say.
_SUFFIXES = frozenset({
    ".csv", ".tsv", ".txt", ".vcf", ".vcard", ".ics", ".ical", ".ldif", ".ldi", ".json", ".org", ".md", ".abook", "",
    ".zip",
})  # fmt: skip
_CARDS = frozenset({".vcf", ".vcard"})
_LINKEDIN = frozenset({"connections.csv", "messages.csv", "invitations.csv"})
# Messages name people whom connections know better, and interactions whom a table of people does.
_LATER = {"linkedin-messages": 1, "linkedin-invitations": 2, "interactions": 3, "calendar": 4}

_MOST_FILES = 20_000
# LinkedIn's largest exports have some 200 MB of tables; text shrinks to a tenth, a bomb to a thousandth.
_MOST_BYTES = 1 << 30
_SMALL, _MOST_TIMES = 20 << 20, 200


class Left(NamedTuple):
    """A file that was not read, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What can be read, in order, and what was left."""

    sources: tuple[Source, ...]
    left: tuple[Left, ...]


def is_archive(path: Path) -> bool:
    """Whether the path is a folder or a zip of files; the zips that are documents of an office are none."""
    if path.is_dir():
        return True
    if not path.is_file() or not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return True
    return "[Content_Types].xml" not in names and "mimetype" not in names


@contextmanager
def opened(path: Path, open_file: Callable[[Path], Source] = open_source) -> Iterator[Opened]:
    """What a zip or a folder holds; a zip's files lie in a temporary folder until the end of the `with`.

    `open_file` opens one file, with the user's options. Raises InvalidInput for a zip that is a bomb, encrypted,
    broken or writes outside of itself, and where there is nothing to read.
    """
    if path.is_dir():
        yield _opened(path, path.name, open_file)
        return
    with TemporaryDirectory(prefix="netlog-") as folder:
        _unpack(path, Path(folder))
        yield _opened(Path(folder), path.name, open_file)


def _opened(folder: Path, name: str, open_file: Callable[[Path], Source]) -> Opened:
    files, left = _files(folder)
    if hermitcrm.is_folder(folder):
        return Opened((open_several("hermitcrm", folder, []),), ())
    exports = {file.parent for file in files if file.name.casefold() in ("connections.csv", "messages.csv")}
    sources: list[tuple[int, Source]] = []
    for source in _grouped(files):
        shown = str(source[0].relative_to(folder))
        if source[0].parent in exports and not _is_linkedins(source[0]):
            left.append(Left(shown, "about yourself, not about contacts"))
            continue
        try:
            found = open_file(source[0]) if len(source) == 1 else open_several("vcard", source[0].parent, source)
        except InvalidInput as error:
            left.append(Left(shown, error.sentence))
        else:
            sources.append((_LATER.get(found.format, 0), found))
    if not sources:
        raise InvalidInput(f"{name} holds nothing that netlog reads.", _why(left))
    return Opened(tuple(found for _, found in sorted(sources, key=lambda pair: pair[0])), tuple(left))


def _why(left: list[Left]) -> str:
    return f"{left[0].name}: {left[0].reason}" if left else "It reads tables, vCards, calendars and LinkedIn's export."


def _is_linkedins(file: Path) -> bool:
    name = file.name.casefold()
    return name in _LINKEDIN or file.suffix.casefold() != ".csv"


def _files(folder: Path) -> tuple[list[Path], list[Left]]:
    """The files worth opening, by name; hidden ones and links are not followed."""
    found: list[Path] = []
    left: list[Left] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        for name in sorted(names):
            file = Path(place, name)
            if name.startswith(".") or file.suffix.casefold() not in _SUFFIXES or file.is_symlink():
                continue
            if len(found) >= _MOST_FILES:
                return found, [Left("…", f"more than {_MOST_FILES:,} files: the others were left out")]
            if file.is_file() and file.stat().st_size:
                found.append(file)
    return found, left


def _grouped(files: list[Path]) -> list[list[Path]]:
    """Each file alone, but the cards of one folder together: phones and khard keep one card a file."""
    groups: list[list[Path]] = []
    cards: dict[Path, list[Path]] = {}
    for file in files:
        if file.suffix.casefold() not in _CARDS:
            groups.append([file])
        elif file.parent in cards:
            cards[file.parent].append(file)
        else:
            cards[file.parent] = [file]
            groups.append(cards[file.parent])
    return groups


# --- zips -------------------------------------------------------------------------------------------


def _unpack(path: Path, folder: Path) -> None:
    """Everything worth opening into the folder. Raises InvalidInput before anything is written if the zip is bad."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _refuse_bad(path, members)
            for member in members:
                if PurePosixPath(member.filename).suffix.casefold() in _SUFFIXES:
                    _write(archive, member, folder)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError, RuntimeError) as error:
        raise InvalidInput(f"{path.name} is a broken zip: {error}.", "Download it again.") from None


def _refuse_bad(path: Path, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > _MOST_FILES:
        raise InvalidInput(f"{path.name} holds {len(members):,} files; {_MOST_FILES:,} is the most.", _UNPACK)
    if outside := next((member.filename for member in members if _is_outside(member.filename)), None):
        raise InvalidInput(f'{path.name} wants to write outside of itself, to "{outside[:60]}".', "Do not trust it.")
    if any(member.flag_bits & 1 for member in members):
        raise InvalidInput(f"{path.name} is encrypted.", "Unpack it with its password, and import the folder.")
    size, packed = sum(member.file_size for member in members), sum(member.compress_size for member in members)
    if size > _MOST_BYTES or (size > _SMALL and size > _MOST_TIMES * max(packed, 1)):
        raise InvalidInput(f"{path.name} would grow from {packed:,} to {size:,} bytes.", _UNPACK)


_UNPACK = "If you trust it, unpack it and import what you need of it."


def _is_outside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or ":" in parts[0] or "\x00" in name


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> None:
    """One member into the folder; no more than it says it has."""
    target = folder.joinpath(*member.filename.replace("\\", "/").split("/"))
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as packed, target.open("wb") as file:
        shutil.copyfileobj(packed, file, 1 << 20)
