"""Files made on the spot, read through the one door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from netlog.formats.sniff import Source, open_source
from netlog.rows.files import FileInteraction, FilePerson, FileRow, Remark, Skipped

if TYPE_CHECKING:
    from pathlib import Path


class Desk:
    """Writes a file and reads it; the rows of the last one by their type."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: list[FileRow] = []

    def source(self, content: str | bytes, name: str = "people.csv", **options: Any) -> Source:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return open_source(path, **options)

    def read(self, content: str | bytes, **options: Any) -> list[FileRow]:
        self.rows = list(self.source(content, **options).rows())
        return self.rows

    def people(self, content: str | bytes, **options: Any) -> list[FilePerson]:
        return [row for row in self.read(content, **options) if isinstance(row, FilePerson)]

    def person(self, content: str | bytes, **options: Any) -> FilePerson:
        (person,) = self.people(content, **options)
        return person

    def happened(self, content: str | bytes, **options: Any) -> list[FileInteraction]:
        return [row for row in self.read(content, **options) if isinstance(row, FileInteraction)]

    @property
    def skipped(self) -> list[tuple[int, str, bool]]:
        return [(row.line, row.reason, row.held_somebody) for row in self.rows if isinstance(row, Skipped)]

    @property
    def remarks(self) -> list[tuple[int, str]]:
        return [(row.line, row.reason) for row in self.rows if isinstance(row, Remark)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
