"""Contacts: the list with its filters and orders, the card of one, and who might be the same person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from netlog.rows import (
    AffiliationRow,
    ContactCard,
    ContactEntry,
    ContactLine,
    ContactRow,
    IntroRow,
    SourceRow,
    TimelineRow,
)
from netlog.rules.emails import email_key
from netlog.rules.functions import canonical_function
from netlog.rules.names import fold, organization_key
from netlog.rules.text import is_profile, profile_key
from netlog.store.reader.followups import followups
from netlog.store.reader.intros import intros
from netlog.store.reader.who import by_id
from netlog.store.work import marks, select_in
from netlog.words import IntroState, OrganizationKind, Stage

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
    db: sqlite3.Connection, wanted: Wanted, today: date, sort: Sequence[str] = (), limit: int | None = None
) -> Found:
    """Whom `wanted` describes, never me; without `sort` (words of SORTS) people in play first, then by name."""
    where = _Where(db, today)
    where.narrow(wanted)
    schools = where.schools
    if sort:
        ids = _ids(db, where, _order(sort, schools), limit)
    elif wanted == Wanted():  # a walk along two indexes instead of sorting everybody
        ids = _ids(db, where, _BY_NAME, limit, "c.in_play = 1")
        if limit is None or len(ids) < limit:
            ids += _ids(db, where, _BY_NAME, None if limit is None else limit - len(ids), "c.in_play = 0")
    else:
        ids = _ids(db, where, f"c.in_play desc, {_BY_NAME}", limit)
    total = len(ids) if limit is None or len(ids) < limit else _count(db, where)
    return Found(_entries(db, _rows(db, ids, today), schools), total, tuple(where.unknown))


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

    def narrow(self, wanted: Wanted) -> None:
        self._text(wanted.text)
        self._employers(wanted.organizations)
        self._school(wanted)
        self._affiliated("association", wanted.associations, OrganizationKind.ASSOCIATION)
        self._affiliated("greek", wanted.greeks, OrganizationKind.GREEK)
        if wanted.functions:
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
                f"c.id in (select contact_id from affiliation where {at} and kind in ('company', 'other')"
                " and ended = 0 and end_on is null)"
            )

    def _affiliated(self, what: str, names: Sequence[str], kind: OrganizationKind, more: str = "") -> tuple[int, ...]:
        if not names:
            return ()
        places = tuple(self._known(what, names))
        at = f"organization_id in ({self._bind(places)}) and kind = '{kind.value}'{more}"
        self.conditions.append(f"c.id in (select contact_id from affiliation where {at})")
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
            self.conditions.append(f"c.id in (select contact_id from affiliation where kind = 'school'{years})")

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
    found = db.execute("select id from contact where is_me = 1").fetchone()
    return entry(db, found[0], today) if found else None


def card(db: sqlite3.Connection, id: int, today: date) -> ContactCard:
    """Everything about one contact. Raises KeyError where there is none."""
    one = entry(db, id, today)
    introductions = intros(db, today, either=id)
    timeline = _timeline(db, id, today)
    sources = db.execute(
        f"select {', '.join(SourceRow._fields)} from source where contact_id = ? order by first_on, id", (id,)
    )
    return ContactCard(
        one,
        _since(one.contact, introductions, timeline, today),
        _shared(db, one),
        tuple(followups(db, today, id)),
        tuple(introductions),
        tuple(_led_to(db, id, introductions, today)),
        timeline,
        _company(db, id),
        tuple(SourceRow._make(row) for row in sources),
    )


def _shared(db: sqlite3.Connection, one: ContactEntry) -> frozenset[int]:
    """The affiliations at organizations where I am or was too; none for me."""
    mine = {
        row[0]
        for row in db.execute(
            "select organization_id from affiliation where contact_id = (select id from contact where is_me = 1)"
        )
    }
    return frozenset(row.id for row in one.affiliations if row.organization_id in mine and not one.contact.is_me)


def _led_to(db: sqlite3.Connection, id: int, introductions: Iterable[IntroRow], today: date) -> Iterator[ContactLine]:
    """Those whom a contact named or introduced, each once; a wish of mine leads nowhere."""
    theirs = [row for row in introductions if row.introducer_id == id and row.state != IntroState.WANTED]
    for contact in dict.fromkeys(row.contact_id for row in theirs if row.contact_id is not None):
        if line := by_id(db, contact, today.isoformat()):
            yield line


def _timeline(db: sqlite3.Connection, id: int, today: date) -> tuple[TimelineRow, ...]:
    sql = (
        f"select {', '.join(TimelineRow._fields)} from timeline where contact_id = ?"
        " order by day_on desc, seq desc, entry, id desc"
    )
    rows = (TimelineRow._make(row) for row in db.execute(sql, (id,)))
    day = today.isoformat()
    return tuple(row._replace(state="cancelled") if _is_gone(row, day) else row for row in rows)


def _is_gone(row: TimelineRow, today: str) -> bool:
    return row.state == "planned" and row.gone_on is not None and row.gone_on <= today


def _company(db: sqlite3.Connection, id: int) -> dict[int, tuple[str, ...]]:
    """Who else was at each meeting with the contact."""
    found: dict[int, tuple[str, ...]] = {}
    sql = (
        "select o.meeting_id, c.name from attendance a join attendance o on o.meeting_id = a.meeting_id"
        " join contact c on c.id = o.contact_id where a.contact_id = :id and o.contact_id <> :id order by o.id"
    )
    for meeting, name in db.execute(sql, {"id": id}):
        found[meeting] = (*found.get(meeting, ()), name)
    return found


# --- since when -----------------------------------------------------------------------------------


class _History(NamedTuple):
    contact: ContactRow
    introductions: Sequence[IntroRow]
    timeline: Sequence[TimelineRow]

    def days(self, entry: str, **fields: str) -> list[str]:
        """The days of the entries whose fields are so, the earliest first."""
        rows = (row for row in self.timeline if row.entry == entry)
        return sorted(row.day_on for row in rows if all(getattr(row, name) == fields[name] for name in fields))

    def cups(self) -> list[str]:
        held = [row.day_on for row in self.timeline if row.entry == "meeting" and row.state == "held"]
        events = self.days("meeting", state="held", kind="event")
        for day in events:
            held.remove(day)
        return sorted(held)

    def introduced(self, *states: IntroState) -> list[str]:
        """The days on which introductions to them came to one of these states."""
        ours = (row for row in self.introductions if row.contact_id == self.contact.id)
        return sorted(row.since for row in ours if row.since and row.state in states)

    def made(self, *, by_them: bool) -> list[str]:
        """The days on which they brought me together with somebody, or somebody us."""
        ours = (row for row in self.introductions if (row.introducer_id == self.contact.id) is by_them)
        days = (row.made_on or row.met_on or row.reported_on for row in ours)
        return sorted(day for day in days if day)


def _since(
    contact: ContactRow, introductions: Sequence[IntroRow], timeline: Sequence[TimelineRow], today: date
) -> str | None:
    """Since when a contact stands where it stands, as far as the record tells; a partial date where it is one."""
    if contact.next_stage_on and contact.next_stage_on <= today.isoformat():
        return contact.next_stage_on
    days = _SINCE[Stage(contact.stage)](_History(contact, introductions, timeline))
    return days[0] if days else None


def _thanked(history: _History) -> list[str]:
    first = history.cups()[:1]
    thanks = [day for day in history.days("message", kind="thank-you") if first and day >= first[0]]
    return thanks or first


_SINCE: dict[Stage, Callable[[_History], list[str]]] = {
    Stage.LEAD: lambda h: [h.contact.added_on],
    Stage.ASKED: lambda h: sorted(
        [*h.days("message", state="sent"), *h.introduced(IntroState.ASKED, IntroState.PROMISED)]
    ),
    Stage.CONNECTED: lambda h: (
        [h.contact.known_since]
        if h.contact.known_since
        else sorted([*h.days("message", state="received"), *h.days("meeting"), *h.made(by_them=False)])
    ),
    Stage.SCHEDULED: lambda h: [],  # the timeline says when it will be
    Stage.MET: lambda h: h.cups(),
    Stage.THANKED: _thanked,
    Stage.ADVOCATE: lambda h: h.made(by_them=True),
    Stage.QUIET: lambda h: sorted(
        [*h.days("message", answer="no"), *h.days("meeting", state="no-show"), *h.introduced(IntroState.DECLINED)],
        reverse=True,
    ),
}


# --- the same person? -----------------------------------------------------------------------------


class Double(NamedTuple):
    """A contact that may be the person told of. `sure`: by e-mail, profile, or name with organization."""

    line: ContactLine
    what: str  # what both have, for a sentence
    sure: bool


def doubles(
    db: sqlite3.Connection,
    today: date,
    *,
    name: str | None = None,
    emails: Iterable[str] = (),
    links: Iterable[str] = (),
    organizations: Iterable[str] = (),
) -> list[Double]:
    """Who may be the same person, the sure ones first. Never me."""
    found: dict[int, tuple[str, bool]] = {}
    for id, what in [*_by_keys(db, "email", "address_key", [email_key(e) for e in emails], "the e-mail"),
                     *_by_keys(db, "link", "url_key", _profiles(links), "the profile")]:  # fmt: skip
        found.setdefault(id, (what, True))
    keys = [organization_key(organization) for organization in organizations]
    for id in _namesakes(db, name) if name else []:
        at = _first_common(db, id, keys)
        found.setdefault(id, (f"the name, at {at}", True) if at else ("the name", False))
    lines = ((by_id(db, id, today.isoformat()), *why) for id, why in found.items())
    known = [Double(line, what, sure) for line, what, sure in lines if line and not line.is_me]
    return sorted(known, key=lambda double: not double.sure)


def _profiles(links: Iterable[str]) -> list[str]:
    return [key for key in map(profile_key, links) if is_profile(key)]


def _by_keys(
    db: sqlite3.Connection, table: str, column: str, keys: Sequence[Any], what: str
) -> Iterator[tuple[int, str]]:
    sql = f"select contact_id, {column} from {table} where {column} in ({marks(keys)}) order by id"
    for id, key in db.execute(sql, keys):
        yield id, f"{what} {key}"


def _namesakes(db: sqlite3.Connection, name: str) -> list[int]:
    sql = "select id from contact where name_key = :key or nickname_key = :key order by in_play desc, id"
    return [row[0] for row in db.execute(sql, {"key": fold(name)})]


def _first_common(db: sqlite3.Connection, id: int, keys: Sequence[str]) -> str | None:
    """An organization of these where the contact works or worked."""
    found = db.execute(
        "select o.name from affiliation a join organization o on o.id = a.organization_id"
        f" where a.contact_id = ? and a.kind = 'company' and (o.name_key in ({marks(keys)}) or o.id in"
        f" (select organization_id from organization_alias where alias_key in ({marks(keys)}))) limit 1",
        (id, *keys, *keys),
    ).fetchone()
    return found[0] if found else None
