"""Everything that was told, table by table, for an export that can be read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from netlog.rows.exporting import COMMAND_NUMBERS, TABLES, Head, Row
from netlog.store.connection import SCHEMA_VERSION
from netlog.store.reader.who import my_number
from netlog.store.work import select_in

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence


class Part(NamedTuple):
    """What is wanted: the numbers of the contacts (None: everything), and whether private notes come along."""

    contacts: Sequence[int] | None
    private: bool


def parts(db: sqlite3.Connection, part: Part) -> tuple[Head, Iterator[tuple[str, Iterator[Row]]]]:
    """What stands before the tables, and the tables."""
    ranks = _ranks(db)
    return _head(db, part, ranks), _tables(db, part, ranks)


def _head(db: sqlite3.Connection, part: Part, ranks: Mapping[int, int]) -> Head:
    imports = db.execute(
        "select id, done_at, summary from step where command = 'import' and id in (select seq from message) order by id"
    )
    whole = part.contacts is None and part.private
    numbers = db.execute("select name, seq from sqlite_sequence order by name").fetchall() if whole else []
    return Head(
        schema=SCHEMA_VERSION,
        whole=whole,
        commands=len(ranks),
        imports=tuple({"seq": ranks[id], "done_at": done_at, "summary": summary} for id, done_at, summary in imports),
        numbers={name: last for name, last in numbers if name in TABLES},
    )


def _tables(db: sqlite3.Connection, part: Part, ranks: Mapping[int, int]) -> Iterator[tuple[str, Iterator[Row]]]:
    """Every table in the order of TABLES with its rows by number; a table's rows are to be read before the next one's.

    What is empty is left out of a row. With `part.contacts` the rows are those about them and me alone: one that names
    somebody else is left out.
    """
    chosen = None if part.contacts is None else _Chosen(db, part.contacts)
    for table in TABLES:
        rows = _rows(db, table, ranks)
        if table == "note" and not part.private:
            rows = (row for row in rows if not row["private"])
        yield table, rows if chosen is None else chosen.among(table, rows)


def _ranks(db: sqlite3.Connection) -> dict[int, int]:
    """The numbers of the commands that the rows name, each with its place among them."""
    columns = [(table, column) for table, columns in COMMAND_NUMBERS.items() for column in columns]
    told = " union ".join(f"select {column} as seq from {table}" for table, column in columns)
    found = db.execute(f"select seq from ({told}) where seq is not null order by seq")
    return {seq: rank for rank, (seq,) in enumerate(found, 1)}


def _rows(db: sqlite3.Connection, table: str, ranks: Mapping[int, int]) -> Iterator[Row]:
    cursor = db.execute(f"select * from {table} order by id")
    names = [column[0] for column in cursor.description]
    numbered = COMMAND_NUMBERS.get(table, ())
    for values in cursor:
        row = {name: value for name, value in zip(names, values, strict=True) if value is not None}
        for column in numbered:
            if column in row:
                row[column] = ranks[row[column]]
        yield row


def how_many(db: sqlite3.Connection) -> int:
    """The number of contacts, with me."""
    count: int = db.execute("select count(*) from contact").fetchone()[0]
    return count


def uids(db: sqlite3.Connection, contacts: Iterable[int]) -> dict[int, str]:
    """Contacts by number with what identifies them everywhere."""
    return dict(select_in(db, "select id, uid from contact where id in ({})", contacts))


def notes(db: sqlite3.Connection, contacts: Iterable[int]) -> dict[int, tuple[list[str], list[str]]]:
    """The notes on each contact in the order of their days: those for everybody, and the private ones."""
    found: dict[int, tuple[list[str], list[str]]] = {}
    sql = "select contact_id, private, body from note where contact_id in ({}) order by written_on, id"
    for contact, private, text in select_in(db, sql, contacts):
        found.setdefault(contact, ([], []))[private].append(text)
    return found


# --- a part of it ---------------------------------------------------------------------------------

# What of a row must be among the chosen: where the column is empty the row is left out too.
_MUST = {
    "organization_alias": ("organization_id",), "email": ("contact_id",), "phone": ("contact_id",),
    "link": ("contact_id",), "affiliation": ("contact_id", "organization_id"), "tag": ("contact_id",),
    "note": ("contact_id",), "source": ("contact_id",), "acquaintance": ("a_id", "b_id"),
    "distinct_pair": ("a_id", "b_id"), "attendance": ("meeting_id", "contact_id"), "move": ("meeting_id",),
    "introduction": ("introducer_id",), "introduction_step": ("introduction_id",), "message": ("contact_id",),
    "job": ("organization_id", "via_id"), "job_step": ("job_id",), "landing": ("job_id",), "target": ("contact_id",),
    "follow_up": ("contact_id",),
}  # fmt: skip
# Where the column names somebody who is not chosen, the row is left out; where it is empty the row stays.
_UNLESS_EMPTY = {"introduction": ("contact_id",), "follow_up": ("introduction_id", "job_id")}
# The column is emptied where it names what is not chosen.
_EMPTIED = {
    "contact": ("organization_id",), "introduction": ("meeting_id", "message_id"),
    "message": ("introduction_id", "meeting_id"), "follow_up": ("meeting_id",),
}  # fmt: skip
# What is about the whole search, and about nobody.
_ABOUT_NOBODY = ("challenge", "pause")

_NAMES = {
    "a_id": "contact", "b_id": "contact", "contact_id": "contact", "introducer_id": "contact", "via_id": "contact",
    "organization_id": "organization", "meeting_id": "meeting", "introduction_id": "introduction",
    "message_id": "message", "job_id": "job",
}  # fmt: skip


class _Chosen:
    """Some contacts and me, and what is chosen with them, by table."""

    def __init__(self, db: sqlite3.Connection, contacts: Iterable[int]) -> None:
        self._db = db
        mine = my_number(db)
        people = {*contacts, *([] if mine is None else [mine])}
        self._ids: dict[str, set[int]] = {
            "contact": people,
            "organization": self._of(people, "organization_id", "contact", "id")
            | self._of(people, "organization_id", "affiliation", "contact_id")
            | self._of(people, "organization_id", "job", "via_id"),
            "meeting": self._of(people, "meeting_id", "attendance", "contact_id"),
            "message": self._of(people, "id", "message", "contact_id"),
            "introduction": set(),
            "job": set(),
        }

    def _of(self, people: set[int], column: str, table: str, whose: str) -> set[int]:
        found = select_in(self._db, f"select {column} from {table} where {whose} in ({{}})", people)
        return {id for (id,) in found if id is not None}

    def among(self, table: str, rows: Iterable[Row]) -> Iterator[Row]:
        """The chosen rows of a table, without what they say of others."""
        if table in _ABOUT_NOBODY:
            return
        known = self._ids.get(table)
        grows = table in ("introduction", "job")
        for row in rows:
            if known is not None and not grows and row["id"] not in known:
                continue
            if not self._is_whole(table, row):
                continue
            if grows:
                self._ids[table].add(row["id"])
            yield {name: value for name, value in row.items() if self._may_say(table, name, value)}

    def _is_whole(self, table: str, row: Row) -> bool:
        must = all(self._has(column, row.get(column)) for column in _MUST.get(table, ()))
        unless = _UNLESS_EMPTY.get(table, ())
        return must and all(row.get(column) is None or self._has(column, row[column]) for column in unless)

    def _may_say(self, table: str, column: str, value: Any) -> bool:
        return column not in _EMPTIED.get(table, ()) or self._has(column, value)

    def _has(self, column: str, id: int | None) -> bool:
        return id in self._ids[_NAMES[column]]
