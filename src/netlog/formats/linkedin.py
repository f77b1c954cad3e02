"""Connections.csv of a LinkedIn export, of every era.

The file of 2020 has neither a preamble nor profile addresses; later ones have "Notes:" above the header, and the URL in
one place or another. Rows with nothing but a date are people who closed or hid their profile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.formats.cells import NameCells, emails_in, text_in
from netlog.formats.filedates import DateColumn
from netlog.formats.header import body, surplus
from netlog.rows import FilePerson, Remark, Skipped
from netlog.rules.text import MAX_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netlog.formats.csvfile import CsvFile, Record
    from netlog.formats.filedates import DayOrder
    from netlog.formats.header import Header
    from netlog.rows import FileRow

FIELDS = frozenset({"name", "first-name", "last-name", "link", "linkedin", "email", "company", "title", "connected-on"})
