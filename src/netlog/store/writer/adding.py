"""New people from a file: every row they take, with the kept columns as derivation would have them.

Nothing has happened with them yet, so what derives from events is known: connected if known before, else a lead; not in
play; at the job that the file tells last.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import compress, count, repeat
from json.encoder import encode_basestring
from operator import itemgetter
from typing import TYPE_CHECKING

from netlog.rows.files import FilePerson
from netlog.rules.functions import canonical_function, infer_function
from netlog.rules.names import fold
from netlog.store.writer.matching import COMPANY, Person
from netlog.words import FunctionFrom, Knows, Origin, Stage

if TYPE_CHECKING:
    from netlog.rows.files import FileAffiliation
    from netlog.store.work import Work
    from netlog.store.writer.bulk import Bulk, Organizations

Told = dict[str, str | int]

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


_TOLD = ("name", "nickname", "title", "company", "industry", "city", "how_met", "connected_on")
_tells = itemgetter(*map(FilePerson._fields.index, _TOLD))


def told_by(person: Person) -> Told:
    """The single fields that a row tells, as `source.wrote` keeps them; `row` is its print."""
    row = person.row
    values = _tells(row)
    told: Told = dict(compress(zip(_TOLD, values, strict=True), values))
    if row.function:
        told["function"] = canonical_function(row.function)
    told["row"] = person.print
    return told


def encode(told: Told) -> str:
    """As JSON, in a third of the time of json.dumps: every row of a file passes here."""
    texts = [f'"{name}":{encode_basestring(v) if isinstance(v, str) else v}' for name, v in told.items()]
    return "{" + ",".join(texts) + "}"


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
    jobs = [(place.start or "", at) for at, (_, place) in enumerate(places) if place.kind == COMPANY and not place.end]
    return places[max(jobs)[1]][0] if jobs else None


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
        told = told_by(person)
        id = self._contact(person, told, _employer(places))
        add = self._bulk.add
        for number, place in places:
            add("affiliation", id, number, place.kind, place.role, place.unit, place.start, place.end_on, place.ended)
        self.details(id, person, told)
        if self._about.me is not None:
            add("acquaintance", self._about.me, id, _YES, self._about.format, person.row.connected_on)
        return id

    def _contact(self, person: Person, told: Told, employer: int | None) -> int:
        row, known = person.row, self._about.knows(person.row)
        function = told.get("function")
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

    def details(self, id: int, person: Person, told: Told) -> None:
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
        add("source", id, about.format, about.file_name, person.row.source_key, self._today, self._today, encode(told))
