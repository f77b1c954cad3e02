"""One file taken in: people found or added, what happened with them told, and a report of every row.

The rows pass in batches, so that memory does not grow with the file. Of each batch the people are looked for all at
once; the new ones are stored together, and those who are there already are merged one by one.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from netlog.rows.files import FileInteraction, FileJob, FilePerson, FileRow, Remark, Skipped
from netlog.rules.text import MAX_NAME
from netlog.store.derive import derive
from netlog.store.work import Work, select_in
from netlog.store.writer.adding import About, Adder
from netlog.store.writer.bulk import Bulk, Organizations
from netlog.store.writer.interactions import Interactions, Outcome
from netlog.store.writer.introducers import Introduced, introduce
from netlog.store.writer.matching import Candidate, Matcher, Person, prepared
from netlog.store.writer.merging import Merger, companies, load
from netlog.store.writer.relations import Related, relate
from netlog.store.writer.tracked import Tracked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BATCH = 2_000  # rows in memory at a time
# KiB of the database held in memory. Keys come in no order: with SQLite's 2 MiB every batch would reread the indexes.
CACHE = 32_768
_OBJECTS = 50_000  # of a batch


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

    `people_added` is how many contacts are new; rows of a table of interactions are not people. `connected` are
    those of them whom I knew before netlog, `leads` those whom I did not.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    people_added: int = 0
    connected: int = 0
    leads: int = 0
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


def salt_of(about: About) -> str:
    """What besides a row decides what it comes to: a part of its print."""
    return f"{about.format}\x1f{about.known}\x1f{about.me}\x1f{about.tags}"


def import_rows(work: Work, rows: Iterable[FileRow], about: About) -> Report:
    """Take in a file's rows, in the command's one transaction."""
    work.db.execute(f"pragma cache_size = -{CACHE}")
    work.db.execute("pragma ignore_check_constraints = on")  # a tenth of the time, for words that are netlog's own
    doing = _Importing(work, about)
    with _few_collections():
        remaining = iter(rows)
        while batch := list(islice(remaining, BATCH)):
            doing.take(batch)
    doing.finish()
    return doing.report


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let Python look for cycles once in a batch: it would look through all rows in memory forty times."""
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class _Importing:
    def __init__(self, work: Work, about: About) -> None:
        self.report = Report()
        self._work = work
        self._about = about
        self._salt = salt_of(about)
        self._bulk = Bulk(work)
        self._organizations = Organizations(work, self._bulk)
        self._adder = Adder(work, self._bulk, self._organizations, about)
        self._merger = Merger(work, self._bulk, self._organizations, about)
        self._interactions = Interactions(work, about.minutes)
        self._tracked = Tracked(work)
        self._here = _Numbers()
        self._introduced: list[Introduced] = []
        self._related: list[Related] = []
        self._skipped_line = 0

    def take(self, batch: list[FileRow]) -> None:
        """Take in one batch. People are derived at once; what happened, when all of it is told."""
        people = [row for row in batch if isinstance(row, FilePerson)]
        happened = [row for row in batch if isinstance(row, FileInteraction)]
        self._note(batch)
        if people:
            self._people(self._prepared(people))
            derive(self._work)
            self._work.touched.clear()
        if happened:
            self._what_happened(happened)
        for job in (row for row in batch if isinstance(row, FileJob)):
            self._count(self._tracked.take(job))

    def finish(self) -> None:
        """What can only be told when everybody is there: who introduced whom, and who knows whom."""
        relate(self._work, self._related, self._about.format)
        self.report.warnings += introduce(self._work, self._introduced)
        self.report.warnings += self._merger.remarks
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

    def _people(self, people: list[Person]) -> None:
        self._warn_of_cuts(people)
        found = self._add_new(people)
        self.report.added += len(people) - len(found)
        self.report.people_added += len(people) - len(found)
        self._merge(found)
        self._bulk.store()

    def _add_new(self, people: list[Person]) -> list[tuple[Person, Candidate]]:
        """Add whom nobody is; return the others with who they are."""
        self._organizations.forget()
        self._organizations.look_up({key: place.organization for person in people for key, place in person.places})
        matcher = Matcher(self._work.db, self._organizations, people, self._here.__contains__, self._about.format)
        found: list[tuple[Person, Candidate]] = []
        doubtful: list[tuple[Person, int]] = []
        for person in people:
            who = matcher.find(person)
            if who:
                found.append((person, who))
                continue
            if namesakes := matcher.namesakes(person):
                doubtful.append((person, namesakes[0].id))
            id = self._adder.add(person)
            if self._about.knows(person.row):
                self.report.connected += 1
            else:
                self.report.leads += 1
            self._here.add(id)
            matcher.learn(person, id)
            self._hear_of_others(person, id)
        self._bulk.store()
        self._list_doubtful(doubtful)
        return found

    def _merge(self, found: list[tuple[Person, Candidate]]) -> None:
        """Merge what is not the very row of the last import. Of one person the first row of the file counts."""
        news = [(person, who) for person, who in found if person.print not in who.prints]
        stored = load(self._work.db, list({who.id for _, who in news}), self._about.me)
        self._organizations.look_up(companies(stored.values()))
        merged: set[int] = set()
        for person, who in found:
            first = who.id not in self._here
            self._here.add(who.id)
            if person.print in who.prints:
                self.report.unchanged += 1
                continue
            if who.id in merged:
                self._bulk.store()
            merged.add(who.id)
            changed = self._merger.merge(person, stored[who.id], first=first)
            self.report.updated += changed and first
            self.report.unchanged += not (changed and first)
            self._hear_of_others(person, who.id)

    def _hear_of_others(self, person: Person, id: int) -> None:
        """Keep for the end whom a row names besides its person."""
        row = person.row
        if row.relations:
            self._related += [Related(id, relation) for relation in row.relations]
        if row.introduced_by:
            self._introduced.append(Introduced(row.line, id, row.introduced_by, row.met_on or row.connected_on))

    def _prepared(self, rows: Iterable[FilePerson]) -> list[Person]:
        return [prepared(row, self._about.tags, self._salt) for row in rows]

    def _warn_of_cuts(self, people: list[Person]) -> None:
        """Names of organizations are stored as long as people's names are."""
        for row in (person.row for person in people):
            names = [place.organization for place in row.affiliations] if row.affiliations else []
            for name in (*names, row.company or ""):
                if len(name) > MAX_NAME:
                    reason = f"an organization's name of {len(name)} characters was cut to {MAX_NAME}"
                    self.report.warnings.append(Remark(row.line, reason))

    def _list_doubtful(self, doubtful: list[tuple[Person, int]]) -> None:
        ids = {id for _, id in doubtful}
        sql = (
            "select c.id, c.name, o.name from contact c left join organization o on o.id = c.organization_id"
            " where c.id in ({})"
        )
        labels = {
            id: f"{name}, {organization}" if organization else name
            for id, name, organization in select_in(self._work.db, sql, ids)
        }
        for person, id in doubtful:
            self.report.possible_duplicates.append(PossibleDuplicate(person.row.line, person.row.name, id, labels[id]))

    # --- what happened ----------------------------------------------------------------------------

    def _what_happened(self, rows: list[FileInteraction]) -> None:
        people = self._prepared(self._interactions.strangers(rows))
        self.report.people_added += len(people) - len(self._add_new(people))
        for row in rows:
            outcome = self._interactions.take(row)
            if isinstance(outcome, Skipped):
                self.report.skipped.append(outcome)
            else:
                self._count(outcome)

    def _count(self, outcome: Outcome) -> None:
        if outcome is Outcome.ADDED:
            self.report.added += 1
        elif outcome is Outcome.UPDATED:
            self.report.updated += 1
        else:
            self.report.unchanged += 1


class _Numbers:
    """A set of contact numbers in one byte each, whatever the length of the file."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def add(self, number: int) -> None:
        if number >= len(self._bytes):
            self._bytes.extend(bytes(number + BATCH - len(self._bytes)))
        self._bytes[number] = 1

    def __contains__(self, number: int) -> bool:
        return number < len(self._bytes) and bool(self._bytes[number])
