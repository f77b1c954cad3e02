"""People, read: the list that answers "alumni by function and school", and the card of one person."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Annotated, Any

import typer

from netlog.cli.context import current
from netlog.cli.database import reading
from netlog.cli.filters import filtered
from netlog.cli.options import All, Who
from netlog.cli.who import one
from netlog.cli.wording import and_more
from netlog.errors import InvalidInput
from netlog.render.result import Block, Card, Column, Facts, Line, Lines, Listing, Table
from netlog.rows.introductions import IntroRow
from netlog.rows.owed import FollowUpRow
from netlog.rows.people import AffiliationRow, ContactCard, ContactEntry, TimelineRow
from netlog.rows.who import ContactLine
from netlog.rules.days import short_day
from netlog.rules.keeping import in_turn
from netlog.rules.names import shown
from netlog.store.reader import contacts as read
from netlog.store.reader.contacts import Wanted
from netlog.words import IntroState, Knows, OrganizationKind

# --- contacts ------------------------------------------------------------------------------------


def _sort_words(incomplete: str) -> list[str]:
    """The words that go on with what is typed: "function,sc" -> "function,school"."""
    done, comma, start = incomplete.rpartition(",")
    return [f"{done}{comma}{word}" for word in read.SORTS if word.startswith(start)]


Sort = Annotated[
    str | None,
    typer.Option(
        "--sort",
        metavar="WORDS",
        help=f"{', '.join(read.SORTS)}; several with commas.",
        autocompletion=_sort_words,
        show_default=False,
    ),
]
Limit = Annotated[
    int | None, typer.Option("--limit", "-n", metavar="N", min=1, help="At most so many.", show_default=False)
]


@filtered
def contacts(wanted: Wanted, sort: Sort = None, limit: Limit = None, all_: All = False) -> Listing[ContactEntry]:
    """List contacts, by school, function, stage and more.

    An option given twice means any of the two; different options narrow the list. Without --sort those with whom
    something is going on come first, then everybody by name.
    """
    sorts = _sorts(sort)
    here = current()
    with reading() as db:
        most = limit or here.limit(all_)
        found = read.contacts(db, wanted, here.today, sorts, most, counted=here.format == "table")
        empty = nobody(found.unknown, wanted, read.functions(db)) if not found.entries else ""
    drawn = here.format == "table"
    return Listing(
        command="contacts",
        rows=found.entries,
        columns=_columns(wanted, sorts, found.entries) if drawn else (),
        record=record,
        flat=FLAT,
        total=len(found.entries) if limit else found.total,
        title="Contacts",
        empty=empty,
        whole=all_ or limit is not None,
        notes=_notes(found, "" if drawn else empty),
    )


def _notes(found: read.Found, empty: str) -> tuple[str, ...]:
    """What stderr says: why nothing was found, or which of several names nobody is at."""
    if not found.entries:
        return (empty,) if empty else ()
    return tuple(f"netlog knows no {what}." for what in found.unknown)


def _sorts(sort: str | None) -> list[str]:
    words = [word.strip().casefold() for word in (sort or "").split(",") if word.strip()]
    for word in words:
        if word not in read.SORTS:
            raise InvalidInput(f'Contacts cannot be sorted by "{shown(word)}".', f"Choose {', '.join(read.SORTS)}.")
    return list(dict.fromkeys(words))


def nobody(unknown: Sequence[str], wanted: Wanted, functions: Sequence[str]) -> str:
    """What an empty list teaches; `unknown` are the filters of which nothing is known."""
    if wanted == Wanted():
        return "Nobody yet. netlog import Connections.csv brings in whom you know; netlog add-contact NAME adds one."
    if unknown:
        return f"Nobody: netlog knows no {' and no '.join(unknown)}."
    if wanted.functions and functions:
        return f"Nobody fits. The commonest functions are {', '.join(functions)}."
    return "Nobody fits; fewer options find more."


# --- contacts: the screen ------------------------------------------------------------------------

FLAT = (
    "id", "name", "title", "organization", "function", "school", "class_of", "industry", "city", "stage", "in_play",
    "last_met_on", "next_due_on", "emails", "tags",
)  # fmt: skip


def record(entry: ContactEntry) -> dict[str, Any]:
    """The JSON of one contact. `school` and `class_of` are of the affiliation that the list sorts by."""
    contact, school = entry.contact, entry.school
    return {
        "id": contact.id,
        "uid": contact.uid,
        "name": contact.name,
        "title": contact.title,
        "organization": contact.organization,
        "function": contact.function,
        "function_inferred": bool(contact.function_inferred),
        "industry": contact.industry,
        "city": contact.city,
        "stage": contact.stage,
        "in_play": bool(contact.in_play),
        "last_met_on": contact.last_met_on,
        "next_due_on": contact.next_due_on,
        "emails": list(entry.emails),
        "phones": list(entry.phones),
        "links": list(entry.links),
        "tags": list(entry.tags),
        "affiliations": [
            {"organization": at.organization, "kind": at.kind, "role": at.role, "start": at.start_on, "end": at.end_on}
            for at in entry.affiliations
        ],
        "school": school.organization if school else None,
        "class_of": _class_of(school),
    }


def _class_of(school: AffiliationRow | None) -> str | None:
    return school.end_on[:4] if school and school.end_on else None


def _day(day: str | None) -> str | None:
    """A day as screens write it; a partial date as it is."""
    return short_day(date.fromisoformat(day), current().today) if day and len(day) == 10 else day


# What a word of --sort, or a filter, puts on the screen: title of the column, its words, and how soon it may go.
_SHOWN: dict[str, tuple[str, Callable[[ContactEntry], str | None], int]] = {
    "function": ("function", lambda entry: entry.contact.function, 0),
    "school": ("school", lambda entry: entry.school.organization if entry.school else None, 0),
    "class": ("class", lambda entry: _class_of(entry.school), 0),
    "title": ("title", lambda entry: entry.contact.title, 2),
    "organization": ("organization", lambda entry: entry.contact.organization, 1),
    "industry": ("industry", lambda entry: entry.contact.industry, 0),
    "city": ("city", lambda entry: entry.contact.city, 0),
    "stage": ("stage", lambda entry: entry.contact.stage, 3),
    "last-met": ("last met", lambda entry: _day(entry.contact.last_met_on), 4),
    "due": ("due", lambda entry: _day(entry.contact.next_due_on), 5),
}
_USUAL = ("title", "organization", "stage", "due")


def _columns(wanted: Wanted, sorts: Sequence[str], entries: Sequence[ContactEntry]) -> tuple[Column[ContactEntry], ...]:
    """What the list is sorted by stands first, each value once; then who; then what it was filtered by; the rest."""
    leading = [word for word in sorts if word in ("function", "school", "class", "organization", "industry", "city")]
    asked = [
        word
        for word, filters in (
            ("function", wanted.functions),
            ("school", wanted.schools),
            ("class", wanted.class_from or wanted.class_to or wanted.schools or "school" in sorts),
            ("industry", wanted.industries),
            ("city", wanted.cities),
        )
        if filters
    ]
    known = [word for word in _USUAL if any(_SHOWN[word][1](entry) for entry in entries)]
    rest = [word for word in dict.fromkeys([*asked, *known, *sorts]) if word in _SHOWN and word not in leading]
    repeated = _repeated(leading, entries)
    return (
        *(_grouped(word, place, repeated) for place, word in enumerate(leading)),
        Column("id", "id", lambda entry: f"c{entry.contact.id}", style="id", min_width=3),
        Column("name", "who", lambda entry: entry.contact.name, style="name", min_width=14),
        *(_column(word, 0 if word in sorts or word in asked else _SHOWN[word][2]) for word in rest),
    )


def _column(word: str, priority: int) -> Column[ContactEntry]:
    title, cell, _ = _SHOWN[word]
    narrow = word in ("class", "stage", "last-met", "due")
    return Column(word, title, cell, priority=priority, min_width=11 if narrow else 10)


def _repeated(words: Sequence[str], entries: Sequence[ContactEntry]) -> dict[int, int]:
    """For each contact, how many of the leading columns say what they said on the line before."""
    counts: dict[int, int] = {}
    before: list[str | None] = []
    for entry in entries:
        now = [_SHOWN[word][1](entry) for word in words]
        same = next(
            (place for place, (old, new) in enumerate(zip(before, now, strict=False)) if old != new), len(before)
        )
        counts[entry.contact.id] = same
        before = now
    return counts


def _grouped(word: str, place: int, repeated: dict[int, int]) -> Column[ContactEntry]:
    title, cell, _ = _SHOWN[word]

    def first_only(entry: ContactEntry) -> str | None:
        return None if repeated[entry.contact.id] > place else cell(entry) or "-"

    return Column(word, title, first_only, style="strong", min_width=18 if word in ("school", "organization") else 11)


# --- show ----------------------------------------------------------------------------------------

TIMELINE_ON_SCREEN = 12
KNOWN_ON_SCREEN = 8  # acquaintances of one person


def show(who: Who, all_: All = False) -> Card:
    """Show everything about one person."""
    from netlog.store.reader.card import card as read_card  # the list does not need it

    here = current()
    with reading() as db:
        line = one(db, who)
        card = read_card(db, line.id, here.today)
    contact = card.entry.contact
    since = f" since {_day(card.since)}" if card.since else ""
    timeline = card.timeline if all_ or not here.on_screen else card.timeline[:TIMELINE_ON_SCREEN]
    return Card(
        command="show",
        record=_card_record(card),
        blocks=tuple(_blocks(card, timeline)),
        title=f"{contact.name} (me)" if contact.is_me else contact.name,
        note=f"c{contact.id}" if contact.is_me else f"c{contact.id} · {contact.stage}{since}",
        footer=_next(card),
    )


def _card_record(card: ContactCard) -> dict[str, Any]:
    from netlog.cli.intros import record as of_intro
    from netlog.cli.owed import record as of_follow_up

    contact = card.entry.contact
    notes = [entry for entry in card.timeline if entry.entry == "note"]
    return {
        **record(card.entry),
        "nickname": contact.nickname,
        "stage_since": card.since,
        "how_met": contact.how_met,
        "known_since": contact.known_since,
        "rest_on": contact.rest_on,
        "origin": contact.origin,
        "sources": [source._asdict() for source in card.sources],
        "follow_ups": [of_follow_up(row) for row in card.follow_ups],
        "introductions": [of_intro(row) for row in card.introductions],
        "timeline": [_timeline_record(entry, card) for entry in card.timeline],
        "led_to": [{"id": line.id, "name": line.name, "stage": line.stage} for line in card.led_to],
        **{
            key: [{"id": other.id, "name": other.name} for other in card.acquaintances if other.knows == knows]
            for key, knows in (("knows", Knows.YES), ("knows_not", Knows.NO))
        },
        "notes": [{"id": n.id, "on": n.day_on, "text": n.body, "private": bool(n.private)} for n in notes],
    }


def _timeline_record(entry: TimelineRow, card: ContactCard) -> dict[str, Any]:
    """The keys that this kind of entry has; what is not told is left out."""
    told = {
        name: getattr(entry, name)
        for name in ("kind", "minutes", "place", "channel", "answer", "learned", "landed", "advice")
        if getattr(entry, name) is not None
    }
    state = {"message": "direction", "meeting": "state"}.get(entry.entry)
    found: dict[str, Any] = {"entry": entry.entry, "id": entry.id, "on": entry.day_on, **told}
    if state:
        found[state] = entry.state
    if entry.body is not None:
        found["text"] = entry.body
    if entry.entry == "note":
        found["private"] = bool(entry.private)
    if entry.entry == "meeting":
        found["with"] = list(card.company.get(entry.id, ()))
    return found


def _next(card: ContactCard) -> tuple[str, ...]:
    who = f"c{card.entry.contact.id}"
    if card.entry.contact.is_me:
        return (f"netlog edit-contact {who}",)
    return (f'netlog log-coffee {who} · netlog note {who} "…" · netlog edit-contact {who}',)


def _blocks(card: ContactCard, timeline: Sequence[TimelineRow]) -> Iterator[Block]:
    yield Facts(tuple(_facts(card)))
    yield Table(_mine(card.follow_ups), _OWED, title="You owe")
    yield Lines(tuple(_their_turn(card)), title="Their turn")
    yield Table(_led_to(card), _LED_TO, title="Led to")
    more = len(card.timeline) - len(timeline)
    yield _timeline(timeline, card, [f"{more} earlier · --all lists them"] if more else [])


def _facts(card: ContactCard) -> Iterator[tuple[str, Line | None]]:
    entry, contact = card.entry, card.entry.contact
    yield "nickname", contact.nickname
    yield "title", contact.title
    yield "function", f"{contact.function} (read from the title)" if contact.function_inferred else contact.function
    yield "industry", contact.industry
    yield "city", contact.city
    last = ""
    for at in entry.affiliations:
        label = _LABELS[OrganizationKind(at.kind)]
        yield "" if label == last else label, _affiliation(at, at.id in card.shared)
        last = label
    yield "e-mail", ", ".join(entry.emails)
    yield "phone", ", ".join(entry.phones)
    yield "link", ", ".join(entry.links)
    yield "tags", ", ".join(entry.tags)
    yield "how we met", contact.how_met
    yield "known", _known(card)
    yield "left alone", f"since {_day(contact.rest_on)}" if contact.rest_on else None
    yield from _introduced_by(card)
    yield "knows", _acquaintances(card, Knows.YES)
    yield "does not know", _acquaintances(card, Knows.NO)
    yield "sources", "; ".join(f"{source.file_name} ({source.last_on})" for source in card.sources)


_LABELS = {
    OrganizationKind.COMPANY: "works at",
    OrganizationKind.SCHOOL: "school",
    OrganizationKind.ASSOCIATION: "association",
    OrganizationKind.GREEK: "greek",
    OrganizationKind.OTHER: "other",
}


def _affiliation(at: AffiliationRow, shared: bool) -> Line:
    """ "Michigan State University · BA, 2011 · you too"."""
    formerly = at.kind == OrganizationKind.COMPANY and at.is_over
    years = _span(at)
    more = ", ".join(filter(None, [at.role, at.unit, years, "formerly" if formerly else None]))
    words: Line = f"{at.organization} · {more}" if more else at.organization
    return (str(words), (" · you too", "good")) if shared else words


def _span(at: AffiliationRow) -> str:
    if at.kind == OrganizationKind.SCHOOL and not at.start_on:
        return at.end_on or ""
    return f"{at.start_on or ''}-{at.end_on or ''}" if at.start_on or at.end_on else ""


def _known(card: ContactCard) -> str | None:
    contact = card.entry.contact
    if not contact.known:
        return None
    return f"before netlog, since {_day(contact.known_since)}" if contact.known_since else "before netlog"


def _acquaintances(card: ContactCard, knows: Knows) -> str:
    """ "Dan Wu, Lena Cho and 12 more"."""
    return and_more([other.name for other in card.acquaintances if other.knows == knows], KNOWN_ON_SCREEN)


def _introduced_by(card: ContactCard) -> Iterator[tuple[str, Line]]:
    label = "through"
    for row in card.introductions:
        if row.contact_id == card.entry.contact.id:
            yield label, (row.introducer, f" · {_state(row)} ", (f"i{row.id}", "id"))
            label = ""


def _state(row: IntroRow) -> str:
    return f"{row.state} {_day(row.since)}" if row.since else row.state


_OWED: tuple[Column[FollowUpRow], ...] = (
    Column("id", "id", lambda row: f"f{row.id}", style="id", min_width=3),
    Column("due", "due", lambda row: _day(row.due_on), min_width=5),
    Column("what", "what"),
    Column("because", "because", min_width=20),
)


def _mine(follow_ups: Iterable[FollowUpRow]) -> list[FollowUpRow]:
    """What I owe; keeping in touch only where nothing else is open (RULES.md 1)."""
    return in_turn(row for row in follow_ups if not row.promised)


def _their_turn(card: ContactCard) -> Iterator[Line]:
    """What they were asked for or promised and have not done."""
    for row in card.introductions:
        if row.introducer_id == card.entry.contact.id and row.state in (IntroState.ASKED, IntroState.PROMISED):
            yield (f"i{row.id}", "id"), f"  introduce {row.to}: {_state(row)}"


def _led_to(card: ContactCard) -> list[tuple[ContactLine, IntroRow]]:
    by_id = {row.contact_id: row for row in card.introductions if row.introducer_id == card.entry.contact.id}
    return [(line, by_id[line.id]) for line in card.led_to]


_LED_TO: tuple[Column[tuple[ContactLine, IntroRow]], ...] = (
    Column("id", "id", lambda row: f"c{row[0].id}", style="id", min_width=3),
    Column("name", "who", lambda row: row[0].label, style="name"),
    Column("stage", "stage", lambda row: row[0].stage, min_width=5),
    Column("introduction", "introduction", lambda row: _state(row[1])),
)


# --- show: the timeline --------------------------------------------------------------------------

_LETTERS = {"meeting": "m", "message": "x", "note": "n"}
_MINUTES = {"learned": "learned", "landed": "landed it", "advice": "advice"}


def _timeline(entries: Iterable[TimelineRow], card: ContactCard, below: Sequence[Line]) -> Lines:
    rows = [(f"{_LETTERS[entry.entry]}{entry.id}", _day(entry.day_on) or "", entry) for entry in entries]
    ids, days = (max((len(row[at]) for row in rows), default=0) for at in (0, 1))
    hang = ids + days + 4
    lines: list[Line] = []
    for id, day, entry in rows:
        first, *more = _words(entry, card)
        lines += [((f"{id:<{ids}}", "id"), f"  {day:<{days}}  {first}"), *(f"{' ' * hang}{line}" for line in more)]
    return Lines([*lines, *below], title="Timeline", hang=hang)


def _words(entry: TimelineRow, card: ContactCard) -> list[str]:
    return {"meeting": _meeting, "message": _message, "note": _note}[entry.entry](entry, card)


def _meeting(entry: TimelineRow, card: ContactCard) -> list[str]:
    company = card.company.get(entry.id)
    head = [
        entry.kind if entry.state == "held" else f"{entry.kind} {entry.state}",
        f"{entry.minutes} min",
        entry.place,
        f"with {', '.join(company)}" if company else None,
    ]
    told = [(word, getattr(entry, field)) for field, word in _MINUTES.items()]
    return [" · ".join(filter(None, head)), *(f"{word}: {text}" for word, text in told if text)]


def _message(entry: TimelineRow, card: ContactCard) -> list[str]:
    if entry.state == "received":
        head = f"they wrote: {entry.answer}" if entry.answer else "they wrote"
    else:
        head = f"{entry.kind} sent"
    by = f" by {entry.channel}" if entry.channel else ""
    return [f"{head}{by}", *(entry.body or "").splitlines()]


def _note(entry: TimelineRow, card: ContactCard) -> list[str]:
    first, *more = (entry.body or "").splitlines() or [""]
    return [f"private: {first}" if entry.private else f"note: {first}", *more]
