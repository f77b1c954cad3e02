"""What the ranking counts, kept equal to the data: a profile a contact, a mass a group, a tally a relation.

`keep` runs at the end of every command and reads from its journal what it changed, so that no writer needs to know of
it; what it writes is journaled like the rest, and undo and redo need nothing more.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from netlog.store.reader.who import my_number
from netlog.store.work import Work, lines_about, marks, select_in

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

    from netlog.rules.ranking.evidence import Value
    from netlog.rules.ranking.words import Groups

Row = dict[str, Any]
Pair = tuple[int, int]
Key = tuple[str, ...]
"""What a row of `mass` (kind, value) or `tally` (kind, how, value) counts."""
Counted = tuple[int, ...]
"""A row's counts: people, ties and squares, or ties."""

_AT_ONCE = 1_000  # contacts in memory at a time

_NAMED = ("named_on", "promised_on", "made_on", "met_on", "reported_on")  # the introducer gave the name, or more
# What is read of the data.
_COLUMNS = {
    "contact": ("id", "title", "function", "city", "is_me"),
    "affiliation": ("id", "contact_id"),
    "acquaintance": ("id", "a_id", "b_id", "knows"),
    "introduction": ("id", "introducer_id", "contact_id", *_NAMED),
}
# Of a line `c` of the journal.
_INSERTED = "between c.row_id and coalesce(c.last_row_id, c.row_id)"
_KEYS = {"mass": ("kind", "value"), "tally": ("kind", "how", "value")}
_COUNTED = {"mass": ("people", "ties", "squares"), "tally": ("ties",)}


class Counts:
    """Masses and tallies, or differences of them."""

    def __init__(self) -> None:
        self.masses: dict[Key, Counted] = {}
        self.tallies: Counter[Key] = Counter()

    def person(self, groups: Groups, ties: int, sign: int = 1) -> None:
        """Take in somebody, or let them go with sign -1."""
        keys = [("", ""), *((kind, "") for kind in groups)]
        keys += [(kind, str(value)) for kind, values in groups.items() for value in values]
        for key in keys:
            people, sum_, squares = self.masses.get(key, (0, 0, 0))
            self.masses[key] = (people + sign, sum_ + sign * ties, squares + sign * ties * ties)

    def untied(self, people: int, groups: Mapping[tuple[str, tuple[Value, ...]], int]) -> None:
        """Take in many who have no ties: how many are in such groups of a kind together."""
        more = Counter({("", ""): people})
        for (kind, values), members in groups.items():
            more[kind, ""] += members
            for value in values:
                more[kind, str(value)] += members
        for key, members in more.items():
            before, ties, squares = self.masses.get(key, (0, 0, 0))
            self.masses[key] = (before + members, ties, squares)

    def tie(self, a: Groups, b: Groups, sign: int = 1) -> None:
        """Take in a tie, or let it go with sign -1."""
        from netlog.rules.ranking.evidence import KINDS, Person, relations

        ours, theirs = Person(0, a), Person(1, b)
        found = [relation for kind in KINDS for relation in relations(kind, ours, theirs)]
        for key in [("", "", ""), *((r.kind, r.how, "" if r.value is None else str(r.value)) for r in found)]:
            self.tallies[key] += sign

    def tables(self) -> tuple[tuple[str, Mapping[Key, Counted]], ...]:
        """The counts by the table that keeps them."""
        return (("mass", self.masses), ("tally", {key: (ties,) for key, ties in self.tallies.items()}))


# --- with every command -------------------------------------------------------------------------


def keep(work: Work) -> None:
    """Bring the statistics up to what this command has written. To be called once, at its end."""
    written = work.db.execute("select distinct table_name from change where step_id = ?", (work.seq,))
    changes = _Changes(work.db, work.seq, {table for (table,) in written if table in _COLUMNS})
    ties = dict(changes.ties())
    dirty = changes.people() | {end for pair in ties for end in pair}
    counts = Counts()
    if dirty:
        _keep_people(work, dirty, ties, counts)
    if "contact" in changes.tables:
        _keep_new(work, dirty, counts)
    for table, found in counts.tables():
        _write(work, table, found)


class _Changes:
    """What a command did to the data that statistics rest on, from the journal."""

    def __init__(self, db: sqlite3.Connection, seq: int, tables: set[str]) -> None:
        self.tables = tables
        self._db = db
        self._seq = seq
        self._before = {table: dict(_before(db, seq, table)) if table in tables else {} for table in _COLUMNS}

    def people(self) -> set[int]:
        """The contacts with a profile whose groups may be others now, or who are gone."""
        contacts, places = self._before["contact"], self._before["affiliation"]
        now = {row["id"]: row for row in self._now("contact")}
        found = {id for id, row in contacts.items() if id not in now or _differ(row, now[id])}
        found |= {row["contact_id"] for row in (*places.values(), *self._now("affiliation"))}
        if "affiliation" in self.tables:
            sql = (
                f"select distinct a.contact_id from change c join affiliation a on a.id {_INSERTED}"
                " join profile p on p.contact_id = a.contact_id"
                " where c.step_id = ? and c.table_name = 'affiliation' and c.op = 'insert'"
            )
            found |= {row[0] for row in self._db.execute(sql, (self._seq,))}
        return found

    def ties(self) -> Iterator[tuple[Pair, bool]]:
        """The pairs of contacts whose tie is new (True) or is no more (False)."""
        more: Counter[Pair] = Counter()
        for table in self.tables & {"acquaintance", "introduction"}:
            more.update(self._tied([*self._now(table), *self._inserted(table)]))
            more.subtract(self._tied(self._before[table].values()))
        for pair, times in _times_told(self._db, {pair for pair, change in more.items() if change}).items():
            if (times > 0) != (times > more[pair]):
                yield pair, times > 0

    def _tied(self, rows: Iterable[Row]) -> Iterator[Pair]:
        """The pairs whom such rows tie; never with me."""
        mine = {my_number(self._db), *(row["id"] for row in self._before["contact"].values() if row["is_me"])}
        for row in rows:
            if "knows" in row:
                ends, told = (row["a_id"], row["b_id"]), row["knows"] == "yes"
            else:
                ends, told = (row["introducer_id"], row["contact_id"]), any(row[column] for column in _NAMED)
            if told and None not in ends and mine.isdisjoint(ends):
                yield min(ends), max(ends)

    def _now(self, table: str) -> Iterator[Row]:
        """The rows that the command changed, as they are now."""
        sql = f"select {', '.join(_COLUMNS[table])} from {table} where id in ({{}})"
        return (dict(zip(_COLUMNS[table], row, strict=True)) for row in select_in(self._db, sql, self._before[table]))

    def _inserted(self, table: str) -> Iterator[Row]:
        """The rows that the command added, but for what an import says of me and everybody."""
        me = my_number(self._db) or 0
        others = f" and t.a_id <> {me} and t.b_id <> {me}" if table == "acquaintance" else ""
        sql = (
            f"select t.{', t.'.join(_COLUMNS[table])} from change c join {table} t on t.id {_INSERTED}"
            f" where c.step_id = ? and c.table_name = ? and c.op = 'insert'{others}"
        )
        for row in self._db.execute(sql, (self._seq, table)):
            yield dict(zip(_COLUMNS[table], row, strict=True))


def _before(db: sqlite3.Connection, seq: int, table: str) -> Iterator[tuple[int, Row]]:
    """The rows that a command changed or removed, as they were before it."""
    earlier = lines_about("c.table_name", "c.row_id")
    sql = (  # the sign has them looked for by row: a step may have many
        "select c.row_id, c.before_row from change c"
        " where c.step_id = :seq and c.table_name = :table and c.op <> 'insert'"
        f" and not exists (select 1 from ({earlier}) e where +e.step_id = c.step_id and e.id < c.id)"
    )
    for id, row in db.execute(sql, {"seq": seq, "table": table}):
        yield id, json.loads(row)


def _differ(before: Row, now: Row) -> bool:
    return any(before[column] != value for column, value in now.items())


def _times_told(db: sqlite3.Connection, pairs: set[Pair]) -> Counter[Pair]:
    """How many things tell each of these ties now."""
    found = Counter(dict.fromkeys(pairs, 0))
    for pair in select_in(db, "select a_id, b_id from ties where a_id in ({})", {a for a, _ in pairs}):
        if pair in pairs:
            found[pair] += 1
    return found


class _Person(NamedTuple):
    """A profile before the command and after it; None where there is none."""

    id: int | None
    before: tuple[Groups, int] | None
    after: tuple[Groups, int] | None


def _keep_people(work: Work, dirty: set[int], ties: Mapping[Pair, bool], counts: Counts) -> None:
    """Write the profiles of these contacts, and count what changed of them and of their ties."""
    people = _people(work.db, dirty, ties)
    for contact, person in people.items():
        if person.before != person.after:
            _count(counts, person)
            _write_profile(work, contact, person)
    regrouped = {id for id, p in people.items() if p.before and p.after and p.before[0] != p.after[0]}
    touching = dict.fromkeys(_ties_of(work.db, regrouped), True) | dict(ties)
    others = {end for pair in touching for end in pair} - people.keys()
    people |= _people(work.db, others, {}) if others else {}
    for pair, tied in touching.items():
        a, b = (people[end] for end in pair)
        if (not tied or pair not in ties) and a.before and b.before:
            counts.tie(a.before[0], b.before[0], -1)
        if tied and a.after and b.after:
            counts.tie(a.after[0], b.after[0])


def _people(db: sqlite3.Connection, contacts: set[int], ties: Mapping[Pair, bool]) -> dict[int, _Person]:
    from netlog.store import profiles

    kept, now = profiles.kept(db, contacts), profiles.read(db, contacts)
    more = Counter(end for pair, tied in ties.items() if tied for end in pair)
    more.subtract(end for pair, tied in ties.items() if not tied for end in pair)
    found = {}
    for contact in sorted(contacts):
        id, groups, degree = kept.get(contact, (None, {}, 0))
        after = (now[contact], degree + more[contact]) if contact in now else None
        found[contact] = _Person(id, (groups, degree) if id is not None else None, after)
    return found


def _count(counts: Counts, person: _Person) -> None:
    if person.before:
        counts.person(*person.before, sign=-1)
    if person.after:
        counts.person(*person.after)


def _write_profile(work: Work, contact: int, person: _Person) -> None:
    from netlog.store.profiles import encoded

    if person.after is None:
        if person.id is not None:
            work.delete("profile", person.id)
        return
    groups, ties = encoded(person.after[0]), person.after[1]
    if person.id is None:
        work.insert_row("profile", {"contact_id": contact, "groups": groups, "ties": ties})
    else:
        work.update("profile", person.id, groups=groups, ties=ties)


def _ties_of(db: sqlite3.Connection, contacts: set[int]) -> set[Pair]:
    found: set[Pair] = set()
    for end in ("a_id", "b_id"):
        found.update(select_in(db, f"select a_id, b_id from ties where {end} in ({{}})", contacts))
    return found


def _keep_new(work: Work, kept: set[int], counts: Counts) -> None:
    """Profiles of everybody whom the command added, but for those that have one; nobody of them has a tie."""
    from netlog.store import profiles

    sql = "select min(row_id) from change where step_id = ? and table_name = 'contact' and op = 'insert'"
    (first,) = work.db.execute(sql, (work.seq,)).fetchone()
    people = 0
    groups: Counter[tuple[str, tuple[Value, ...]]] = Counter()
    for ids in _numbers(work.db, first) if first else ():  # numbers only rise: all from the first on are new
        found = profiles.read_between(work.db, ids[0], ids[-1])
        new = [contact for contact in ids if contact not in kept]
        people += len(new)
        groups.update(chain.from_iterable(found[contact].items() for contact in new))
        rows = [(contact, profiles.encoded(found[contact]), 0) for contact in new]
        work.add_many("profile", ("contact_id", "groups", "ties"), rows)
    counts.untied(people, groups)


# --- rows of counts -----------------------------------------------------------------------------


def _write(work: Work, table: str, changes: Mapping[Key, Counted]) -> None:
    """Add differences to the rows of a table; one that counts nobody any more is removed, a new one added.

    Counts that were wrong before are no reason to refuse a command: none falls below zero, and `doctor` finds them.
    """
    changes = {key: change for key, change in changes.items() if any(change)}
    new: list[tuple[str | int, ...]] = []
    standing = _standing(work.db, table, changes)
    for key, change in sorted(changes.items()):
        if key not in standing:
            if change[0] > 0:
                new.append((*key, *change))
            continue
        id, counted = standing[key]
        sums = [max(0, count + more) for count, more in zip(counted, change, strict=True)]
        if sums[0]:
            work.update(table, id, **dict(zip(_COUNTED[table], sums, strict=True)))
        else:
            work.delete(table, id)
    if new:
        work.add_many(table, (*_KEYS[table], *_COUNTED[table]), new)


def _standing(db: sqlite3.Connection, table: str, keys: Iterable[Key]) -> dict[Key, tuple[int, Counted]]:
    """The rows of these keys as they stand: number and counts."""
    by_kind: dict[Key, list[str]] = {}
    for key in keys:
        by_kind.setdefault(key[:-1], []).append(key[-1])
    found: dict[Key, tuple[int, Counted]] = {}
    for kind, values in by_kind.items():
        fixed = " and ".join(f"{name} = '{word}'" for name, word in zip(_KEYS[table], kind, strict=False))
        sql = f"select value, id, {', '.join(_COUNTED[table])} from {table} where {fixed} and value in ({{}})"
        found.update(((*kind, value), (id, tuple(row))) for value, id, *row in select_in(db, sql, values))
    return found


# --- anew ---------------------------------------------------------------------------------------


class Difference(NamedTuple):
    """A row that is not as the data make it: its number (None: it is missing), what it should be (None: nothing)."""

    table: str
    id: int | None
    wanted: Row | None
    sentence: str


def rebuild(db: sqlite3.Connection) -> None:
    """Write the statistics anew, past the journal: for a database in which nothing before can be undone."""
    for table in ("profile", "mass", "tally"):
        db.execute(f"delete from {table}")
    counts = Counts()
    profiles = ((contact, encoded, ties) for contact, encoded, ties in _everybody(db, counts))
    db.executemany("insert into profile (contact_id, groups, ties) values (?, ?, ?)", profiles)
    for table, found in counts.tables():
        columns = (*_KEYS[table], *_COUNTED[table])
        sql = f"insert into {table} ({', '.join(columns)}) values ({marks(columns)})"
        db.executemany(sql, ((*key, *counted) for key, counted in sorted(found.items())))


def mend(work: Work) -> int:
    """Make the statistics what the data say, journaled. Returns how many rows were not."""
    found = list(differences(work.db))
    for table, id, wanted, _ in found:
        if wanted is None and id is not None:
            work.delete(table, id)
        elif wanted is not None and id is not None:
            work.update(table, id, **wanted)
        elif wanted is not None:
            work.insert_row(table, wanted)
    return len(found)


def _numbers(db: sqlite3.Connection, first: int) -> Iterator[list[int]]:
    """The numbers of contacts from a number on, rising, in batches."""
    sql = "select id from contact where id >= ? order by id limit ?"
    while ids := [row[0] for row in db.execute(sql, (first, _AT_ONCE))]:
        yield ids
        first = ids[-1] + 1


def differences(db: sqlite3.Connection) -> Iterator[Difference]:
    """Where the statistics are not what the data say."""
    counts = Counts()
    for contact, groups, ties in _everybody(db, counts):
        sql = "select id, groups, ties from profile where contact_id = ?"
        id, *kept = db.execute(sql, (contact,)).fetchone() or (None,)
        if kept != [groups, ties]:
            wanted = {"contact_id": contact, "groups": groups, "ties": ties}
            yield Difference("profile", id, wanted, f"the profile of c{contact}")
    sql = "select id, contact_id from profile where contact_id not in (select id from contact)"
    for id, contact in db.execute(sql):
        yield Difference("profile", id, None, f"the profile of c{contact}, who is gone")
    for table, counted in counts.tables():
        yield from _miscounted(db, table, counted)


def _miscounted(db: sqlite3.Connection, table: str, wanted: Mapping[Key, Counted]) -> Iterator[Difference]:
    names = (*_KEYS[table], *_COUNTED[table])
    split = len(_KEYS[table])
    missing = dict(wanted)
    for id, *row in db.execute(f"select id, {', '.join(names)} from {table} order by id").fetchall():
        key, counted = tuple(row[:split]), tuple(row[split:])
        right = missing.pop(key, None)
        if right is None or right != counted:
            row_wanted = None if right is None else dict(zip(names, (*key, *right), strict=True))
            yield Difference(table, id, row_wanted, _named(table, key))
    for key, right in missing.items():
        row_wanted = dict(zip(names, (*key, *right), strict=True))
        yield Difference(table, None, row_wanted, _named(table, key))


def _named(table: str, key: Key) -> str:
    return f"the {table} of {' '.join(filter(None, key)) or 'everybody'}"


def _everybody(db: sqlite3.Connection, counts: Counts) -> Iterator[tuple[int, str, int]]:
    """Every contact's profile from the data: number, groups, ties. When it is through, `counts` has counted all."""
    from netlog.store.profiles import encoded, read_between

    pairs = db.execute("select distinct a_id, b_id from ties").fetchall()
    degrees = Counter(end for pair in pairs for end in pair)
    tied: dict[int, Groups] = {}
    for ids in _numbers(db, 1):
        for contact, groups in read_between(db, ids[0], ids[-1]).items():
            ties = degrees[contact]
            counts.person(groups, ties)
            if ties:
                tied[contact] = groups
            yield contact, encoded(groups), ties
    for a, b in pairs:
        counts.tie(tied[a], tied[b])
