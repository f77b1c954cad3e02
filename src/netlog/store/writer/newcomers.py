"""Cards of a folder that netlog does not know yet: found among the contacts by the rule of imports, or added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.store.work import Work, select_in
from netlog.store.writer.adding import About, Adder
from netlog.store.writer.bulk import Bulk, Organizations
from netlog.store.writer.importing import salt_of
from netlog.store.writer.introducers import Introduced, introduce
from netlog.store.writer.matching import Matcher, Person, prepared
from netlog.store.writer.merging import Merger, companies, load
from netlog.store.writer.relations import Related, relate
from netlog.words import Origin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netlog.rows.cards import Seen

FORMAT = "vcard"


class Newcomers:
    """Finds or adds whose cards they are.

    `added` and `updated` are contacts, by (number, name); `remarks` tell of files what was not taken as it stands.
    """

    def __init__(self, work: Work, folder: str, linked: set[int]) -> None:
        """`linked` are the contacts that have a card in the folder already."""
        self.added: list[tuple[int, str]] = []
        self.updated: list[tuple[int, str]] = []
        self.remarks: list[tuple[str, str]] = []
        self._work = work
        self._linked = linked
        self._about = About(folder[-200:], FORMAT, Origin.ADDRESS_BOOK, known=True)
        self._bulk = Bulk(work)
        self._organizations = Organizations(work, self._bulk)

    def take(self, new: Sequence[Seen], known: Mapping[str, int]) -> list[tuple[Seen, int]]:
        """Find or add whose card each is; `known` are files whose contact is known already."""
        salt = salt_of(self._about)
        people = [(seen, prepared(seen.told.person._replace(line=line), (), salt)) for line, seen in enumerate(new, 1)]
        if not people:
            return []
        self.remarks += [(seen.file, reason) for seen in new for reason in seen.told.remarks]
        whose = {**self._by_uid(new), **known}
        added = self._find(people, whose)
        self._merge([(seen, person) for seen, person in people if seen.file not in added], whose)
        self._hear_of_others(people, whose)
        return [(seen, whose[seen.file]) for seen in new]

    def _by_uid(self, new: Sequence[Seen]) -> dict[str, int]:
        """Cards that came from here, or were imported before."""
        uids = {seen.told.card.uid for seen in new if seen.told.card.uid}
        imported = f"select source_key, contact_id from source where format = '{FORMAT}' and source_key in ({{}})"
        found = dict(select_in(self._work.db, imported, uids))
        found |= dict(select_in(self._work.db, "select uid, id from contact where uid in ({})", uids))
        return {seen.file: found[seen.told.card.uid] for seen in new if seen.told.card.uid in found}

    def _find(self, people: Sequence[tuple[Seen, Person]], whose: dict[str, int]) -> set[str]:
        """Note whose card each is. Returns the files of those who were added."""
        names = {key: place.organization for _, person in people for key, place in person.places}
        self._organizations.look_up(names)
        here = {*self._linked, *whose.values()}
        matcher = Matcher(self._work.db, self._organizations, [person for _, person in people], here.__contains__)
        adder = Adder(self._work, self._bulk, self._organizations, self._about)
        added: set[str] = set()
        for seen, person in people:
            if seen.file in whose:
                continue
            found = matcher.find(person)
            if found is None:
                namesakes = matcher.namesakes(person)
                whose[seen.file] = adder.add(person)
                self.remarks += [(seen.file, _perhaps(namesake.id)) for namesake in namesakes[:1]]
                added.add(seen.file)
                matcher.learn(person, whose[seen.file])
                self.added.append((whose[seen.file], person.row.name))
            else:
                whose[seen.file] = found.id
            here.add(whose[seen.file])
        self._bulk.store()
        return added

    def _merge(self, people: Sequence[tuple[Seen, Person]], whose: Mapping[str, int]) -> None:
        stored = load(self._work.db, list({whose[seen.file] for seen, _ in people}), None)
        self._organizations.look_up(companies(stored.values()))
        merger = Merger(self._work, self._bulk, self._organizations, self._about)
        for seen, person in people:
            contact = whose[seen.file]
            if merger.merge(person, stored[contact], first=True):
                self.updated.append((contact, str(stored[contact].contact["name"])))
            self._bulk.store()
        files = {person.row.line: seen.file for seen, person in people}
        self.remarks += [(files[remark.line], remark.reason) for remark in merger.remarks]

    def _hear_of_others(self, people: Sequence[tuple[Seen, Person]], whose: Mapping[str, int]) -> None:
        """Whom a card names besides its person."""
        told = [(whose[seen.file], person.row) for seen, person in people]
        relate(self._work, [Related(id, relation) for id, row in told for relation in row.relations], FORMAT)
        introduced = [Introduced(row.line, id, row.introduced_by, row.met_on) for id, row in told if row.introduced_by]
        files = {person.row.line: seen.file for seen, person in people}
        self.remarks += [(files[remark.line], remark.reason) for remark in introduce(self._work, introduced)]


def _perhaps(id: int) -> str:
    return f"added, although c{id} has the same name: `netlog merge` makes one of two"
