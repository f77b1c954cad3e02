"""New people from a file: every row they take, with the kept columns as derivation would have them.

Nothing has happened with them yet, so what derives from events is known: connected if known before, else a lead; not in
play; at the job that the file tells last.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import count, repeat
from typing import TYPE_CHECKING

from netlog.rules.functions import canonical_function, infer_function
from netlog.rules.names import fold
from netlog.store.writer.matching import COMPANY, Person
from netlog.words import FunctionFrom, Knows, Origin, Stage

if TYPE_CHECKING:
    from netlog.rows.files import FileAffiliation, FilePerson
    from netlog.store.work import Work
    from netlog.store.writer.bulk import Bulk, Organizations

_NOT_IN_PLAY = 0
# An enumeration's value takes as long to read as a row's whole key.
_FROM_FILE, _FROM_TITLE = FunctionFrom.TOLD.value, FunctionFrom.TITLE.value
_CONNECTED, _LEAD = Stage.CONNECTED.value, Stage.LEAD.value
_YES = Knows.YES.value


@dataclass(frozen=True, slots=True)
class About:
    """What is imported: the file and its format, how its people come into netlog, and whether I know them.

    `me` is my own number, if I have said who I am and the file shows that its people know me; `minutes` is how long a
    meeting is, unless told.
    """

    file_name: str
    format: str
    origin: Origin
    known: bool
    tags: tuple[str, ...] = ()
    me: int | None = None
    minutes: int = 30

    def knows(self, row: FilePerson) -> bool:
        """Whether I knew this person of the file before netlog."""
        return self.known and row.known is not False


def notes_of(person: Person, about: About, today: str) -> list[tuple[str, str]]:
    """The notes that a row leaves, as (day, text). A day of last contact is one: as a message it would ask for a nudge.

    An alumni office's last contact is not mine.
    """
    row = person.row
    notes = [(today, note) for note in row.notes] if row.notes else []
    last = row.last_contacted_on
    if last and about.origin is not Origin.ROSTER:
        notes.append((last, "Last contacted."))
    return notes


def _employer(places: list[tuple[int, FileAffiliation]]) -> int | None:
    """The organization of the job that began last, of several the one told last; None where no job is a present one."""
    employer, since = None, ""
    for number, place in places:
        if place.kind == COMPANY and not place.end and (place.start or "") >= since:
            employer, since = number, place.start or ""
    return employer


class Adder:
    """Adds new people to what waits to be stored."""

    def __init__(self, work: Work, bulk: Bulk, organizations: Organizations, about: About) -> None:
        self._bulk = bulk
        self._organizations = organizations
        self._about = about
        self._origin = about.origin.value
        self._today = work.today.isoformat()
        # Random once for a file, and counted on: asking for each is a tenth of the time.
        self._uids = map("{}{:08x}".format, repeat(os.urandom(12).hex()), count())

    def add(self, person: Person) -> int:
        """Add a person with everything the row says. Returns the number."""
        places = [
            (self._organizations.number(key, place.organization, place.kind), place) for key, place in person.places
        ]
        id = self._contact(person, _employer(places))
        add = self._bulk.add
        for number, place in places:
            add("affiliation", id, number, place.kind, place.role, place.unit, place.start, place.end_on, place.ended)
        self._details(id, person)
        if self._about.me is not None:
            add("acquaintance", self._about.me, id, _YES, self._about.format, person.row.connected_on)
        return id

    def _contact(self, person: Person, employer: int | None) -> int:
        row, known = person.row, self._about.knows(person.row)
        function = canonical_function(row.function) if row.function else None
        inferred = infer_function(row.title) if row.title and not function else None
        origin = _FROM_FILE if function else _FROM_TITLE if inferred else None
        return self._bulk.add(
            "contact",
            person.uid or next(self._uids),
            row.name,
            person.name_key,
            row.nickname,
            fold(row.nickname) if row.nickname else None,
            row.title,
            function or inferred,
            origin,
            row.industry,
            row.city,
            row.how_met,
            self._origin,
            self._today,
            int(known),
            (row.met_on or row.connected_on) if known else None,
            employer,
            _CONNECTED if known else _LEAD,
            _NOT_IN_PLAY,
        )

    def _details(self, id: int, person: Person) -> None:
        """Add what a contact may have several of, and what this file said."""
        add, about = self._bulk.add, self._about
        for key, address in person.emails.items():
            add("email", id, address, key)
        for key, number in person.phones.items():
            add("phone", id, number, key)
        for key, url in person.links.items():
            add("link", id, url, key)
        for key, word in person.tags.items():
            add("tag", id, word, key)
        for day, note in notes_of(person, about, self._today):
            add("note", id, note, 0, 1, day)
        add("source", id, about.format, about.file_name, person.row.source_key, self._today, self._today, person.wrote)
