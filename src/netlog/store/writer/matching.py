"""Which contact a row of a file speaks of, if any (PRODUCT.md, Imports).

The same person: equal profile address; else the id that the same format gave before; else equal e-mail; else the same
folded name and the same connected-on day, an organization or a phone number in common; else equal phone, the last name
and the beginning of the first (Sam, Samuel). Two different profile addresses are never one person. What reads like
evidence and is none:

- a school in common with another class year (a whole roster has its school in common);
- a name and an organization in common where one file gives two different e-mail addresses: it lists two people.

A row that says the very same as the one an import read before is the same row, whatever little it says.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from itertools import chain
from json.encoder import encode_basestring as quoted
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from netlog.rows.files import FileAffiliation, FilePerson
from netlog.rules.emails import address_key
from netlog.rules.functions import canonical_function
from netlog.rules.names import fold, organization_key
from netlog.rules.phones import number_key, phone_tail
from netlog.rules.text import MAX_NAME, is_profile, profile_key
from netlog.store.work import select_in
from netlog.words import OrganizationKind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from netlog.store.writer.bulk import Organizations

SCHOOL = OrganizationKind.SCHOOL.value
COMPANY = OrganizationKind.COMPANY.value

Keyed = dict[str, str]  # texts as written, by the key under which they are compared

_NONE: Keyed = {}
_UID = re.compile(r"[0-9a-f]{32}")


class Person(NamedTuple):
    """A row with its keys. `places` are organizations by key, the present job last; `print` tells rows apart.

    `wrote` is what of the row is kept for the next import to be compared with: single fields and the print, as JSON.
    """

    row: FilePerson
    name_key: str
    profiles: tuple[str, ...]
    links: Keyed
    emails: Keyed
    phones: Keyed
    tags: Keyed
    places: tuple[tuple[str, FileAffiliation], ...]
    print: int
    wrote: str

    @property
    def uid(self) -> str | None:
        """The uid that netlog gave them in the database from which the file is; None where another program wrote it."""
        key = self.row.source_key
        return key if self.row.known is not None and key and _UID.fullmatch(key) else None

    @property
    def has_name(self) -> bool:
        """Whether it has a name of its own: an e-mail or phone serves as one where there is none."""
        return self.row.name not in (*self.row.emails, *self.row.phones)


_SINGLE = ("name", "nickname", "title", "company", "industry", "city", "how_met", "connected_on")
_single = itemgetter(*map(FilePerson._fields.index, _SINGLE))
_OFTEN = ("line", "emails", "links", *_SINGLE)
_seldom = itemgetter(*(at for at, name in enumerate(FilePerson._fields) if name not in _OFTEN))


def prepared(row: FilePerson, tags: Sequence[str], salt: str) -> Person:
    """The row with its keys. `salt` stands for whatever else decides what the row comes to."""
    links = _keyed(row.links, profile_key) if row.links else _NONE
    told, seldom = _told(row), _seldom(row)
    # It is stored: where a later netlog reads more of a row, every row is looked at once more.
    text = f"{salt}\x1f{told}\x1f{row.emails}{row.links}{seldom if any(seldom) else ''}"
    print = crc32(text.encode("utf-8", "backslashreplace"))
    return Person(
        row,
        fold(row.name),
        tuple(filter(is_profile, links)),
        links,
        _keyed(row.emails, address_key) if row.emails else _NONE,
        _keyed(row.phones, number_key) if row.phones else _NONE,
        _keyed((*row.tags, *tags), fold) if row.tags or tags else _NONE,
        _places(row),
        print,
        f'{{{told},"row":{print}}}',
    )


def _told(row: FilePerson) -> str:
    """The single fields that a row tells, as the inside of a JSON object: in a third of the time of json.dumps."""
    fields = [f'"{name}":{quoted(text)}' for name, text in zip(_SINGLE, _single(row), strict=True) if text]
    if row.function:
        fields.append(f'"function":{quoted(canonical_function(row.function))}')
    return ",".join(fields)


def _keyed(texts: Sequence[str], key_of: Callable[[str], str]) -> Keyed:
    if len(texts) == 1:
        return {key_of(texts[0]): texts[0]}
    keyed: Keyed = {}
    for text in texts:
        keyed.setdefault(key_of(text), text)
    return keyed


def _places(row: FilePerson) -> tuple[tuple[str, FileAffiliation], ...]:
    """Where a row says that they are or were, by the key of the organization, whose name is cut to what is stored."""
    places = [
        place if len(place.organization) <= MAX_NAME else place._replace(organization=place.organization[:MAX_NAME])
        for place in row.affiliations
    ]
    if row.company:
        places.append(FileAffiliation(row.company[:MAX_NAME], COMPANY, row.title))
    return tuple([(organization_key(place.organization), place) for place in places])


@dataclass(slots=True)
class Candidate:
    """A contact as far as it takes to tell whether a row is about it. `here`: this file has spoken of it already.

    `phones` are tails, `organizations` has the class years known there, `connected` the days of connection and
    `prints` the rows read before.
    """

    id: int
    here: bool
    emails: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    organizations: dict[int, set[str]] = field(default_factory=dict)
    connected: set[str] = field(default_factory=set)
    prints: set[int] = field(default_factory=set)

    def is_at(self, organization: int, kind: str, end: str | None) -> None:
        """Note that they are or were at an organization, of a school with the class year."""
        years = self.organizations.setdefault(organization, set())
        if kind == SCHOOL and end:
            years.add(end[:4])


class Matcher:
    """Finds the contacts of a batch of rows: everything stored that could be meant, and whom the batch itself adds."""

    def __init__(
        self,
        db: sqlite3.Connection,
        organizations: Organizations,
        people: Sequence[Person],
        here: Callable[[int], bool],
        format: str = "",
    ) -> None:
        """`here` says of whom the file has spoken, `format` whose ids of people (source_key) the rows bear."""
        self._db = db
        self._format = format
        self._organizations = organizations
        self._is_here = here
        self._candidates: dict[int, Candidate] = {}
        self._added: dict[int, Person] = {}
        self._profiles: dict[int, tuple[str, ...]] = {}
        self._by_uid: dict[str | None, int] = {}
        self._by_source: dict[str | None, int] = {}
        self._by_profile: dict[str, int] = {}
        self._by_email: dict[str, list[int]] = {}
        self._by_phone: dict[str, list[tuple[int, str]]] = {}
        self._by_name: dict[str, list[int]] = {}
        self._load(people)

    def find(self, person: Person) -> Candidate | None:
        """Whom the row is about; None for somebody new."""
        if person.row.source_key in self._by_uid:  # netlog wrote the file
            return self._candidate(self._by_uid[person.row.source_key])
        for profile in person.profiles:
            if profile in self._by_profile:
                return self._candidate(self._by_profile[profile])
        known = self._by_source.get(person.row.source_key)
        if known is not None and not self._is_here(known):  # a file that gives two people one id tells nothing by it
            return self._candidate(known)
        for email in person.emails:
            for id in self._by_email.get(email, ()):
                if not self._two_profiles(person, id):
                    return self._candidate(id)
        likely = [c for c in self.namesakes(person) if self._in_common(person, c)]
        if not likely and not person.phones:
            return None
        alike = map(self._candidate, self._alike(person))
        return next((c for c in chain(likely, alike) if not self._two_emails(person, c)), None)

    def _alike(self, person: Person) -> list[int]:
        """The contacts with one of the row's phones and a name like its name."""
        found = (one for phone in person.phones for one in self._by_phone.get(phone, ()))
        return [id for id, name in found if _is_alike(name, person.name_key) and not self._two_profiles(person, id)]

    def namesakes(self, person: Person) -> list[Candidate]:
        """The contacts of that name whom no profile address tells apart from the row."""
        ids = self._by_name.get(person.name_key)
        return [self._candidate(id) for id in ids if not self._two_profiles(person, id)] if ids else []

    def learn(self, person: Person, id: int) -> None:
        """Note that the row was added under that number."""
        self._added[id] = person
        if uid := person.uid:
            self._by_uid[uid] = id
        self._profiles[id] = person.profiles
        for profile in person.profiles:
            self._by_profile[profile] = id
        for email in person.emails:
            self._by_email.setdefault(email, []).append(id)
        self._by_name.setdefault(person.name_key, []).append(id)

    def _two_profiles(self, person: Person, id: int) -> bool:
        """Two different profile addresses are never one person."""
        known = self._profiles.get(id)
        return bool(known and person.profiles and not any(profile in known for profile in person.profiles))

    @staticmethod
    def _two_emails(person: Person, candidate: Candidate) -> bool:
        return bool(candidate.here and person.emails and candidate.emails)

    def _in_common(self, person: Person, candidate: Candidate) -> bool:
        if person.row.connected_on in candidate.connected or person.print in candidate.prints:
            return True
        if person.phones and not candidate.phones.isdisjoint(map(phone_tail, person.phones)):
            return True
        for key, place in person.places:
            number = self._organizations.get(key)
            if number is None or number not in candidate.organizations:
                continue
            years = candidate.organizations[number]
            if not (place.kind == SCHOOL and place.end and years) or place.end[:4] in years:
                return True
        return False

    # --- what is stored ---------------------------------------------------------------------------

    def _load(self, people: Sequence[Person]) -> None:
        uids = {person.row.source_key for person in people if person.row.source_key}
        self._by_uid.update(self._select("select uid, id from contact where uid in ({})", uids))
        sql = f"select source_key, contact_id from source where format = '{self._format}' and source_key in ({{}})"
        self._by_source.update(self._select(f"{sql} order by contact_id desc", uids))
        profiles = {profile for person in people for profile in person.profiles}
        sql = "select url_key, contact_id from link where url_key in ({}) order by contact_id"
        for key, id in self._select(sql, profiles):
            self._by_profile.setdefault(key, id)
        others = [person for person in people if self._by_profile.keys().isdisjoint(person.profiles)]
        sql = "select address_key, contact_id from email where address_key in ({}) order by contact_id"
        for key, id in self._select(sql, {email for person in others for email in person.emails}):
            self._by_email.setdefault(key, []).append(id)
        sql = (
            "select p.number_key, c.id, c.name_key from phone p join contact c on c.id = p.contact_id"
            " where p.number_key in ({}) order by c.id"
        )
        for key, *one in self._select(sql, {phone for person in others for phone in person.phones}):
            self._by_phone.setdefault(key, []).append((one[0], one[1]))
        sql = "select name_key, id from contact where name_key in ({}) order by id"
        for key, id in self._select(sql, {person.name_key for person in others}):
            self._by_name.setdefault(key, []).append(id)
        ids = {id for ids in self._by_email.values() for id in ids}
        ids |= {id for found in self._by_phone.values() for id, _ in found}
        self._load_profiles(ids.union(*self._by_name.values()))
        ids.update(c.id for person in others if person.name_key in self._by_name for c in self.namesakes(person))
        self._load_evidence(ids)
        self._load_prints(ids.union(self._by_uid.values(), self._by_source.values(), self._by_profile.values()))

    def _load_profiles(self, ids: set[int]) -> None:
        for id, key in self._select("select contact_id, url_key from link where contact_id in ({})", ids):
            if is_profile(key):
                self._profiles[id] = (*self._profiles.get(id, ()), key)

    def _load_evidence(self, ids: set[int]) -> None:
        sql = "select id, known_since from contact where known_since is not null and id in ({})"
        for id, since in self._select(sql, ids):
            self._candidate(id).connected.add(since)
        for id, key in self._select("select contact_id, address_key from email where contact_id in ({})", ids):
            self._candidate(id).emails.add(key)
        for id, key in self._select("select contact_id, number_key from phone where contact_id in ({})", ids):
            self._candidate(id).phones.add(phone_tail(key))
        sql = "select contact_id, organization_id, kind, end_on from affiliation where contact_id in ({})"
        for id, organization, kind, end in self._select(sql, ids):
            self._candidate(id).is_at(organization, kind, end)

    def _load_prints(self, ids: set[int]) -> None:
        for id, wrote in self._select("select contact_id, wrote from source where contact_id in ({})", ids):
            told = json.loads(wrote)
            self._candidate(id).prints.add(told.get("row"))
            if "connected_on" in told:
                self._candidate(id).connected.add(told["connected_on"])

    def _select(self, sql: str, values: set[str] | set[int]) -> Iterable[tuple[Any, ...]]:
        return select_in(self._db, sql, values)

    def _candidate(self, id: int) -> Candidate:
        found = self._candidates.get(id)
        if found is None:
            found = self._candidates[id] = Candidate(id, self._is_here(id))
            if id in self._added:
                self._tell(found, self._added[id])
        return found

    def _tell(self, candidate: Candidate, person: Person) -> None:
        """What is known of somebody whom this batch added."""
        candidate.emails.update(person.emails)
        candidate.phones.update(map(phone_tail, person.phones))
        candidate.prints.add(person.print)
        candidate.connected.update([person.row.connected_on] if person.row.connected_on else [])
        for key, place in person.places:
            number = self._organizations.get(key)
            if number is not None:
                candidate.is_at(number, place.kind, place.end)


def _is_alike(one: str, other: str) -> bool:
    """Whether two folded names end alike, and one first name begins as the other does."""
    ours, theirs = one.split(), other.split()
    if min(len(ours), len(theirs)) < 2 or ours[-1] != theirs[-1]:
        return False
    return ours[0].startswith(theirs[0]) or theirs[0].startswith(ours[0])
