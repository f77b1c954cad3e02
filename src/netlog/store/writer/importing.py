"""One file taken in: people found or added, what happened with them told, and a report of every row.

The rows pass in batches, so that memory does not grow with the file. Of each batch the people are looked for all at
once; the new ones are stored together, and those who are there already are merged one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from netlog.rows import FileInteraction, FilePerson, FileRow, Remark, Skipped
from netlog.rules.text import MAX_NAME
from netlog.store.derive import derive
from netlog.store.work import Work, select_in
from netlog.store.writer.adding import About, Adder
from netlog.store.writer.bulk import Bulk, Organizations
from netlog.store.writer.interactions import Interactions
from netlog.store.writer.matching import Matcher, Person, prepared
from netlog.store.writer.merging import Merger, Stored, companies, load
from netlog.store.writer.ties import Introduced, introduce
from netlog.words import Origin

BATCH = 2_000  # rows in memory at a time


@dataclass(frozen=True, slots=True)
class PossibleDuplicate:
    """Somebody was added although a contact of that name was there: perhaps one person, perhaps two."""

    line: int
    name: str
    contact_id: int
    contact: str


@dataclass(slots=True)
class Report:
    """What became of a file's rows: read = added + updated + unchanged + skipped.

    `people_added` is how many contacts came in with a table of interactions, whose rows are not people.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    people_added: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    possible_duplicates: list[PossibleDuplicate] = field(default_factory=list)

    @property
    def taken(self) -> int:
        """Rows that were taken."""
        return self.added + self.updated + self.unchanged

    @property
    def read(self) -> int:
        """Rows that the file holds."""
        return self.taken + len(self.skipped)


def me(work: Work) -> int | None:
    """My own number, None before `init`."""
    found = work.db.execute("select id from contact where is_me = 1").fetchone()
    return found[0] if found else None


def import_rows(work: Work, rows: Iterable[FileRow], about: About) -> Report:
    """Take in a file's rows. Whoever is touched is derived batch by batch."""
    doing = _Importing(work, about)
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        doing.take(batch)
    doing.finish()
    return doing.report


class _Importing:
    def __init__(self, work: Work, about: About) -> None:
        self.report = Report()
        self._work = work
        self._about = about
        self._salt = f"{about.format}\x1f{about.known}\x1f{about.me}\x1f{about.tags}"
        self._bulk = Bulk(work)
        self._organizations = Organizations(work, self._bulk)
        self._adder = Adder(work, self._bulk, self._organizations, about)
        self._merger = Merger(work, self._bulk, self._organizations, about)
        self._interactions = Interactions(work, self._organizations)
        self._here = _Numbers(work.next_id("contact"))
        self._introduced: list[Introduced] = []
        self._skipped_line = 0

    def take(self, batch: list[FileRow]) -> None:
        """Take in one batch, and derive whom it touched."""
        people = [row for row in batch if isinstance(row, FilePerson)]
        happened = [row for row in batch if isinstance(row, FileInteraction)]
        self._note(batch)
        if people:
            self._people(people)
        if happened:
            self._what_happened(happened)
        derive(self._work)
        self._work.touched.clear()

    def finish(self) -> None:
        """What can only be told when everybody is there: who introduced whom."""
        for remark in introduce(self._work, self._introduced):
            self.report.warnings.append(remark)
        self.report.warnings.sort(key=lambda remark: remark.line)
        self.report.skipped.sort(key=lambda skipped: skipped.line)

    def _note(self, batch: list[FileRow]) -> None:
        """Rows that formats could not take, and what they dropped of others."""
        for row in batch:
            if isinstance(row, Skipped):
                self.report.skipped.append(row)
                self._skipped_line = row.line
            elif isinstance(row, Remark) and row.line != self._skipped_line:
                self.report.warnings.append(row)

    # --- people -----------------------------------------------------------------------------------

    def _people(self, rows: list[FilePerson]) -> None:
        people = [prepared(row, self._about.tags, self._salt) for row in rows]
        found = self._add_new(people)
        self.report.added += len(people) - len(found)
        self._merge(found)

    def _add_new(self, people: list[Person]) -> list[tuple[Person, int]]:
        """Add whom nobody is; return the others with the number of who they are."""
        self._look_up(people)
        matcher = Matcher(self._work.db, self._organizations, people, self._here.__contains__)
        found: list[tuple[Person, int]] = []
        doubtful: list[tuple[Person, int]] = []
        for person in people:
            who = matcher.find(person)
            if who and (person.print in who.prints or not who.here):
                found.append((person, who.id))
            elif who:
                found.append((person, who.id))
            else:
                doubtful += [(person, namesake.id) for namesake in matcher.namesakes(person)[:1]]
                id = self._adder.add(person)
                matcher.learn(person, id)
                self._introduction(person, id)
        self._bulk.store()
        self._list_doubtful(doubtful)
        return found

    def _look_up(self, people: Iterable[Person]) -> None:
        self._organizations.forget()
        self._organizations.look_up({key: place.organization for person in people for key, place in person.places})
