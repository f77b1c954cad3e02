"""Contacts: the list with its filters and orders, and one of them with everything it has several of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netlog.rows.people import AffiliationRow, ContactEntry, ContactRow
from netlog.rules.names import fold, organization_key
from netlog.store.reader.who import my_number
from netlog.store.work import marks, select_in
from netlog.words import OrganizationKind, Stage

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

_AT_ONCE = 5000  # contacts whose lists are read in one query


class Wanted(NamedTuple):
    """Which contacts. Several values of one field: any of them; several fields: all of them."""

    text: str | None = None
    organizations: tuple[str, ...] = ()  # where they are now
    schools: tuple[str, ...] = ()
    associations: tuple[str, ...] = ()
    greeks: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    tags: tuple[str, ...] = ()
    class_from: str | None = None
    class_to: str | None = None
    in_play: bool = False
    not_asked: bool = False


class Found(NamedTuple):
    """The contacts listed, how many there are in all, and which filters nothing is known of ("school Foo")."""

    entries: list[ContactEntry]
    total: int
    unknown: tuple[str, ...]


def contacts(
    db: sqlite3.Connection,
    wanted: Wanted,
    today: date,
    sort: Sequence[str] = (),
    limit: int | None = None,
    *,
    counted: bool = True,
) -> Found:
    """Whom `wanted` describes, never me; without `sort` (words of SORTS) people in play first, then by name.

    Unless `counted`, those beyond `limit` are not counted: `total` is how many are listed.
    """
    where = _Where(db, today)
    where.narrow(wanted)
    ids = _ids(db, where, _order(sort, where.schools), limit) if sort else _in_play_first(db, where, wanted, limit)
    total = len(ids) if not counted or limit is None or len(ids) < limit else _count(db, where)
    return Found(_entries(db, _rows(db, ids, today), where.schools), total, tuple(where.unknown))


def numbers(db: sqlite3.Connection, wanted: Wanted, today: date) -> tuple[list[int], tuple[str, ...]]:
    """The numbers of all whom `contacts` would list, in its order, and the filters nothing is known of."""
    where = _Where(db, today)
    where.narrow(wanted)
    return _in_play_first(db, where, wanted, None), tuple(where.unknown)


def names(db: sqlite3.Connection, ids: Sequence[int]) -> list[tuple[int, str]]:
    """The contacts of these numbers with their names, in their order."""
    found = dict(select_in(db, "select id, name from contact where id in ({})", ids))
    return [(id, found[id]) for id in ids if id in found]


def entries(db: sqlite3.Connection, ids: Sequence[int], today: date) -> Iterator[ContactEntry]:
    """The contacts of these numbers with their lists, in their order; so many at a time that memory is no matter."""
    for start in range(0, len(ids), _AT_ONCE):
        yield from _entries(db, _rows(db, ids[start : start + _AT_ONCE], today))


def functions(db: sqlite3.Connection) -> list[str]:
    """The commonest job functions."""
    sql = (
        "select function from contact where function is not null group by function"
        " order by count(*) desc, function limit 8"
    )
    return [row[0] for row in db.execute(sql)]


# Not `is_me is null`: SQLite would walk the index of is_me, in which everybody but me is null, and then sort them all.
_NOT_ME = "coalesce(c.is_me, 0) = 0"

# --- filters --------------------------------------------------------------------------------------


class _Where:
    """Conditions on `c`, the view contacts, and what they bind."""

    def __init__(self, db: sqlite3.Connection, today: date) -> None:
        self.db = db
        self.conditions = [_NOT_ME]
        self.bound: dict[str, object] = {"today": today.isoformat()}
        self.unknown: list[str] = []
        self.schools: tuple[int, ...] = ()
        self.probes = False

    def narrow(self, wanted: Wanted) -> None:
        self.probes = bool(wanted.functions)
        self._text(wanted.text)
        self._employers(wanted.organizations)
        self._school(wanted)
        self._affiliated("association", wanted.associations, OrganizationKind.ASSOCIATION)
        self._affiliated("greek", wanted.greeks, OrganizationKind.GREEK)
        if wanted.functions:
            from netlog.rules.functions import canonical_function  # its table costs 4 ms

            self._among("c.function", [canonical_function(function) for function in wanted.functions])
        self._like_words("industry", wanted.industries)
        self._like_words("city", wanted.cities)
        if wanted.stages:
            self._among(_STAGE, [stage.value for stage in wanted.stages])
        if wanted.tags:
            self._among("word_key", [fold(tag) for tag in wanted.tags], "c.id in (select contact_id from tag where {})")
        if wanted.in_play:
            self.conditions.append("c.in_play = 1")
        if wanted.not_asked:
            self.conditions.append(_NOT_ASKED)

    def _bind(self, values: Iterable[object]) -> str:
        names = []
        for value in values:
            name = f"p{len(self.bound)}"
            self.bound[name] = value
            names.append(f":{name}")
        return ", ".join(names)

    def _among(self, column: str, values: Sequence[object], frame: str = "{}") -> None:
        self.conditions.append(frame.format(f"{column} in ({self._bind(values)})"))

    def _text(self, text: str | None) -> None:
        """The start of a word of a name or of the present organization, or the start of an e-mail."""
        key = fold(text or "").replace('"', " ").strip()
        if not key:
            return
        words, start = self._bind([f'"{key}" *']), self._bind([f"{(text or '').strip().casefold()}%"])
        places = self._bind(_organizations(self.db, text or ""))
        self.conditions.append(
            f"(c.id in (select rowid from contact_search where contact_search match {words})"
            f" or c.organization_id in ({places})"
            f" or c.id in (select contact_id from email where address_key like {start}))"
        )

    def _known(self, what: str, names: Sequence[str]) -> list[int]:
        """The organizations that any of the names means; a name that means none is kept for the screen to say."""
        found: list[int] = []
        for name in names:
            meant = _organizations(self.db, name)
            found += meant
            if not meant:
                self.unknown.append(f"{what} {name}")
        return found

    def _employers(self, names: Sequence[str]) -> None:
        if names:
            at = f"organization_id in ({self._bind(self._known('organization', names))})"
            self.conditions.append(
                self._has_affiliation(f"{at} and kind in ('company', 'other') and ended = 0 and end_on is null")
            )

    def _has_affiliation(self, at: str) -> str:
        """A function is walked in the order of its index and each contact looked up; else the affiliations are."""
        if self.probes:
            return f"exists (select 1 from affiliation where contact_id = c.id and {at})"
        return f"c.id in (select contact_id from affiliation where {at})"

    def _affiliated(self, what: str, names: Sequence[str], kind: OrganizationKind, more: str = "") -> tuple[int, ...]:
        if not names:
            return ()
        places = tuple(self._known(what, names))
        at = f"organization_id in ({self._bind(places)}) and kind = '{kind.value}'{more}"
        self.conditions.append(self._has_affiliation(at))
        return places

    def _school(self, wanted: Wanted) -> None:
        """The school and the class year must be those of one and the same affiliation."""
        years = "".join(
            f" and end_on {sign} {self._bind([year])}"
            for sign, year in ((">=", wanted.class_from), ("<", _after(wanted.class_to)))
            if year
        )
        if wanted.schools:
            self.schools = self._affiliated("school", wanted.schools, OrganizationKind.SCHOOL, years)
        elif years:
            self.conditions.append(self._has_affiliation(f"kind = 'school'{years}"))

    def _like_words(self, column: str, texts: Sequence[str]) -> None:
        """The start of a word in a column without a key: its distinct values are few enough to be folded here."""
        if texts:
            keys = [fold(text) for text in texts]
            values = [row[0] for row in self.db.execute(f"select distinct {column} from contact")]
            fitting = [value for value in values if value and any(f" {key}" in f" {fold(value)}" for key in keys)]
            self._among(f"c.{column}", fitting)


_STAGE = "case when c.next_stage_on <= :today then c.next_stage else c.stage end"

# Nobody wrote to them, asked for them or met them; a wish or a name given is no asking.
_NOT_ASKED = (
    "not exists (select 1 from message where contact_id = c.id and direction = 'sent')"
    " and not exists (select 1 from attendance where contact_id = c.id)"
    " and not exists (select 1 from introduction i join introduction_step s on s.introduction_id = i.id"
    " where i.contact_id = c.id and s.state not in ('wanted', 'named'))"
)


def _after(year: str | None) -> str | None:
    """The first text behind every partial date of that year."""
    return str(int(year) + 1) if year else None


def _organizations(db: sqlite3.Connection, name: str) -> list[int]:
    """Which organizations a name means: the one of that name or alias; else those with a word that starts so."""
    key = organization_key(name)
    exact = db.execute(
        "select id from organization where name_key = :key"
        " union select organization_id from organization_alias where alias_key = :key",
        {"key": key},
    )
    found = [row[0] for row in exact]
    start = f"% {_plain(key)}%"
    like = "select id from organization where ' ' || name_key like ? order by id"
    return found or ([row[0] for row in db.execute(like, (start,))] if _plain(key) else [])


def _plain(key: str) -> str:
    return key.replace("%", "").replace("_", "")


# --- order and selection --------------------------------------------------------------------------

_BY_NAME = "c.name_key, c.id"
_STAGES = " ".join(f"when '{stage.value}' then {rank}" for rank, stage in enumerate(Stage))


def _of_school(what: str, schools: Sequence[int]) -> str:
    """A column of the affiliation that stands for the contact's school; _school picks the same one."""
    at = f" and a.organization_id in ({', '.join(map(str, schools))})" if schools else ""
    return (
        f"(select {what} from affiliation a join organization o on o.id = a.organization_id where a.contact_id = c.id"
        f" and a.kind = 'school'{at} order by a.end_on desc nulls last, o.name_key, a.id limit 1)"
    )


# What `--sort` knows: the word, and the order it stands for.
SORTS: dict[str, Callable[[Sequence[int]], str]] = {
    "name": lambda schools: "c.name_key",
    "function": lambda schools: "c.function nulls last",
    "school": lambda schools: f"{_of_school('o.name_key', schools)} nulls last",
    "class": lambda schools: f"{_of_school('a.end_on', schools)} nulls last",
    "organization": lambda schools: "(select name_key from organization where id = c.organization_id) nulls last",
    "industry": lambda schools: "c.industry nulls last",
    "city": lambda schools: "c.city nulls last",
    "stage": lambda schools: f"case {_STAGE} {_STAGES} end desc",
    "last-met": lambda schools: "c.last_met_on desc nulls last",
    "due": lambda schools: "c.next_due_on nulls last",
}


def _order(sort: Sequence[str], schools: Sequence[int]) -> str:
    """One school for everybody is no order, and costs a look-up a contact."""
    words = [word for word in sort if not (word == "school" and len(schools) == 1)]
    return ", ".join([*(SORTS[word](schools) for word in words), _BY_NAME])


def _in_play_first(db: sqlite3.Connection, where: _Where, wanted: Wanted, limit: int | None) -> list[int]:
    """Who fits, people in play first, then by name."""
    if wanted != Wanted():
        return _ids(db, where, f"c.in_play desc, {_BY_NAME}", limit)
    ids = _ids(db, where, _BY_NAME, limit, "c.in_play = 1")  # a walk along two indexes instead of sorting everybody
    if limit is None or len(ids) < limit:
        ids += _ids(db, where, _BY_NAME, None if limit is None else limit - len(ids), "c.in_play = 0")
    return ids


def _ids(db: sqlite3.Connection, where: _Where, order: str, limit: int | None, *more: str) -> list[int]:
    """Who fits, in order. Numbers alone, because sorting whole rows takes three times as long."""
    sql = f"select c.id from contact c where {' and '.join([*where.conditions, *more])} order by {order}"
    if limit is not None:
        sql += f" limit {limit}"
    return [row[0] for row in db.execute(sql, where.bound)]


def _rows(db: sqlite3.Connection, ids: Sequence[int], today: date) -> list[ContactRow]:
    """The contacts of these numbers, in their order, with the stage of the day."""
    day = today.isoformat()
    sql = f"select {', '.join(ContactRow._fields)} from contacts where id in ({{}})"
    found = {row.id: row for row in map(ContactRow._make, select_in(db, sql, ids))}
    rows = (found[id] for id in ids if id in found)
    return [
        row._replace(stage=row.next_stage) if row.next_stage and (row.next_stage_on or "") <= day else row
        for row in rows
    ]


def _count(db: sqlite3.Connection, where: _Where) -> int:
    if where.conditions == [_NOT_ME]:  # a count without conditions is four times as fast
        sql = "select (select count(*) from contact) - (select count(*) from contact where is_me = 1)"
    else:
        sql = f"select count(*) from contact c where {' and '.join(where.conditions)}"
    return int(db.execute(sql, where.bound).fetchone()[0])


# --- what a contact has several of ----------------------------------------------------------------


def _entries(db: sqlite3.Connection, rows: Sequence[ContactRow], schools: Sequence[int] = ()) -> list[ContactEntry]:
    """The rows with their lists, read for many contacts at once."""
    return [entry for start in range(0, len(rows), _AT_ONCE) for entry in _some(db, rows[start:][:_AT_ONCE], schools)]


def _some(db: sqlite3.Connection, rows: Sequence[ContactRow], schools: Sequence[int]) -> Iterator[ContactEntry]:
    ids = [row.id for row in rows]
    emails, phones, links, tags = (_texts(db, *named, ids) for named in _TEXTS)
    at: dict[int, list[AffiliationRow]] = {}
    sql = f"select {', '.join(AffiliationRow._fields)} from affiliations where contact_id in ({marks(ids)})"
    for affiliation in map(AffiliationRow._make, db.execute(sql, ids)):
        at.setdefault(affiliation.contact_id, []).append(affiliation)
    for row in rows:
        affiliations = _newest_first(at.get(row.id, []))
        yield ContactEntry(
            row,
            emails.get(row.id, ()),
            phones.get(row.id, ()),
            links.get(row.id, ()),
            tags.get(row.id, ()),
            tuple(affiliations),
            _school(affiliations, schools),
        )


_TEXTS = (("email", "address"), ("phone", "number"), ("link", "url"), ("tag", "word"))


def _texts(db: sqlite3.Connection, table: str, column: str, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    sql = f"select contact_id, {column} from {table} where contact_id in ({marks(ids)}) order by id"
    for id, text in db.execute(sql, ids):
        found[id] = (*found.get(id, ()), text)
    return found


_KINDS = {kind.value: place for place, kind in enumerate(OrganizationKind)}


def _newest_first(affiliations: list[AffiliationRow]) -> list[AffiliationRow]:
    """Jobs before schools, present before past, the latest begun first."""
    if len(affiliations) > 1:
        affiliations.sort(key=lambda row: row.start_on or row.end_on or "", reverse=True)
        affiliations.sort(key=lambda row: (_KINDS[row.kind], row.is_over))
    return affiliations


def _school(affiliations: Iterable[AffiliationRow], schools: Sequence[int]) -> AffiliationRow | None:
    """The school that lists show: of those asked for, else of all, the one of the latest class."""
    fitting = [
        row
        for row in affiliations
        if row.kind == OrganizationKind.SCHOOL and (not schools or row.organization_id in schools)
    ]
    fitting.sort(key=lambda row: (row.name_key, row.id))
    fitting.sort(key=lambda row: row.end_on or "", reverse=True)
    return fitting[0] if fitting else None


# --- one contact ----------------------------------------------------------------------------------


def entry(db: sqlite3.Connection, id: int, today: date) -> ContactEntry:
    """One contact with its lists. Raises KeyError where there is none."""
    rows = _rows(db, [id], today)
    if not rows:
        raise KeyError(id)
    return _entries(db, rows)[0]


class Rows(NamedTuple):
    """A contact as it is kept: `details` are (table, number, text) of its e-mails, phones, links and tags."""

    contact: ContactRow
    affiliations: tuple[AffiliationRow, ...]
    details: tuple[tuple[str, int, str], ...]


def kept(db: sqlite3.Connection, id: int, today: date) -> Rows:
    """One contact as it is kept. Raises KeyError where there is none."""
    one = entry(db, id, today)
    details = [
        (table, row[0], row[1])
        for table, column in _TEXTS
        for row in db.execute(f"select id, {column} from {table} where contact_id = ? order by id", (id,))
    ]
    return Rows(one.contact, one.affiliations, tuple(details))


def me(db: sqlite3.Connection, today: date) -> ContactEntry | None:
    """The contact that is me; None before `init`."""
    mine = my_number(db)
    return None if mine is None else entry(db, mine, today)
