"""A row about somebody who is there already: what is added, what is replaced, and what stays the user's.

A field is replaced only where it is empty, or where it still is what an import wrote and the file has news since it
was last read. E-mails, phones, links, tags and affiliations are added, never removed. A second row about one person in
one file only fills what is empty: neither of the two is newer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from netlog.rows.files import FileAffiliation, Remark
from netlog.rules.functions import infer_function
from netlog.rules.names import fold, organization_key, shown
from netlog.store.work import Work, as_json, rows, select_in
from netlog.store.writer.adding import About, notes_of
from netlog.store.writer.matching import COMPANY, Keyed, Person
from netlog.words import FunctionFrom, Knows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from netlog.store.writer.bulk import Bulk, Organizations

Row = dict[str, Any]

# What a contact may have several of: the table, and the column that tells two apart.
_KEYED = {"email": "address_key", "phone": "number_key", "link": "url_key", "tag": "word_key"}
# The columns of an affiliation and what a file says for them.
_PLACE = {"role": "role", "unit": "unit", "start_on": "start", "end_on": "end_on"}


@dataclass(slots=True)
class Stored:
    """A contact with everything that a row may add to."""

    contact: Row
    keys: dict[str, set[str]] = field(default_factory=lambda: {table: set() for table in _KEYED})
    affiliations: list[Row] = field(default_factory=list)
    sources: list[Row] = field(default_factory=list)
    notes: set[tuple[str, str]] = field(default_factory=set)
    acquainted: bool = False

    def wrote(self, name: str) -> set[str]:
        """What imports last wrote into a field."""
        return {source["wrote"][name] for source in self.sources if name in source["wrote"]}

    def source(self, format: str) -> Row | None:
        """What this format last said of the contact."""
        return next((source for source in self.sources if source["format"] == format), None)


def load(db: sqlite3.Connection, ids: list[int], me: int | None) -> dict[int, Stored]:
    """Those contacts, by number; with `me`, whether I am known to know them."""
    stored = {row["id"]: Stored(row) for row in _rows(db, "select * from contact where id in ({})", ids)}
    for table, key in _KEYED.items():
        for contact, value in select_in(db, f"select contact_id, {key} from {table} where contact_id in ({{}})", ids):
            stored[contact].keys[table].add(value)
    for row in _rows(db, "select * from affiliation where contact_id in ({}) order by id", ids):
        stored[row["contact_id"]].affiliations.append(row)
    for row in _rows(db, "select * from source where contact_id in ({}) order by id", ids):
        stored[row["contact_id"]].sources.append({**row, "wrote": json.loads(row["wrote"])})
    for contact, *note in select_in(db, "select contact_id, written_on, body from note where contact_id in ({})", ids):
        stored[contact].notes.add((note[0], note[1]))
    for mine, theirs in (("a_id", "b_id"), ("b_id", "a_id")) if me is not None else ():
        sql = f"select {theirs} from acquaintance where {mine} = {me} and {theirs} in ({{}})"
        for (contact,) in select_in(db, sql, ids):
            stored[contact].acquainted = True
    return stored


def _rows(db: sqlite3.Connection, sql: str, ids: list[int]) -> Iterator[Row]:
    for start in range(0, len(ids), 5000):
        part = ids[start : start + 5000]
        yield from rows(db, sql.format(", ".join("?" for _ in part)), part)


def companies(people: Iterable[Stored]) -> dict[str, str]:
    """The employers that imports wrote, by key."""
    return {organization_key(name): name for stored in people for name in stored.wrote("company")}


class Merger:
    """Merges rows into stored contacts. `remarks` are what did not go as the file says."""

    def __init__(self, work: Work, bulk: Bulk, organizations: Organizations, about: About) -> None:
        self._work = work
        self._bulk = bulk
        self._organizations = organizations
        self._about = about
        self._today = work.today.isoformat()
        self.remarks: list[Remark] = []

    def merge(self, person: Person, stored: Stored, *, first: bool) -> bool:
        """Take in a row, the first of its file about this contact or a repeat. Returns whether anything changed."""
        told = json.loads(person.wrote)
        own = stored.source(self._about.format)
        news = _Fields(told, stored, own["wrote"] if own else {}, first)
        job = self._job(person, stored, news)
        changes = self._fields(person, stored, news, takes_title=job is not None)
        changed = bool(job) | self._places(person, stored) | self._lists(person, stored) | self._known(person, stored)
        if changes:
            self._work.update("contact", stored.contact["id"], **changes)
            stored.contact.update(changes)
        self._remember(person, stored, told, first)
        return changed or bool(changes)

    # --- fields -----------------------------------------------------------------------------------

    def _fields(self, person: Person, stored: Stored, news: _Fields, *, takes_title: bool) -> Row:
        plain = ("nickname", "title", "industry", "city", "how_met") if takes_title else ("industry", "city", "how_met")
        changes: Row = {name: news.told[name] for name in plain if news.may_write(name)}
        if self._takes_name(person, stored, news):
            changes |= {"name": person.row.name, "name_key": person.name_key}
        if "nickname" in changes:
            changes["nickname_key"] = fold(changes["nickname"])
        return changes | self._function(stored, news, changes)

    def _takes_name(self, person: Person, stored: Stored, news: _Fields) -> bool:
        """An address never replaces a name, nor does the name of somebody who shares an e-mail address."""
        if person.has_name and _is_somebody_else(person, stored):
            name = f"{shown(stored.contact['name'])} (c{stored.contact['id']})"
            self._remark(person, f"taken as {name}, who has the same e-mail address")
            return False
        return person.has_name and news.may_write("name")

    @staticmethod
    def _function(stored: Stored, news: _Fields, changes: Row) -> Row:
        """The function that the file tells, else the one that a new title tells; the user's word stands."""
        is_told = stored.contact["function_from"] == FunctionFrom.TOLD
        if "function" in news.told and (not is_told or news.may_write("function")):
            told = {"function": news.told["function"], "function_from": FunctionFrom.TOLD.value}
            return told if news.first and any(stored.contact[name] != value for name, value in told.items()) else {}
        if is_told or "title" not in changes:
            return {}
        function = infer_function(changes["title"])
        return {"function": function, "function_from": FunctionFrom.TITLE.value if function else None}

    def _known(self, person: Person, stored: Stored) -> bool:
        """A lead of a roster turns up among my connections: I know them. Nobody becomes unknown."""
        contact, row = stored.contact, person.row
        changed = False
        if self._about.knows(row) and not contact["is_me"]:
            since = contact["known_since"] or row.met_on or row.connected_on
            changed = self._work.update("contact", contact["id"], known=1, known_since=since)
            if changed:
                contact |= {"known": 1, "known_since": since}
                self._work.touch(contact["id"])
        me = self._about.me
        if me is None or me == contact["id"] or stored.acquainted:
            return changed
        pair = sorted((me, contact["id"]))
        self._bulk.add("acquaintance", *pair, Knows.YES.value, self._about.format, row.connected_on)
        stored.acquainted = True
        return True

    # --- affiliations -----------------------------------------------------------------------------

    def _job(self, person: Person, stored: Stored, news: _Fields) -> bool | None:
        """Take in the present job. Returns whether anything changed; None where the user's word stands against it."""
        if not person.row.company:
            return False
        key, place = person.places[-1]
        jobs = [a for a in stored.affiliations if a["kind"] == COMPANY]
        present = [a for a in jobs if not a["ended"] and not a["end_on"]]
        at = self._organizations.get(key)
        here = next((a for a in present if a["organization_id"] == at), None)
        if here:
            return self._role(here, place, stored, news)
        if (present and not news.first) or not news.is_news("company"):
            return False
        written = {self._organizations.get(organization_key(name)) for name in stored.wrote("company")}
        left = [a for a in present if a["organization_id"] in written]
        if (present and not left) or (not present and any(a["organization_id"] == at for a in jobs)):
            self._stays(person, stored, place)
            return None
        self._change_job(stored, left, key, place)
        return True

    def _role(self, here: Row, place: FileAffiliation, stored: Stored, news: _Fields) -> bool:
        may = not here["role"] or (news.first and news.is_news("title") and here["role"] in stored.wrote("title"))
        if not place.role or not may or here["role"] == place.role:
            return False
        here["role"] = place.role
        return self._work.update("affiliation", here["id"], role=place.role)

    def _change_job(self, stored: Stored, left: list[Row], key: str, place: FileAffiliation) -> None:
        """The old job ends and the new one begins in the month in which an import found out: no file tells the day."""
        month = self._today[:7] if left else None
        for old in left:
            old |= {"ended": 1, "end_on": month}
            self._work.update("affiliation", old["id"], ended=1, end_on=month)
        self._affiliate(stored, key, place, place.start or month)
        self._work.touch(stored.contact["id"])

    def _stays(self, person: Person, stored: Stored, place: FileAffiliation) -> None:
        name = shown(stored.contact["name"])
        self._remark(person, f"{name} stays where you put them; the file says {shown(place.organization)}")

    def _places(self, person: Person, stored: Stored) -> bool:
        """Take in schools, associations and the like; what is there with less detail gets the detail."""
        changed = False
        for key, place in person.places[:-1] if person.row.company else person.places:
            at = self._organizations.get(key)
            like = next((a for a in stored.affiliations if a["organization_id"] == at and _is_like(a, place)), None)
            if like is None:
                self._affiliate(stored, key, place, place.start)
                changed = True
                continue
            missing = {column: getattr(place, name) for column, name in _PLACE.items() if not like[column]}
            changed |= self._work.update("affiliation", like["id"], **missing)
            like |= missing
            if changed and place.kind == COMPANY:
                self._work.touch(stored.contact["id"])
        return changed

    def _affiliate(self, stored: Stored, key: str, place: FileAffiliation, start: str | None) -> None:
        at = self._organizations.number(key, place.organization, place.kind)
        columns = {
            "kind": place.kind,
            "role": place.role,
            "unit": place.unit,
            "start_on": start,
            "end_on": place.end_on,
            "ended": place.ended,
        }
        id = self._bulk.add("affiliation", stored.contact["id"], at, *columns.values())
        stored.affiliations.append({"id": id, "organization_id": at, **columns})
        if place.kind == COMPANY:
            self._work.touch(stored.contact["id"])

    # --- lists, and what the file said ------------------------------------------------------------

    def _lists(self, person: Person, stored: Stored) -> bool:
        told: dict[str, Keyed] = {
            "email": person.emails, "phone": person.phones, "link": person.links, "tag": person.tags,
        }  # fmt: skip
        changed = False
        for table, texts in told.items():
            for key, text in texts.items():
                if key not in stored.keys[table]:
                    stored.keys[table].add(key)
                    self._bulk.add(table, stored.contact["id"], text, key)
                    changed = True
        bodies = {body for _, body in stored.notes}
        for day, body in notes_of(person, self._about, self._today):
            if (day, body) not in stored.notes and (day != self._today or body not in bodies):
                stored.notes.add((day, body))
                self._bulk.add("note", stored.contact["id"], body, 0, 1, day)
                changed = True
        return changed

    def _remember(self, person: Person, stored: Stored, told: Row, first: bool) -> None:
        """Keep what the file said, for the next one to be compared with; of two rows the first speaks."""
        about = self._about
        own = stored.source(about.format)
        if own is None:
            text = (about.format, about.file_name, person.row.source_key, self._today, self._today, person.wrote)
            id = self._bulk.add("source", stored.contact["id"], *text)
            stored.sources.append({"id": id, "format": about.format, "wrote": told})
            return
        wrote = {**own["wrote"], **told} if first else {**told, **own["wrote"]}
        if wrote != own["wrote"]:
            own["wrote"] = wrote
            self._work.update("source", own["id"], file_name=about.file_name, last_on=self._today, wrote=as_json(wrote))

    def _remark(self, person: Person, reason: str) -> None:
        self.remarks.append(Remark(person.row.line, reason))


@dataclass(frozen=True, slots=True)
class _Fields:
    """What a row says, beside what is stored and what this format last said (`before`)."""

    told: Row
    stored: Stored
    before: Row
    first: bool

    def is_news(self, name: str) -> bool:
        """Whether the file says something else than when it was last read."""
        return name in self.told and self.told[name] != self.before.get(name)

    def may_write(self, name: str) -> bool:
        """Whether a field takes what the row says, which is not what it holds."""
        new, now = self.told.get(name), self.stored.contact[name]
        if not new or new == now:
            return False
        return not now or (self.first and self.is_news(name) and now in self.stored.wrote(name))


def _is_somebody_else(person: Person, stored: Stored) -> bool:
    """Whether the names have no word in common, and nothing but an e-mail address brought the two together."""
    key = person.row.source_key
    if key and any(source.get("source_key") == key for source in stored.sources):
        return False
    name = stored.contact["name"]
    is_name = "@" not in name and any(map(str.isalpha, name))
    words = set(person.name_key.split())
    return is_name and words.isdisjoint(fold(name).split()) and stored.keys["link"].isdisjoint(person.profiles)


def _is_like(affiliation: Row, place: FileAffiliation) -> bool:
    """Whether the two say nothing different: the same kind, and in no detail two values."""
    return affiliation["kind"] == place.kind and all(
        not affiliation[column] or not getattr(place, name) or affiliation[column] == getattr(place, name)
        for column, name in _PLACE.items()
    )
