"""Entries that may be one person: few candidates out of all pairs, then a confidence for each (rules/alike.py)."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from netlog.rules.alike import ALIKE, LONG, SHOWN, Entry, Likeness, Place, likeness
from netlog.rules.phones import phone_tail
from netlog.rules.text import is_profile
from netlog.store.reader.who import by_id
from netlog.store.work import select_in
from netlog.words import OrganizationKind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
    from datetime import date

    from netlog.rows.who import ContactLine

Two = tuple[int, int]

CROWD = 30  # more entries of one name than this are compared only with those at the same organization
WINDOW = 4  # neighbours in the order of names that are compared (Hernandez and Stolfo 1995, sorted neighbourhood)


class Pair(NamedTuple):
    """Two entries that may be one person, the one to keep first."""

    keep: ContactLine
    other: ContactLine
    likeness: Likeness


def pairs(db: sqlite3.Connection, today: date) -> list[Pair]:
    """Pairs that are likely enough to ask about, the likeliest first; none that was said to be two people."""
    names = _names(db)
    two = _addressed(db) | _named(db, names)
    distinct = set(db.execute("select a_id, b_id from distinct_pair"))
    two = {(a, b) for a, b in two if a in names and b in names and (a, b) not in distinct}
    entries = _entries(db, {id for pair in two for id in pair}, names)
    found = [(a, b, likeness(entries[a], entries[b])) for a, b in sorted(two)]
    likely = sorted((f for f in found if f[2].confidence >= SHOWN), key=lambda f: (-f[2].confidence, f[0], f[1]))
    return [_pair(db, a, b, like, today) for a, b, like in likely]


def _pair(db: sqlite3.Connection, a: int, b: int, like: Likeness, today: date) -> Pair:
    """The one in play is kept, else the older."""
    lines = [line for line in (by_id(db, id, today.isoformat()) for id in (a, b)) if line]
    keep, other = sorted(lines, key=lambda line: (not line.in_play, line.id))
    return Pair(keep, other, like)


# --- candidates -----------------------------------------------------------------------------------


class Name(NamedTuple):
    """The keys of an entry's name and nickname."""

    key: str
    nickname: str | None


def _names(db: sqlite3.Connection) -> dict[int, Name]:
    sql = "select id, name_key, nickname_key from contact where is_me is null"
    return {id: Name(key, nickname) for id, key, nickname in db.execute(sql)}


_ADDRESSES: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("email", "address_key", str),
    ("phone", "number_key", phone_tail),
    ("link", "url_key", str),
)


def _addressed(db: sqlite3.Connection) -> set[Two]:
    """Who share an e-mail address, a page or a phone, with the country's number or without."""
    two: set[Two] = set()
    for table, column, key_of in _ADDRESSES:
        having: dict[str, set[int]] = defaultdict(set)
        for key, id in db.execute(f"select {column}, contact_id from {table}"):
            having[key_of(key)].add(id)
        for together in having.values():
            if len(together) <= CROWD:  # a switchboard, a company's page
                two.update(combinations(sorted(together), 2))
    return two


def _named(db: sqlite3.Connection, names: Mapping[int, Name]) -> set[Two]:
    """Whose names are the same, but for order, a word, an initial, or a letter."""
    blocks: dict[Hashable, set[int]] = defaultdict(set)
    for id, name in names.items():
        for key in _keys(name):
            blocks[key].add(id)
    two = {*_neighbours(names), *_shortened(names)}
    for block in blocks.values():
        if len(block) > CROWD:
            two.update(_colleagues(db, block))
        else:
            two.update(combinations(sorted(block), 2))
    return two


def _keys(name: Name) -> Iterator[Hashable]:
    """Under which a name is looked for: its words in any order, the nickname's, first and last of three or more."""
    words = name.key.split()
    if not words:
        return
    yield tuple(sorted(words))
    if name.nickname:
        yield tuple(sorted(name.nickname.split()))
    if len(words) > 2:
        yield tuple(sorted((words[0], words[-1])))


def _shortened(names: Mapping[int, Name]) -> Iterator[Two]:
    """Names that are one word of another, or have an initial where the other has a word."""
    short: dict[Hashable, list[int]] = defaultdict(list)
    for id, name in names.items():
        words = name.key.split()
        if len(words) == 1:
            short[words[0]].append(id)
        elif words and len(words[0]) == 1:
            short[words[-1], words[0]].append(id)
    for id, name in names.items():
        words = name.key.split()
        if len(words) < 2:
            continue
        for key in {words[0], words[-1], (words[-1], words[0][0])}:
            for other in short.get(key, ())[:CROWD]:
                if other != id:
                    yield (id, other) if id < other else (other, id)


def _neighbours(names: Mapping[int, Name]) -> Iterator[Two]:
    """Whose names stand near each other in the alphabet, read from either end, and differ by a letter or so."""
    from rapidfuzz.distance import DamerauLevenshtein

    long = [(name.key, id) for id, name in names.items() if len(name.key) >= LONG]
    similar = DamerauLevenshtein.normalized_similarity
    for order in (sorted(long), sorted(long, key=lambda item: (item[0][::-1], item[1]))):
        for at, (key, id) in enumerate(order):
            for other_key, other in order[at + 1 : at + 1 + WINDOW]:
                if key != other_key and similar(key, other_key, score_cutoff=ALIKE):
                    yield (id, other) if id < other else (other, id)


def _colleagues(db: sqlite3.Connection, block: Iterable[int]) -> Iterator[Two]:
    """Of many who have one name, those with an organization in common."""
    at: dict[int, set[int]] = defaultdict(set)
    for organization, id in select_in(
        db, "select organization_id, contact_id from affiliation where contact_id in ({})", block
    ):
        at[organization].add(id)
    for together in at.values():
        yield from combinations(sorted(together), 2)


# --- what tells people apart ------------------------------------------------------------------------


def _entries(db: sqlite3.Connection, ids: set[int], names: Mapping[int, Name]) -> dict[int, Entry]:
    having = Counter(name.key for name in names.values())
    lists = {table: _lists(db, table, column, ids) for table, column, _ in _ADDRESSES}
    files = _lists(db, "source", "file_name", ids)
    places = _places(db, ids)
    return {
        id: Entry(
            id,
            names[id].key,
            names[id].nickname,
            title,
            city,
            frozenset(lists["email"].get(id, ())),
            frozenset(map(phone_tail, lists["phone"].get(id, ()))),
            frozenset(filter(is_profile, lists["link"].get(id, ()))),
            tuple(places.get(id, {}).items()),
            frozenset(files.get(id, ())),
            having[names[id].key],
        )
        for id, title, city in select_in(db, "select id, title, city from contact where id in ({})", ids)
    }


def _lists(db: sqlite3.Connection, table: str, key: str, ids: set[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for id, text in select_in(db, f"select contact_id, {key} from {table} where contact_id in ({{}})", ids):
        found[id].append(text)
    return found


def _places(db: sqlite3.Connection, ids: set[int]) -> dict[int, dict[int, Place]]:
    found: dict[int, dict[int, Place]] = defaultdict(dict)
    sql = (
        "select a.contact_id, a.organization_id, o.name, a.kind, a.end_on from affiliation a"
        " join organization o on o.id = a.organization_id where a.contact_id in ({}) order by a.id"
    )
    for id, organization, name, kind, end in select_in(db, sql, ids):
        there = found[id].get(organization)
        years = {end[:4]} if kind == OrganizationKind.SCHOOL and end else set()
        found[id][organization] = Place(name, kind, (there.years if there else frozenset()) | years)
    return found
